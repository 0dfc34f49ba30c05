"""What each thing that was tried does to the ranking: the table of `make search-report`.

A lever is put back by changing one line of the worker, or of the index, in a copy of the built site.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from search.measure import model, queries, scores

SORTED = "plain ? [...data.items].sort((a, b) => score(b) - score(a)) : data.items"
REWRITTEN = "} = rewrite(query, separator)"
BEGINNINGS = '[...new Set(each.flatMap(beginnings))].join(" ")'
THEIR_ORDER = {SORTED: "data.items"}
AS_TYPED = {REWRITTEN: "} = { words: query, instead: [] }", BEGINNINGS: "words"}
ONE_FORM = {"stem = (word) => self.lunr.stemmer(new self.lunr.Token(word, {})).toString();": "stem = (word) => word;"}
EVERY_TIME = {"of new Set(short[field])": "of short[field]", "Math.log2(1 + count)": "count"}
PLAIN_BM25 = {"K = 12, LONGER = 0.3, RARITY = 0.3": "K = 4, LONGER = 0.5, RARITY = 1"}


@dataclass(frozen=True)
class Lever:
    """A setting of the search: what is put in place of what in the worker, and what the index holds."""

    name: str
    changes: dict[str, str]
    aliases: bool = True
    title: int = 3


LEVERS = [
    Lever("only essays in the index, no notes, no recorded outputs", AS_TYPED | THEIR_ORDER, aliases=False, title=1000),
    Lever("the same, title weight 3 for the theme's 1000", AS_TYPED | THEIR_ORDER, aliases=False),
    Lever("and stop words dropped, slips mended", ONE_FORM | THEIR_ORDER, aliases=False),
    Lever("and descriptions, aliases and concepts findable", ONE_FORM | THEIR_ORDER),
    Lever("and whole pages ranked by BM25, so that sections add up", ONE_FORM | EVERY_TIME | PLAIN_BM25),
    Lever("and a word counts once a field, in the text by its logarithm", ONE_FORM | PLAIN_BM25),
    Lever("and all forms of a word count", PLAIN_BM25),
    Lever("and rarity matters less, repetition more (in use)", {}),
    Lever("in use, but the theme's own order of results", THEIR_ORDER),
    Lever("in use, but the query as typed", AS_TYPED),
    Lever("in use, but without descriptions, aliases and concepts", {}, aliases=False),
]


def levers(site: Path, folder: Path) -> Iterator[str]:
    """Yield the table's lines, each lever measured on a copy of the site in `folder`."""
    yield "| setting | shared: first | MRR@10 | nDCG@10 | own: first | MRR@10 | nDCG@10 |"
    yield "| --- | --: | --: | --: | --: | --: | --: |"
    shutil.copytree(site, folder / "levers")
    for lever in LEVERS:
        _put(lever, site, folder / "levers")
        cells = []
        for name in ("shared", "own"):
            asked = queries(name)
            s = scores(
                asked, [answer["pages"] for answer in model(folder / "levers", [query.query for query in asked])]
            )
            cells.append(f"{s.success1:.2f} | {s.mrr:.3f} | {s.ndcg:.3f}")
        yield f"| {lever.name} | {' | '.join(cells)} |"


def _put(lever: Lever, site: Path, copy: Path) -> None:
    worker = (site / "assets/search.js").read_text(encoding="utf-8")
    for old, new in lever.changes.items():
        # Where the worker has changed, a lever that no longer moves anything would be a lie in the table.
        assert worker.count(old) == 1, f"the worker has no longer `{old}`"
        worker = worker.replace(old, new)
    (copy / "assets/search.js").write_text(worker, encoding="utf-8")
    index = json.loads((site / "search/index.json").read_text(encoding="utf-8"))
    index["config"]["fields"]["title"]["boost"] = lever.title
    if not lever.aliases:
        for document in index["docs"]:
            document.pop("tags", None)
    (copy / "search/index.json").write_text(json.dumps(index), encoding="utf-8")
