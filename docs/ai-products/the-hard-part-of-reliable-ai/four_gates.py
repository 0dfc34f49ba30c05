"""The same twelve changes under four gates: what was seen, what was lost, what was saved.

The first part repeats release_log.py, so that this file runs alone.
For another draw of the questions: four_gates.py 5
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy==2.4.6", "scipy==1.17.1"]
# ///
import importlib, inspect, re, sys, warnings
from functools import cache
import numpy as np, scipy, scipy.sparse as sparse
from scipy._lib._docscrape import NumpyDocString  # the numpydoc parser that SciPy carries
warnings.simplefilter("ignore")  # one page has a section that numpydoc does not know
PARTS = ("cluster.hierarchy fft integrate interpolate linalg ndimage optimize signal "
         "sparse sparse.linalg spatial spatial.distance special stats").split()
parts, ids, pages, lines, ALL = {}, {}, [], [], 10**6
for p in PARTS:
    for name, thing in sorted(vars(importlib.import_module("scipy." + p)).items()):
        doc = inspect.getdoc(thing) or ""
        if name[0] != "_" and callable(thing) and len(doc) >= 200:
            parts.setdefault(doc, PARTS.index(p))  # aliases: one page
words = lambda s: [ids.setdefault(w, len(ids)) for w in re.findall("[a-z]+", s.lower())]
for doc in parts:  # the page loses its summary line, and the summary line is the question
    page = NumpyDocString(doc)
    lines.append(" ".join(page["Summary"]))
    page["Summary"] = page["Examples"] = page["See Also"] = page["References"] = []
    pages.append(words(str(page)))
asked = [i for i, s in enumerate(lines) if len(s.split()) > 2 and lines.count(s) == 1]
questions = [words(lines[i]) for i in asked]
part, asked, spelled = map(np.array, (list(parts.values()), asked, list(ids)))
word_of, place_of = map(np.concatenate, (pages, [np.arange(len(page)) for page in pages]))
page_of = np.repeat(np.arange(len(pages)), [len(page) for page in pages])
order = np.random.default_rng(int([*sys.argv, 4][1])).permutation(len(asked))
SETS = {"gate": order[:300], "sealed": order[300:600], "unseen": order[600:]}
# --8<-- [start:changes]
CHANGES = {  # what each release saves, from the mildest setting to the cheapest
    "first": ("index n words of a page", 800, 600, 400, 300, 200, 150, 100),
    "letters": ("cut words to n letters", 8, 7, 6, 5, 4),
    "short": ("skip words under n letters", 2, 3, 4, 5),
    "common": ("skip words on n of the pages", 0.5, 0.3, 0.2, 0.1, 0.05),
    "rare": ("skip words on under n pages", 2, 3, 4, 6),
    "repeats": ("count a word up to n times", 8, 4, 2, 1),
    "terms": ("keep n terms of a page", 100, 70, 50, 40, 30, 20),
    "bits": ("weights of n bits", 8, 6, 5, 4, 3, 2),
    "read": ("read n words of a question", 12, 10, 8, 7, 6, 5),
    "parts": ("search n parts of SciPy", 8, 6, 5, 4, 3, 2),
    "floor": ("drop pages scoring up to n", 3, 4, 5, 6, 7, 8),
    "hand": ("hand over n pages", 9, 8, 7, 6, 5, 4)}
FIRST = dict(first=ALL, letters=40, short=1, common=1, rare=1, repeats=ALL, terms=ALL,
             bits=24, read=ALL, parts=len(PARTS), floor=0, hand=10)
# --8<-- [end:changes]

@cache
def index(first, letters, short, common, rare, repeats, terms, bits):
    """BM25 weights, with a row for each stem; and the row of each spelling."""
    stems, row = np.unique(spelled.astype(f"U{letters}"), return_inverse=True)
    keep = (place_of < first) & (np.char.str_len(spelled)[word_of] >= short)
    cells = np.ones(keep.sum()), (page_of[keep], row[word_of[keep]])
    counts = sparse.csr_matrix(cells, shape=(len(pages), len(stems)))
    found = np.bincount(counts.indices, minlength=len(stems))
    idf = np.log(1 + (len(pages) - found + 0.5) / (found + 0.5))
    idf[(found > common * len(pages)) | (found < rare)] = 0
    page = np.repeat(np.arange(len(pages)), np.diff(counts.indptr))
    length, times = np.asarray(counts.sum(axis=1)).ravel(), np.minimum(counts.data, repeats)
    weight = idf[counts.indices] * 2.5 * times / (
        times + 0.375 + 1.125 * (length / length.mean())[page])
    best = np.lexsort((-weight.round(9), page))  # the strongest terms of each page stay
    weight[best[np.arange(len(best)) - counts.indptr[page] >= terms]] = 0
    step = weight.max() / (2**bits - 1)
    weight = np.round(weight / step) * step
    table = sparse.csr_matrix((weight, counts.indices, counts.indptr), shape=counts.shape)
    return table.T.tocsr(), row

@cache
def answers(which, **product):
    """For each question of a set: is its own page among those handed over?"""
    who, (table, row) = SETS[which], index(*list(product.values())[:8])
    cells = np.array([(i, r) for i, q in enumerate(who)
                      for r in sorted({row[w] for w in questions[q][:product["read"]]})]).T
    asks = sparse.csr_matrix((np.ones(len(cells[0])), cells), (len(who), table.shape[0]))
    score = (asks @ table).toarray().round(6)
    best = -np.array([score[:, part == p].max(axis=1) for p in range(len(PARTS))]).T
    score[best.argsort(kind="stable").argsort()[:, part] >= product["parts"]] = -1
    own = score[np.arange(len(who)), asked[who]][:, None]
    ahead = (score > own) | (score == own) & (np.arange(len(pages)) < asked[who][:, None])
    return (ahead.sum(axis=1) < product["hand"]) & (own[:, 0] > product["floor"])

right = lambda which, product: 100 * answers(which, **product).mean()
# --8<-- [start:gates]
def worse(which, new, old):
    return right(which, old) - right(which, new) > 3.001  # more than 3 points

def tuned(pinned, mild=False, sealed=False):
    """Each change's cheapest (or mildest) setting that is green, change by change."""
    release = FIRST
    for knob, (_, *settings) in CHANGES.items():
        trials = (release | {knob: s} for s in (settings[:1] if mild else settings))
        baseline, green = FIRST if pinned else release, release
        for trial in trials:
            if worse("gate", trial, baseline):
                break
            green = trial
        if not (sealed and worse("sealed", green, FIRST)):  # opened once for each change
            release = green
    return release
# --8<-- [end:gates]
size = lambda product: np.count_nonzero(index(*list(product.values())[:8])[0].data)
print(f"scipy {scipy.__version__}, points after twelve changes")
print(f"{'compared with':<34} shipped   seen  unseen  index")
for text, gate in (("release before, cheapest green", dict(pinned=False)),
                   ("release before, mildest setting", dict(pinned=False, mild=True)),
                   ("pinned, cheapest green", dict(pinned=True)),
                   ("pinned, mildest setting", dict(pinned=True, mild=True)),
                   ("pinned, cheapest, sealed set", dict(pinned=True, sealed=True))):
    end = tuned(**gate)
    saw, lost = (right(w, end) - right(w, FIRST) for w in ("gate", "unseen"))
    shipped = sum(end[knob] != FIRST[knob] for knob in CHANGES)
    print(f"{text:<34}{shipped:>8}{saw:+7.1f}{lost:+8.1f}{size(end) / size(FIRST):>7.0%}")
