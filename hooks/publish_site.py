"""Publish on `mkdocs gh-deploy`: show what would change, push one commit or nothing, and end the command."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal, NoReturn

import click
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from kb.edition import Difference, difference, remedy
from kb.publication import Publication
from kb.readiness import site_files
from kb.repository import GitFailed, Repository


class Ended(Abort):
    """The command is done: MkDocs must not go on to deploy by itself, and nothing failed."""

    code = exit_code = 0


_process = {"command": "build"}
# `make publish-diff` and `make rollback` are the same command with another end.
MODE = "KB_PUBLISH"


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember whether this process deploys."""
    _process["command"] = command


def on_pre_build(config: MkDocsConfig) -> None:
    """Roll back, which needs no build, and end the command here."""
    if _process["command"] == "gh-deploy" and os.environ.get(MODE) == "rollback":
        _publish(config, None)


def on_post_build(config: MkDocsConfig) -> None:
    """Publish what was built, or only show what that would change; then end the command before MkDocs deploys too."""
    if _process["command"] == "gh-deploy":
        _publish(config, Path(config.site_dir))


def _publish(config: MkDocsConfig, site: Path | None) -> NoReturn:
    try:
        publication = Publication.on(_repository(config), config.remote_name, config.remote_branch)
        files = publication.previous() if site is None else {**site_files(site), ".nojekyll": b""}
        change = difference(publication.owned_files(), files)
        click.echo(str(change), err=True)
        if site is not None:
            _refuse_broken(change, publication.collisions(files))
        if os.environ.get(MODE) == "diff":
            _end("This is what a deploy would change; nothing was pushed.", 0)
        commit = publication.publish(files, "Roll back to the previous site" if site is None else "Publish the site")
    except GitFailed as error:
        _end(f"Not published: {error}. The live branch is as it was; run the command again.", 1)
    _end(f"Published as {commit[:12]}." if commit else "Nothing to publish: the live site is this one.", 0)


def _refuse_broken(change: Difference, collisions: list[str]) -> None:
    for name in collisions:
        click.echo(
            f"{name} on the live branch was made by nobody's publication; move it there, or rename ours", err=True
        )
    for name in change.lost:
        click.echo(f"{name} was promised and is gone; add to docs/moved.yml:\n{remedy(name)}", err=True)
    if collisions or change.lost:
        _end(f"Refused: {len(change.lost)} promises would be broken, {len(collisions)} foreign files overwritten.", 1)


def _repository(config: MkDocsConfig) -> Repository:
    return Repository(Path(config.config_file_path).parent)


def _end(message: str, status: int) -> NoReturn:
    raise (Ended if status == 0 else Abort)(message)
