"""From an empty table: which column to admit, what the question gains, who is singled out.

One half of the women chooses the order of admission, the other marks it. Draws path-*.svg.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["matplotlib==3.11.2", "numpy==2.4.6", "scikit-learn==1.9.1",
#                 "scipy==1.17.1", "statsmodels==0.15.0"]
# ///
import io
from itertools import combinations
from pathlib import Path

import matplotlib
import numpy as np
from scipy.stats import rankdata
from sklearn.linear_model import LogisticRegression
from statsmodels.datasets import fair

matplotlib.use("svg")
import matplotlib.pyplot as plt

women = fair.load_pandas().data.rename(columns={
    "rate_marriage": "rating", "yrs_married": "years", "religious": "religion",
    "educ": "education", "occupation": "her_work", "occupation_husb": "his_work"})
COLUMNS = ["his_work", "rating", "religion", "education",
           "children", "her_work", "years", "age"]
reported = (women.affairs > 0).to_numpy()
values = {c: ((women[c] - women[c].mean()) / women[c].std()).to_numpy() for c in COLUMNS}
order = np.random.default_rng(1974).permutation(len(women))
choosers, markers = order[:len(women) // 2], order[len(women) // 2:]
thirds = np.array_split(choosers, 3)


def auc(score, truth):
    """Chance, in percent, that a yes is ranked above a no."""
    yes = truth.sum()
    above = rankdata(score)[truth].sum() - yes * (yes + 1) / 2
    return 100 * above / yes / (len(truth) - yes)


def marks(columns, learn, mark):
    x = np.column_stack([values[c] for c in columns])
    model = LogisticRegression(solver="newton-cholesky").fit(x[learn], reported[learn])
    return auc(model.decision_function(x[mark]), reported[mark])


# --8<-- [start:admit]
def chosen_score(columns):
    """How well the columns do in the choosing half: fit on two thirds, mark on one."""
    return np.mean([marks(columns, np.setdiff1d(choosers, third), third)
                    for third in thirds])


def admission_order():
    admitted = []
    while len(admitted) < len(COLUMNS):
        waiting = [c for c in COLUMNS if c not in admitted]
        admitted.append(max(waiting, key=lambda c: chosen_score([*admitted, c])))
        yield list(admitted)
# --8<-- [end:admit]


def singled_out(columns, below=2):
    """Share of the women, in percent, whose group of equals is smaller than `below`."""
    people = women.groupby(list(columns)).size()
    return 100 * people[people < below].sum() / len(women)


path = list(admission_order())
cloud = {frozenset(s): (singled_out(s), marks(s, choosers, markers))
         for size in range(1, 9) for s in combinations(COLUMNS, size)}
print(f"{'admit':10}{'singled out':>13}{'in groups under 5':>19}{'AUC':>8}{'gain':>7}")
before = 50.0
for columns in path:
    singled, now = cloud[frozenset(columns)]
    gain = round(now, 1) - round(before, 1)
    print(f"{columns[-1]:10}{singled:12.1f}%{singled_out(columns, 5):18.1f}%"
          f"{now:8.1f}{gain:+7.1f}")
    before = now
near = [singled for singled, score in cloud.values() if before - score <= 0.5]
print(f"\n{len(cloud)} possible tables, {len(near)} within half a point of all eight;")
print(f"these single out between {min(near):.1f}% and {max(near):.1f}% of the women")
known = [c for c in COLUMNS if c not in ("rating", "religion")]
print("singled out by what an acquaintance may know:")
print(f"{singled_out(known):.1f}% from all eight, "
      f"{singled_out(['years']):.1f}% from the first three")

INK = "#222222"
DARK = {INK: "#dddddd", "#1f6f8b": "#6cb8d6", "#b3472e": "#f0937c", "#8a8a8a": "#9a9a9a"}
plt.rcParams.update({"svg.hashsalt": "lab", "font.size": 10, "axes.spines.top": False,
                     "axes.spines.right": False, **dict.fromkeys([
    "text.color", "axes.edgecolor", "axes.labelcolor", "xtick.color", "ytick.color"], INK)})


def save(fig, name):
    """Write name-light.svg and name-dark.svg: the same drawing, in two inks."""
    svg = io.StringIO()
    fig.savefig(svg, format="svg", transparent=True, bbox_inches="tight",
                metadata={"Date": None})
    text = svg.getvalue()
    for scheme, inks in (("light", {}), ("dark", DARK)):
        for light, dark in inks.items():
            text = text.replace(light, dark)
        Path(__file__).with_name(f"{name}-{scheme}.svg").write_text(text, encoding="utf-8")


fig, ax = plt.subplots(figsize=(4.8, 3.5))
ax.plot(*zip(*cloud.values()), "x", color="#8a8a8a", ms=3.5, mew=0.8)
ax.plot(*zip(*(cloud[frozenset(p)] for p in path)), "o-", color="#1f6f8b", ms=5.5, lw=1.6)
for step, columns in enumerate(path, 1):
    place = {"xytext": (-2, 7), "rotation": 52} if step > 3 else {"xytext": (-7, -3)}
    ax.annotate(columns[-1], cloud[frozenset(columns)], textcoords="offset points",
                color="#1f6f8b", ha="left" if step > 3 else "right", **place)
ax.text(36, 57, "each cross: one of\n255 possible tables", color=INK)
ax.set(xlim=(-16, 74), ylim=(49, 78), xlabel="women singled out, %",
       ylabel="AUC on the other half")
ax.set_xticks(range(0, 61, 20))
save(fig, "path")

