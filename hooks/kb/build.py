"""One build: what it has read and found so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from kb.catalogue import Catalogue
from kb.faults import Fault
from kb.graph import Surroundings
from kb.rendered import Section


@dataclass
class Build:
    """What the hooks hand on to each other; it lives on the configuration, so that each build has its own."""

    catalogue: Catalogue
    faults: list[Fault]
    shown: str
    serving: bool = False
    moved_template: Any = None
    rendered: dict[str, tuple[Section, ...]] = field(default_factory=dict)
    surroundings: dict[str, Surroundings] = field(default_factory=dict)

    def faults_of(self, path: str) -> list[Fault]:
        """Return the faults of the file at `path` below the sources."""
        return [fault for fault in self.faults if fault.path == f"{self.shown}/{path}"]
