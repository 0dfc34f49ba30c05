"""Mend the theme's HTML and give every page its security policy."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from kb.build import Build
from kb.mending import mended

# The theme's languages and source maps, which no page of this site asks for.
UNUSED = ("assets/javascripts/lunr/",)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Publish nothing of the theme that the site does not use."""
    return Files([file for file in files if not (file.src_uri.startswith(UNUSED) or file.src_uri.endswith(".map"))])


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Return the page mended."""
    build: Build = config.extra["kb"]
    return mended(output, secured=not build.serving)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Mend 404.html as well, which is no page to MkDocs."""
    build: Build = config.extra["kb"]
    return mended(output_content, secured=not build.serving) if template_name.endswith(".html") else output_content
