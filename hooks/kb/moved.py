"""Moved: addresses that were promised once, and where their readers are sent now."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from posixpath import relpath
from typing import Annotated

from pydantic import Field, StringConstraints

from kb.contract import Strict, Text
from kb.faults import Fault

Address = Annotated[str, StringConstraints(pattern=r"^([a-z0-9-]+/)+(#[\w-]+)?$")]


class Moved(Strict):
    """A page or an anchor that readers may still ask for: `to` where it is now, or when and why it was withdrawn."""

    source: Address = Field(alias="from", examples=["from: reliability/an-old-slug/"])
    to: Address | None = Field(None, examples=["to: reliability/a-new-slug/"])
    withdrawn: datetime.date | None = Field(None, examples=["withdrawn: 2027-01-31"])
    because: Text | None = Field(None, examples=["because: One sentence that gives the reason."])

    @property
    def page(self) -> str:
        """The address without its anchor."""
        return self.source.partition("#")[0]

    @property
    def anchor(self) -> str:
        """The anchor, empty for a page."""
        return self.source.partition("#")[2]

    @property
    def target(self) -> str:
        """The new address as the old page links to it."""
        where, mark, anchor = (self.to or "").partition("#")
        return f"{relpath(where, self.page)}/{mark}{anchor}"


def moved_faults(moved: Iterable[tuple[int, Moved]], pages: set[str], path: str) -> Iterator[Fault]:
    """Yield a fault for each entry that says too little or too much, or leads from or to the wrong place."""
    for line, entry in moved:
        if (entry.to is None) == (entry.withdrawn is None) or (entry.withdrawn is None) != (entry.because is None):
            yield Fault(
                path,
                line,
                f"`{entry.source}` is neither moved nor withdrawn",
                "write `to`, or `withdrawn` with `because`",
            )
        elif not entry.anchor and entry.page in pages:
            yield Fault(path, line, f"`{entry.source}` is still a page", "delete this entry or the page")
        elif entry.anchor and (entry.to is None or entry.to.partition("#")[0] != entry.page or "#" not in entry.to):
            yield Fault(path, line, f"the anchor of `{entry.source}` leaves its page", f"write `to: {entry.page}#<id>`")
        elif entry.to is not None and entry.to.partition("#")[0] not in pages:
            yield Fault(path, line, f"`{entry.to}` is no page", "write the address of a page that exists")


def aliases(moved: Iterable[Moved], page: str) -> dict[str, list[str]]:
    """Return the old anchors of a page by the ids that stand for them now."""
    found: dict[str, list[str]] = {}
    for entry in moved:
        if entry.anchor and entry.page == page and entry.to is not None:
            found.setdefault(entry.to.partition("#")[2], []).append(entry.anchor)
    return found
