"""Prepare what a page says of itself: a date from its author and not from the clock, and text that is safe in HTML."""

from __future__ import annotations

import html

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from kb.build import Build


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Keep the theme from taking the first essay of a group for the group's introduction."""
    build: Build = config.extra["kb"]
    for essay in build.catalogue.arc:
        file = files.get_file_from_path(essay.path)
        if file is not None:
            # What the theme asks is whether the file is called `index`; its address is settled by now.
            assert file.url and file.dest_uri
            file.name = essay.slug
    return nav


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Set the page's date, an essay's last change or else the latest of all, and escape its title and description."""
    build: Build = config.extra["kb"]
    by_path = {essay.path: essay for essay in build.catalogue.arc}
    dated = [by_path[page.file.src_uri]] if page.file.src_uri in by_path else build.catalogue.arc
    days = [essay.changed for essay in dated]
    # Without any essay there is no date to tell, and a fixed one keeps the build reproducible.
    page.update_date = max(days).isoformat() if days else "1970-01-01"
    # The theme's templates print both as they are, in text and in attributes.
    for key in ("title", "description"):
        if key in page.meta:
            page.meta[key] = html.escape(str(page.meta[key]))
    return markdown
