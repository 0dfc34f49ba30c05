"""What the tests share."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import CHROMIUM, chromium, serving
from playwright.sync_api import Browser

from kb.catalogue import Catalogue
from kb.reading import read_catalogue
from sketch import ROOT, Sketch


@pytest.fixture
def sketch(tmp_path: Path) -> Sketch:
    """Return a site without essays, to be sketched by the test."""
    return Sketch(tmp_path)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the real site, built once for all tests by the command that the author uses."""
    folder = tmp_path_factory.mktemp("real") / "site"
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(folder)],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """Return what the real sources say."""
    catalogue, faults = read_catalogue(ROOT / "docs")
    assert faults == []
    return catalogue


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    """Return the address of the real site."""
    with serving(site) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Return the system's Chromium; where there is none, skip the test by that name."""
    need(CHROMIUM, "Chromium")
    with chromium() as found:
        yield found


def need(what: object, name: str) -> None:
    """Skip a test by the name of what this machine lacks; where nothing may be skipped, fail."""
    if what:
        return
    if os.environ.get("NOTHING_SKIPPED"):
        pytest.fail(f"{name} is missing, and nothing may be skipped here")
    pytest.skip(f"{name} is missing")


def have(command: str) -> str:
    """Return the path of a command, empty where this machine lacks it."""
    return shutil.which(command) or ""
