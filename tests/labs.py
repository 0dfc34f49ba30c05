"""Run labs as a reader would, each alone in a folder of its own, and record or compare what they print and draw."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
TIMEOUT = 120


class LabFailed(Exception):
    """A lab ended with an error; the message is what it printed there."""


@dataclass(frozen=True)
class Run:
    """What a lab printed, and the files it drew by their names."""

    output: bytes
    files: dict[str, bytes]


def labs() -> list[Path]:
    """Return every lab of the collection."""
    return sorted(DOCS.glob("*/*/*.py"))


def run(script: Path) -> Run:
    """Return what a copy of the lab makes, run in a folder of its own, in a bare environment without a network."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder, script.parent.name)
        shutil.copytree(script.parent, home, ignore=shutil.ignore_patterns("*.svg", "*.out", "__pycache__"))
        before = set(home.iterdir())
        done = subprocess.run(
            [sys.executable, script.name],
            cwd=home,
            env=_bare_environment(),
            capture_output=True,
            timeout=TIMEOUT,
            check=False,
        )
        if done.returncode:
            raise LabFailed(f"{script.parent.name}/{script.name} ended with {done.returncode}:\n{done.stderr.decode()}")
        made = {path.name: path.read_bytes() for path in sorted(set(home.iterdir()) - before) if path.is_file()}
        return Run(done.stdout, made)


def record(script: Path) -> None:
    """Run the lab and write its output and figures beside it."""
    made = run(script)
    script.with_suffix(".out").write_bytes(made.output)
    for name, content in made.files.items():
        script.with_name(name).write_bytes(content)


def _bare_environment() -> dict[str, str]:
    fixed = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0", "PYTHONPATH": str(ROOT / "tests/offline")}
    # Settings by which a machine keeps its numerical library correct are the machine's, not the lab's.
    machine = {name: value for name, value in os.environ.items() if name.startswith("OPENBLAS_")}
    return {"PATH": os.defpath, "OMP_NUM_THREADS": "1", **machine, **fixed}


if __name__ == "__main__":
    for lab in labs():
        record(lab)
        print(lab.relative_to(ROOT))
