"""Refuse a deploy of what is not committed and pushed, before anything is built and with every reason at once."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from kb.readiness import reasons
from kb.repository import Repository

_process = {"command": "build", "dirty": False}


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember whether this process deploys, and how."""
    _process.update(command=command, dirty=dirty)


def on_pre_build(config: MkDocsConfig) -> None:
    """Refuse, and say what to do about each reason."""
    if _process["command"] != "gh-deploy":
        return
    context = click.get_current_context(silent=True)
    options = {**(context.params if context else {}), "dirty": _process["dirty"]}
    repository = Repository(Path(config.config_file_path).parent)
    found = reasons(repository, config.remote_name, config.site_url or "", options)
    for reason in found:
        click.echo(str(reason), err=True)
    if found:
        raise Abort(f"Refused for {len(found)} reasons; nothing was built or published.")
