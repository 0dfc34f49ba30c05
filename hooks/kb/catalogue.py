"""The catalogue: all essays, concepts, sources and reading paths, read from `docs/` once."""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass
from functools import cached_property

from kb.checked import Register
from kb.contract import Concept, FrontMatter, ReadingPath, Source
from kb.files import Page
from kb.labs import Lab
from kb.moved import Moved
from kb.navigation import Group, Navigation
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


def is_essay(path: str) -> bool:
    """Tell whether a file below `docs` is an essay by its place: `<theme>/<slug>/index.md`."""
    return path.count("/") == 2 and path.endswith("/index.md")
