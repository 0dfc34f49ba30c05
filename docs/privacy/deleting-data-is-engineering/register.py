"""Read a deletion register: the bound of every copy, the gaps, and the figure."""
# /// script
# requires-python = ">=3.11"
# dependencies = ["matplotlib==3.11.2"]
# ///
import csv
import io
import itertools
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

INK = "#222222"
DARK = {INK: "#dddddd", "#1f6f8b": "#6cb8d6", "#b3472e": "#f0937c", "#8a8a8a": "#9a9a9a"}
COLORS = ["text.color", "axes.edgecolor", "axes.labelcolor", "xtick.color", "ytick.color"]
plt.rcParams.update({"svg.hashsalt": "lab", "font.size": 10, **dict.fromkeys(COLORS, INK)})
plt.rcParams.update({"axes.spines.top": False, "axes.spines.right": False})


def save(fig, name):
    """Write name-light.svg and name-dark.svg: the same drawing, in two inks."""
    svg = io.StringIO()
    fig.savefig(
        svg, format="svg", transparent=True, bbox_inches="tight", metadata={"Date": None}
    )
    text = svg.getvalue()
    for scheme, inks in (("light", {}), ("dark", DARK)):
        for light, dark in inks.items():
            text = text.replace(light, dark)
        Path(__file__).with_name(f"{name}-{scheme}.svg").write_text(text, encoding="utf-8")


with Path(__file__).with_name("register.csv").open(encoding="utf-8") as file:
    CLOCKS = {row["copy"]: row for row in csv.DictReader(file)}


# --8<-- [start:bounds]
def path(copy):
    """The clocks that run one after another before this copy is gone."""
    return [] if copy == "request" else path(CLOCKS[copy]["after"]) + [CLOCKS[copy]]


def gaps(copy):
    return [field for clock in path(copy) for field, value in clock.items() if not value]


def hops(copy):
    """(days it is held, days until the job that removes it runs at the latest)"""
    return [(float(c["hold_days"]), float(c["every_days"])) for c in path(copy)]


def bound(copy, missed=0):
    """Worst case: every hold, every wait, and the rarest job skipped `missed` times."""
    waits = [every for _, every in hops(copy)]
    return sum(hold for hold, _ in hops(copy)) + sum(waits) + missed * max(waits)


def quantile(copy, q):
    """Requests arrive at any hour; the jobs are out of step with one another."""
    share = [(n + 0.5) / 100 for n in range(100)]
    waits = [[every * part for part in share] for _, every in hops(copy) if every]
    days = sorted(map(sum, itertools.product(*waits)))
    return sum(hold for hold, _ in hops(copy)) + days[int(q * len(days))]
# --8<-- [end:bounds]


print(f"{'copy':17}{'p50':>6}{'p95':>7}{'bound':>7}{'one run missed':>16}  owner")
for copy, clock in CLOCKS.items():
    if gaps(copy):
        print(f"{copy:17}{'-':>6}{'-':>7}{'none':>7}{'-':>16}  -")
        continue
    p50, p95 = (quantile(copy, q) for q in (0.5, 0.95))
    days = f"{p50:6.1f}{p95:7.1f}{bound(copy):7.0f}{bound(copy, 1):16.0f}"
    print(f"{copy:17}{days}  {clock['owner']}")

known = [copy for copy in CLOCKS if not gaps(copy)]
slowest = max(known, key=bound)
restorable = max((copy for copy in known if copy.startswith("backup")), key=bound)
for copy in CLOCKS:
    if gaps(copy):
        print(f"\ngap: {copy} has no {', '.join(gaps(copy))}")
print(f"system bound: none; without that row {bound(slowest):.0f} days ({slowest})")
print(f"keep the list of erased keys at least {bound(restorable):.0f} days ({restorable})")
print(f"lake alone, no undo window: {bound('lake bucket') - bound('undo window'):.0f} days")

fig, ax = plt.subplots(figsize=(4.8, 3.7))
for y, copy in enumerate(CLOCKS):
    start = 0
    for hold, every in hops(copy) if copy in known else hops("undo window"):
        ax.barh(y, hold, left=start, color="#1f6f8b", edgecolor=INK, linewidth=0.6)
        if every:
            ax.barh(y, every, left=start + hold, fc="none", ec="#b3472e", hatch="////")
        start += hold + every
    ax.text(start + 2, y, f"{start:.0f}" if copy in known else "no bound", va="center")
    if copy not in known:
        arrow = {"arrowstyle": "->", "color": "#b3472e", "linestyle": "--"}
        ax.annotate("", (120, y), (40, y), arrowprops=arrow)
ax.text(46, 0, "solid: held on purpose", va="center")
ax.text(46, 1.5, "hatched: waiting for a\njob's next run", va="center")
ax.set_yticks(range(len(CLOCKS)), CLOCKS)
ax.invert_yaxis()
ax.set(xlim=(0, 120), xlabel="days after the request, at the latest")
save(fig, "clocks")
