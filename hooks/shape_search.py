"""Shape the search: what is in the index, and a worker of our own before the theme's."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from kb.build import Build
from kb.catalogue import is_essay
from kb.searching import findable, shaped

WORKERS = "assets/javascripts/workers/"


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Keep out of the ranking what only repeats titles: all pages but essays."""
    if not is_essay(page.file.src_uri):
        page.meta["search"] = {"exclude": True}
    return markdown


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Tell the templates where the theme's worker is, whose name changes with the theme's version."""
    env.globals["theme_worker"] = next(file.src_uri for file in files if file.src_uri.startswith(f"{WORKERS}search."))
    return env


def on_post_build(config: MkDocsConfig) -> None:
    """Put the full index where our worker looks for it, and a stub where the page always does."""
    build: Build = config.extra["kb"]
    folder = Path(config.site_dir, "search")
    stub = folder / "search_index.json"
    full, empty = shaped(stub.read_text(encoding="utf-8"), findable(build.catalogue))
    (folder / "index.json").write_text(full, encoding="utf-8")
    stub.write_text(empty, encoding="utf-8")
