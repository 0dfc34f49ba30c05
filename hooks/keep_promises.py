"""Keep promised addresses: old anchors on the headings that stand for them, and a page wherever one has gone."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from kb.build import Build
from kb.mending import mended
from kb.moved import aliases
from kb.rendered import with_anchors


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Return the page's HTML with an extra id at each heading that took over an old anchor."""
    build: Build = config.extra["kb"]
    return with_anchors(html, aliases([entry for _, entry in build.catalogue.moved], page.url))


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Keep the template for the end of the build; it is no page to MkDocs."""
    config.extra["kb"].moved_template = env.get_template("moved.html")
    return env


def on_post_build(config: MkDocsConfig) -> None:
    """Write a redirect or a tombstone at each address that is no page any more."""
    build: Build = config.extra["kb"]
    for entry in [entry for _, entry in build.catalogue.moved if not entry.anchor]:
        base = "/".join([".."] * entry.page.count("/"))
        html = build.moved_template.render(entry=entry, base=base, config=config)
        file = Path(config.site_dir, entry.page, "index.html")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(mended(html, secured=not build.serving), encoding="utf-8")
