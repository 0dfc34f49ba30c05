"""One contest of four rankers, judged four times, by pools that the contestants supplied.

Documents: docstrings of NumPy and scipy.signal, their See Also sections removed. A question
is a summary line. Relevant to it are the documents linked by See Also, in either direction.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy==2.4.6", "scipy==1.17.1", "scikit-learn==1.9.1", "bm25s==0.3.16",
#                 "matplotlib==3.11.2"]
# ///
import inspect, io
from math import log2
from pathlib import Path
import bm25s, matplotlib.pyplot as plt, numpy as np, scipy.signal
from scipy._lib._docscrape import NumpyDocString  # the numpydoc parser that SciPy carries
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

def load():
    """Summary lines, texts without See Also, and each text's set of See Also links."""
    docs, place, links = {}, {}, []
    for module in (np, np.linalg, np.fft, np.random, scipy.signal):
        for name in sorted(n for n in dir(module) if not n.startswith("_")):
            doc = inspect.getdoc(getattr(module, name)) or ""
            if callable(getattr(module, name)) and len(doc) >= 200:  # aliases: one document
                number, _ = docs.setdefault(doc, (len(docs), module.__name__))
                place[f"{module.__name__}.{name}"] = number
    parsed = [NumpyDocString(doc) for doc in docs]
    for (own, module), doc in zip(docs.values(), parsed):
        homes = [module + ".", "numpy.", "scipy.", ""]
        links.append({next((place[h + name] for h in homes if h + name in place), own)
                      for group, _ in doc["See Also"] for name, _ in group})
        doc["See Also"] = []
    linked = [(x | {j for j, y in enumerate(links) if i in y}) - {i}
              for i, x in enumerate(links)]  # read in both directions
    summaries = [" ".join(doc["Summary"]) for doc in parsed]
    return summaries, [str(doc) for doc in parsed], linked

def rank(asked, texts, svd_seed=0):
    """All documents per system and question, best first; the question's own comes last."""
    word = TfidfVectorizer(stop_words="english", sublinear_tf=True)
    char = TfidfVectorizer(analyzer="char_wb", ngram_range=(4, 4), sublinear_tf=True)
    D, C, bm25 = word.fit_transform(texts), char.fit_transform(texts), bm25s.BM25()
    bm25.index(bm25s.tokenize(texts, show_progress=False), show_progress=False)
    queries = bm25s.tokenize(asked, return_ids=False, show_progress=False)
    svd = TruncatedSVD(100, random_state=svd_seed).fit(D)
    ours, theirs = (normalize(svd.transform(m)) for m in (word.transform(asked), D))
    scores = {"BM25": np.array([bm25.get_scores(q) for q in queries]),
              "tf-idf": (word.transform(asked) @ D.T).toarray(),
              "char-4": (char.transform(asked) @ C.T).toarray(), "LSA": ours @ theirs.T}
    for s in scores.values():
        np.fill_diagonal(s, -np.inf)
    return {name: np.argsort(-s.round(6), axis=1, kind="stable").tolist()
            for name, s in scores.items()}

# --8<-- [start:score]
def score(ranking, grades, k=10):
    """nDCG@k and judged@k of one ranking; grades holds the judged documents only."""
    def worth(gains):
        return sum(gain / log2(place + 2) for place, gain in enumerate(gains))
    ideal = worth(sorted(grades.values(), reverse=True)[:k])
    earned = worth(grades.get(document, 0) for document in ranking[:k])  # a hole earns 0
    judged = sum(document in grades for document in ranking[:k]) / k
    return (earned / ideal if ideal else float("nan")), judged
# --8<-- [end:score]

# --8<-- [start:jury]
def top(runs, depth):
    """The pool that these runs supply: the first documents of each, together."""
    return lambda q: {document for run in runs for document in run[q][:depth]}

def jury(pool, links):
    """Grades for the documents in each question's pool, and for nothing outside it."""
    return {q: {document: int(document in linked) for document in pool(q)}
            for q, linked in enumerate(links) if linked}
# --8<-- [end:jury]

def draw(rows, names):
    plt.switch_backend("Agg")
    ink, values = "#222222", np.array(list(rows.values()))
    plt.rcParams.update({"svg.hashsalt": "lab", "font.size": 10}
                        | dict.fromkeys(["text.color", "xtick.color", "ytick.color"], ink))
    ax = plt.figure(figsize=(4.6, 3.9)).add_subplot()
    for (y, x), value in np.ndenumerate(values[:, :, 0]):
        line, first = values[y, :, 0], value == values[y, :, 0].max()
        shade = ("#1f6f8b", 0.05 + 0.4 * (value - line.min()) / np.ptp(line))
        ax.add_patch(plt.Rectangle((x - 0.46, y - 0.44), 0.92, 0.88, fc=shade,
                                   ec=ink if first else "none", lw=2))
        ax.text(x, y + 0.06, f"{value:.3f}", ha="center", weight=700 if first else 400)
        ax.text(x, y + 0.32, f"{values[y, x, 1]:.0%} judged", ha="center", fontsize=8)
    ax.set(xlim=(-0.5, 3.5), ylim=(5.5, -0.5))
    ax.set_xticks(range(4), names)
    ax.set_yticks(range(6), [label.replace("'s ten", "'s\njury") for label in rows])
    ax.tick_params(length=0, labeltop=True, labelbottom=False)
    ax.spines[:].set_visible(False)
    svg = io.StringIO()
    plt.savefig(svg, format="svg", transparent=True, bbox_inches="tight",
                metadata={"Date": None})
    light = svg.getvalue()
    dark = light.replace(ink, "#dddddd").replace("#1f6f8b", "#6cb8d6")
    for scheme, text in (("light", light), ("dark", dark)):
        Path(__file__).with_name(f"juries-{scheme}.svg").write_text(text, encoding="utf-8")

summaries, texts, links = load()
runs = rank(summaries, texts)
pools = {f"{name}'s ten": top([run], 10) for name, run in runs.items()}
pools |= {"five of each": top(runs.values(), 5), "all links": lambda q: range(len(texts))}
print(f"numpy {np.__version__}, scipy {scipy.__version__}: {len(texts):,} documents,",
      f"{sum(map(bool, links))} questions")
print("\njudged       nDCG@10 (judged@10)                         questions")
print(" " * 12, *(f"{name:<12}" for name in runs), "scored")
rows = {}
for label, pool in pools.items():
    cells = np.array([[score(run[q], grades) for run in runs.values()]
                      for q, grades in jury(pool, links).items()])
    rows[label] = np.nanmean(cells, axis=0)
    print(f"{label:<12}", *(f"{n:.3f} {f'({j:.0%})':<6}" for n, j in rows[label]),
          f"{np.isfinite(cells[:, 0, 0]).sum():5}")
draw(rows, list(runs))
