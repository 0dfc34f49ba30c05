"""Citations: Pandoc's `[@key]`, `[@key, p. 3]`, `[@a; @b]`, and the footnotes they become."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kb.contract import Source
from kb.prose import without_code, without_comments
from kb.references import reference

GROUP = re.compile(r"\[(-?@[^\]\[]+)\]")
ONE = re.compile(r"^-?@(?P<key>[\w:.-]+?)(?:,\s*(?P<locator>.+))?$", re.S)


@dataclass(frozen=True)
class Citation:
    """One work cited at one place: key, locator (`p. 3`, or empty), and the offset of its brackets."""

    key: str
    locator: str
    offset: int

    @property
    def label(self) -> str:
        """The footnote's label: one for each work and locator, so that the same place is one note."""
        return "-".join([self.key, *re.findall(r"[a-z0-9]+", self.locator.lower())])


def citations(markdown: str) -> list[tuple[int, int, list[Citation]]]:
    """Return the citation brackets outside code and comments: start, end, and the works named between them."""
    found = []
    for match in GROUP.finditer(without_comments(without_code(markdown))):
        parts = [ONE.match(part.strip()) for part in match[1].split(";")]
        cited = [
            Citation(part["key"], " ".join((part["locator"] or "").split()), match.start())
            if part
            else Citation(match[1], "", match.start())
            for part in parts
        ]
        found.append((match.start(), match.end(), cited))
    return found


def with_footnotes(markdown: str, sources: Mapping[str, Source]) -> str:
    """Return the text with each citation turned into footnote marks and the notes put at its end.

    Keys that no source has are left as they stand: the check of the sources has named them.
    """
    notes: dict[str, str] = {}
    pieces, last = [], 0
    for start, end, cited in citations(markdown):
        if any(citation.key not in sources for citation in cited):
            continue
        # The mark hangs on the word before it, as a printed one does.
        pieces += [markdown[last:start].rstrip(" \n"), *(f"[^{citation.label}]" for citation in cited)]
        last = end
        notes |= {citation.label: reference(sources[citation.key], citation.locator) for citation in cited}
    body = "".join(pieces) + markdown[last:]
    return "\n\n".join([body.rstrip("\n"), *(f"[^{label}]: {note}" for label, note in notes.items())]) + "\n"
