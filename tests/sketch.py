"""Small sites, sketched in a test and really built."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import yaml

ROOT = Path(__file__).parent.parent
THEMES = ("reliability", "privacy", "ml-infra", "ai-products")


@dataclass(frozen=True)
class Built:
    """How a command ended: exit status, what it said, and the site it left."""

    status: int
    said: str
    site: Path

    def page(self, address: str) -> str:
        """Return the HTML of the page at an address from the site's root."""
        return (self.site / address / "index.html").read_text(encoding="utf-8")


class Sketch:
    """A checkout with this project's engine and sources of the test's own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.docs = folder / "docs"
        for name in ("hooks", "overrides"):
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copy(ROOT / "mkdocs.yml", folder)
        self.write(
            ".pages", yaml.safe_dump({"nav": [{"Home": "index.md"}, *THEMES, "arc", "paths", "concepts", "sources"]})
        )
        self.write("index.md", "---\ntitle: Home\ndescription: All of it.\n---\n\n<!-- list: themes -->\n")
        for theme in THEMES:
            matter = f"---\ntitle: {theme}\ndescription: About {theme}.\n---\n\n<!-- list: essays -->\n"
            self.write(f"{theme}/index.md", matter)
            self.write(f"{theme}/.pages", yaml.safe_dump({"nav": ["index.md"]}))
        for name in ("concepts", "sources", "paths"):
            self.write(f"{name}.yml", "")

    def write(self, path: str, content: str | bytes) -> Path:
        """Write a file below `docs` and return its path."""
        file = self.docs / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    def essay(self, path: str, body: str = "A thesis.\n", **matter: object) -> Path:
        """Write an essay that keeps the contract but for what the test changes, and put it into the navigation."""
        theme, slug = path.split("/")
        number = sum(1 for _ in self.docs.glob("*/*/index.md")) + 1
        whole = {
            "title": slug.replace("-", " ").capitalize(),
            "description": f"About {slug}.",
            "number": number,
            "date": "2026-11-23",
            "concepts": ["reconciliation"],
        } | matter
        front = yaml.safe_dump({k: v for k, v in whole.items() if v is not None}, sort_keys=False)
        front = front.replace("'2026-11-23'", "2026-11-23")
        pages = self.docs / theme / ".pages"
        listed = yaml.safe_load(pages.read_text())
        listed["nav"] += [slug] if slug not in listed["nav"] else []
        pages.write_text(yaml.safe_dump(listed))
        if not (self.docs / "concepts.yml").read_text():
            self.write("concepts.yml", f"- term: reconciliation\n  definition: Comparing two counts.\n  home: {slug}\n")
        return self.write(f"{path}/index.md", f"---\n{front}---\n{body}")

    def build(self, *options: str, command: str = "build") -> Built:
        """Build the site in a process of its own, as the author would."""
        done = subprocess.run(
            [sys.executable, "-m", "mkdocs", command, *options],
            cwd=self.folder,
            env={"PATH": "/usr/bin:/bin", "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        return Built(done.returncode, done.stderr + done.stdout, self.folder / "site")

    def faults(self) -> list[str]:
        """Build, and return the faults that were reported."""
        return [line for line in self.build("-q").said.splitlines() if line.startswith("docs/")]
