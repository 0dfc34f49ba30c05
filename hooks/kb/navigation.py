"""Navigation: the order and the groups that a theme's `.pages` file gives its essays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from kb.faults import Fault, nearest
from kb.marked import Marked, Place, parse

Group = tuple[str, tuple[str, ...]]


@dataclass(frozen=True)
class Navigation:
    """The entries of a `.pages` file: names in groups; those outside of any have an empty title."""

    title: str
    groups: tuple[Group, ...]
    lines: dict[str, int]
    repeated: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """All names, in order."""
        return tuple(name for _, names in self.groups for name in names)


def read_navigation(text: str, path: str) -> tuple[Navigation | None, list[Fault]]:
    """Return what a `.pages` file says, or None and the faults that make it unreadable."""
    marked, faults = parse(text, path)
    if marked is None:
        return None, faults
    value = marked.value
    if not isinstance(value, dict) or not isinstance(value.get("nav"), list):
        return None, [*faults, Fault(path, 1, "this file has no list `nav`", "list its pages below `nav:`")]
    entries = list(_entries(marked, path, value["nav"], ("nav",), ""))
    faults += [entry for entry in entries if isinstance(entry, Fault)]
    names = [entry for entry in entries if not isinstance(entry, Fault)]
    groups: dict[str, list[str]] = {}
    for group, name, _ in names:
        groups.setdefault(group, []).append(name)
    lines: dict[str, int] = {}
    for _, name, line in names:
        lines[name] = line
    counts = Counter(name for _, name, _ in names)
    return Navigation(
        str(value.get("title", "")),
        tuple((group, tuple(members)) for group, members in groups.items()),
        lines,
        tuple(name for name, count in counts.items() if count > 1),
    ), faults


def navigation_faults(navigation: Navigation, path: str, present: set[str], required: set[str]) -> Iterator[Fault]:
    """Yield a fault for each name not `present` beside the file, listed twice, or `required` and missing."""
    for name in dict.fromkeys(navigation.names):
        if name not in present:
            remedy = nearest(name, sorted(present - set(navigation.names)), "delete the line or add the page")
            yield Fault(path, navigation.lines[name], f"`{name}` is no page here", remedy)
    for name in navigation.repeated:
        yield Fault(path, navigation.lines[name], f"`{name}` is in the navigation twice", "keep one of the two lines")
    for name in sorted(required - set(navigation.names)):
        yield Fault(path, 1, f"`{name}` is not in the navigation", f"add a line `- {name}` where it belongs")


def _entries(
    marked: Marked, path: str, items: list[object], place: Place, group: str
) -> Iterator[tuple[str, str, int] | Fault]:
    for index, item in enumerate(items):
        here = (*place, index)
        if isinstance(item, str):
            yield group, item, marked.line(here)
        elif isinstance(item, dict) and len(item) == 1:
            title, inner = next(iter(item.items()))
            if isinstance(inner, list):
                yield from _entries(marked, path, inner, (*here, str(title)), str(title))
            else:
                yield group, str(inner), marked.line(here)
        else:
            yield Fault(
                path, marked.line(here), "this is no entry of a navigation", "write `- name` or `- Group:` with a list"
            )
