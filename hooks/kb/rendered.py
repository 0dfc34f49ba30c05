"""Rendered pages: the sections of an essay's HTML, with the links and citations that stand in each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urldefrag, urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from kb.prose import sentences

BLOCKS = "h2[id], h3[id], h4[id], p, li, td, th, dt, dd, figcaption"
BASE = "https://site.invalid/"
CITED = "#fn:"


@dataclass(frozen=True)
class Link:
    """A link to another page of the site: its address from the site's root, and the sentence that makes it."""

    url: str
    sentence: str


@dataclass(frozen=True)
class Section:
    """A heading and the prose below it; the text before the first heading has neither heading nor anchor."""

    url: str
    anchor: str
    heading: str
    text: str
    links: tuple[Link, ...]
    cites: tuple[str, ...]

    @cached_property
    def lowered(self) -> tuple[str, str]:
        """Heading and prose in lower case, for every term of the index is looked for in both."""
        return self.heading.lower(), self.text.lower()

    @property
    def address(self) -> str:
        """The section's address from the site's root."""
        return f"{self.url}#{self.anchor}" if self.anchor else self.url


def sections(html: str, url: str) -> tuple[Section, ...]:
    """Return the sections of a page whose content is `html` and whose address from the site's root is `url`."""
    parts: list[tuple[str, str, list[str], list[Link], list[str]]] = [("", "", [], [], [])]
    body = LexborHTMLParser(html).body
    for node in body.css(BLOCKS) if body else []:
        if node.tag in {"h2", "h3", "h4"}:
            parts.append((node.attributes["id"] or "", _text(node)[0], [], [], []))
        elif not node.css_matches(".footnote *") and len(node.css("p, ul, ol")) == (node.tag == "p"):
            text, links, cites = _text(node)
            parts[-1][2].append(text)
            parts[-1][3].extend(_link(text, place, href, url) for place, href in links if _inner(href, url))
            parts[-1][4].extend(cites)
    return tuple(
        Section(url, anchor, heading, " ".join(texts), tuple(links), tuple(cites))
        for anchor, heading, texts, links, cites in parts
    )


def finished(html: str, url: str, described: Mapping[str, str]) -> str:
    """Return the HTML with a title on each link to one of the pages `described` by address.

    A link to a section of another page is marked instead, for the theme to show that section in place. Notes that
    follow each other are told apart. Notes and recorded outputs are marked to be left out of the search index, where
    they would answer for the prose.
    """
    body = LexborHTMLParser(html).body
    if body is None:
        return html
    for node in body.css("a[href]:not([title], [href^='#'])"):
        href = node.attributes["href"] or ""
        if "#" in href and _inner(href, url):
            node.attrs["data-preview"] = ""
        elif text := described.get(_target(href, url)):
            node.attrs["title"] = text
    for node in body.css("sup:has(.footnote-ref)"):
        if node.prev is not None and node.prev.tag == "sup":
            # Two notes at one place; a style sheet cannot see whether text stands between them.
            node.attrs["class"] = "kb-and"
    for node in body.css(".footnote, .language-text"):
        node.attrs["data-search-exclude"] = "true"
    return body.inner_html or ""


def with_anchors(html: str, aliases: Mapping[str, Sequence[str]]) -> str:
    """Return the HTML with more ids before the elements that have the ids of `aliases`."""
    if not aliases:
        return html
    body = LexborHTMLParser(html).body
    for anchor, old in aliases.items():
        node = body.css_first(f"[id='{anchor}']") if body else None
        for name in old if node is not None else ():
            span = LexborHTMLParser(f'<span id="{name}"></span>').css_first("span")
            if node is not None and span is not None:
                node.insert_before(span)
    return (body.inner_html if body else html) or ""


def _text(block: LexborNode) -> tuple[str, list[tuple[int, str]], list[str]]:
    """Return a block's text without footnote marks and permalinks, its links with their offsets, and what it cites."""
    text, links, cites = "", [], []
    for node in block.traverse(include_text=True):
        if node.tag == "a":
            href = node.attributes.get("href") or ""
            if href.startswith(CITED):
                # A footnote's label is the work's key, and after a hyphen the locator.
                cites.append(href.removeprefix(CITED).split("-")[0])
            else:
                links.append((len(text), href))
        elif node.tag == "-text" and not _mark(node):
            text += node.text_content or ""
    return text, links, cites


def _mark(node: LexborNode) -> bool:
    parent = node.parent
    return parent is not None and (parent.attributes.get("class") or "") in {"footnote-ref", "headerlink"}


def _target(href: str, url: str) -> str:
    """Return the page that a link on the page `url` leads to, from the site's root; elsewhere the whole address."""
    return urldefrag(urljoin(BASE + url, href)).url.removeprefix(BASE)


def _inner(href: str, url: str) -> bool:
    target = _target(href, url)
    return "://" not in target and not target.startswith("mailto:") and target != url


def _link(text: str, place: int, href: str, url: str) -> Link:
    around = (sentence for offset, sentence in sentences(text) if offset <= place < offset + len(sentence))
    return Link(_target(href, url), next(around, text).strip())
