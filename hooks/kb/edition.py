"""Editions: what a deploy would change for readers, and which promises it would break."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

HEADINGS = "article :is(h1, h2, h3, h4)[id]"


@dataclass(frozen=True)
class Difference:
    """The new site against the live one; pages are named by address, anchors as `address#id`."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    lost: tuple[str, ...]
    undated: tuple[str, ...]
    bytes_before: int
    bytes_after: int

    def __str__(self) -> str:
        rows = [("added", self.added), ("changed", self.changed), ("removed", self.removed), ("lost", self.lost)]
        lines = [f"{label:8} {name}" for label, names in rows for name in names]
        lines += [f"changed since its `date` without a new `updated`: {name}" for name in self.undated]
        return "\n".join([*lines, f"bytes    {self.bytes_before:,} before, {self.bytes_after:,} after"])


def difference(live: Mapping[str, bytes], new: Mapping[str, bytes]) -> Difference:
    """Return what a deploy of the files `new` over `live` would do; both by path."""
    before, after = _pages(live), _pages(new)
    both = [name for name in before if name in after]
    return Difference(
        tuple(name for name in after if name not in before),
        tuple(name for name in both if before[name] != after[name]),
        tuple(name for name in before if name not in after),
        tuple(_lost(before, after)),
        tuple(name for name in both if before[name] != after[name] and _undated(before[name], after[name])),
        sum(map(len, live.values())),
        sum(map(len, new.values())),
    )


def remedy(lost: str) -> str:
    """Return the lines to add to docs/moved.yml for a promise that a deploy would break."""
    if "#" in lost:
        return f"- from: {lost}\n  to: {lost.split('#', maxsplit=1)[0]}#<the heading's new id>"
    return f"- from: {lost}\n  to: <its new address>   # or: withdrawn: <day>, because: <one sentence>"


def _pages(files: Mapping[str, bytes]) -> dict[str, bytes]:
    names = sorted(path for path in files if path.endswith(".html") and path != "404.html")
    return {name.removesuffix("index.html") or "/": files[name] for name in names}


def _lost(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> Iterator[str]:
    for name, html in before.items():
        if name not in after:
            yield name
        elif html != after[name]:
            ids = {node.attributes["id"] for node in LexborHTMLParser(after[name].decode()).css("[id]")}
            for node in LexborHTMLParser(html.decode()).css(HEADINGS):
                # A page that points elsewhere keeps no anchors; the reader arrives all the same.
                if node.attributes["id"] not in ids and "kb-moved" not in after[name].decode():
                    yield f"{name}#{node.attributes['id']}"


def _undated(before: bytes, after: bytes) -> bool:
    """Tell whether an essay's own text changed while the dates in its head did not."""
    (old, old_dates), (new, new_dates) = _essay(before), _essay(after)
    return bool(old_dates) and old != new and old_dates == new_dates


def _essay(html: bytes) -> tuple[str, list[str | None]]:
    tree = LexborHTMLParser(html.decode())
    dates = [node.attributes["datetime"] for node in tree.css(".kb-head time")]
    for node in tree.css(".kb-head, .kb-foot, script"):
        node.decompose()
    article = tree.css_first("article")
    return " ".join(article.text().split()) if article is not None else "", dates
