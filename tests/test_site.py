"""The real site, built and walked page by page."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
import tomllib
from pathlib import Path
from statistics import median

import pytest
from packaging.requirements import Requirement
from selectolax.lexbor import LexborHTMLParser

from kb.catalogue import Catalogue
from kb.graph import address
from kb.indexes import PAGES
from kb.reconcile import broken_links, read_site
from sketch import ROOT


def test_every_page_of_the_site_holds_together(site: Path) -> None:
    pages = read_site(site)

    assert list(broken_links(site, pages)) == []
    for path in pages:
        tree = LexborHTMLParser((site / path).read_text(encoding="utf-8"))
        assert len(tree.css("h1")) == 1, path
        ids = [node.attributes["id"] for node in tree.css("[id]")]
        assert len(ids) == len(set(ids)), path
        description = tree.css_first("meta[name=description]")
        assert description is not None and description.attributes["content"], path
        text = tree.body.text() if tree.body else ""
        assert "[@" not in re.sub(r"\s+", " ", "".join(n.text() for n in tree.css("article p"))), path
        assert "--8<--" not in text or "start:" not in text, path


def test_every_essay_is_on_its_theme_page_in_the_arc_on_the_home_page_and_found_by_search(
    site: Path, catalogue: Catalogue
) -> None:
    places = {name: links(site / name) for name in ("index.html", "arc/index.html")}
    index = json.loads((site / "search/index.json").read_text(encoding="utf-8"))
    found = {document["location"] for document in index["docs"]}
    for essay in catalogue.arc:
        assert address(essay) in places["index.html"], essay.slug
        assert f"../{address(essay)}" in places["arc/index.html"], essay.slug
        assert f"{essay.slug}/" in links(site / essay.theme / "index.html"), essay.slug
        assert address(essay) in found, essay.slug


def test_every_concept_source_and_path_stands_on_its_page(site: Path, catalogue: Catalogue) -> None:
    texts = {path: (site / path.replace(".md", ".html")).read_text(encoding="utf-8") for path in PAGES}
    for concept in catalogue.concept.values():
        assert f">{concept.term}<" in texts["concepts/index.md"].replace("’", "'"), concept.term
    for key in catalogue.source:
        assert f'id="{key}"' in texts["sources/index.md"], key
    for _, path in catalogue.paths:
        assert f'id="{path.id}"' in texts["paths/index.md"], path.id


def test_titles_and_descriptions_are_the_authors_own(catalogue: Catalogue) -> None:
    own = {entry["number"]: entry for entry in json.loads((ROOT / "tests/essays.json").read_text(encoding="utf-8"))}
    for essay in catalogue.arc:
        expected = own[essay.matter.number]
        assert (essay.slug, essay.theme) == (expected["slug"], expected["theme"])
        assert (essay.matter.title, essay.matter.description) == (expected["title"], expected["description"])


def test_every_essay_is_related_to_others_and_mentioned_by_others(site: Path, catalogue: Catalogue) -> None:
    for essay in catalogue.arc:
        tree = LexborHTMLParser((site / address(essay) / "index.html").read_text(encoding="utf-8"))
        assert len(tree.css("section[aria-labelledby=relations] dd")) >= 3, essay.slug
        mentions = {
            node.attributes["href"] for node in tree.css("section[aria-labelledby=mentioned-in] li > a:first-child")
        }
        assert len(mentions) >= 2, essay.slug


def test_all_essays_of_the_authors_list_are_in(catalogue: Catalogue) -> None:
    assert {essay.slug for essay in catalogue.arc} == {
        entry["slug"] for entry in json.loads((ROOT / "tests/essays.json").read_text(encoding="utf-8"))
    }


def test_every_ai_essay_is_related_to_one_on_reliability_and_to_one_on_privacy_or_ml(catalogue: Catalogue) -> None:
    related: dict[str, set[str]] = {essay.slug: set() for essay in catalogue.arc}
    for essay in catalogue.arc:
        for relation in essay.matter.relations:
            related[essay.slug].add(catalogue.essays[relation.to].theme)
            related[relation.to].add(essay.theme)
    for essay in catalogue.arc:
        if essay.theme == "ai-products":
            assert "reliability" in related[essay.slug], essay.slug
            assert related[essay.slug] & {"privacy", "ml-infra"}, essay.slug


def test_the_home_page_says_what_the_last_essay_says(site: Path, catalogue: Catalogue) -> None:
    last = LexborHTMLParser((site / address(catalogue.arc[-1]) / "index.html").read_text(encoding="utf-8"))
    home = LexborHTMLParser((site / "index.html").read_text(encoding="utf-8"))
    opening, quoted = last.css_first(".kb-head + p"), home.css_first("article blockquote p")
    assert opening is not None
    assert quoted is not None
    assert quoted.text() == opening.text()


def test_the_reading_paths_reach_their_readers_and_one_follows_the_arc_in_twelve_steps(catalogue: Catalogue) -> None:
    paths = {path.id: path for _, path in catalogue.paths}
    assert {"retrieval", "personal-data", "features", "arc-in-twelve"} <= set(paths)
    steps = [catalogue.essays[step.essay].matter.number for step in paths["arc-in-twelve"].steps]
    assert len(steps) == 12
    assert steps == sorted(steps)
    assert (steps[0], steps[-1]) == (1, 34)
    reached = {step.essay for path in paths.values() for step in path.steps}
    assert {essay.slug for essay in catalogue.arc} == reached


def test_the_whole_site_builds_in_three_seconds_and_on_a_busy_machine_in_six(tmp_path: Path) -> None:
    times = []
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(tmp_path / "site")], cwd=ROOT, check=True
        )
        times.append(time.perf_counter() - start)
    # Three seconds on a quiet machine of two cores; a busy one gets twice the time.
    assert median(times) < 6


def test_both_requirement_files_pin_what_the_project_asks_for_by_hash_and_name_no_index() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    for name, wanted in (
        ("requirements.txt", project["dependencies"]),
        ("requirements-dev.txt", [*project["dependencies"], *extras["labs"], *extras["tests"]]),
    ):
        text = (ROOT / name).read_text(encoding="utf-8")
        pins = dict(re.findall(r"^([\w.-]+)==([\w.]+)", text, re.M))
        for requirement in map(Requirement, wanted):
            assert requirement.specifier.contains(pins[requirement.name]), f"{name}: {requirement}"
        assert "://" not in text
        blocks = re.split(r"\n(?=\w)", text.strip())
        assert [block.split("\n")[0] for block in blocks if "--hash=sha256:" not in block] == []


def links(page: Path) -> set[str]:
    """Return all that a page links to."""
    tree = LexborHTMLParser(page.read_text(encoding="utf-8"))
    return {node.attributes["href"] or "" for node in tree.css("article a[href]")}


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_what_a_document_tells_to_run_exists(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    assert set(re.findall(r"`make ([a-z-]+)", text)) <= targets
    for path in re.findall(r"`([\w.-]+(?:/[\w.-]+)+/?)`", text):
        assert (ROOT / path).exists(), path


def test_the_fence_that_authors_are_shown_stands_in_an_essay() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    fences = re.findall(r"^    (```\w+ title.*\n) {4}(.*\n) {4}(```\n)", text, re.M)
    essays = [path.read_text(encoding="utf-8") for path in (ROOT / "docs").glob("*/*/index.md")]
    assert len(fences) == 1
    assert any("".join(fences[0]) in essay for essay in essays)
