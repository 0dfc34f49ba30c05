"""Turn citations into footnotes."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from kb.citations import with_footnotes


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Return the page's text with each `[@key]` as a footnote that has the full reference."""
    return with_footnotes(markdown, config.extra["kb"].catalogue.source)
