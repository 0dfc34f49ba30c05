"""Measure pages with Lighthouse (mobile): `make bench`. Medians of five, and the essay against the bare theme in turns."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from browser import CHROMIUM, QUIET, serving

ROOT = Path(__file__).parent.parent
LIGHTHOUSE = ROOT / "tests/bench/node_modules/.bin/lighthouse"
FONTSOURCE = ROOT / "tests/bench/node_modules/@fontsource"
FONTS = {
    "roboto": ("300", "300-italic", "400", "400-italic", "700", "700-italic"),
    "roboto-mono": ("400", "400-italic", "700", "700-italic"),
}
RUNS = 5
FLOORS = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}


def lighthouse(url: str) -> dict[str, Any]:
    """Return Lighthouse's report on a page, as JSON."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.json")
        subprocess.run(
            [
                str(LIGHTHOUSE), url, "--quiet", "--output=json", f"--output-path={report}",
                f"--only-categories={','.join(FLOORS)}", f"--chrome-flags=--headless=new {' '.join(QUIET)}",
            ],
            env={**os.environ, "CHROME_PATH": CHROMIUM}, check=True, stdout=subprocess.DEVNULL, timeout=180,
        )  # fmt: skip
        whole: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
        return whole


def lcp(report: dict[str, Any]) -> float:
    """Return the largest contentful paint in milliseconds."""
    return float(report["audits"]["largest-contentful-paint"]["numericValue"])


def bare(folder: Path) -> Path:
    """Build the same sources with the theme as it comes, fonts included, and return where the site is."""
    shutil.copytree(ROOT / "docs", folder / "docs")
    shutil.copytree(ROOT / "hooks", folder / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    # Of our templates only what a hook asks for by name, which no essay shows.
    (folder / "overrides").mkdir()
    shutil.copy(ROOT / "overrides/moved.html", folder / "overrides")
    for line in ("font: false", "logo: assets/logo.svg", "favicon: assets/mark.svg"):
        config = config.replace(f"  {line}\n", "")
    for hook in ("shape_search", "mend_pages", "reconcile_site"):
        config = config.replace(f"  - hooks/{hook}.py\n", "")
    config = config.replace("primary: custom", "primary: indigo")
    start, end = config.index("  - search:\n"), config.index("  - awesome-pages")
    config = config[:start] + "  - search\n" + config[end:]
    config = config.replace("extra_css:\n  - assets/kb.css\n", "").replace("watch: [hooks, overrides]\n", "")
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=folder, check=True)
    return folder / "site"


def host_fonts(site: Path, essay: str) -> None:
    """Give a page of the bare theme its fonts from its own host.

    The theme asks two other hosts for them, which no measurement should depend on. That they come from here instead is
    kinder to it than life: two names less to look up and two connections less to make.
    """
    page = site / essay / "index.html"
    html, asked = re.subn(
        r'<link rel="stylesheet" href="https://fonts[^"]+">',
        f'<link rel="stylesheet" href="{"../" * len(Path(essay).parts)}fonts/fonts.css">',
        re.sub(r'<link rel="preconnect" href="https://fonts[^>]+>', "", page.read_text(encoding="utf-8")),
    )
    assert asked == 1, "the theme no longer asks for its fonts this way"
    page.write_text(html, encoding="utf-8")
    rules = []
    for family, weights in FONTS.items():
        for weight in weights:
            rules.append((FONTSOURCE / family / f"latin-{weight}.css").read_text(encoding="utf-8"))
        shutil.copytree(FONTSOURCE / family / "files", site / "fonts/files", dirs_exist_ok=True)
    # As the theme asks for them.
    css = "\n".join(rules).replace("font-display: swap", "font-display: fallback")
    (site / "fonts/fonts.css").write_text(css, encoding="utf-8")


def main(site: Path) -> int:
    """Print the medians and return 1 where one is below its floor."""
    if not LIGHTHOUSE.exists():
        print("Lighthouse comes from npm, and npm is missing", file=sys.stderr)
        return 1
    longest = max(site.glob("*/*/index.html"), key=lambda page: page.stat().st_size).parent.relative_to(site).as_posix()
    low = 0
    with tempfile.TemporaryDirectory() as folder, serving(site) as here:
        for name, path in {
            "home": "",
            "a theme": "reliability/",
            "longest essay": f"{longest}/",
            "concepts": "concepts/",
        }.items():
            reports = [lighthouse(here + path) for _ in range(RUNS)]
            row = {c: median(round(100 * r["categories"][c]["score"]) for r in reports) for c in FLOORS}
            low += sum(row[category] < floor for category, floor in FLOORS.items())
            print(f"{name:14}", *(f"{category} {score:.0f}" for category, score in row.items()), sep="  ")
        theirs = bare(Path(folder))
        host_fonts(theirs, longest)
        with serving(theirs) as there:
            pairs = [(lcp(lighthouse(f"{here}{longest}/")), lcp(lighthouse(f"{there}{longest}/"))) for _ in range(RUNS)]
        ratio = median(ours / theirs for ours, theirs in pairs)
        print(
            f"LCP of the longest essay: {median(o for o, _ in pairs):.0f} ms, bare theme {median(t for _, t in pairs):.0f} ms,"
        )
        print(f"median of the ratios {ratio:.2f} (at most 0.8)")
    return int(low > 0 or ratio > 0.8)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
