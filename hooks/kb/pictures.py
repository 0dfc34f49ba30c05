"""Pictures: figures come in a light and a dark version, and say in words what they show."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kb.faults import Fault
from kb.prose import line_of, without_code, without_comments

IMAGE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<name>[^)\s#]+)(?P<scheme>#[\w-]+)?\)")


def picture_faults(markdown: str, shown: str, first_line: int) -> Iterator[Fault]:
    """Yield a fault for each figure that lacks its words or its twin for the other color scheme."""
    twins: dict[str, dict[str, tuple[str, int]]] = {}
    for match in IMAGE.finditer(without_comments(without_code(markdown))):
        name, alt, line = (
            match["name"],
            " ".join(match["alt"].split()),
            first_line + line_of(markdown, match.start()) - 1,
        )
        if not alt:
            yield Fault(shown, line, f"`{name}` has no alternative text", "write what the figure shows, in a sentence")
        scheme = (match["scheme"] or "").removeprefix("#only-")
        stem, _, suffix = name.rpartition(".")
        if scheme not in {"light", "dark"} or not stem.endswith(f"-{scheme}"):
            remedy = f"write `{stem}-light.{suffix}#only-light` and its dark twin"
            yield Fault(shown, line, f"`{name}` is neither a light nor a dark version", remedy)
            continue
        twins.setdefault(f"{stem.removesuffix(f'-{scheme}')}|{suffix}", {})[scheme] = (alt, line)
    for key, pair in twins.items():
        stem, suffix = key.split("|")
        for scheme, other in (("light", "dark"), ("dark", "light")):
            if scheme in pair and other not in pair:
                wrong = f"`{stem}-{scheme}.{suffix}` has no {other} version on the page"
                yield Fault(shown, pair[scheme][1], wrong, f"add `![…]({stem}-{other}.{suffix}#only-{other})`")
        if len({alt for alt, _ in pair.values()}) > 1:
            wrong = f"`{stem}-light.{suffix}` and `{stem}-dark.{suffix}` have different alternative texts"
            yield Fault(shown, pair["light"][1], wrong, "write the finding in both")
