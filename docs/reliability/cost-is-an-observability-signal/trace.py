"""The bill read as a trace: work per delivered row, day by day, and who rings when.
Reads ledger.csv, which bill.py writes."""
# /// script
# requires-python = ">=3.11"
# dependencies = ["duckdb==2.0.0", "matplotlib==3.11.2"]
# ///
import io
from datetime import timedelta
from pathlib import Path

import duckdb
import matplotlib.pyplot as plt

JOBS = "load flights", "fleet list", "weekly board", "weather feed"
FELT = dict(zip(JOBS[1:], (10, 16, 22)))  # from bill.py; the load has no first day

INK, BLUE, RED, GRAY = "#222222", "#1f6f8b", "#b3472e", "#8a8a8a"
DARK = {INK: "#dddddd", BLUE: "#6cb8d6", RED: "#f0937c", GRAY: "#9a9a9a"}
plt.switch_backend("svg")
plt.rcParams.update({
    "svg.hashsalt": "lab", "font.size": 10,
    **dict.fromkeys(["axes.spines.top", "axes.spines.right"], False), **dict.fromkeys(
        "text.color axes.edgecolor axes.labelcolor xtick.color ytick.color".split(), INK)})
# --8<-- [start:spend]
SPEND = """  -- a watcher of spending: each day against a median
SELECT job, list(day(day) ORDER BY day) FROM (SELECT *, spend / median(spend) {} AS ratio
    FROM (SELECT day, job, sum(scanned) AS spend FROM work_ledger GROUP BY CUBE (job), day))
WHERE day >= $1 AND ratio NOT BETWEEN 0.67 AND 1.5 GROUP BY job"""
WEEK = "OVER (PARTITION BY job ORDER BY day ROWS BETWEEN 7 PRECEDING AND 1 PRECEDING)"
MONTH = "FILTER (day < $1) OVER (PARTITION BY job)"  # the month before the bill
# --8<-- [end:spend]
WORK = """SELECT job, list(DISTINCT day(day) ORDER BY day(day)) FROM work_alarm
          WHERE day >= $1 AND alarm IS NOT NULL GROUP BY job"""
DAILY = """SELECT day, scanned_ratio, handled_ratio, run_ratio FROM work_alarm
           WHERE job = $1 AND run = 1 ORDER BY day"""


def save(fig, name):
    svg = io.StringIO()
    fig.savefig(svg, format="svg", transparent=True, bbox_inches="tight",
                metadata={"Date": None})
    text = svg.getvalue()
    for scheme, inks in (("light", {}), ("dark", DARK)):
        for light, dark in inks.items():
            text = text.replace(light, dark)
        Path(__file__).with_name(f"{name}-{scheme}.svg").write_text(text, encoding="utf-8")


def ranges(days):
    """Write the days 2, 9, 10, 11 as `2, 9-11`."""
    runs = []
    for day in sorted(days):
        if not runs or day > runs[-1][1] + 1:
            runs.append([day, day])
        runs[-1][1] = day
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs) or "-"


with duckdb.connect() as db:
    beside = Path(__file__).with_name
    db.execute(beside("work_ledger.sql").read_text(encoding="utf-8"))
    db.execute("INSERT INTO work_ledger FROM read_csv($1)", [str(beside("ledger.csv"))])
    FIRST, BILLED, END = db.execute("""SELECT min(day), date_trunc('month', max(day))::DATE,
        max(day) + 1 FROM work_ledger""").fetchone()
    db.execute("""INSERT INTO approved_work BY NAME SELECT * EXCLUDE month, $1 AS since,
        'the author' AS approved_by FROM usual_work WHERE month = month($1)""", [FIRST])
    spend, still, work = (
        dict.fromkeys((*JOBS, None), ()) | dict(db.execute(sql, [BILLED]).fetchall())
        for sql in (SPEND.format(WEEK), SPEND.format(MONTH), WORK))
    daily = {job: db.execute(DAILY, [job]).fetchall() for job in JOBS}
    approved = {job: rest for job, *rest in db.execute(
        "SELECT job, scanned_per_row, handled_per_row FROM approved_work").fetchall()}
    again, = db.execute(
        "SELECT scanned_ratio, handled_ratio FROM work_alarm WHERE run = 2").fetchall()
