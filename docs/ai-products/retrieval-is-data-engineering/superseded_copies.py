"""A close look at the dearest fault: what happens when an old version stays in the index.

Every changed document is indexed twice, as it reads now and as it read before.
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


def ranks(scores, owners, targets):
    """Rank of each target among the owners, each at its best text, ties ordered by lot."""
    names, column = np.unique(owners, return_inverse=True)
    best = np.array([scores[:, column == i].max(axis=1) for i in range(len(names))]).T
    best = best + np.random.default_rng(0).random(best.shape) * 1e-5
    at = np.searchsorted(names, targets).clip(max=len(names) - 1)
    rank = 1.0 + (best > best[np.arange(len(at)), at][:, None]).sum(axis=1)
    return np.where(names[at] == targets, rank, np.inf)


def score(index, b=0.75):
    bm25 = bm25s.BM25(method="lucene", b=b)
    bm25.index(list(index.values()), show_progress=False)
    return np.array([bm25.get_scores(words(docs[name][0])) for name in targets])


def both(scores):
    """For each question the rank of the current text and of the old one."""
    return [ranks(scores, list(kept), [t + mark for t in targets]) for mark in ("", OLD)]


def edited(old, new):  # words to be put in or taken out, as a share of both texts
    a, b = Counter(old), Counter(new)
    return ((a - b) + (b - a)).total() / (a + b).total()


def resemblance(old, new, size=5):  # Broder's: share of word runs in common
    a, b = ({tuple(w[i:i + size]) for i in range(len(w) - size + 1)} for w in (old, new))
    return len(a & b) / max(1, len(a | b))


def line(label, rank):
    mrr = np.where(rank <= 10, 1 / rank, 0)
    print(f"{label:<44}{mrr.mean():8.3f}{(rank <= 1).mean():9.1%}")
    return 100 * mrr


OLD = " (old)"
docs, older, targets = load()
clean = {name: words(body) for name, (_, body) in docs.items()}
before = clean | {name: words(text) for name, text in older.items()}
kept = clean | {name + OLD: before[name] for name in older}
scores = score(kept)
now, old = both(scores)
edit = np.array([edited(before[t], clean[t]) for t in targets])

print(f"{len(targets)} questions, lucene{'':21}  MRR@10    hit@1")
base = line("clean index, current text", ranks(score(clean), list(clean), targets))
loss = base - line("old copies kept, current text", now)
for most in (0.05, 0.2):
    line(f"  or the old one, if up to {most:.0%} was edited",
         np.where(edit <= most, np.minimum(now, old), now))
line("  or the old one, whatever was edited", np.minimum(now, old))
line("the same, results grouped by document", ranks(scores, [*clean, *older], targets))

near = [name for name in older if resemblance(before[name], clean[name]) >= 0.8]
merged, column = scores.copy(), {owner: i for i, owner in enumerate(kept)}
for name in near:  # of two near-duplicates only the better one is shown
    pair = scores[:, [column[name], column[name + OLD]]]
    hidden = np.where(pair < pair.max(axis=1, keepdims=True), -np.inf, pair)
    merged[:, [column[name], column[name + OLD]]] = hidden
print(f"\nrepairs ({len(near) / len(older):.1%} of {len(older)} pairs resemble at 0.8)")
line("near-duplicates merged, current text", ranks(merged, list(kept), targets))
only = scores[:, :len(clean)]
line("filtered to valid_to is null, current text", ranks(only, list(clean), targets))

growth = np.array([len(before[t]) - len(clean[t]) for t in targets])
changed = np.isin(targets, list(older))
groups = [changed, growth < 0, growth > 0, changed & (edit <= 0.05),
          (edit > 0.05) & (edit <= 0.2), edit > 0.2]
exact = score(clean | {name + OLD: clean[name] for name in older})
print("\nold copy ahead       all    old is   old is     edited       5%     over")
print("of the current   changed   shorter   longer   up to 5%   to 20%      20%")
print(f"{'questions':<14}" + "".join(f"{group.sum():10d}" for group in groups))
for label, table in ("b=0.75", scores), ("b=0", score(kept, 0.0)), ("exact copies", exact):
    now, old = both(table)
    print(f"{label:<14}" + "".join(f"{(old < now)[g].mean():10.1%}" for g in groups))
print(f"{'points lost':<14}" + "".join(f"{loss[group].mean():10.1f}" for group in groups))
