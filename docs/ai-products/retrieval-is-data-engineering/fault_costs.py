"""What each of five ingestion faults costs one ranker, BM25 as Lucene computes it.

The same questions are answered over the same documents, once as they are and once after
each fault. Only the current text of what was asked for counts as found.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["bm25s==0.3.16", "numpy==2.4.6", "scipy==1.17.1"]
# ///
import inspect
import json
import pydoc
import re
from collections import Counter
from importlib.metadata import version
from pathlib import Path

import bm25s
import numpy as np


def words(text):
    return re.findall(r"[a-z0-9]{2,}", text.lower())


def load():
    """{name: (question, body)}, {name: older body}, and the names that can be asked for."""
    edits_file = Path(__file__).with_name("superseded_edits.jsonl")  # download it as well
    about, *rows = map(json.loads, edits_file.read_text("utf-8").splitlines())
    assert about["newer"] == {p: version(p) for p in about["newer"]}, "wrong NumPy or SciPy"
    docs, older = {}, {}
    for name, edits in rows:
        parts = re.split(r"\n\s*\n", inspect.getdoc(pydoc.locate(name)))
        parts = parts[bool(re.match(r"[\w.]+\(", parts[0])):]  # without a call signature
        docs[name] = parts[0], "\n\n".join(parts[1:])
        body = docs[name][1].split()
        for start, end, replacement in reversed(edits):
            body[start:end] = replacement.split()
        older |= {name: " ".join(body)} if edits else {}
    asked = Counter(tuple(words(question)) for question, _ in docs.values())
    return docs, older, [n for n in docs if asked[tuple(words(docs[n][0]))] == 1]


# --8<-- [start:faults]
def faults(docs, older, rng):
    """{condition: the index it leaves, as (owner, text)}. An owner may own many texts."""
    clean = [(name, body) for name, (_, body) in docs.items()]
    lost = set(rng.choice(sorted(docs), len(docs) // 10, replace=False))
    return lost, {
        "clean": clean,
        "line breaks glued": [(n, text.replace("\n", "")) for n, text in clean],
        "10% never ingested": [(n, text) for n, text in clean if n not in lost],
        "300-character chunks": [(n, text[i:i + 300]) for n, text in clean
                                 for i in range(0, len(text), 300)],
        "first 512 characters": [(n, text[:512]) for n, text in clean],
        "old copies kept": clean + [(f"{n} (old)", text) for n, text in older.items()],
    }
# --8<-- [end:faults]


def ranks(scores, owners, targets):
    """Rank of each target among the owners of the texts. An owner scores as its best text,
    equal scores are ordered by lot, and what is not indexed has no rank."""
    names, column = np.unique(owners, return_inverse=True)
    best = np.array([scores[:, column == i].max(axis=1) for i in range(len(names))]).T
    best = best + np.random.default_rng(0).random(best.shape) * 1e-5
    at = np.searchsorted(names, targets).clip(max=len(names) - 1)
    rank = 1.0 + (best > best[np.arange(len(at)), at][:, None]).sum(axis=1)
    return np.where(names[at] == targets, rank, np.inf)


def reciprocal(rank):
    return np.where(rank <= 10, 1 / rank, 0)  # the mean of it is MRR@10


docs, older, targets = load()
questions = [words(docs[name][0]) for name in targets]
lost, conditions = faults(docs, older, np.random.default_rng(22))
touched = {"10% never ingested": lost, "old copies kept": set(older)}
print(f"{len(docs)} documents, {len(targets)} questions, lucene, ± 95% margin")
print(f"{'':23}hit@1  hit@5     points     questions  points lost")
print(f"{'':36}of MRR lost    touched  per touched")
clean = None
for condition, index in conditions.items():
    bm25 = bm25s.BM25(method="lucene")
    bm25.index([words(text) for _, text in index], show_progress=False)
    scores = np.array([bm25.get_scores(question) for question in questions])
    rank = ranks(scores, [owner for owner, _ in index], targets)
    clean = rank if clean is None else clean
    loss = 100 * (reciprocal(clean) - reciprocal(rank))
    hit = np.isin(targets, list(touched.get(condition, docs)))
    margin = 1.96 * loss.std() / len(loss) ** 0.5
    print(f"{condition:<21}{(rank <= 1).mean():7.1%}{(rank <= 5).mean():7.1%}"
          f"{loss.mean():7.1f} ±{margin:.1f}{hit.mean():11.1%}{loss[hit].mean():13.1f}")
