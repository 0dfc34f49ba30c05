"""What ranking loses when restricted documents stay out of a reader's statistics.

Real text: docstrings of NumPy, open to everybody, and of 20 parts of SciPy, each standing
for a group whose members read NumPy and their own part. A docstring's first paragraph is
the question, the rest is the document to find among those that the reader may read.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy==2.4.6", "scipy==1.17.1", "matplotlib==3.11.2"]
# ///
import importlib
import inspect
import io
import re
from collections import Counter
from pathlib import Path

import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np

OPEN = ["numpy", "numpy.linalg", "numpy.fft", "numpy.random"]
GROUPS = """cluster.hierarchy cluster.vq fft integrate interpolate io linalg ndimage odr
    optimize signal sparse sparse.csgraph sparse.linalg spatial spatial.distance special
    stats stats.mstats stats.qmc""".split()
INK, BLUE, RED = "#222222", "#1f6f8b", "#b3472e"
DARK = {INK: "#dddddd", BLUE: "#6cb8d6", RED: "#f0937c", "#8a8a8a": "#9a9a9a"}
plt.rcParams.update({"svg.hashsalt": "lab", "font.size": 10, "axes.spines.top": False,
                     "axes.spines.right": False, "text.color": INK, "xtick.color": INK,
                     "ytick.color": INK, "axes.edgecolor": INK, "axes.labelcolor": INK})


def words(text):
    return re.findall(r"[a-z]{2,}", text.lower())


shelf, questions, bags, seen, where = [], [], [], set(), {}
for place in [*OPEN, *(f"scipy.{g}" for g in GROUPS)]:
    for name, thing in inspect.getmembers(importlib.import_module(place), callable):
        summary, _, body = (inspect.getdoc(thing) or "").partition("\n\n")
        scalar = isinstance(thing, type) and issubclass(thing, np.generic)
        unstable = scalar or name == "sinc"  # texts vary by platform, or by import order
        if name[0] == "_" or len(body) < 300 or body in seen or unstable:
            continue
        seen.add(body)
        shelf.append("open" if place in OPEN else place[6:])
        questions.append(words(summary))
        bags.append(Counter(words(body)))
shelf, length = np.array(shelf), np.array([b.total() for b in bags])
for i, b in enumerate(bags):
    for w in b:
        where.setdefault(w, []).append(i)
where = {w: np.array(at) for w, at in where.items()}
times = {w: np.array([bags[i][w] for i in at]) for w, at in where.items()}

# --8<-- [start:statistics]
# Each shelf keeps its own counts. What a reader's ranking needs is their sum.
size = {g: int((shelf == g).sum()) for g in ["open", *GROUPS]}
total = {g: int(length[shelf == g].sum()) for g in size}
holding = {g: Counter(w for i in np.flatnonzero(shelf == g) for w in bags[i]) for g in size}


def bm25(question, shelves):
    n, all_words = sum(size[g] for g in shelves), sum(total[g] for g in shelves)
    score = np.zeros(len(bags))
    for w in question:
        if w in where:
            df = sum(holding[g][w] for g in shelves)
            tf, at = times[w], where[w]
            score[at] += (np.log(1 + (n - df + 0.5) / (df + 0.5)) * tf * 2.2
                          / (tf + 1.2 * (0.25 + 0.75 * length[at] * n / all_words)))
    return score
# --8<-- [end:statistics]


def found(score, target, readable):
    """The reciprocal rank of the target, and 0 below the tenth place."""
    rank = 1 + int((score[readable] > score[target]).sum())
    return 1 / rank if rank <= 10 else 0


rows, lacks = [], []
for i in np.flatnonzero(shelf != "open"):
    q, g = questions[i], shelf[i]
    readable = (shelf == g) | (shelf == "open")
    lacks.append(any(w in where and not holding["open"][w] for w in q))
    apart = np.where(shelf == g, bm25(q, [g]), bm25(q, ["open"]))
    rows.append([found(s, i, readable) for s in (
        bm25(q, size), bm25(q, ["open", g]), bm25(q, ["open"]), apart)])
rr, lacks, group = np.array(rows), np.array(lacks), shelf[shelf != "open"]
change = 100 * (rr - rr[:, :1])
small = np.array([size[g] < 40 for g in group])
print(f"{size['open']} open documents, {len(rr):,} in 20 groups of {min(size.values())} to "
      f"{max(size[g] for g in GROUPS)}\n{small.sum()} in small groups, below 40\n")
print("statistics taken from              MRR   change   95%   in small groups")
for k, name in enumerate(["every document", "what the reader may read, summed",
                          "the open documents only", "each shelf alone, scores merged"]):
    margin = 1.96 * change[:, k].std() / len(rr) ** 0.5
    print(f"{name:33}{rr[:, k].mean():5.3f}{change[:, k].mean():z9.1f}{margin:6.1f}"
          f"{change[small, k].mean():z18.1f}")
print(f"\nthird row: {lacks.mean():.0%} of questions hold a word the open documents lack:\n"
      f"{change[lacks, 2].mean():.1f} with one, {change[~lacks, 2].mean():.1f} without")
fig, ax = plt.subplots(figsize=(4.8, 3.2))
ax.axhline(0, color="#8a8a8a", linewidth=0.8)
for k, color, marker in (1, BLUE, "o"), (3, RED, "x"):
    ax.plot([size[g] for g in GROUPS], [change[group == g, k].mean() for g in GROUPS],
            marker, color=color)
ax.text(350, 6, "statistics summed", color=BLUE, ha="right")
ax.text(350, -62, "each shelf alone,\nscores merged", color=RED, ha="right")
ax.set(xscale="log", xlabel="documents in the group", ylabel="change of MRR, points")
ax.set_xticks([10, 30, 100, 300], [10, 30, 100, 300], minor=False)
svg = io.StringIO()
fig.savefig(svg, format="svg", transparent=True, bbox_inches="tight",
            metadata={"Date": None})
for scheme, inks in (("light", {}), ("dark", DARK)):  # one drawing, in two inks
    text = svg.getvalue()
    for light, dark in inks.items():
        text = text.replace(light, dark)
    Path(__file__).with_name(f"walls-{scheme}.svg").write_text(text, encoding="utf-8")