print("rows of work for one row delivered, as approved; then as multiples of it")
print(f"{'line':13}{'counter':9}{'approved':>9}{f'{FIRST:%b} peak':>10}{'first felt':>12}"
      f"{f'{daily[JOBS[0]][-1][0]:%d %b}':>8}")
for job in JOBS:
    counters = ("scanned", "handled", "per run")
    for n, counter in enumerate(counters if job == JOBS[3] else counters[:2], 1):
        ratio = {row[0].day: row[n] for row in daily[job] if row[0] >= BILLED}
        unit = f"{approved[job][n - 1]:.1f}" if n < 3 else ""
        peak = max(row[n] for row in daily[job] if row[0] < BILLED)
        print(f"{job if n == 1 else '':13}{counter:9}{unit:>9}{peak:>10.2f}"
              f"{ratio[FELT.get(job, 1)]:>12.2f}{ratio[max(ratio)]:>8.2f}")
print(f"fleet list anew for {FIRST:%B}: " + "scanned {:.2f}, handled {:.2f}".format(*again))
print(f"\ndays of {BILLED:%B} with an alarm: more than 1.5 times, less than 0.67")
print(f"{'line':13}{'felt from':>10}   {'spending':12}{'against Feb':19}work ledger")
for job in (*JOBS, None):
    print(f"{job or 'all lines':13}{FELT.get(job, '-'):>10}   "
          f"{ranges(spend[job]):12}{ranges(still[job]):19}"
          f"{ranges(work[job]) if job else '-'}")

fig, axes = plt.subplots(4, 1, figsize=(4.6, 6.4), sharex=True, sharey=True)
for ax, job in zip(axes, JOBS):
    days, *lines = zip(*daily[job])
    ax.axhspan(0.67, 1.5, color=GRAY, alpha=0.3, lw=0)
    if job in FELT:
        ax.axvline(BILLED.replace(day=FELT[job]), ymax=0.68, color=GRAY, lw=1, ls=":")
    styles = [(RED, "--"), (BLUE, "-"), (INK, "-.")]
    for values, (color, style) in zip(lines, styles if job == JOBS[3] else styles[:2]):
        ax.plot(days, values, color=color, ls=style, lw=1.6)
    for rung, y, mark, color in ((spend, 22, "o", GRAY), (work, 42, "s", INK)):
        ax.plot([BILLED.replace(day=day) for day in rung[job]], [y] * len(rung[job]), mark,
                color=color, ms=3, mfc="none" if mark == "o" else color, clip_on=False)
    ax.set_title(job, loc="left", fontsize=10, fontweight="bold", pad=3)
for panel, x, y, color, text in (
        (0, 1, 42, INK, "squares: the ledger"), (0, 1, 20, GRAY, "circles: spending"),
        (0, 47, 3.4, INK, "both"), (1, 40, 6, BLUE, "handled"),
        (1, 48, 1.05, RED, "scanned"),
        (2, 32, 9.5, RED, "scanned"), (2, 46, 0.47, BLUE, "handled"),
        (3, 35, 0.47, INK, "whole run"), (3, 50, 2.2, BLUE, "per row")):
    axes[panel].text(FIRST + timedelta(x), y, text, color=color, va="center", fontsize=9)
axes[0].set(yscale="log", ylim=(0.3, 75), xlim=(FIRST, END))
axes[0].set_yticks([0.5, 1, 2, 5, 10], ["0.5", "1", "2", "5", "10"])
axes[0].minorticks_off()
axes[3].set_xticks([FIRST, BILLED, END], [f"1 {FIRST:%B}", f"1 {BILLED:%B}", "the bill"])
fig.supylabel("multiple of the approved work", fontsize=10, color=INK)
fig.subplots_adjust(hspace=0.3)
save(fig, "trace")
