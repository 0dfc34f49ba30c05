"""The graph: what joins an essay to the others, seen from its own page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kb.catalogue import Catalogue, Essay, Theme
from kb.contract import ReadingPath
from kb.rendered import Section

# How a relation reads at the essay that declares it, and at the other end.
ENDS = {
    "builds-on": ("Builds on", "Leads to"),
    "in-tension-with": ("In tension with", "In tension with"),
    "applies": ("Applies", "Applied by"),
}


@dataclass(frozen=True)
class Neighbor:
    """A relation as one of its two ends shows it."""

    kind: str
    essay: Essay
    because: str


@dataclass(frozen=True)
class Mention:
    """Another essay's link here: the section it stands in and the sentence that makes it."""

    essay: Essay
    section: Section
    sentence: str


@dataclass(frozen=True)
class Stop:
    """The essay's place on a reading path, from 1, why it comes there, and the essay that follows."""

    path: ReadingPath
    place: int
    because: str
    next: Essay | None


@dataclass(frozen=True)
class Surroundings:
    """All that joins one essay to the others."""

    theme: Theme
    group: str
    relations: tuple[Neighbor, ...]
    mentions: tuple[Mention, ...]
    stops: tuple[Stop, ...]
    before: Essay | None
    after: Essay | None
    earlier: Essay | None
    later: Essay | None


def surroundings(catalogue: Catalogue, rendered: Mapping[str, Sequence[Section]]) -> dict[str, Surroundings]:
    """Return each essay's surroundings by its path; `rendered` has the sections of each essay's page by its path."""
    found = {}
    for theme in catalogue.themes:
        order = [(group, essay) for group, essays in catalogue.essays_of(theme) for essay in essays]
        for group, essay in order:
            found[essay.path] = Surroundings(
                theme,
                group,
                tuple(_neighbors(essay, catalogue)),
                tuple(_mentions(essay, catalogue, rendered)),
                tuple(_stops(essay, catalogue)),
                *_beside(essay, [other for _, other in order]),
                *_beside(essay, catalogue.arc),
            )
    return found


def address(essay: Essay) -> str:
    """Return an essay's address from the site's root."""
    return essay.path.removesuffix("index.md")


def _beside(essay: Essay, order: Sequence[Essay]) -> tuple[Essay | None, Essay | None]:
    """Return the essays before and after this one."""
    place = order.index(essay)
    return (order[place - 1] if place else None), (order[place + 1] if place + 1 < len(order) else None)


def _neighbors(essay: Essay, catalogue: Catalogue) -> list[Neighbor]:
    own = [
        Neighbor(ENDS[relation.type][0], catalogue.essays[relation.to], relation.because)
        for relation in essay.matter.relations
        if relation.to in catalogue.essays and relation.to != essay.slug
    ]
    others = [
        Neighbor(ENDS[relation.type][1], other, relation.because)
        for other in catalogue.arc
        for relation in other.matter.relations
        if relation.to == essay.slug and other is not essay
    ]
    order = list(dict.fromkeys(kind for ends in ENDS.values() for kind in ends))
    return sorted(own + others, key=lambda n: (order.index(n.kind), n.essay.matter.number))


def _mentions(essay: Essay, catalogue: Catalogue, rendered: Mapping[str, Sequence[Section]]) -> list[Mention]:
    return [
        Mention(other, section, link.sentence)
        for other in catalogue.arc
        if other is not essay
        for section in rendered.get(other.path, ())
        for link in section.links
        if link.url == address(essay)
    ]


def _stops(essay: Essay, catalogue: Catalogue) -> list[Stop]:
    stops = []
    for _, path in catalogue.paths:
        for index, step in enumerate(path.steps):
            if step.essay == essay.slug:
                follower = path.steps[index + 1].essay if index + 1 < len(path.steps) else ""
                stops.append(Stop(path, index + 1, step.because, catalogue.essays.get(follower)))
    return stops
