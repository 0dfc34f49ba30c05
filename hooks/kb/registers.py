"""The registers: each concept, source and step of a path refers to something, and each is used."""

from __future__ import annotations

from collections.abc import Iterator

from kb.catalogue import Catalogue, is_essay
from kb.citations import citations
from kb.faults import Fault, nearest
from kb.files import Page
from kb.prose import line_of


def concept_faults(catalogue: Catalogue, shown: str) -> Iterator[Fault]:
    """Yield a fault for each concept registered twice, pointing nowhere, used by no essay or not by its home."""
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


def source_faults(catalogue: Catalogue, shown: str) -> Iterator[Fault]:
    """Yield a fault for each work cited and not registered, registered twice, or cited by no page."""
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


def path_faults(catalogue: Catalogue, shown: str) -> Iterator[Fault]:
    """Yield a fault for each step of a reading path that names no essay."""
    for line, path in catalogue.paths:
        for step in path.steps:
            if step.essay not in catalogue.slugs:
                remedy = nearest(step.essay, sorted(catalogue.slugs), "name an essay's slug")
                wrong = f"path `{path.id}` has the unknown essay `{step.essay}`"
                yield Fault(f"{shown}/paths.yml", line, wrong, remedy)
