"""Reconciliation: the built site counted and walked, as a pipeline's output should be."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

REFERENCES = {
    "a": "href",
    "link": "href",
    "img": "src",
    "script": "src",
    "source": "src",
    "use": "href",
    "area": "href",
}
BASE = "https://site.invalid/"
LOC = re.compile(r"<loc>\s*(.*?)\s*</loc>")


@dataclass(frozen=True)
class BuiltPage:
    """A page of the built site: the ids in it and all that it refers to."""

    ids: frozenset[str]
    references: tuple[str, ...]


def read_site(site: Path) -> dict[str, BuiltPage]:
    """Return every HTML page of the built site by its path there."""
    return {
        path.relative_to(site).as_posix(): _read(path.read_text(encoding="utf-8"))
        for path in sorted(site.rglob("*.html"))
    }


def broken_links(site: Path, pages: Mapping[str, BuiltPage], prefix: str = "/") -> Iterator[str]:
    """Yield a line for each reference in the site's HTML that leads to no file or to no fragment.

    `prefix` is the path that the site is served under: 404.html refers to everything from there.
    """
    for path, page in pages.items():
        for reference in sorted(set(page.references)):
            target = urljoin(BASE + prefix.strip("/") + "/" * (prefix != "/") + path, reference)
            if urlsplit(target).netloc != "site.invalid" or urlsplit(target).scheme != "https":
                continue
            plain, fragment = urldefrag(target)
            name = unquote(urlsplit(plain).path).removeprefix(prefix if prefix != "/" else "").lstrip("/")
            if name.endswith("/") or not name:
                name += "index.html"
            if not (site / name).is_file():
                yield f"{path}: the link `{reference}` leads nowhere"
            elif fragment and name in pages and unquote(fragment) not in pages[name].ids | {"__skip"}:
                yield f"{path}: the link `{reference}` names no place on its page"


def differences(site: Path, pages: Mapping[str, BuiltPage], expected: frozenset[str], address: str) -> Iterator[str]:
    """Yield a line for each output that does not have exactly the `expected` essays, and the essays it lacks or adds.

    Essays are named by their address from the site's root; `address` is that root as the sitemap has it.
    """
    index = json.loads((site / "search/index.json").read_text(encoding="utf-8"))
    themes = {slug.split("/")[0] for slug in expected}
    root = urlsplit(address).path or "/"
    outputs = {
        "pages written": {path.removesuffix("index.html") for path in pages},
        "the generated index": {
            urlsplit(urljoin(f"{BASE}arc/", ref)).path.lstrip("/") for ref in pages["arc/index.html"].references
        }
        if "arc/index.html" in pages
        else set(),
        "the search index": {document["location"].partition("#")[0] for document in index["docs"]},
        "the sitemap": {
            urlsplit(loc).path.removeprefix(root).lstrip("/")
            for loc in LOC.findall((site / "sitemap.xml").read_text(encoding="utf-8"))
        },
    }
    for name, addresses in outputs.items():
        essays = {a for a in addresses if a.count("/") == 2 and a.endswith("/") and a.split("/")[0] in themes}
        for missing in sorted(expected - essays):
            yield f"{missing}: read as an essay, missing from {name}"
        for extra in sorted(essays - expected):
            yield f"{extra}: in {name}, but no essay of the sources"


def _read(html: str) -> BuiltPage:
    tree = LexborHTMLParser(html)
    ids = frozenset(
        value
        for node in tree.css("[id], a[name]")
        for value in (node.attributes.get("id"), node.attributes.get("name"))
        if value
    )
    references = tuple(
        value
        for tag, attribute in REFERENCES.items()
        for node in tree.css(f"{tag}[{attribute}]")
        if (value := node.attributes.get(attribute))
    )
    return BuiltPage(ids, references)
