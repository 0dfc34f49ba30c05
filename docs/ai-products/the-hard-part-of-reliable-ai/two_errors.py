"""What a gate stops in twenty releases: histories that slide, and histories that do not.

A simulation. Each release breaks some right answers and repairs some wrong ones, at random.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["matplotlib==3.11.2", "numpy==2.4.6"]
# ///
import io
from pathlib import Path
import matplotlib
matplotlib.use("svg")
import matplotlib.pyplot as plt
import numpy as np

INK, BLUE, RED, GRAY = "#222222", "#1f6f8b", "#b3472e", "#8a8a8a"
DARK = {INK: "#dddddd", BLUE: "#6cb8d6", RED: "#f0937c", GRAY: "#9a9a9a"}
INKED = ["text.color", "axes.edgecolor", "axes.labelcolor", "xtick.color", "ytick.color"]
plt.rcParams.update({"svg.hashsalt": "lab", "font.size": 10, "axes.spines.top": False,
                     "axes.spines.right": False, **dict.fromkeys(INKED, INK)})

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

# --8<-- [start:history]
START, RELEASES, HISTORIES = 0.86, 20, 2000
SLIDE = 2.00, 1.30     # answers broken and repaired by a release, in % of all
HARMLESS = 1.65, 1.65  # as many changes, and no loss

def scores(rng, questions, broken, repaired):
    """Percentage right before the first release and after each of the twenty."""
    fall, rise = broken / 100 / START, repaired / 100 / (1 - START)
    right = rng.random((HISTORIES, questions)) < START
    path = [right.mean(axis=1)]
    for _ in range(RELEASES):
        chance = rng.random(right.shape, dtype=np.float32)
        right = np.where(right, chance >= fall, chance < rise)
        path.append(right.mean(axis=1))
    return (100 * np.array(path)).round(4)

def worst(path, every):
    """The largest loss a gate gets to see if its baseline moves every so many releases."""
    seen = [path[(now - 1) // every * every] - path[now] for now in range(1, RELEASES + 1)]
    return np.max(seen, axis=0)
# --8<-- [end:history]

rng = np.random.default_rng(30)
GATES = {"release before": 1, "pin, moved every 5": 5, "pin": RELEASES}
drops = {}
print(f"{HISTORIES:,} simulated histories of {RELEASES} releases; stopped at least once:\n")
print("                              at 3.0 points     to stop 95% of slides")
print("compared with    questions   slides harmless   tolerance   harmless")
for questions in (300, 1000):
    paths = [scores(rng, questions, *kind) for kind in (SLIDE, HARMLESS)]
    for name, every in GATES.items():
        slide, calm = drops[name, questions] = [worst(path, every) for path in paths]
        limit = max(x for x in np.unique(slide) if (slide > x).mean() >= 0.95)
        print(f"{name:<19}{questions:>7,}{(slide > 3).mean():>9.1%}"
              f"{(calm > 3).mean():>9.1%}{limit:>12.1f}{(calm > limit).mean():>11.1%}")
print("\n          broken  repaired by a release   right: at first  at last")
for name, kind, path in zip(("slides", "harmless"), (SLIDE, HARMLESS), paths):
    print(f"{name:<9}{kind[0]:>6.2f}%{kind[1]:>9.2f}%{path[0].mean():>29.1f}%"
          f"{path[-1].mean():>8.1f}%")

fig, ax = plt.subplots(figsize=(4.6, 4.0))
for (name, questions), (slide, calm) in drops.items():
    if name.endswith("5"):
        continue
    limits = np.append(np.unique(np.concatenate([slide, calm])), 99)
    x, y = ([100, *(100 * (k[:, None] > limits).mean(axis=0))] for k in (calm, slide))
    color, width, mark = (BLUE, 2.4, "o") if name == "pin" else (RED, 1.2, "s")
    ax.plot(x, y, color=color, lw=width, ls="-" if questions == 300 else "--",
            label=f"{name}, {questions:,} questions")
    ax.plot(100 * (calm > 3).mean(), 100 * (slide > 3).mean(), mark, color=color, ms=7)
ax.set(xlim=(-2, 101), ylim=(-2, 103), xlabel="harmless histories stopped, %",
       ylabel="sliding histories stopped, %")
ax.legend(loc="lower right", frameon=False, fontsize=9.5, handlelength=2.4)
save(fig, "gates")
