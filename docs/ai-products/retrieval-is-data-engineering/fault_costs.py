"""What ingestion faults cost a retrieval system, and what a change of ranker brings.

Five rankers answer the same questions over the same documents: once as they are, and
once after each of five faults. Only the current text of what was asked for counts as found.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["bm25s==0.3.16", "matplotlib==3.11.2", "numpy==2.4.6",
#   "scikit-learn==1.9.1", "scipy==1.17.1"]
# ///
import io
import os
import sys
from pathlib import Path

sys.dont_write_bytecode = True
os.environ["OPENBLAS_NUM_THREADS"] = "1"  # faster on a busy machine, same figures
import bm25s
import matplotlib
import numpy as np
from known_items import askable, cut, predecessors, ranks, reciprocal, words
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

matplotlib.use("Agg")
import matplotlib.pyplot as plt

RANKERS = ["lucene", "robertson", "bm25l", "tf-idf", "lsa"]  # the first three: BM25


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


def score(ranker, texts, questions, **settings):
    """Texts and questions are lists of words. One row a question, one column a text."""
    if ranker not in ("tf-idf", "lsa"):
        index = bm25s.BM25(method=ranker, **settings)
        index.index(texts, show_progress=False)
        return np.array([index.get_scores(question) for question in questions])
    tfidf = TfidfVectorizer(analyzer=list, sublinear_tf=True)
    columns, rows = tfidf.fit_transform(texts), tfidf.transform(questions)
    if ranker == "lsa":  # a small dense embedding, fitted on this index
        svd = TruncatedSVD(150, n_iter=2, random_state=0).fit(columns)
        return normalize(svd.transform(rows)) @ normalize(svd.transform(columns)).T
    return (rows @ columns.T).toarray()


def draw(mrr, ink="#222222"):
    plt.rcParams.update({"svg.hashsalt": "lab", "font.size": 10} | dict.fromkeys(
        "text.color axes.edgecolor axes.labelcolor xtick.color ytick.color".split(), ink))
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
    ax.tick_params(axis="y", length=0)
    ax.spines[["top", "right", "left"]].set_visible(False)
    svg = io.StringIO()
    fig.savefig(svg, format="svg", transparent=True, bbox_inches="tight",
                metadata={"Date": None})
    light = dark = svg.getvalue()
    for old, new in ((ink, "#dddddd"), ("#1f6f8b", "#6cb8d6"), ("#b3472e", "#f0937c"),
                     ("#8a8a8a", "#9a9a9a")):
        dark = dark.replace(old, new)
    for scheme, text in (("light", light), ("dark", dark)):
        Path(__file__).with_name(f"fault-costs-{scheme}.svg").write_text(text, "utf-8")
    return fig


def main(seed=22):
    docs, _ = cut()
    older, targets = predecessors(docs), askable(docs)
    questions = [words(docs[name][0]) for name in targets]
    lost, conditions = faults(docs, older, np.random.default_rng(seed))
    touched = {"10% never ingested": lost, "old copies kept": set(older)}
    mrr, lines, clean = {}, [], None
    for condition, index in conditions.items():
        owners, texts = [n for n, _ in index], [words(text) for _, text in index]
        found = [ranks(score(r, texts, questions), owners, targets) for r in RANKERS]
        mrr[condition], rank = [reciprocal(f).mean() for f in found], found[0]
        clean = rank if condition == "clean" else clean
        loss = 100 * (reciprocal(clean) - reciprocal(rank))
        hit = np.isin(targets, list(touched.get(condition, docs)))
        lines.append(f"{condition:<20}{(rank <= 1).mean():7.1%}{(rank <= 5).mean():7.1%}"
                     f"{loss.mean():7.1f} ±{1.96 * loss.std() / len(loss) ** 0.5:.1f}"
                     f"{hit.mean():12.1%}{loss[hit].mean():12.1f}")
    print(f"{len(docs)} documents, {len(targets)} questions: MRR@10 by ranker")
    print(f"{'':20}" + "".join(f"{ranker:>10}" for ranker in RANKERS))
    for condition, row in mrr.items():
        print(f"{condition:<20}" + "".join(f"{value:10.3f}" for value in row))
    bm25, every = (100 * np.ptp(mrr["clean"][:n]) for n in (3, 5))
    print(f"clean index: BM25 within {bm25:.1f} points, all rankers within {every:.1f}")
    print("\nlucene, ± 95% margin  hit@1  hit@5   points      questions   points lost")
    print(f"{'':36}of MRR lost   touched  per touched", *lines, sep="\n")
    return draw(mrr)


if __name__ == "__main__":
    main()
