"""Photograph six pages at two widths in both schemes, into screenshots/: `make screenshots`."""

from __future__ import annotations

import sys
from pathlib import Path

from browser import chromium, serving

ROOT = Path(__file__).parent.parent
PAGES = {
    "home": "",
    "theme": "reliability/",
    "essay": "reliability/debugging-with-row-counts/",
    "figure": "privacy/privacy-is-a-systems-property/",
    "concepts": "concepts/",
    "paths": "paths/",
}
WIDTHS = (390, 1280)


def main(site: Path) -> None:
    """Write the photographs of a built site, whole pages."""
    folder = ROOT / "screenshots"
    folder.mkdir(exist_ok=True)
    with serving(site) as address, chromium() as browser:
        for width in WIDTHS:
            for scheme in ("light", "dark"):
                window = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
                page = window.new_page()
                for name, path in PAGES.items():
                    page.goto(address + path, wait_until="networkidle")
                    page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)
                window.close()
    print(f"{len(PAGES) * len(WIDTHS) * 2} pictures in {folder.name}/")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
