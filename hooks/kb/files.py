"""Source files: read once, strictly, with their faults."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kb.faults import Fault
from kb.marked import Marked, parse

TEXT = {".md", ".yml", ".pages", ".out", ".py"}
FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)^---[ \t]*\n?", re.S | re.M)
HEADING_1 = re.compile(r"^#\s|^=+\s*$")


@dataclass(frozen=True)
class Page:
    """A Markdown file: its front matter, its text, and the line that the text starts on."""

    path: str
    shown: str
    matter: Marked
    body: str
    first_line: int


def texts(docs: Path, shown: str) -> tuple[dict[str, str], list[Fault]]:
    """Return the text of every source file below `docs` by its path there, and a fault for each that is not UTF-8."""
    found, faults = {}, []
    for path in sorted(docs.rglob("*")):
        if not path.is_file() or (path.suffix or path.name) not in TEXT:
            continue
        name = path.relative_to(docs).as_posix()
        try:
            found[name] = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            line = error.object.count(b"\n", 0, error.start) + 1
            wrong = f"byte 0x{error.object[error.start]:02x} is not UTF-8"
            faults.append(Fault(f"{shown}/{name}", line, wrong, "save the file as UTF-8"))
    return found, faults


def read_page(path: str, text: str, shown: str) -> tuple[Page | None, list[Fault]]:
    """Return a Markdown file in its parts, or None and the faults where its front matter is missing or malformed."""
    match = FRONT_MATTER.match(text)
    if match is None:
        opened = text.startswith("---")
        wrong = "the front matter is not closed" if opened else "there is no front matter"
        remedy = "end it with a line `---`" if opened else "begin with `---`, its keys, and `---`"
        return None, [Fault(shown, 1, wrong, remedy)]
    matter, faults = parse(match["yaml"], shown, first_line=2)
    if matter is None:
        return None, faults
    body = text[match.end() :]
    return Page(path, shown, matter, body, text.count("\n", 0, match.end()) + 1), faults


def first_headings(page: Page, plain: str) -> Iterator[Fault]:
    """Yield a fault for each heading of level 1 in a page's text; `plain` is that text without its code."""
    before = ""
    for number, line in enumerate(plain.split("\n"), page.first_line):
        underlined = line.startswith("=") and before.strip() and not before.startswith(("|", " "))
        if HEADING_1.match(line) and (line.startswith("#") or underlined):
            yield Fault(
                page.shown, number, "a heading of level 1 in the text", "write `##`; the title is the page's only h1"
            )
        before = line
