"""All sixteen combinations of four repairs to the data under a search, judged by tasks.

A task is a function and the next ones that its See Also section names. Docstrings and their
older texts are real, faults are injected. Needs superseded_edits.jsonl beside it."""
# /// script
# requires-python = ">=3.11"
# dependencies = ["bm25s==0.3.16", "matplotlib==3.11.2", "numpy==2.4.6", "scipy==1.17.1"]
# ///
import inspect, io, json, pydoc, re
from itertools import product
from pathlib import Path
import bm25s, matplotlib.pyplot as plt, numpy as np
from scipy._lib._docscrape import NumpyDocString   # the numpydoc parser that SciPy carries

INK = "#222222"
DARK = {INK: "#dddddd", "#1f6f8b": "#6cb8d6", "#b3472e": "#f0937c"}
COLORED = "text.color", "axes.edgecolor", "axes.labelcolor", "xtick.color", "ytick.color"
plt.rcParams.update({"svg.hashsalt": "lab", "axes.spines.top": False, "font.size": 10,
                     "axes.spines.right": False, "savefig.bbox": "tight",
                     **dict.fromkeys(COLORED, INK)})
BROKEN, FIXED = (0, 0, 0, 0), (1, 1, 1, 1)   # without and with all four repairs
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

scores = {(current, whole): bm25([text if whole else text[:512] for text in
                                  texts + list({} if current else older.values())])
          for current, whole in product((0, 1), repeat=2)}

# --8<-- [start:found]
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
# --8<-- [end:found]

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

draws, cells, gains = [draw(seed) for seed in range(20)], [*product((0, 1), repeat=4)], []
hits = {cell: [found(*world, cell) for world in draws] for cell in cells}
ax = plt.figure(figsize=(4.2, 3.4)).gca()
print(f"{len(texts)} documents, 15% lost, cut at 512; 20 draws: % of tasks finished\n")
print(f"{'repairs in place (means)':>41}     forecast from single tests\na task needs"
      "      0     1     2     3     4   added  share of the gain")
for label, tasks, test, style in (
        ("any of 3", linked(3), np.any, "s#b3472e"),
        ("one record", linked(1), np.all, "o" + INK), ("all of 2", linked(2), np.all, 0),
        ("all of 3", linked(3), np.all, "^#1f6f8b"), ("all of 4", linked(4), np.all, 0)):
    done = {cell: np.array([100 * test(hit[tasks], axis=1).mean() for hit in each])
            for cell, each in hits.items()}
    level = [np.mean([done[c] for c in cells if sum(c) == n]) for n in range(5)]
    added = sum(done[c] for c in ALONE) - 3 * done[BROKEN]   # as single tests foretell
    share = (added - done[BROKEN]) / (done[FIXED] - done[BROKEN])
    print(f"{label:14}" + "".join(f"{value:6.1f}" for value in level)
          + f"{added.mean():8.1f}{(added.mean() - level[0]) / (level[4] - level[0]):6.0%}"
          f" ({min(share):.0%} to {max(share):.0%})")
    gains += [[done[c] - done[BROKEN] for c in ALONE],
              [done[FIXED] - done[tuple(1 - on for on in c)] for c in ALONE]]
    if style:
        ax.plot(range(5), level, style[0] + "-", [0, 4], [level[0], added.mean()], ":",
                color=style[1:])
        ax.text(4.12, level[4], label, color=style[1:], va="center")
print("\npoints gained by a repair      one record:       all of 3:\n"
      "that lands                   first   last     first   last")
for name, *columns in zip(REPAIRS, *gains[2:4], *gains[6:8]):
    print(f"{name:26}" + "{:8.1f}{:7.1f}{:10.1f}{:7.1f}".format(*map(np.mean, columns)))
ax.set(xticks=range(5), ylim=(0, 103), xlabel="repairs in place", ylabel="% finished")
svg = io.StringIO()
plt.savefig(svg, format="svg", transparent=True, metadata={"Date": None})
dark = re.sub("|".join(DARK), lambda ink: DARK[ink[0]], svg.getvalue())
for scheme, text in (("light", svg.getvalue()), ("dark", dark)):
    Path(__file__).with_name(f"repairs-{scheme}.svg").write_text(text, encoding="utf-8")
