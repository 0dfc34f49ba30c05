"""Searching: what goes into the search index, and what the page fetches before anyone searches."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from kb.catalogue import Catalogue
from kb.graph import address

# Beside the blocks the plugin leaves code, whose text is kept, and the numbers of notes, which say nothing here.
INLINE = re.compile(r"<sup>.*?</sup>|<[^>]+>")
# The tags between which the plugin leaves the text of a paragraph, an item or a listing.
BLOCK = re.compile(r"</?(?:p|li|ul|ol|pre)>")


def findable(catalogue: Catalogue) -> dict[str, list[str]]:
    """Return by address what finds an essay without being in its text: description, aliases, concepts with theirs."""
    words: dict[str, list[str]] = {}
    for essay in catalogue.arc:
        own = [concept for concept in catalogue.concept.values() if concept.home == essay.slug]
        terms = [term for concept in own for term in (concept.term, *concept.aliases)]
        words[address(essay)] = list(dict.fromkeys([essay.matter.description, *essay.matter.aliases, *terms]))
    return words


def shaped(index: str, words: Mapping[str, Iterable[str]]) -> tuple[str, str]:
    """Return the full index and its stub, both as JSON, from the index that the theme's plugin wrote.

    Each section stands in it once, without markup but for its paragraphs, of which a result shows those that match; an
    essay's first entry has its `words` as tags. The stub has the settings only.
    """
    data: dict[str, Any] = json.loads(index)
    documents = []
    for document in data["docs"]:
        location = document["location"]
        tags = list(words.get(location, ()))
        entry = {"location": location, "title": document["title"], "text": _paragraphs(document["text"])}
        documents.append(entry | ({"tags": tags} if tags else {}))
    whole = {"config": data["config"], "docs": documents}
    return _compact(whole), _compact(whole | {"docs": []})


def _paragraphs(text: str) -> str:
    plain = (" ".join(html.unescape(INLINE.sub("", block)).split()) for block in BLOCK.split(text))
    return "".join(f"<p>{html.escape(block, quote=False)}</p>" for block in plain if block)


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
