"""Five rankers over the same documents, as they are and after each of five faults.

Is the distance between rankers wider than that between a clean index and a faulty one?
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["bm25s==0.3.16", "matplotlib==3.11.2", "numpy==2.4.6",
#   "scikit-learn==1.9.1", "scipy==1.17.1"]
# ///
import inspect
import json
import pydoc
import re
from collections import Counter
from importlib.metadata import version
from pathlib import Path

import bm25s
import matplotlib.pyplot as plt
import numpy as np
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

RANKERS = ["lucene", "robertson", "bm25l", "tf-idf", "lsa"]  # the first three: BM25


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


def faults(docs, older, rng):
    clean = [(name, body) for name, (_, body) in docs.items()]
    lost = set(rng.choice(sorted(docs), len(docs) // 10, replace=False))
    return {
        "clean": clean,
        "line breaks glued": [(n, text.replace("\n", "")) for n, text in clean],
        "10% never ingested": [(n, text) for n, text in clean if n not in lost],
        "300-character chunks": [(n, text[i:i + 300]) for n, text in clean
                                 for i in range(0, len(text), 300)],
        "first 512 characters": [(n, text[:512]) for n, text in clean],
        "old copies kept": clean + [(f"{n} (old)", text) for n, text in older.items()],
    }


def score(ranker, texts, questions):
    if ranker in RANKERS[:3]:
        index = bm25s.BM25(method=ranker)
        index.index(texts, show_progress=False)
        return np.array([index.get_scores(question) for question in questions])
    tfidf = TfidfVectorizer(analyzer=list, sublinear_tf=True)
    columns, rows = tfidf.fit_transform(texts), tfidf.transform(questions)
    if ranker == "lsa":  # a small dense embedding, fitted on this index
        svd = TruncatedSVD(150, n_iter=2, random_state=0).fit(columns)
        return normalize(svd.transform(rows)) @ normalize(svd.transform(columns)).T
    return (rows @ columns.T).toarray()


def ranks(scores, owners, targets):
    names, column = np.unique(owners, return_inverse=True)
    best = np.array([scores[:, column == i].max(axis=1) for i in range(len(names))]).T
    best = best + np.random.default_rng(0).random(best.shape) * 1e-5
    at = np.searchsorted(names, targets).clip(max=len(names) - 1)
    rank = 1.0 + (best > best[np.arange(len(at)), at][:, None]).sum(axis=1)
    return np.where(names[at] == targets, rank, np.inf)


docs, older, targets = load()
questions, mrr = [words(docs[name][0]) for name in targets], {}
print(f"{len(docs)} documents, {len(targets)} questions: MRR@10 by ranker")
print(f"{'':20}" + "".join(f"{ranker:>10}" for ranker in RANKERS))
for condition, index in faults(docs, older, np.random.default_rng(22)).items():
    owners, texts = [n for n, _ in index], [words(text) for _, text in index]
    scores = [score(ranker, texts, questions) for ranker in RANKERS]
    found = [ranks(table, owners, targets) for table in scores]
    mrr[condition] = [np.where(rank <= 10, 1 / rank, 0).mean() for rank in found]
    print(f"{condition:<20}" + "".join(f"{value:10.3f}" for value in mrr[condition]))
bm25, every = (100 * np.ptp(mrr["clean"][:n]) for n in (3, 5))
print(f"clean index: BM25 within {bm25:.1f} points, all rankers within {every:.1f}")
old = [ranks(table, owners, [f"{t} (old)" for t in targets]) for table in scores]
ahead = [(o < n)[np.isin(targets, list(older))].mean() for o, n in zip(old, found)]
print("old ahead of current" + "".join(f"{share:10.1%}" for share in ahead))
inks = "text.color axes.edgecolor axes.labelcolor xtick.color ytick.color".split()
plt.rcParams.update({"svg.hashsalt": "lab"} | dict.fromkeys(inks, "#222222"))
fig, ax = plt.subplots(figsize=(4.8, 3.1))
for y, row in enumerate(mrr.values()):
    ax.axhline(y, color="#8a8a8a", lw=0.5, zorder=0)
    ax.plot(row[:3], [y] * 3, "o", color="#1f6f8b", ms=6, mfc="none", mew=1.4)
    ax.plot(row[3], y, "D", color="#b3472e", ms=5)
    ax.plot(row[4], y, "^", color="#8a8a8a", ms=7)
for x, label, side in ((0.515, "▲ LSA", "right"), (0.612, "○ BM25 ×3", "right"),
                       (0.624, "◆ TF-IDF", "left")):
    ax.text(x, -0.28, label, ha=side, va="bottom", fontsize=9)
ax.set(yticks=range(len(mrr)), yticklabels=list(mrr), ylim=(len(mrr) - 0.5, -0.9),
       xlabel="MRR@10, current text required", xlim=(0.25, 0.7))
ax.spines[["top", "right", "left"]].set_visible(False)
light = Path(__file__).with_name("fault-costs-light.svg")
fig.savefig(light, transparent=True, bbox_inches="tight", metadata={"Date": None})
dark = light.read_text("utf-8")
for pair in ("222222 dddddd", "1f6f8b 6cb8d6", "b3472e f0937c", "8a8a8a 9a9a9a"):
    dark = dark.replace(*pair.split())
light.with_name("fault-costs-dark.svg").write_text(dark, "utf-8")
