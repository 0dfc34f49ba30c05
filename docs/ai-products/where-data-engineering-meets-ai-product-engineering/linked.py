"""The exponent of a task, and a feature before and after four repairs to the data.
Tasks, cells and faults are those of factorial.py. Needs superseded_edits.jsonl beside it.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["bm25s==0.3.16", "numpy==2.4.6", "scipy==1.17.1"]
# ///
import inspect, json, pydoc, re
from itertools import product
from math import log, prod
from pathlib import Path
import bm25s, numpy as np
from scipy._lib._docscrape import NumpyDocString   # the numpydoc parser that SciPy carries

BROKEN, FIXED = (0, 0, 0, 0, 0), (1, 1, 1, 1, 0)   # four repairs, and the feature
ALONE = [tuple(int(i == j) for j in range(5)) for i in range(4)]
DO = "old copies closed", "texts kept whole", "nothing missing", "filtered first", "feature"

def words(text):
    return re.findall(r"[a-z0-9]{2,}", text.lower())

# Each document: a question (its summary), its current text, and for most an older text.
edits_file = Path(__file__).with_name("superseded_edits.jsonl")   # download it as well
names, questions, texts, older = [], [], [], {}
for line in edits_file.read_text("utf-8").splitlines()[1:]:
    name, edits = json.loads(line)
    parts = re.split(r"\n\s*\n", inspect.getdoc(pydoc.locate(name)))
    parts = parts[bool(re.match(r"[\w.]+\(", parts[0])):]   # without a call signature
    names.append(name)
    questions.append(words(parts[0]))
    texts.append("\n\n".join(parts[1:]))
    body = texts[-1].split()
    for start, end, replacement in reversed(edits):
        body[start:end] = replacement.split()
    older |= {len(texts) - 1: " ".join(body)} if edits else {}
asked = [i for i, question in enumerate(questions) if questions.count(question) == 1]
rows, owner = np.arange(len(asked)), np.array([*range(len(texts)), *older])

def bm25(index):
    ranker = bm25s.BM25(method="lucene")
    ranker.index([words(text) for text in index], show_progress=False)
    scores = np.array([ranker.get_scores(questions[i]) for i in asked])
    return scores + np.random.default_rng(0).random(scores.shape) * 1e-6   # ties by lot

scores = {(current, whole): bm25([text if whole else text[:512] for text in
                                  texts + list({} if current else older.values())])
          for current, whole in product((0, 1), repeat=2)}

def draw(seed):
    rng, lost = np.random.default_rng(seed), np.zeros(len(texts), bool)
    lost[rng.choice(len(texts), len(texts) * 15 // 100, replace=False)] = True
    may_open = rng.random((len(asked), len(texts))) < 0.5   # each asker by lot,
    may_open[rows, asked] = True                     # and always the record that is needed
    return lost, may_open

def found(lost, may_open, state):
    """Which questions have the current text of their record among the best results."""
    current, whole, complete, filter_first, ten = map(bool, state)
    score = scores[current, whole]
    of = owner[:score.shape[1]]                      # old copies stand at the end
    rivals = score > score[rows, asked][:, None]
    rivals &= complete | ~lost[of]                   # lost: was never loaded
    rivals &= may_open[:, of] | (not filter_first)   # else ranked first and thinned later
    return (rivals.sum(axis=1) < 5 + 5 * ten) & (complete | ~lost[asked])

def linked(k=3):
    """Tasks of k questions: a function and the next ones that its See Also names."""
    row_of, tasks = {names[document]: row for row, document in enumerate(asked)}, set()
    for name, row in row_of.items():
        homes = name.rsplit(".", 1)[0] + ".", "numpy.", "scipy.", ""
        groups = NumpyDocString(inspect.getdoc(pydoc.locate(name)))["See Also"]
        named = [other for group, _ in groups for other, _ in group]
        also = [next((row_of[h + other] for h in homes if h + other in row_of), row)
                for other in named]
        also = list(dict.fromkeys(other for other in also if other != row))[:k - 1]
        tasks |= {tuple(sorted([row, *also]))} if len(also) == k - 1 else set()
    return np.array(sorted(tasks))

def finished(tasks, state):
    """Per draw: the share of records found, and the share of tasks finished."""
    return np.array([(hit[tasks].mean(), hit[tasks].all(axis=1).mean())
                     for hit in hits[state]])

draws, feature = [draw(seed) for seed in range(20)], []
hits = {state: [found(*world, state) for world in draws]
        for state in product((0, 1), repeat=5)}
print("tasks of k linked records, mean of 20 draws; e: the exponent\n")
print("             all broken          all fixed     all fixed, as forecast")
print("k tasks  records  tasks    e  records  tasks  added multiplied by e")
for k in (1, 2, 3, 4):
    tasks = linked(k)
    each = {state: finished(tasks, state) for state in hits}
    rate = {state: shares.mean(axis=0) for state, shares in each.items()}
    (r0, t0), (r1, t1) = rate[BROKEN], rate[FIXED]
    alone = np.array([rate[cell][1] for cell in ALONE])   # one repair, no other
    e = log(t0) / log(r0)   # tasks = records ** e, while all is still broken
    print(f"{k}{len(tasks):6}{r0:9.1%}{t0:7.1%}{e:6.2f}{r1:8.1%}{t1:7.1%}"
          f"{sum(alone) - 3 * t0:7.1%}{t0 * prod(alone / t0):9.1%}{r1 ** e:7.1%}")
    ten = [rate[*cell[:4], 1][1] for cell in (BROKEN, FIXED)]
    feature.append(f"{k}{t0:15.1%}{ten[0]:7.1%}{100 * (ten[0] - t0):+7.1f}"
                   f"{t1:12.1%}{ten[1]:7.1%}{100 * (ten[1] - t1):+7.1f}")
    if k == 3:
        single = [log(t) / log(r) for r, t in each[BROKEN]]
        off = [100 * abs(r ** e1 - t) for e1, (r, t) in zip(single, each[FIXED])]
        notes = [f"single draws: e {min(single):.2f} to {max(single):.2f}, forecast by e "
                 f"off by {max(off):.1f} points at most",
                 f"to finish 80%, find {0.8 ** (1 / e):.1%} of the records",
                 "the best next step, tested against what is live:"]
        live = BROKEN
        while 0 in live:
            add = {i: live[:i] + (1,) + live[i + 1:] for i in range(5) if not live[i]}
            best = max(add, key=lambda i: rate[add[i]][1])
            gain, live = 100 * (rate[add[best]][1] - rate[live][1]), add[best]
            notes.append(f"  {DO[best]:18}{gain:+6.1f}")
print("\nthe feature: ten results in place of five, in points of tasks",
      "k     broken: five    ten   gain  fixed: five    ten   gain",
      *feature, "\nk = 3:", *notes, sep="\n")
row = [names[document] for document in asked].index("numpy.setdiff1d")
print("\nnumpy.setdiff1d, all repaired and open: place",
      1 + (scores[1, 1][row] > scores[1, 1][row, asked[row]]).sum(), "of", len(texts))
