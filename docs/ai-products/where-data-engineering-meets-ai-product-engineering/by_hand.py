"""Fifty tasks of three linked records: repaired by hand, and tested one repair at a time.

A task is a function and the next two that its See Also section names. Cells and faults are
those of factorial.py. Needs superseded_edits.jsonl beside it.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["bm25s==0.3.16", "numpy==2.4.6", "scipy==1.17.1"]
# ///
import inspect, json, pydoc, re
from itertools import product
from math import comb
from pathlib import Path
import bm25s, numpy as np
from scipy._lib._docscrape import NumpyDocString   # the numpydoc parser that SciPy carries

BROKEN, FIXED = (0, 0, 0, 0), (1, 1, 1, 1)
ALONE = [tuple(int(i == j) for j in range(4)) for i in range(4)]   # one repair, no other
REPAIRS = "old copies closed", "texts kept whole", "nothing missing", "filtered first"

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

def score(limit=512):
    return {(current, whole): bm25([text if whole else text[:limit] for text in
                                    texts + list({} if current else older.values())])
            for current, whole in product((0, 1), repeat=2)}

def draw(seed):
    rng, lost = np.random.default_rng(seed), np.zeros(len(texts), bool)
    lost[rng.choice(len(texts), len(texts) * 15 // 100, replace=False)] = True
    may_open = rng.random((len(asked), len(texts))) < 0.5   # each asker by lot,
    may_open[rows, asked] = True                     # and always the record that is needed
    return lost, may_open

def found(lost, may_open, cell):
    """Which questions have the current text of their record among the best results."""
    current, whole, complete, filter_first = map(bool, cell)
    score = scores[current, whole]
    of = owner[:score.shape[1]]                      # old copies stand at the end
    rivals = score > score[rows, asked][:, None]
    rivals &= complete | ~lost[of]                   # lost: was never loaded
    rivals &= may_open[:, of] | (not filter_first)   # else ranked first and thinned later
    return (rivals.sum(axis=1) < 5) & (complete | ~lost[asked])

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

# --8<-- [start:byhand]
def by_hand(tasks, lost, may_open):
    """Tasks finished if only the records they need are put right, and nothing else is."""
    needed = {asked[row] for row in tasks.flat}
    index = [(n, text) for n, text in enumerate(texts) if n in needed]
    for n in sorted(set(range(len(texts))) - needed - set(np.flatnonzero(lost))):
        index += [(n, text[:512]) for text in (texts[n], older.get(n)) if text]
    of, score = np.array([n for n, _ in index]), bm25([text for _, text in index])
    def right(row):
        own = score[row, list(of).index(asked[row])]
        return ((score[row] > own) & may_open[row, of]).sum() < 5
    return np.array([all(right(row) for row in task) for task in tasks])
# --8<-- [end:byhand]

def by_luck(after, before):
    """One-sided sign test: the chance of this many gains among the tasks that changed."""
    gains, n = int((after & ~before).sum()), int((after ^ before).sum())
    return sum(comb(n, i) for i in range(gains, n + 1)) / 2 ** n

scores, pool, cells = score(), linked(), (BROKEN, *ALONE, FIXED)
table, proven = [], []
for seed in range(20):
    world = draw(seed)
    tasks = pool[np.random.default_rng(1000 + seed).choice(len(pool), 50, replace=False)]
    broken, *single, fixed = [found(*world, c)[tasks].all(axis=1) for c in cells]
    hand = by_hand(tasks, *world)
    rates = [100 * each.mean() for each in (broken, hand, fixed)]
    table.append([*rates, rates[1] - rates[0], len(set(tasks.flat))])
    shown = [by_luck(after, broken) < 0.05 for after in (hand, *single)]
    proven.append([*shown, any(shown[1:])])
print(f"20 samples of 50 from {len(pool)} tasks, each in a draw of its own\n")
print(f"{'tasks finished, percent':25}{'mean':>7}{'lowest':>9}{'highest':>9}")
labels = "as it is", "repaired by hand", "all fixed", "gain by hand", "documents repaired"
for label, column in zip(labels, np.transpose(table)):
    print(f"{label:25}{column.mean():7.0f}{column.min():9.0f}{column.max():9.0f}")
print("\nsamples that prove the gain (sign test, 5%)")
labels = "all four, by hand", *REPAIRS, "at least one of the four"
for label, count in zip(labels, np.sum(proven, axis=0)):
    print(f"{label:25}{count:3} of 20")
