"""The rules that join the sources: every name refers to something, and everything named is used."""

from __future__ import annotations

import graphlib
from collections.abc import Iterator
from pathlib import Path

from kb.catalogue import Catalogue, Essay, is_essay
from kb.citations import citations
from kb.evidence import unproven
from kb.faults import Fault, nearest
from kb.files import Page, first_headings
from kb.indexes import PAGES
from kb.labs import include_faults
from kb.lists import list_faults
from kb.moved import moved_faults
from kb.navigation import navigation_faults
from kb.pictures import picture_faults
from kb.prose import line_of, without_code


def broken_rules(catalogue: Catalogue, docs: Path, shown: str = "docs") -> list[Fault]:
    """Return a fault for each rule that the sources break together, in the order of files and lines."""
    faults = [
        *_pages(catalogue, docs),
        *_essays(catalogue),
        *_cycles(catalogue),
        *_concepts(catalogue, shown),
        *_sources(catalogue, shown),
        *_paths(catalogue, shown),
        *_navigation(catalogue, docs, shown),
        *moved_faults(catalogue.moved, _addresses(catalogue), f"{shown}/moved.yml"),
    ]
    return sorted(faults)


def _addresses(catalogue: Catalogue) -> set[str]:
    paths = [*(page.path for page in catalogue.pages), *PAGES]
    return {path.removesuffix("index.md").removesuffix(".md") + "/" * (not path.endswith("index.md")) for path in paths}


def _pages(catalogue: Catalogue, docs: Path) -> Iterator[Fault]:
    for page in catalogue.pages:
        yield from first_headings(page, without_code(page.body))
        yield from include_faults(page.body, docs, page.shown, page.first_line)
        yield from list_faults(page)
        yield from picture_faults(page.body, page.shown, page.first_line)
        if is_essay(page.path):
            records = "\n".join(lab.record for lab in catalogue.labs[page.path])
            yield from unproven(page.body, records, page.shown, page.first_line)


def _essays(catalogue: Catalogue) -> Iterator[Fault]:
    numbers: dict[int, Essay] = {}
    for essay in catalogue.essays.values():
        matter, line = essay.matter, essay.page.matter.line
        first = numbers.setdefault(matter.number, essay)
        if first is not essay:
            wrong = f"`number` {matter.number} is that of `{first.slug}` too"
            free = next(n for n in range(1, 36) if n not in {e.matter.number for e in catalogue.essays.values()})
            yield Fault(essay.page.shown, line(("number",)), wrong, f"give one of them another, {free} is free")
        if matter.updated and matter.updated.date < matter.date:
            wrong = "`updated` is before `date`"
            yield Fault(essay.page.shown, line(("updated",)), wrong, "write the day of the last change")
        for index, term in enumerate(matter.concepts):
            if catalogue.concepts.lacks(term):
                remedy = nearest(term, catalogue.concept, "register it in concepts.yml")
                yield Fault(essay.page.shown, line(("concepts", index)), f"unknown concept `{term}`", remedy)
        yield from _relations(essay, catalogue)


def _relations(essay: Essay, catalogue: Catalogue) -> Iterator[Fault]:
    seen = set()
    for index, relation in enumerate(essay.matter.relations):
        line, target = essay.page.matter.line(("relations", index)), catalogue.essays.get(relation.to)
        if relation.to == essay.slug:
            yield Fault(essay.page.shown, line, "this relation points to its own essay", "name another essay")
        elif relation.to not in catalogue.slugs:
            remedy = nearest(relation.to, sorted(catalogue.slugs), "name an essay's slug")
            yield Fault(essay.page.shown, line, f"unknown essay `{relation.to}`", remedy)
        elif target is not None and target.matter.number > essay.matter.number:
            wrong = f"`{relation.to}` is a later essay than this one"
            yield Fault(essay.page.shown, line, wrong, f"declare the relation there, to `{essay.slug}`")
        elif relation.to in seen:
            wrong = f"a second relation to `{relation.to}`"
            yield Fault(essay.page.shown, line, wrong, "keep the one that says more")
        seen.add(relation.to)


