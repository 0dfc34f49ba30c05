"""Follow one wrong belief for sixty days, then ask who could have seen it.

Simulation: two items, true click rates 5% (A) and 6% (B), 20 views each before launch.
From then on a model, retrained every night on all clicks so far, decides every view.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["matplotlib==3.11.2", "numpy==2.4.6"]
# ///
import io
from pathlib import Path

import matplotlib
import numpy as np

matplotlib.use("svg")
import matplotlib.pyplot as plt

RATES = np.array([0.05, 0.06])  # A, B
DAYS, VIEWS, WARM_UP, REPLAYS = 60, 200, 20, 2_000
PRIOR = 20  # one click in twenty views: the average item of this catalog


# --8<-- [start:loop]
def learn(views, clicks, explore, rng):
    """Run the loop from given counts; return its days and where it ends."""
    history, rows = [], np.arange(len(views))
    for _ in range(DAYS):
        belief = (clicks + 1) / (views + PRIOR)  # the nightly retraining
        tie = belief[:, 0] == belief[:, 1]
        favorite = np.where(tie, rng.integers(0, 2, len(rows)), belief.argmax(axis=1))
        shown = np.zeros_like(views)
        # A share `explore` of the views is left to a fair coin, so half of that
        # share goes to the item that the model would not have shown.
        shown[rows, 1 - favorite] = rng.binomial(VIEWS, explore / 2, len(rows))
        shown[rows, favorite] = VIEWS - shown[rows, 1 - favorite]
        clicked = rng.binomial(shown, RATES)
        history.append((belief, shown, clicked))
        views, clicks = views + shown, clicks + clicked
    days = [np.array(part) for part in zip(*history, strict=True)]
    return days, (clicks + 1) / (views + PRIOR), views
# --8<-- [end:loop]


def launch(seed):
    rng = np.random.default_rng(seed)
    views = np.full((REPLAYS, 2), WARM_UP)
    return views, rng.binomial(views, RATES), rng


def dashboard(history, first, last):
    """Predicted and observed click rate of everything shown on these days."""
    belief, shown, clicked = (part[first - 1:last] for part in history)
    views = shown.sum(axis=(0, 2))
    return (belief * shown).sum(axis=(0, 2)) / views, clicked.sum(axis=(0, 2)) / views


views, clicks, rng = launch(seed=0)
run, final, seen = learn(views, clicks, 0.0, rng)
lost = final[:, 0] > final[:, 1]
one = int(np.argmax(lost))  # the first replay that ends on the worse item
before = clicks[one]
print(f"Replay {one}. Clicks in 20 views before launch: A {before[0]}, B {before[1]}")
print("        believed on the last day    everything shown since launch")
print("days         A       B    views of B    predicted  observed   gap")
for last in (1, 5, 10, 20, 40, 60):
    predicted, observed = (rate[one] for rate in dashboard(run, 1, last))
    a, b = run[0][last - 1, one]
    print(f" 1 to {last:>2}{a:>7.1%}{b:>8.1%}{run[1][:last, one, 1].sum():>9}"
          f"{predicted:>15.1%}{observed:>10.1%}{abs(predicted - observed):>8.1%}")
print(f"The chance that a 6% item has no click in 20 views: {0.94 ** 20:.1%}")

print("\nThe same start, run 2,000 times:")
start = [np.tile(counts[one], (REPLAYS, 1)) for counts in (views, clicks)]
for explore in (0.0, 0.05):  # the figure draws the second
    rerun, belief, _ = learn(*start, explore, np.random.default_rng(99))
    worse = np.mean(belief[:, 0] > belief[:, 1])
    print(f"  exploring {explore:.0%} of views: ends on the worse item in {worse:.1%}")

print("\nDays 41 to 60 of all 2,000 replays, no exploration")
print("settled on    replays  predicted  observed  mean gap  with true rates")
predicted, observed = dashboard(run, 41, 60)
for name, group, rate in (("worse item", lost, 0.05), ("better item", ~lost, 0.06)):
    gap, floor = (np.abs(p - observed)[group].mean() for p in (predicted, rate))
    print(f"{name:<13}{group.sum():>7,}{predicted[group].mean():>11.2%}"
          f"{observed[group].mean():>10.2%}{gap:>10.2%}{floor:>14.2%}")
print(f"Belief about the better item, where it lost: {final[lost, 1].mean():.1%}"
      f" from a median of {np.median(seen[lost, 1]):.0f}\nviews."
      f" Not shown once since launch: {np.mean(seen[lost, 1] == WARM_UP):.1%} of them.")

INK = "#222222"
DARK = {INK: "#dddddd", "#1f6f8b": "#6cb8d6", "#b3472e": "#f0937c", "#8a8a8a": "#9a9a9a"}
plt.rcParams.update({"svg.hashsalt": "lab", "font.size": 10, "axes.spines.top": False,
                     "axes.spines.right": False, **dict.fromkeys(
                         ["text.color", "axes.edgecolor", "axes.labelcolor",
                          "xtick.color", "ytick.color"], INK)})
day, belief = np.arange(1, DAYS + 1), run[0][:, one] * 100
low, middle, high = np.percentile(rerun[0][:, :, 1], (10, 50, 90), axis=1) * 100
figure, axes = plt.subplots(figsize=(4.3, 3.5))
axes.hlines(RATES * 100, 1, 60, color="#8a8a8a", linewidth=0.8, linestyle=":")
axes.fill_between(day, low, high, color="#1f6f8b", alpha=0.2, linewidth=0)
axes.plot(day, middle, color="#1f6f8b", linestyle="--")
axes.plot(day, belief[:, 0], color="#b3472e")
axes.plot(day, belief[:, 1], color="#1f6f8b", marker="o", markersize=4, markevery=(9, 10))
for x, y, text, color in (
        (61, 5.85, "B, true", INK), (61, 4.85, "A, true", INK),
        (3, 7.0, "belief about A, shown daily", "#b3472e"),
        (60, 1.6, "belief about B, never shown", "#1f6f8b"),
        (60, 8.3, "belief about B with 5% exploration:\nmedian, middle 80%", "#1f6f8b")):
    axes.text(x, y, text, color=color, ha="right" if x == 60 else "left")
axes.set(xlabel="day", ylabel="believed click rate, %", ylim=(0, 10), xlim=(1, 60))
svg = io.StringIO()
looks = {"transparent": True, "bbox_inches": "tight", "metadata": {"Date": None}}
figure.savefig(svg, format="svg", **looks)
for scheme, inks in (("light", {}), ("dark", DARK)):
    text = svg.getvalue()
    for old, new in inks.items():
        text = text.replace(old, new)
    Path(__file__).with_name(f"belief-{scheme}.svg").write_text(text, encoding="utf-8")
