"""Labs: the scripts beside an essay, what they recorded, and what the page includes of them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kb.faults import Fault, nearest

# The comment block that says what a single script needs: PEP 723.
METADATA = re.compile(r"(?m)^# /// script\s*$\n(?P<content>(?:^#(?:| .*)$\n)+?)^# ///$")
SECTION = re.compile(r"-+8<-+\s+\[\s*start\s*:\s*([a-z][-\w]*)\s*\]", re.I)
INCLUDE = re.compile(r"^[ >]*-+8<-+[ \t]+\"(?P<target>[^\"\n]+)\"", re.M)


@dataclass(frozen=True)
class Lab:
    """A script that a reader can run, its recorded output, and the files that it wants beside it."""

    script: str
    source: str
    record: str
    dependencies: tuple[str, ...]
    companions: tuple[str, ...]

    @property
    def run_line(self) -> str:
        """The one line that installs what the lab needs and runs it."""
        install = f"pip install {' '.join(self.dependencies)} && " if self.dependencies else ""
        return f"{install}python {self.script}"


def read_labs(folder: Path, shown: str) -> tuple[tuple[Lab, ...], list[Fault]]:
    """Return the labs in an essay's folder and their faults; `shown` is the folder as a fault should name it."""
    labs, faults = [], []
    for script in sorted(folder.glob("*.py")):
        record, path = script.with_suffix(".out"), f"{shown}/{script.name}"
        source = script.read_text(encoding="utf-8", errors="replace")
        if not record.exists():
            faults.append(Fault(path, 1, f"this lab has no record `{record.name}`", "run `make labs`"))
            continue
        try:
            needs = _dependencies(source)
        except (tomllib.TOMLDecodeError, TypeError):
            faults.append(Fault(path, 1, "the `# /// script` block is malformed", "write it as PEP 723 shows"))
            continue
        shown_output = record.read_text(encoding="utf-8", errors="replace")
        labs.append(Lab(script.name, source, shown_output, needs, _companions(script, source)))
    for record in sorted(folder.glob("*.out")):
        if not record.with_suffix(".py").exists():
            wrong = f"this record has no lab `{record.stem}.py`"
            faults.append(Fault(f"{shown}/{record.name}", 1, wrong, "add the script or delete the record"))
    return tuple(labs), faults


def include_faults(markdown: str, docs: Path, shown: str, first_line: int) -> Iterator[Fault]:
    """Yield a fault for each include in the text whose file or section does not exist."""
    for match in INCLUDE.finditer(markdown):
        line = first_line + markdown.count("\n", 0, match.start("target"))
        name, _, section = match["target"].partition(":")
        target = docs / name
        if not target.is_file():
            known = [file.relative_to(docs).as_posix() for file in docs.glob(f"{Path(name).parent}/*")]
            yield Fault(
                shown, line, f"the included file `{name}` is missing", nearest(name, known, "give its path from docs/")
            )
        elif section:
            sections = SECTION.findall(target.read_text(encoding="utf-8", errors="replace"))
            if section not in sections:
                wrong = f"`{name}` has no section `{section}`"
                remedy = "mark one with `# --8<-- [start:name]` and name it; line numbers shift"
                yield Fault(shown, line, wrong, nearest(section, sections, remedy))


def _companions(script: Path, source: str) -> tuple[str, ...]:
    """Return the files in the script's folder that it names or imports."""
    others = [path for path in sorted(script.parent.iterdir()) if path.is_file() and path != script]
    data = [path.name for path in others if path.suffix not in {".md", ".out", ".py", ".svg"} and path.name in source]
    imported = re.findall(r"^(?:from|import) (\w+)", source, re.M)
    return tuple([path.name for path in others if path.suffix == ".py" and path.stem in imported] + data)


def _dependencies(source: str) -> tuple[str, ...]:
    block = METADATA.search(source)
    if block is None:
        return ()
    lines = (line.removeprefix("#").removeprefix(" ") for line in block["content"].splitlines())
    return tuple(tomllib.loads("\n".join(lines)).get("dependencies", []))
