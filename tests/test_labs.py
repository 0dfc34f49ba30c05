"""Every lab is run again, and must print and draw what the essay shows."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import labs
from kb.labs import read_labs
from sketch import ROOT, Sketch

PINS = dict(re.findall(r"^([\w.-]+)==(\S+)", (ROOT / "requirements-dev.txt").read_text(encoding="utf-8"), re.M))


FOLDERS = sorted({script.parent for script in labs.labs()})


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_an_essays_labs_print_and_draw_again_all_that_is_recorded_beside_them(folder: Path) -> None:
    drawn = {}
    for script in sorted(folder.glob("*.py")):
        made = labs.run(script)
        assert made.output.decode() == script.with_suffix(".out").read_text(encoding="utf-8"), script.name
        drawn |= made.files

    kept = {figure.name: figure.read_bytes() for figure in folder.glob("*.svg")}
    assert sorted(drawn) == sorted(kept)
    assert [name for name in kept if drawn[name] != kept[name]] == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_an_essays_labs_are_short_and_pinned_as_the_tests_are(folder: Path) -> None:
    found, faults = read_labs(folder, folder.name)

    assert faults == []
    for lab in found:
        assert 20 <= len(lab.source.splitlines()) <= 120, f"{lab.script} has {len(lab.source.splitlines())} lines"
        for dependency in lab.dependencies:
            name, _, version = dependency.partition("==")
            assert PINS.get(name.lower()) == version, f"{lab.script} wants {dependency}"


def test_every_essay_has_a_lab_and_every_lab_an_essay() -> None:
    essays = {page.parent for page in labs.DOCS.glob("*/*/index.md")}
    assert essays == {script.parent for script in labs.labs()}


@pytest.mark.parametrize(
    "statement",
    [
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9')",
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import socket; socket.getaddrinfo('localhost', 80)",
    ],
)
def test_a_lab_that_asks_the_network_fails(sketch: Sketch, statement: str) -> None:
    script = sketch.write("privacy/one/lab.py", statement)

    with pytest.raises(labs.LabFailed, match="a lab must run without a network"):
        labs.run(script)


def test_a_lab_sees_no_environment_but_the_bare_one(sketch: Sketch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET", "x")
    script = sketch.write(
        "privacy/one/lab.py", "import os, time; print('SECRET' in os.environ, time.tzname[0], hash('a'))"
    )

    first, second = labs.run(script), labs.run(script)

    assert first == second
    assert first.output.decode().startswith("False UTC ")


def test_a_record_that_differs_is_noticed_and_recorded_anew_by_one_command(sketch: Sketch) -> None:
    script = sketch.write("privacy/one/lab.py", "print('new')\nopen('a-light.svg', 'w').write('<svg/>')\n")
    sketch.write("privacy/one/lab.out", "old\n")

    assert labs.run(script).output.decode() != script.with_suffix(".out").read_text()
    labs.record(script)

    assert script.with_suffix(".out").read_text() == "new\n"
    assert script.with_name("a-light.svg").read_text() == "<svg/>"
