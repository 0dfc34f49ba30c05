"""The prose of a Markdown text: what is left when code and comments are taken out, in passages and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sentencex import segment

FENCE = re.compile(r"^[ >]*(`{3,}|~{3,})(.*)$")
# What makes the indented lines below it content and not code: a list item, an admonition, a footnote.
CONTAINER = re.compile(r"^\s*(?:[-*+] |\d+[.)] |!!! |\?\?\?\+? |=== |\[\^[^\]]+\]:)")
INLINE_CODE = re.compile(r"(?<!`)(`+)(?!`)((?:(?!\n\s*\n).)+?)(?<!`)\1(?!`)", re.S)
COMMENT = re.compile(r"<!--.*?-->", re.S)
NEW_PASSAGE = re.compile(r"^\s*(?:\||#{1,6} |[-*+] |\d+[.)] |!!! |\?\?\?\+? |\[\^[^\]]+\]:)")


@dataclass(frozen=True)
class Passage:
    """A paragraph, heading, list item or table row: its text, and where it starts in the whole text."""

    text: str
    start: int


def without_code(markdown: str) -> str:
    """Return the text with fenced and indented code blanked out, each character by a space, so that places stay."""
    kept, fence, after_blank, inside = [], "", True, False
    for line in markdown.split("\n"):
        mark = FENCE.match(line)
        code = bool(fence)
        if mark and not fence:
            fence, code = mark[1], True
        elif mark and mark[1].startswith(fence) and not mark[2].strip():
            fence = ""
        elif not fence:
            indented = line.startswith(("    ", "\t"))
            code = indented and not inside and after_blank
            if line.strip() and not indented:
                inside = bool(CONTAINER.match(line))
            after_blank = code or not line.strip()
        kept.append(" " * len(line) if code else line)
    return INLINE_CODE.sub(_blank, "\n".join(kept))


def without_comments(text: str) -> str:
    """Return the text with HTML comments blanked out."""
    return COMMENT.sub(_blank, text)


def passages(markdown: str) -> Iterator[Passage]:
    """Yield the passages of a Markdown text, code and comments blanked out."""
    text = without_comments(without_code(markdown))
    start, position = 0, 0
    lines: list[str] = []
    for line in [*text.split("\n"), ""]:
        # A heading and a table row end with their line.
        alone = bool(lines) and lines[0].lstrip()[0] in "#|"
        if lines and (alone or not line.strip() or NEW_PASSAGE.match(line)):
            yield Passage("\n".join(lines), start)
            lines = []
        if line.strip():
            start = start if lines else position
            lines.append(line)
        position += len(line) + 1


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Yield each sentence of a passage with its offset in it; a line break counts as a space."""
    offset = 0
    for sentence in segment("en", re.sub(r"\s", " ", text)):
        yield offset, sentence
        offset += len(sentence)


def words(markdown: str) -> int:
    """Return how many words of prose a Markdown text has, code and comments not counted."""
    return sum(len(passage.text.split()) for passage in passages(markdown))


def curly(text: str) -> str:
    """Return the text with typographic quotation marks and apostrophes, as Markdown's smarty sets the prose."""
    text = re.sub(r"(^|[\s(\[—-])\"", r"\1“", text).replace('"', "”")
    return re.sub(r"(^|[\s(\[—“-])'", r"\1‘", text).replace("'", "’")


def line_of(text: str, offset: int) -> int:
    """Return the line, from 1, that `offset` falls on."""
    return text.count("\n", 0, offset) + 1


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])
