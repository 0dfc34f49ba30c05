"""Measure the search and record the report: `make search-report`.

The rankings come from the model, which runs the page's own workers in Node; the tests hold it against the browser. Times
are taken in the browser, this site and the theme's default search in turns.
"""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from browser import chromium, serving  # noqa: E402  # its folder is on the path from here on only
from playwright.sync_api import Browser  # noqa: E402

from search.levers import levers  # noqa: E402
from search.measure import Scores, by_kind, model, queries, worst  # noqa: E402

RECORD = ROOT / "docs/about/search-figures.inc"
TRIED = ROOT / "docs/about/search-levers.inc"
SETS = {"shared": "The shared queries, written before any essay was", "own": "The site's own queries"}
TYPED = ["idempotent", "row counts", "feature store", "how do I delete data", "lineage", "too many alerts", "backfill"]
WATCH = """
window.__times = {};
const Native = window.Worker;
window.Worker = class extends Native {
  constructor(...args) {
    super(...args);
    this.addEventListener("message", ({ data }) => { if (data.type === 3) window.__times.result = performance.now(); });
  }
};
addEventListener("keyup", () => { window.__times.key = performance.now(); }, true);
"""


@dataclass(frozen=True)
class Times:
    """Milliseconds in the browser, medians: from focus to the first result, and from the last key to its result."""

    first: float
    result: float


def build(folder: Path, default: bool) -> Path:
    """Build the site, or the same pages with the theme's search as it comes, and return where it is."""
    for name in ("docs", "hooks", "overrides"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    if default:
        config = config.replace("  - hooks/shape_search.py\n", "").replace("  - hooks/reconcile_site.py\n", "")
        start, end = config.index("  - search:\n"), config.index("  - awesome-pages")
        config = config[:start] + "  - search\n" + config[end:]
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=folder, check=True, env={**os.environ})
    return folder / "site"


def table(name: str, site: Path) -> tuple[list[str], dict[str, Scores]]:
    """Return a set's table as Markdown lines, and its scores by kind."""
    asked = queries(name)
    rows = by_kind(asked, [answer["pages"] for answer in model(site, [query.query for query in asked])])
    lines = [
        "| kind | queries | first | in the first three | MRR@10 | nDCG@10 | nothing found |",
        "| --- | --: | --: | --: | --: | --: | --: |",
    ]
    for kind, s in rows.items():
        cells = f"{s.success1:.2f} | {s.success3:.2f} | {s.mrr:.3f} | {s.ndcg:.3f} | {s.zero:.2f}"
        lines.append(f"| {kind} | {s.n} | {cells} |")
    return lines, rows


def times(browser: Browser, address: str) -> Times:
    """Return the times of one visit with an empty cache."""
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    page.add_init_script(WATCH)
    page.goto(address, wait_until="load")
    box = page.locator("[data-md-component=search-query]")
    start = page.evaluate("performance.now()")
    box.click()
    waited = []
    for typed in TYPED:
        box.fill("")
        box.press_sequentially(typed, delay=15)
        page.wait_for_function("() => window.__times.result > window.__times.key", polling=5)
        page.wait_for_timeout(80)
        waited.append(page.evaluate("window.__times.result - window.__times.key"))
        if len(waited) == 1:
            first = page.evaluate("window.__times.result") - start
    page.context.close()
    return Times(first, median(waited[1:]))


def size(*files: Path) -> str:
    """Return the size of files together, as sent with gzip."""
    return f"{sum(len(gzip.compress(file.read_bytes(), 9)) for file in files) / 1000:.1f} kB"


def main() -> None:
    """Measure both sites, print the worst queries, and record the tables: the run, and what each lever does."""
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        ours, theirs = build(Path(one), default=False), build(Path(other), default=True)
        lines = []
        for name, title in SETS.items():
            rows, own = table(name, ours)
            _, default = table(name, theirs)
            before = default["all"]
            lines += [f"### {title}", "", *rows, ""]
            lines += [
                f"The theme's search as it comes, on the same pages: first {before.success1:.2f}, MRR@10 {before.mrr:.3f}, "
                f"nDCG@10 {before.ndcg:.3f}, nothing found {before.zero:.2f}.",
                "",
            ]
            print(f"{name}: ours {own['all']}\n{name}: default {before}")
            asked = queries(name)
            for query, got in worst(asked, [a["pages"] for a in model(ours, [q.query for q in asked])], 12):
                print(f"  {query.query!r} wants {query.relevant}, got {got}")
        TRIED.write_text("".join(f"{line}\n" for line in levers(ours, Path(one))), encoding="utf-8")
        worker = next((ours / "assets/javascripts/workers").glob("search.*.js"))
        lines += [
            "### Bytes and times",
            "",
            "| measured | this site | the theme's default |",
            "| --- | --: | --: |",
            f"| fetched with the first page, before anyone searches | {size(ours / 'search/search_index.json', ours / 'assets/search.js')} | "
            f"{size(theirs / 'search/search_index.json', worker)} |",
            f"| fetched when a reader opens the box | {size(ours / 'search/index.json', worker)} | 0 kB |",
        ]
        with serving(ours) as a, serving(theirs) as b, chromium() as browser:
            rounds = [(times(browser, a), times(browser, b)) for _ in range(7)]
            version = browser.version
        for label, pick in (("first result after the box is opened", "first"), ("last key to result", "result")):
            mine, default_ms = (median(getattr(pair[side], pick) for pair in rounds) for side in (0, 1))
            lines.append(f"| {label}, median of seven visits | {mine:.0f} ms | {default_ms:.0f} ms |")
        lines += [
            "",
            f"Rankings by the page's own workers in Node; times in Chromium {version.split('.')[0]} on two cores, over loopback.",
            "",
        ]
    RECORD.write_text("\n".join(lines), encoding="utf-8")
    print(f"recorded in {RECORD.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
