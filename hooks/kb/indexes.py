"""Indexes: the pages that are generated whole, as Markdown: the arc, concepts, sources and reading paths."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby

from kb.catalogue import Catalogue, Essay
from kb.contract import Concept
from kb.lists import entry, link
from kb.references import escape, reference, short
from kb.rendered import Section

Rendered = Mapping[str, Sequence[Section]]


def arc(catalogue: Catalogue, rendered: Rendered) -> str:
    """Return all essays by number: how the author's view developed."""
    return "\n".join(entry(essay, "arc/index.md") for essay in catalogue.arc)


def paths(catalogue: Catalogue, rendered: Rendered) -> str:
    """Return the reading paths: for whom, to what end, and every step with its reason."""
    parts = []
    for _, path in catalogue.paths:
        steps = [
            f"{place}.  [{escape(essay.matter.title)}]({link(essay.path, 'paths/index.md')})\n\n    {escape(because)}\n"
            for place, (essay, because) in enumerate(catalogue.steps(path), 1)
        ]
        parts += [
            f"## {escape(path.title)} {{ #{path.id} }}",
            f"{escape(path.audience)} {escape(path.goal)}",
            "\n".join(steps),
        ]
    return "\n\n".join(parts)


def sources(catalogue: Catalogue, rendered: Rendered) -> str:
    """Return every work, by name, with the sections that cite it."""
    entries = {}
    for source in catalogue.source.values():
        citing = [(essay, [s for s in rendered.get(essay.path, ()) if source.id in s.cites]) for essay in catalogue.arc]
        entries[short(source), source.id] = [reference(source), _places(citing, "sources/index.md")]
    return _by_letter(entries)


def concepts(catalogue: Catalogue, rendered: Rendered) -> str:
    """Return the back-of-book index: each term with its definition, and the sections that treat it, its home first."""
    return _by_letter({(c.term, anchor(c.term)): _entry(c, catalogue, rendered) for c in catalogue.concept.values()})


def _by_letter(entries: Mapping[tuple[str, str], Iterable[str]]) -> str:
    """Return entries, given by name and anchor, in alphabetical order under the letters they begin with."""
    parts = []
    ordered = sorted(entries.items(), key=lambda item: item[0][0].casefold())
    for letter, under in groupby(ordered, key=lambda item: item[0][0][0].upper()):
        parts.append(f"## {letter}")
        for (name, place), paragraphs in under:
            parts += [f"### {escape(name)} {{ #{place} }}", *paragraphs]
    return "\n\n".join(parts)


def anchor(term: str) -> str:
    """Return the id of a concept's entry."""
    return re.sub(r"[^a-z0-9]+", "-", term.lower()).strip("-")


def treating(concept: Concept, essay: Essay, sections: Iterable[Section]) -> list[Section]:
    """Return the sections of an essay that treat a concept: in their heading, by naming it twice, or by being first.

    The first section to name it counts where the essay lists the concept.
    """
    names = [name.lower() for name in (concept.term, *concept.aliases)]
    found, first = [], concept.term in essay.matter.concepts
    for section in sections:
        in_heading, in_text = (_named(names, part) for part in section.lowered)
        if in_heading or in_text > 1 or (first and in_text):
            found.append(section)
        first = first and not (in_heading or in_text)
    return found


def _entry(concept: Concept, catalogue: Catalogue, rendered: Rendered) -> list[str]:
    also = f"Also: {', '.join(map(escape, concept.aliases))}." if concept.aliases else ""
    see = ", ".join(f"[{escape(term)}](#{anchor(term)})" for term in concept.see if term in catalogue.concept)
    home = catalogue.essays.get(concept.home)
    essays = sorted(catalogue.arc, key=lambda essay: essay is not home)
    found = [(essay, treating(concept, essay, rendered.get(essay.path, ()))) for essay in essays]
    places = _places(found, "concepts/index.md", home)
    return [
        part
        for part in (escape(concept.definition), " ".join(filter(None, [also, f"See {see}." if see else ""])), places)
        if part
    ]


def _named(names: Iterable[str], lowered: str) -> int:
    """Return how often a text in lower case has one of the names, in the singular or plural."""
    # A plain search first: it is a hundred times as fast, and most sections name few concepts.
    return sum(len(re.findall(rf"\b{re.escape(name)}(?:s|es)?\b", lowered)) for name in names if name in lowered)


def _places(citing: Iterable[tuple[Essay, Sequence[Section]]], path: str, home: Essay | None = None) -> str:
    lines = []
    for essay, found in citing:
        if not found and essay is not home:
            continue
        where = link(essay.path, path)
        title = f"[{escape(essay.matter.title)}]({where})"
        headed = [f"[{escape(s.heading)}]({where}#{s.anchor})" for s in found if s.anchor]
        lines.append(f"- {f'**{title}**' if essay is home else title}" + (f": {' · '.join(headed)}" if headed else ""))
    return "\n".join(lines)


# The generated pages: title, description, and what writes the text below them.
PAGES: dict[str, tuple[str, str, Callable[[Catalogue, Rendered], str]]] = {
    "arc/index.md": ("The arc", "All essays by number: how the author's view developed.", arc),
    "paths/index.md": ("Reading paths", "Ways through the essays, each for one kind of reader.", paths),
    "concepts/index.md": (
        "Concepts",
        "A back-of-book index: every term, what it means, and where it is treated.",
        concepts,
    ),
    "sources/index.md": ("Sources", "Every work that the essays cite, and where they cite it.", sources),
}
