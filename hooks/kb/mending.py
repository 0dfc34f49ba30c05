"""Mending: what the theme leaves out for readers without eyes or pointer, and the policy that each page carries."""

from __future__ import annotations

import base64
import hashlib
import re
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

# `'self'` stands for files, since style sheets cannot be allowed by hash; what is inline is allowed by hash alone.
POLICY = (
    "default-src 'none'; script-src 'self'{hashes}; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'"
)
ALIGN = re.compile(r"text-align:\s*(left|right|center);?")


def mended(html: str, secured: bool) -> str:
    """Return a whole page with names for its landmarks and controls, and without what the validator rejects.

    `secured` pages get a Content-Security-Policy; a preview does not, since it is given a script of MkDocs' own.
    Raises ValueError for a style attribute that is no alignment of a table's cell: the policy would block it.
    """
    tree = LexborHTMLParser(html)
    _name(tree)
    _reach(tree)
    for node in tree.css("input[type=checkbox][autocomplete]"):
        del node.attrs["autocomplete"]
    for node in tree.css("[tabindex='']"):
        del node.attrs["tabindex"]
    for node in tree.css("label[for]"):
        # On some pages the theme labels a switch that it leaves out.
        if tree.css_first(f"[id='{node.attributes['for']}']") is None:
            del node.attrs["for"]
    for node in tree.css("[style]"):
        align = ALIGN.fullmatch(node.attributes["style"] or "")
        if align is None:
            raise ValueError(f"the style attribute `{node.attributes['style']}` would be blocked; write a class")
        del node.attrs["style"]
        node.attrs["class"] = f"kb-{align[1]}"
    for node in tree.css("a[href]"):
        href = node.attributes["href"] or ""
        if urlsplit(href).netloc:
            node.attrs["rel"] = "noopener noreferrer"
            if _text(node) != href:
                # Most are references, which end with their address; on paper the others need theirs beside them.
                node.attrs["data-elsewhere"] = ""
    whole = f"<!doctype html>\n{tree.root.html if tree.root else ''}"
    return _secured(whole, tree) if secured else whole


def _name(tree: LexborHTMLParser) -> None:
    """Give every landmark and control a name that tells it from the others."""
    names = {
        ".md-search[role=dialog]": ("aria-label", "Search"),
        "label.md-header__button[for=__drawer]": ("title", "Open the navigation"),
        "label.md-header__button[for=__search]": ("title", "Search"),
        "[data-md-component=dialog]": ("role", "status"),
    }
    for node in tree.css(".md-search__scrollwrap"):
        # It takes the focus to be scrolled, and only a landmark may.
        node.attrs["role"] = "region"
        node.attrs["aria-label"] = "Search results"
    for selector, (attribute, value) in names.items():
        for node in tree.css(selector):
            node.attrs[attribute] = value
    for node in tree.css("nav.md-nav[aria-labelledby]"):
        # The theme labels a nested list by an icon; its title is the link before the icon.
        label = tree.css_first(f"label[id='{node.attributes['aria-labelledby']}']")
        title = _text(node.css_first("label.md-nav__title"))
        if label is not None and title:
            label.attrs["title"] = title
            node.attrs["aria-label"] = title


def _reach(tree: LexborHTMLParser) -> None:
    """Let the keyboard reach the buttons that the theme made of labels; it clicks a focused label on Enter itself.

    What may be wider than a screen is reached as well; the page's script takes the stop back where nothing is hidden.
    """
    for node in tree.css("label.md-header__button[for=__drawer], label.md-header__button[for=__search]"):
        node.attrs["tabindex"] = "0"
    for node in tree.css(".md-typeset pre > code, .md-typeset table:not([class])"):
        node.attrs["tabindex"] = "0"


def _text(node: LexborNode | None) -> str:
    return " ".join(node.text().split()) if node is not None else ""


def _secured(html: str, tree: LexborHTMLParser) -> str:
    hashes = "".join(
        f" 'sha256-{base64.b64encode(hashlib.sha256(node.text().encode()).digest()).decode()}'"
        for node in tree.css("script:not([src])")
        if (node.attributes.get("type") or "text/javascript") == "text/javascript"
    )
    policy = POLICY.format(hashes=hashes)
    charset = '<meta charset="utf-8">'
    assert charset in html
    return html.replace(charset, f'{charset}<meta http-equiv="Content-Security-Policy" content="{policy}">', 1)
