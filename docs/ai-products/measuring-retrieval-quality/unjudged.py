"""Free ways to treat the documents that a one-sided jury has not judged.

The first half repeats four_juries.py, so that this file runs alone.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy==2.4.6", "scipy==1.17.1", "scikit-learn==1.9.1", "bm25s==0.3.16"]
# ///
import inspect
from math import log2
import bm25s, numpy as np, scipy.signal
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

def score(ranking, grades, k=10):
    """nDCG@k and judged@k of one ranking; grades holds the judged documents only."""
    def worth(gains):
        return sum(gain / log2(place + 2) for place, gain in enumerate(gains))
    ideal = worth(sorted(grades.values(), reverse=True)[:k])
    earned = worth(grades.get(document, 0) for document in ranking[:k])  # a hole earns 0
    judged = sum(document in grades for document in ranking[:k]) / k
    return (earned / ideal if ideal else float("nan")), judged

def top(runs, depth):
    """The pool that these runs supply: the first documents of each, together."""
    return lambda q: {document for run in runs for document in run[q][:depth]}

def jury(pool, links):
    """Grades for the documents in each question's pool, and for nothing outside it."""
    return {q: {document: int(document in linked) for document in pool(q)}
            for q, linked in enumerate(links) if linked}

# --8<-- [start:free]
def condensed(ranking, grades, k=10):
    """Take the unjudged documents out, then score what is left."""
    return score([document for document in ranking if document in grades], grades, k)

def bpref(ranking, grades, k=None):
    """How far judged relevant documents stay above judged irrelevant ones, at any rank."""
    known = np.array([grades[document] for document in ranking if document in grades])
    cap = min(known.sum(), (1 - known).sum())
    above = np.minimum(np.cumsum(1 - known), cap)[known == 1]  # irrelevant ones higher up
    return (1 - above / max(cap, 1)).mean() if known.any() else float("nan"), 0
# --8<-- [end:free]

def table(grades, k=10, measure=score):
    # questions x systems x (value, judged@k); NaN if the jury knows nothing relevant
    return np.array([[measure(run[q], judged, k) for run in runs.values()]
                     for q, judged in grades.items()])

def lead(cells, a, b):
    gap = cells[:, a, 0] - cells[:, b, 0]  # paired: both on the same questions
    gap = gap[np.isfinite(gap)]
    return f"{gap.mean():+.3f} +- {1.96 * gap.std(ddof=1) / len(gap) ** 0.5:.3f}"

summaries, texts, links = load()
runs = rank(summaries, texts)
names, truth = list(runs), jury(lambda q: range(len(texts)), links)
juries = {name: jury(top([run], 10), links) for name, run in runs.items()}
print("owner's lead over the runner-up in its own jury, nDCG@10, 95% interval")
for i, name in enumerate(names):
    cells = table(juries[name])
    second = np.argsort(np.nanmean(cells[:, :, 0], axis=0))[-2]
    print(f"  {name:<6} over {names[second]:<6} {lead(cells, i, second)}")
print("\nlinked documents in the top tens of the owner's rivals")
for known in (True, False):
    hits = [d in links[q] for name, grades in juries.items() for q, g in grades.items()
            for n in names if n != name for d in runs[n][q][:10] if (d in g) == known]
    print(f"  {np.mean(hits):5.1%} of the {'' if known else 'un'}judged")
print("\nunjudged means        owner wins   owner's bonus (least to most)")
for label, measure in (("irrelevant, nDCG@10", score), ("dropped, nDCG@10", condensed),
                       ("skipped, bpref", bpref)):
    full = table(truth, 10, measure)[:, :, 0].mean(axis=0)
    wins, bonus = 0, []
    for i, grades in enumerate(juries.values()):
        mean = np.nanmean(table(grades, 10, measure)[:, :, 0], axis=0)
        ahead = [m[i] - np.delete(m, i).mean() for m in (mean, full)]  # of the three rivals
        wins, bonus = wins + (mean.argmax() == i), [*bonus, ahead[0] - ahead[1]]
    print(f"{label:<22}{wins} of 4       {np.mean(bonus):+.3f}",
          f"({min(bonus):+z.3f} to {max(bonus):+z.3f})")
print(f"best minus worst, nDCG@10, all links: {np.ptp(table(truth)[:, :, 0].mean(0)):.3f}")
