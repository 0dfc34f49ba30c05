"""Join the essays: compute relations, mentions, neighbors and paths, and hand them to the templates."""

from __future__ import annotations

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from kb.build import Build
from kb.graph import address, surroundings
from kb.prose import curly


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Give the templates the build's model as `kb`, and `address`, an essay's place on the site."""
    build: Build = config.extra["kb"]
    build.surroundings = surroundings(build.catalogue, build.rendered)
    env.globals["kb"] = build
    env.filters["address"] = address
    env.filters["curly"] = curly
    return env
