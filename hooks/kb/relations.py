"""Relations: what an essay says of concepts and of other essays refers to something, and to what came before it."""

from __future__ import annotations

import graphlib
from collections.abc import Iterator

from kb.catalogue import Catalogue, Essay
from kb.faults import Fault, nearest


def essay_faults(catalogue: Catalogue) -> Iterator[Fault]:
    """Yield a fault for each number taken twice, date out of order, unknown concept and unfit relation."""
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


def cycle_faults(catalogue: Catalogue) -> Iterator[Fault]:
    """Yield a fault that names the essays in order, where what builds on what runs in a circle."""
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
