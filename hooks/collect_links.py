"""Collect each essay's sections and links from its finished HTML, and let links to essays tell what they lead to."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from kb.build import Build
from kb.graph import address
from kb.rendered import finished, sections


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Keep the sections for the indexes and backlinks; return the HTML with descriptions on links to essays."""
    build: Build = config.extra["kb"]
    if page.file.src_uri in {essay.path for essay in build.catalogue.arc}:
        build.rendered[page.file.src_uri] = sections(html, page.url)
    described = {address(essay): essay.matter.description for essay in build.catalogue.arc}
    return finished(html, page.url, described)
