"""The rules that join the sources: every name refers to something, and everything named is used."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kb.catalogue import Catalogue, is_essay
from kb.evidence import unproven
from kb.faults import Fault
from kb.files import first_headings
from kb.indexes import PAGES
from kb.labs import include_faults
from kb.lists import list_faults
from kb.moved import moved_faults
from kb.navigation import navigation_faults
from kb.pictures import picture_faults
from kb.prose import without_code
from kb.registers import concept_faults, path_faults, source_faults
from kb.relations import cycle_faults, essay_faults


def broken_rules(catalogue: Catalogue, docs: Path, shown: str = "docs") -> list[Fault]:
    """Return a fault for each rule that the sources break together, in the order of files and lines."""
    faults = [
        *_pages(catalogue, docs),
        *essay_faults(catalogue),
        *cycle_faults(catalogue),
        *concept_faults(catalogue, shown),
        *source_faults(catalogue, shown),
        *path_faults(catalogue, shown),
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


def _navigation(catalogue: Catalogue, docs: Path, shown: str) -> Iterator[Fault]:
    for path, navigation in catalogue.navigations.items():
        folder = (docs / path).parent
        generated = {name.split("/")[0] for name in PAGES} if path == ".pages" else set()
        present = {child.name for child in folder.iterdir()} | generated
        required = (
            {child.name for child in folder.iterdir() if (child / "index.md").is_file()} if path != ".pages" else set()
        )
        yield from navigation_faults(navigation, f"{shown}/{path}", present, required)
