"""Lists: what a directive `<!-- list: essays -->` on a page of its own line turns into."""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import dirname, relpath

from kb.catalogue import Catalogue, Essay, Theme
from kb.faults import Fault, nearest
from kb.files import Page
from kb.prose import line_of, without_code
from kb.references import escape

DIRECTIVE = re.compile(r"^<!-- list: *(?P<kind>[\w-]+) *-->$", re.M)
KINDS = ("themes", "essays", "paths")


def list_faults(page: Page) -> Iterator[Fault]:
    """Yield a fault for each directive that asks for an unknown list, or for essays outside a theme."""
    for match in DIRECTIVE.finditer(without_code(page.body)):
        line = page.first_line + line_of(page.body, match.start()) - 1
        if match["kind"] not in KINDS:
            remedy = nearest(match["kind"], KINDS, f"write one of {', '.join(KINDS)}")
            yield Fault(page.shown, line, f"unknown list `{match['kind']}`", remedy)
        elif match["kind"] == "essays" and page.path.count("/") != 1:
            yield Fault(page.shown, line, "the list `essays` stands outside a theme", "write it on a theme's index.md")


def with_lists(markdown: str, path: str, catalogue: Catalogue) -> str:
    """Return the text of the page at `path` with its directives replaced by the lists they ask for."""

    def listed(match: re.Match[str]) -> str:
        if match["kind"] == "paths":
            return paths(catalogue, path)
        if match["kind"] == "themes":
            return themes(catalogue, path)
        return "\n\n".join(
            contents(theme, catalogue, path) for theme in catalogue.themes if path == f"{theme.slug}/index.md"
        )

    return DIRECTIVE.sub(listed, markdown)


def themes(catalogue: Catalogue, path: str) -> str:
    """Return all themes as Markdown: title, description and the titles of the essays."""
    parts = []
    for theme in catalogue.themes:
        titles = [
            f"- [{escape(essay.matter.title)}]({link(essay.path, path)})"
            for _, essays in catalogue.essays_of(theme)
            for essay in essays
        ]
        heading = f"## [{escape(theme.title)}]({link(f'{theme.slug}/index.md', path)})"
        parts += [heading, escape(theme.description), "\n".join(titles)]
    return "\n\n".join(parts)


def contents(theme: Theme, catalogue: Catalogue, path: str) -> str:
    """Return a theme's table of contents as Markdown: its groups in order, each with its essays."""
    parts = []
    for title, essays in catalogue.essays_of(theme):
        parts += [f"## {escape(title)}"] if title else []
        parts.append("\n".join(entry(essay, path) for essay in essays))
    return "\n\n".join(parts)


def entry(essay: Essay, path: str) -> str:
    """Return an essay's list item: title, description, place in the arc, reading time and lab."""
    labs = ", ".join(f"[{lab.script}]({link(f'{dirname(essay.path)}/{lab.script}', path)})" for lab in essay.labs)
    facts = f"No. {essay.matter.number} · {essay.minutes} min" + (f" · lab {labs}" if labs else "")
    return (
        f"-   [{escape(essay.matter.title)}]({link(essay.path, path)})\n\n"
        f"    {escape(essay.matter.description)}\n\n"
        f"    {facts}\n"
        "    { .kb-facts }\n"
    )


def paths(catalogue: Catalogue, path: str) -> str:
    """Return the reading paths as a short list, each linked to its place on the page of paths."""
    return "\n".join(
        f"-   [{escape(p.title)}]({link('paths/index.md', path)}#{p.id}): {escape(p.goal)}" for _, p in catalogue.paths
    )


def link(target: str, path: str) -> str:
    """Return `target`, a file below `docs`, as the page at `path` links to it."""
    return relpath(target, dirname(path) or ".")
