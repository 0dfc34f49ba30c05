"""Measures of a ranking against graded judgments, and the rankings that the site's search gives."""

from __future__ import annotations

import json
import math
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

HERE = Path(__file__).parent
NODE = shutil.which("node") or ""
DEPTH = 10
BEST = 3


@dataclass(frozen=True)
class Query:
    """What a reader types, the kind of need behind it, and the essays that answer it, graded 1 to 3."""

    id: str
    query: str
    kind: str
    relevant: dict[str, int]


@dataclass(frozen=True)
class Scores:
    """Means over `n` queries; 1 is best, but for `zero`, the share of queries with an empty list."""

    n: int
    success1: float
    success3: float
    mrr: float
    ndcg: float
    zero: float


def queries(name: str) -> list[Query]:
    """Return a set of queries: `shared` came from outside the project, `own` was written here."""
    return [Query(**entry) for entry in json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))]


def model(site: Path, typed: list[str]) -> list[dict[str, Any]]:
    """Return for each query the addresses of the pages found, best first, and what was searched instead."""
    done = subprocess.run(
        [NODE, str(HERE / "model.js"), str(site)], input=json.dumps(typed), capture_output=True, text=True, check=True
    )
    answers: list[dict[str, Any]] = json.loads(done.stdout)
    return answers


def scores(asked: list[Query], rankings: list[list[str]]) -> Scores:
    """Return the means of the measures; pages that are no essays take a rank and earn nothing."""
    rows = [
        _score(query.relevant, [_slug(page) for page in pages]) for query, pages in zip(asked, rankings, strict=True)
    ]
    return Scores(len(rows), *(fmean(column) for column in zip(*rows, strict=True)))


def by_kind(asked: list[Query], rankings: list[list[str]]) -> dict[str, Scores]:
    """Return the scores of each kind of query, and of all."""
    kinds = dict.fromkeys(query.kind for query in asked)
    table = {}
    for kind in kinds:
        chosen = [(q, r) for q, r in zip(asked, rankings, strict=True) if q.kind == kind]
        table[kind] = scores([q for q, _ in chosen], [r for _, r in chosen])
    return table | {"all": scores(asked, rankings)}


def worst(asked: list[Query], rankings: list[list[str]], most: int) -> list[tuple[Query, list[str]]]:
    """Return the queries whose best essay stands lowest, with the first five that came instead."""
    ranked = sorted(
        zip(asked, rankings, strict=True), key=lambda pair: _score(pair[0].relevant, list(map(_slug, pair[1])))[2]
    )
    return [(query, list(map(_slug, pages[:5]))) for query, pages in ranked[:most]]


def _slug(page: str) -> str:
    return page.rstrip("/").rpartition("/")[2]


def _score(relevant: dict[str, int], ranked: list[str]) -> tuple[float, float, float, float, float]:
    """Return success at 1 and 3, reciprocal rank, nDCG at ten (linear gain, log2 discount, as trec_eval), and emptiness."""
    hit = next((place for place, slug in enumerate(ranked[:DEPTH], 1) if relevant.get(slug) == BEST), 0)
    gain = sum(relevant.get(slug, 0) / math.log2(place + 1) for place, slug in enumerate(ranked[:DEPTH], 1))
    ideal = sorted(relevant.values(), reverse=True)[:DEPTH]
    best = sum(grade / math.log2(place + 1) for place, grade in enumerate(ideal, 1))
    return float(hit == 1), float(0 < hit <= 3), 1 / hit if hit else 0.0, gain / best, float(not ranked)
