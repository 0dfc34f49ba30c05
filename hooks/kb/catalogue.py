"""The catalogue: all essays, concepts, sources and reading paths, read from `docs/` once."""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kb.checked import Register, checked, read_register
from kb.contract import Concept, FrontMatter, PageMatter, ReadingPath, Source
from kb.faults import Fault
from kb.files import Page, read_page, texts
from kb.labs import Lab, read_labs
from kb.moved import Moved
from kb.navigation import Group, Navigation, read_navigation
from kb.prose import words

WORDS_A_MINUTE = 220


@dataclass(frozen=True)
class Essay:
    """An essay as its source has it; its place in `docs/` gives its theme and slug."""

    page: Page
    matter: FrontMatter
    labs: tuple[Lab, ...]

    @property
    def path(self) -> str:
        """Where the Markdown stands below `docs/`: `<theme>/<slug>/index.md`."""
        return self.page.path

    @property
    def theme(self) -> str:
        """The slug of the theme."""
        return self.path.split("/")[0]

    @property
    def slug(self) -> str:
        """The essay's own slug, unique in the whole collection."""
        return self.path.split("/")[1]

    @property
    def changed(self) -> datetime.date:
        """The day of the last change that a reader should know of."""
        return self.matter.updated.date if self.matter.updated else self.matter.date

    @cached_property
    def minutes(self) -> int:
        """Reading time in whole minutes, at 220 words a minute, code not counted."""
        return max(1, math.ceil(words(self.page.body) / WORDS_A_MINUTE))


@dataclass(frozen=True)
class Theme:
    """A section of the collection: its introduction's front matter and its essays in groups of slugs."""

    slug: str
    title: str
    description: str
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class Catalogue:
    """Everything that `docs/` says and that keeps the contract.

    `pages` has all Markdown that could be read, `labs` the labs beside each by its path, `unread` the Markdown and
    navigation files that could not, and `undecodable` those among all files that are not even text.
    """

    essays: dict[str, Essay]
    themes: tuple[Theme, ...]
    pages: tuple[Page, ...]
    labs: dict[str, tuple[Lab, ...]]
    concepts: Register[Concept]
    sources: Register[Source]
    paths: tuple[tuple[int, ReadingPath], ...]
    moved: tuple[tuple[int, Moved], ...]
    navigations: dict[str, Navigation]
    unread: frozenset[str]
    undecodable: frozenset[str]

    @cached_property
    def source(self) -> dict[str, Source]:
        """The sources by their keys."""
        return {source.id: source for _, source in self.sources.entries}

    @cached_property
    def concept(self) -> dict[str, Concept]:
        """The concepts by their terms."""
        return {concept.term: concept for _, concept in self.concepts.entries}

    @cached_property
    def slugs(self) -> frozenset[str]:
        """The slugs of all essays, those included whose front matter is at fault."""
        return frozenset(path.split("/")[1] for path in {*(p.path for p in self.pages), *self.unread} if is_essay(path))

    @cached_property
    def arc(self) -> tuple[Essay, ...]:
        """The essays in the author's order."""
        return tuple(sorted(self.essays.values(), key=lambda essay: essay.matter.number))

    def steps(self, path: ReadingPath) -> list[tuple[Essay, str]]:
        """Return a reading path's essays, each with the reason for its place."""
        return [(self.essays[step.essay], step.because) for step in path.steps if step.essay in self.essays]

    def essays_of(self, theme: Theme) -> list[tuple[str, list[Essay]]]:
        """Return a theme's groups, in order, each with its essays."""
        return [(title, [self.essays[slug] for slug in slugs if slug in self.essays]) for title, slugs in theme.groups]


def read_catalogue(docs: Path, shown: str = "docs") -> tuple[Catalogue, list[Fault]]:
    """Read `docs` and return what could be read, with a fault for everything that could not.

    `shown` is `docs` as the author would write it.
    """
    files, faults = texts(docs, shown)
    undecodable = frozenset(fault.path.removeprefix(f"{shown}/") for fault in faults)
    unread = set(undecodable)
    essays, pages, navigations, labs = {}, [], {}, {}
    for path in [name for name in files if name.endswith(".md")]:
        page, found = read_page(path, files[path], f"{shown}/{path}")
        faults += found
        if page is None:
            unread.add(path)
            continue
        pages.append(page)
        if not is_essay(path):
            faults += checked(PageMatter, page.matter, page.shown)[1]
            continue
        labs[path], lab_faults = read_labs((docs / path).parent, f"{shown}/{Path(path).parent}")
        matter, found = checked(FrontMatter, page.matter, page.shown)
        faults += lab_faults + found
        if matter is not None:
            essay = Essay(page, matter, labs[path])
            essays[essay.slug] = essay
    for path in [name for name in files if Path(name).name == ".pages"]:
        navigation, found = read_navigation(files[path], f"{shown}/{path}")
        faults += found
        if navigation is None:
            unread.add(path)
        else:
            navigations[path] = navigation
    concepts, found = read_register(Concept, "term", files.get("concepts.yml", ""), f"{shown}/concepts.yml")
    sources, wrong = read_register(Source, "id", files.get("sources.yml", ""), f"{shown}/sources.yml")
    paths, bad = read_register(ReadingPath, "id", files.get("paths.yml", ""), f"{shown}/paths.yml")
    moved, gone = read_register(Moved, "from", files.get("moved.yml", ""), f"{shown}/moved.yml")
    themes = tuple(_themes(navigations, {page.path: page for page in pages}))
    return Catalogue(
        essays,
        themes,
        tuple(pages),
        labs,
        concepts,
        sources,
        paths.entries,
        moved.entries,
        navigations,
        frozenset(unread),
        undecodable,
    ), [*faults, *found, *wrong, *bad, *gone]


def is_essay(path: str) -> bool:
    """Tell whether a file below `docs` is an essay by its place: `<theme>/<slug>/index.md`."""
    return path.count("/") == 2 and path.endswith("/index.md")


def _themes(navigations: dict[str, Navigation], pages: dict[str, Page]) -> list[Theme]:
    """Return the folders with an introduction and a `.pages` file, in the order that the first `.pages` gives them."""
    folders = [path.removesuffix("/.pages") for path in navigations if path.count("/") == 1]
    folders = [folder for folder in folders if f"{folder}/index.md" in pages]
    order = navigations[".pages"].names if ".pages" in navigations else ()
    themes = []
    for folder in sorted(folders, key=lambda name: (order.index(name) if name in order else len(order), name)):
        navigation, page = navigations[f"{folder}/.pages"], pages.get(f"{folder}/index.md")
        matter = page.matter.value if page is not None and isinstance(page.matter.value, dict) else {}
        groups = tuple((title, tuple(n for n in names if n != "index.md")) for title, names in navigation.groups)
        title = navigation.title or str(matter.get("title", folder))
        themes.append(Theme(folder, title, str(matter.get("description", "")), tuple(g for g in groups if g[1])))
    return themes