def _cycles(catalogue: Catalogue) -> Iterator[Fault]:
    below = {
        essay.slug: {r.to for r in essay.matter.relations if r.type == "builds-on" and r.to != essay.slug}
        for essay in catalogue.essays.values()
    }
    try:
        graphlib.TopologicalSorter(below).prepare()
    except graphlib.CycleError as error:
        cycle = error.args[1][::-1]
        essay = catalogue.essays[min(cycle)]
        index = next(i for i, r in enumerate(essay.matter.relations) if r.to in cycle and r.type == "builds-on")
        start = cycle.index(essay.slug)
        way = " → ".join([*cycle[start:-1], *cycle[:start], essay.slug])
        line = essay.page.matter.line(("relations", index))
        yield Fault(
            essay.page.shown,
            line,
            f"`builds-on` runs in a circle: {way}",
            "one of these is `applies` or `in-tension-with`",
        )


def _concepts(catalogue: Catalogue, shown: str) -> Iterator[Fault]:
    path, seen = f"{shown}/concepts.yml", set()
    used = {term for page in catalogue.pages if is_essay(page.path) for term in _listed(page)}
    for line, concept in catalogue.concepts.entries:
        if concept.term in seen:
            yield Fault(path, line, f"`{concept.term}` is registered twice", "keep one entry")
        seen.add(concept.term)
        for term in concept.see:
            if catalogue.concepts.lacks(term):
                remedy = nearest(term, catalogue.concept, "register it or take it out")
                yield Fault(path, line, f"`see` names the unknown concept `{term}`", remedy)
        home = catalogue.essays.get(concept.home)
        if concept.home not in catalogue.slugs:
            remedy = nearest(concept.home, sorted(catalogue.slugs), "name an essay's slug")
            yield Fault(path, line, f"unknown home essay `{concept.home}`", remedy)
        if concept.term not in used and not catalogue.unread:
            wrong = f"no essay uses the concept `{concept.term}`"
            yield Fault(path, line, wrong, "list it in an essay's `concepts` or delete it")
        elif home is not None and concept.term not in home.matter.concepts:
            wrong = f"the home essay `{concept.home}` does not list `{concept.term}`"
            yield Fault(path, line, wrong, "add it to that essay's `concepts` or name another home")


def _listed(page: Page) -> list[object]:
    """Return the concepts that an essay lists, whether or not its front matter keeps the contract."""
    value = page.matter.value
    terms = value.get("concepts") if isinstance(value, dict) else None
    return terms if isinstance(terms, list) else []


def _sources(catalogue: Catalogue, shown: str) -> Iterator[Fault]:
    path, seen, used = f"{shown}/sources.yml", set(), set()
    for page in catalogue.pages:
        for citation in (one for _, _, cited in citations(page.body) for one in cited):
            used.add(citation.key)
            if catalogue.sources.lacks(citation.key):
                line = page.first_line + line_of(page.body, citation.offset) - 1
                remedy = nearest(citation.key, catalogue.source, "register it in sources.yml")
                yield Fault(page.shown, line, f"unknown source `{citation.key}`", remedy)
    for line, source in catalogue.sources.entries:
        if source.id in seen:
            yield Fault(path, line, f"`{source.id}` is registered twice", "keep one entry, or add a letter to one key")
        seen.add(source.id)
        if source.id not in used and not catalogue.unread:
            yield Fault(
                path, line, f"no page cites the source `{source.id}`", f"cite it as `[@{source.id}]` or delete it"
            )


def _paths(catalogue: Catalogue, shown: str) -> Iterator[Fault]:
    for line, path in catalogue.paths:
        for step in path.steps:
            if step.essay not in catalogue.slugs:
                remedy = nearest(step.essay, sorted(catalogue.slugs), "name an essay's slug")
                wrong = f"path `{path.id}` has the unknown essay `{step.essay}`"
                yield Fault(f"{shown}/paths.yml", line, wrong, remedy)


def _navigation(catalogue: Catalogue, docs: Path, shown: str) -> Iterator[Fault]:
    for path, navigation in catalogue.navigations.items():
        folder = (docs / path).parent
        generated = {name.split("/")[0] for name in PAGES} if path == ".pages" else set()
        present = {child.name for child in folder.iterdir()} | generated
        required = (
            {child.name for child in folder.iterdir() if (child / "index.md").is_file()} if path != ".pages" else set()
        )
        yield from navigation_faults(navigation, f"{shown}/{path}", present, required)
