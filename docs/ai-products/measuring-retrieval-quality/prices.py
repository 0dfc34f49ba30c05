"""What new labels buy: the holes of a one-sided jury, filled in order of price.
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

# --8<-- [start:void]
def void(judged_a, judged_b, least=0.95, apart=0.02):
    """True if the jury, and not the systems, may have decided between a and b."""
    return min(judged_a, judged_b) < least or abs(judged_a - judged_b) > apart
# --8<-- [end:void]

def table(grades, k=10, measure=score):
    return np.array([[measure(run[q], judged, k) for run in runs.values()]
                     for q, judged in grades.items()])

def lead(cells, a, b):
    gap = cells[:, a, 0] - cells[:, b, 0]  # paired: both on the same questions
    gap = gap[np.isfinite(gap)]
    return f"{gap.mean():+.3f} +- {1.96 * gap.std(ddof=1) / len(gap) ** 0.5:.3f}"

def show(label, grades, k):
    means = np.nanmean(table(grades, k), axis=0)
    voids = sum(void(a, b) for i, (_, a) in enumerate(means) for _, b in means[:i])
    price = sum(map(len, grades.values())) - label.startswith("+") * 10 * len(grades)
    cells = (f"{n:.3f} {'' if j == 1 else f'({j:.0%})':<5}" for n, j in means)
    print(f"{label:<13}{'all' if grades is truth else f'{price:,}':>6} ", *cells, voids)

summaries, texts, links = load()
runs = rank(summaries, texts)
truth = jury(lambda q: range(len(texts)), links)
systems, names = list(runs.values()), list(runs)
plus = lambda pool: jury(lambda q: {*runs["BM25"][q][:10]} | pool(q), links)
fives = jury(top(systems, 5), links)
print(f"{'judged':<13}labels ", *(f"{name:<11}" for name in names[:3]), names[3])
print("nDCG@5 (judged@5, if below 100%)                     void pairs of 6:")
show("BM25's ten", jury(top([runs["BM25"]], 10), links), 5)
show("+ LSA's five", plus(top([runs["LSA"]], 5)), 5)
show("+ all fives", plus(top(systems, 5)), 5)
show("five of each", fives, 5)
show("every link", truth, 5)
print("\nlead of BM25, 95%   five of each      every link")
for rival in (1, 3):
    leads = (lead(table(grades, 5), 0, rival) for grades in (fives, truth))
    print(f"  over {names[rival]:<12}", "  ".join(leads))
print("\nnDCG@10 (judged@10, if below 100%)                   void pairs of 6:")
show("ten of each", jury(top(systems, 10), links), 10)
for name in names:
    show(f"less {name}'s", jury(top([runs[n] for n in names if n != name], 10), links), 10)
print("\none system's pool, deeper: rivals' judged@10, and the owners that win")
for deep in (10, 20, 50):
    cells = [table(jury(top([run], deep), links)) for run in systems]
    means = np.array([np.nanmean(c, axis=0) for c in cells])  # juries x systems x 2
    rivals = means[~np.eye(4, dtype=bool), 1]
    wins = [n for i, n in enumerate(names) if means[i, :, 0].argmax() == i]
    print(f"  {deep} deep   {rivals.min():.0%} to {rivals.max():.0%}  ", *wins)
