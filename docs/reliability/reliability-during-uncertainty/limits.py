"""What three statistical alarms said about each week's new unemployment claims in 2020.

Real figures (US Department of Labor), not adjusted for the season: the series FRED held in
September 2020, with the week ending 9 May as published, one state's number tenfold."""
# /// script
# requires-python = ">=3.11"
# dependencies = ["matplotlib==3.11.2"]
# ///
import csv
import datetime as dt
import io
from math import exp, log
from pathlib import Path
from statistics import mean, stdev

import matplotlib.pyplot as plt

INK, BLUE, RED, GRAY = "#222222", "#1f6f8b", "#b3472e", "#8a8a8a"
DARK = {INK: "#dddddd", BLUE: "#6cb8d6", RED: "#f0937c", GRAY: "#9a9a9a"}
plt.switch_backend("svg")
plt.rcParams.update({
    "svg.hashsalt": "lab", "font.size": 10, "axes.spines.top": False,
    "axes.spines.right": False, **dict.fromkeys(
        ["text.color", "axes.edgecolor", "axes.labelcolor", "xtick.color", "ytick.color"],
        INK)})

with open(Path(__file__).with_name("claims_us.csv"), encoding="utf-8") as file:
    rows = csv.DictReader(line for line in file if not line.startswith("#"))
    truth = {row["week"]: int(row["claims"]) for row in rows}
weeks, seen = list(truth), truth | {"2020-05-09": 2_614_093}  # release of 14 May 2020
CALM = range(weeks.index("2019-03-16"), weeks.index("2020-03-14"))
SINCE = range(weeks.index("2020-03-14"), len(weeks))
lie = weeks.index("2020-05-09")


# --8<-- [start:alarms]
def fixed(series, i):
    """Claims over the same week a year before; limits from the 52 calm weeks to 7 March."""
    ratio = [log(series[weeks[j]] / series[weeks[j - 52]]) for j in CALM]
    return [series[weeks[i - 52]] * exp(mean(ratio) + k * stdev(ratio)) for k in (-3, 3)]


def trailing(series, i, window=8):
    """The mean of the weeks before, three standard deviations either way."""
    past = [series[weeks[j]] for j in range(i - window, i)]
    return [mean(past) + k * stdev(past) for k in (-3, 3)]


def last_week(series, i):
    """Thirty percent either way of the week before."""
    return [share * series[weeks[i - 1]] for share in (0.7, 1.3)]
# --8<-- [end:alarms]


def rings(rule, series, i):
    return not rule(series, i)[0] <= series[weeks[i]] <= rule(series, i)[1]


def thursday(i):  # the day of the release
    return dt.date.fromisoformat(weeks[i]) + dt.timedelta(days=5)


def save(fig, name):
    """Write name-light.svg and name-dark.svg: the same drawing, in two inks."""
    svg = io.StringIO()
    fig.savefig(svg, transparent=True, bbox_inches="tight", metadata={"Date": None})
    text = svg.getvalue()
    for scheme, inks in (("light", {}), ("dark", DARK)):
        for light, dark in inks.items():
            text = text.replace(light, dark)
        Path(__file__).with_name(f"{name}-{scheme}.svg").write_text(text, encoding="utf-8")


rules, row = (fixed, trailing, last_week), "{:>8}{:>10}{:>9}{:>7}{:>9}{:>6}{:>12}{:>11}"
print(row.format(*"released claims on-year fixed trailing week from to".split()))
for i in SINCE[:11]:
    print(row.format(f"{thursday(i):%d %b}", f"{seen[weeks[i]]:,}",
                     f"{seen[weeks[i]] / seen[weeks[i - 52]]:.2f}x",
                     *("x" if rings(rule, seen, i) else "." for rule in rules),
                     *(f"{limit:,.0f}" for limit in trailing(seen, i))))
print("\nalarms in                    fixed trailing  week")
for name, span in (("52 calm weeks before", CALM), ("26 weeks from 14 March", SINCE)):
    print("{:27}{:>7}{:>9}{:>6}".format(
        name, *(sum(rings(rule, seen, i) for i in span) for rule in rules)))
for name, series in (("as published", seen), ("as corrected", truth)):
    marks = ["x" if rings(rule, series, lie) else "." for rule in rules]
    print("14 May, {:19}{:>7}{:>9}{:>6}".format(name, *marks),
          f"  {series[weeks[lie]] / series[weeks[lie - 1]] - 1:+.1%} on the week")
print("\nfixed limits: {:.2f}x to {:.2f}x the same week of last year".format(
    *(limit / seen[weeks[lie - 52]] for limit in fixed(seen, lie))))
empty = sum(trailing(seen, i)[0] < 0 for i in SINCE)
print(f"trailing limits: 0 claims would pass in {empty} of {len(SINCE)} weeks,\n"
      f"  {trailing(truth, lie)[1] / truth[weeks[lie]]:.1f}x the true count on 14 May")
logs = [exp(x) for x in trailing({week: log(n) for week, n in seen.items()}, lie)]
for name, band in ("4 weeks", trailing(seen, lie, 4)), ("8 weeks of logarithms", logs):
    print("  14 May by {}: {:,.0f} to {:,.0f}".format(name, *band))
raw, before, factor = 833_352, truth["2020-08-22"], 81.7  # released on 3 September
print(f"3 September, not adjusted: {before:,} to {raw:,} ({raw - before:+,});\n"
      f"  by the old factor {before * 100 / factor:,.0f} to {raw * 100 / factor:,.0f}")

drawn = range(weeks.index("2020-01-04"), len(weeks))
days, (low, high) = [thursday(i) for i in drawn], zip(*(trailing(seen, i) for i in drawn))
fig, ax = plt.subplots(figsize=(4.6, 3.3))
ax.fill_between(days, low, high, color=GRAY, alpha=0.22, lw=0)
ax.plot(days, low, "--", days, high, "--", color=GRAY, lw=1)
ax.plot(days, [seen[weeks[i]] for i in drawn], color=BLUE, lw=1.8)
for i in drawn:
    if rings(trailing, seen, i):
        ax.plot(thursday(i), seen[weeks[i]], "x", color=RED, ms=8, mew=2)
ax.plot(thursday(lie), seen[weeks[lie]], "o", color=INK, ms=6)
ax.axhline(0, color=INK, lw=0.8)
ax.annotate("14 May: one state's\nnumber is false", (thursday(lie), 2.7e6),
            (dt.date(2020, 6, 10), 8.6e6), arrowprops={"arrowstyle": "-", "color": INK})
ax.text(dt.date(2020, 1, 10), 7.6e6, "limits from\nthe eight\nweeks before", color=INK)
ax.text(dt.date(2020, 1, 10), 3.5e6, "x  alarm", color=RED)
ax.text(dt.date(2020, 1, 10), 0.6e6, "claims", color=BLUE)
ax.set_ylabel("claims in a week, millions")
ax.set_yticks([-5e6, 0, 5e6, 1e7], [-5, 0, 5, 10])
ax.set_xticks([dt.date(2020, m, 1) for m in (1, 3, 5, 7, 9)], "Jan Mar May Jul Sep".split())
save(fig, "limits")
