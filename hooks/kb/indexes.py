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
    parts = []
    for source in sorted(catalogue.source.values(), key=lambda source: short(source).casefold()):
        citing = [(essay, [s for s in rendered.get(essay.path, ()) if source.id in s.cites]) for essay in catalogue.arc]
        parts += [
            f"## {escape(short(source))} {{ #{source.id} }}",
            reference(source),
            _places(citing, "sources/index.md"),
        ]
    return "\n\n".join(parts)


def concepts(catalogue: Catalogue, rendered: Rendered) -> str:
    """Return the back-of-book index: each term with its definition, and the sections that treat it, its home first."""
    parts = []
    ordered = sorted(catalogue.concept.values(), key=lambda concept: concept.term.casefold())
    for letter, terms in groupby(ordered, key=lambda concept: concept.term[0].upper()):
        parts.append(f"## {letter}")
        for concept in terms:
            parts += [
                f"### {escape(concept.term)} {{ #{anchor(concept.term)} }}",
                *_entry(concept, catalogue, rendered),
            ]
    return "\n\n".join(parts)


def anchor(term: str) -> str:
    """Return the id of a concept's entry."""
    return re.sub(r"[^a-z0-9]+", "-", term.lower()).strip("-")


def treats(concept: Concept, essay: Essay, section: Section, first: bool) -> bool:
    """Tell whether a section treats a concept: by its heading, by naming it twice, or by naming it first.

    `first` says that no earlier section of the essay has named it, which counts where the essay lists the concept.
    """
    in_heading, named = (_named(concept, part) for part in section.lowered)
    return in_heading > 0 or named > 1 or (first and named > 0 and concept.term in essay.matter.concepts)


def _entry(concept: Concept, catalogue: Catalogue, rendered: Rendered) -> list[str]:
    also = f"Also: {', '.join(map(escape, concept.aliases))}." if concept.aliases else ""
    see = ", ".join(f"[{escape(term)}](#{anchor(term)})" for term in concept.see if term in catalogue.concept)
    citing = []
    for essay in sorted(catalogue.arc, key=lambda essay: essay.slug != concept.home):
        treating, first = [], True
        for section in rendered.get(essay.path, ()):
            if treats(concept, essay, section, first):
                treating.append(section)
            first = first and not any(_named(concept, part) for part in section.lowered)
        citing.append((essay, treating))
    home = catalogue.essays.get(concept.home)
    places = _places([(e, t) for e, t in citing if t or e is home], "concepts/index.md", home)
    return [
        part
        for part in (escape(concept.definition), " ".join(filter(None, [also, f"See {see}." if see else ""])), places)
        if part
    ]


def _named(concept: Concept, lowered: str) -> int:
    """Return how often a text in lower case names the concept, by its term or an alias, in the singular or plural."""
    count = 0
    for name in (concept.term.lower(), *(alias.lower() for alias in concept.aliases)):
        # A plain search first: it is a hundred times as fast, and most sections name few concepts.
        if name in lowered:
            count += len(re.findall(rf"\b{re.escape(name)}(?:s|es)?\b", lowered))
    return count


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
