"""Read and check all sources before anything is built; stop at faults, or show them while their author is watching."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import Literal

import click
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import Files

from kb.build import Build
from kb.reading import read_catalogue
from kb.rules import broken_rules

log = logging.getLogger("mkdocs.hooks.read_sources")
# The command is the process's own and the same for all its builds; MkDocs tells it to this event only.
_process = {"command": "build"}


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember whether an author is watching."""
    _process["command"] = command


def on_pre_build(config: MkDocsConfig) -> None:
    """Read the sources; a fault stops a build or a deploy here, where the last built site is still in place."""
    docs = Path(config.docs_dir)
    shown = Path(os.path.relpath(docs, Path(config.config_file_path).parent)).as_posix()
    catalogue, faults = read_catalogue(docs, shown)
    faults = sorted({*faults, *broken_rules(catalogue, docs, shown)})
    serving = _process["command"] == "serve"
    config.extra["kb"] = Build(catalogue, faults, shown, serving)
    if faults and serving:
        for fault in faults:
            log.error(str(fault))
    elif faults:
        for fault in faults:
            click.echo(str(fault), err=True)
        files = len({fault.path for fault in faults})
        raise Abort(f"{len(faults)} faults in {files} files. Nothing was built; the last site is untouched.")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """When serving, leave out what MkDocs cannot read; its faults are on the screen already."""
    unread = config.extra["kb"].catalogue.undecodable
    return Files([file for file in files if file.src_uri not in unread])
