"""Reconcile the built site with its sources; a warning or a difference stops a build or a deploy, never the preview."""

from __future__ import annotations

import logging
from pathlib import Path
from urllib.parse import urlsplit

import click
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException

from kb.build import Build
from kb.graph import address
from kb.reconcile import broken_links, differences, read_site

LOGGERS = ("mkdocs", "MARKDOWN", "pymdownx")


class Warnings(logging.Handler):
    """Counts what is logged at warning or above, for MkDocs' own strict check is disarmed by `-q`."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the message."""
        self.lines.append(record.getMessage())


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Begin to count warnings, those that `-q` would hide included."""
    config.extra["warnings"] = counter = Warnings()
    for name in LOGGERS:
        logger = logging.getLogger(name)
        for stale in [handler for handler in logger.handlers if isinstance(handler, Warnings)]:
            logger.removeHandler(stale)
        if logger.level > logging.WARNING:
            for handler in logger.handlers:
                handler.setLevel(max(handler.level, logger.level))
            logger.setLevel(logging.WARNING)
        logger.addHandler(counter)
    return config


def on_post_build(config: MkDocsConfig) -> None:
    """Walk the built site and stop where it does not add up."""
    build: Build = config.extra["kb"]
    site, root = Path(config.site_dir), config.site_url or "/"
    pages = read_site(site)
    expected = frozenset(address(essay) for essay in build.catalogue.arc)
    # A redirect or a tombstone is a page to a reader's browser and an essay to nobody.
    gone = {f"{entry.page}index.html" for _, entry in build.catalogue.moved if not entry.anchor}
    standing = {path: page for path, page in pages.items() if path not in gone}
    wrong = [
        *broken_links(site, pages, urlsplit(root).path or "/"),
        *differences(site, standing, expected, root),
        *(f"a warning was logged: {line}" for line in config.extra["warnings"].lines),
    ]
    for line in wrong:
        click.echo(line, err=True)
    if wrong and not build.serving:
        raise Abort(f"The built site does not add up: {len(wrong)} differences. It is not to be published.")


def on_build_error(error: Exception) -> None:
    """Say in one line what a plugin threw; MkDocs would show a traceback."""
    if not isinstance(error, MkDocsException):
        raise Abort(f"{type(error).__name__}: {error}")
