"""What is wrong with a source file, said to its author."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """One mistake: where it stands (path as the author would open it, line from 1), what is wrong, what to do."""

    path: str
    line: int
    wrong: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.wrong}; {self.remedy}"


def nearest(word: str, known: Iterable[str], otherwise: str) -> str:
    """Return the remedy for a misspelt name: the most similar known one, or `otherwise` where none is near."""
    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"write `{close[0]}`" if close else otherwise
