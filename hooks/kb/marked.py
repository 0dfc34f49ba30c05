"""YAML that remembers its lines, so that a fault can name one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from kb.faults import Fault

Place = tuple[str | int, ...]


@dataclass(frozen=True)
class Marked:
    """A parsed YAML value and the line (from 1, in its file) of every key and item in it."""

    value: object
    lines: dict[Place, int]

    def line(self, place: Place) -> int:
        """Return the line of `place`, or of the nearest thing around it that has one."""
        return self.lines[self.written(place)]

    def written(self, place: Place) -> Place:
        """Return the longest beginning of `place` that is written in the file."""
        while place and place not in self.lines:
            place = place[:-1]
        return place


def parse(text: str, path: str, first_line: int = 1) -> tuple[Marked | None, list[Fault]]:
    """Parse YAML `text`, which starts at `first_line` of `path`.

    Returns the value, or None with one fault when the YAML is malformed; a key written twice is a fault too, since
    the first of the two would be lost without a word.
    """
    try:
        # The safe loaders build plain values only; the C one is the same grammar, ten times as fast.
        loader = yaml.CSafeLoader(text)
        try:
            node = loader.get_single_node()
            value = None if node is None else loader.construct_document(node)
        finally:
            loader.dispose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + (mark.line if mark else 0)
        return None, [Fault(path, line, f"malformed YAML: {error.problem}", "check quotes, colons and indentation")]
    except (yaml.YAMLError, ValueError) as error:
        reason = str(error).splitlines()[0]
        return None, [Fault(path, first_line, f"malformed YAML: {reason}", "check quotes, dates and characters")]
    lines: dict[Place, int] = {(): first_line}
    faults = []
    for place, node_line, repeated in _places(node, ()):
        if repeated:
            wrong = f"the key `{place[-1]}` stands here a second time"
            faults.append(Fault(path, first_line + node_line, wrong, "keep one of the two"))
        lines[place] = first_line + node_line
    return Marked(value, lines), faults


def _places(node: yaml.Node | None, place: Place) -> Iterator[tuple[Place, int, bool]]:
    if isinstance(node, yaml.MappingNode):
        seen = set()
        for key, child in node.value:
            inner = (*place, str(key.value))
            yield inner, key.start_mark.line, inner in seen
            seen.add(inner)
            yield from _places(child, inner)
    elif isinstance(node, yaml.SequenceNode):
        for index, child in enumerate(node.value):
            yield (*place, index), child.start_mark.line, False
            yield from _places(child, (*place, index))
