"""What a backfill moves: one bug to fix, and four inputs that quietly read today.

The data are made up: a shop's orders over 91 days. Another seed: four_clocks.py 7
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["matplotlib==3.11.2"]
# ///
import io
import random
import sqlite3
import sys
from pathlib import Path

from matplotlib import rcParams
from matplotlib.figure import Figure

DAYS, TODAY, CUSTOMERS, PER_DAY = range(91), 91, 600, 200
SEGMENTS = ("self-serve", "team", "enterprise")
CLOCKS = ("customers", "rows", "erasures", "code")
BUG = range(43, 48)  # on these five days refunds were added instead of subtracted

# --8<-- [start:job]
JOB = """
SELECT c.segment, sum(CASE WHEN o.refund AND NOT :bug THEN -1 ELSE 1 END
                      * (o.cents - CASE WHEN :code >= 60 THEN o.shipping ELSE 0 END))
  FROM orders o JOIN customer_history c USING (customer)
 WHERE o.day = :day                                     -- the logical date
   AND o.arrived <= :rows                               -- late rows
   AND o.erased > :erasures                             -- people who were erased
   AND :customers BETWEEN c.valid_from AND c.valid_to   -- segments that changed
 GROUP BY c.segment
"""
# --8<-- [end:job]


def shop(rng):
    """Customers, one in five of whom moves up a segment; orders, some late or erased."""
    db = sqlite3.connect(":memory:")
    db.executescript("""
        CREATE TABLE customer_history (customer, segment, valid_from, valid_to);
        CREATE TABLE orders (day, arrived, erased, customer, cents, shipping, refund);
        CREATE INDEX d ON orders (day); CREATE INDEX c ON customer_history (customer)""")
    for customer in range(CUSTOMERS):
        level, day = rng.choices((0, 1, 2), (70, 25, 5))[0], rng.randint(1, 90)
        history = [(customer, SEGMENTS[level], 0, 999)]
        if level < 2 and rng.random() < 0.20:
            history = [(customer, SEGMENTS[level], 0, day - 1),
                       (customer, SEGMENTS[level + 1], day, 999)]
        db.executemany("INSERT INTO customer_history VALUES (?, ?, ?, ?)", history)
    erased = {customer: rng.randint(30, 90) for customer in rng.sample(range(CUSTOMERS), 9)}
    for day in [day for day in DAYS for _ in range(PER_DAY)]:
        customer, refund = rng.randrange(CUSTOMERS), rng.random() < 0.04
        late = rng.randint(1, 20) if rng.random() < 0.03 else 0
        cents, gone = int(rng.lognormvariate(9, 0.6)), erased.get(customer, 999)
        if day < gone:
            db.execute("INSERT INTO orders VALUES (?, ?, ?, ?, ?, ?, ?)",
                       (day, day + late, gone, customer, cents, cents // 20, refund))
    return db


def run(days=DAYS, now=(), bug=()):
    """(day, segment) -> cents; a clock reads TODAY if it is in `now`, else the day."""
    cells = {}
    for day in days:
        clocks = {clock: TODAY if clock in now else day for clock in CLOCKS}
        for segment, cents in db.execute(JOB, {"day": day, "bug": day in bug, **clocks}):
            cells[day, segment] = cents
    return cells


def moved(old, new):
    return {cell for cell in old.keys() | new.keys() if old.get(cell) != new.get(cell)}


def change(old, new, days=DAYS, segments=SEGMENTS):
    was, now = (sum(cents for (day, segment), cents in cells.items()
                    if day in days and segment in segments) for cells in (old, new))
    return 100 * (now - was) / was


db = shop(random.Random(int(sys.argv[1]) if len(sys.argv) > 1 else 6))
published, today, weeks = run(bug=BUG), run(now=CLOCKS), range(28)
touched = moved(published, run())
print(f"Made-up shop: {len(published)} published cells (91 days x 3 segments)")
print(f"The bug touched {len(touched)} of them, on {len(BUG)} days\n")
print("All days rerun with the fix,    cells  not the     revenue  revenue,")
print("and set to today                moved    bug's  of 91 days    5 days")
for now in ((), *((clock,) for clock in CLOCKS), CLOCKS):
    name, rerun = "all four" if now == CLOCKS else "".join(now) or "nothing", run(now=now)
    cells = moved(published, rerun)
    print(f"  {name:27}{len(cells):>8}{len(cells - touched):>9}"
          f"{change(published, rerun):>+11.2f}%{change(published, rerun, BUG):>+9.2f}%")
print("\nNull backfill  cells moved  self-serve      team  enterprise      all")
for name, now in (("customers", CLOCKS[:1]), ("all four", CLOCKS)):
    before, rerun = run(weeks), run(weeks, now)
    columns = [change(before, rerun, weeks, of) for of in (*zip(SEGMENTS), SEGMENTS)]
    print(f"  {name:13}{len(moved(before, rerun)):>4} of {len(before)}"
          "{:>+11.2f}%{:>+9.2f}%{:>+11.2f}%{:>+8.2f}%".format(*columns))

INK, BLUE, RED, GRAY = "#222222", "#1f6f8b", "#b3472e", "#8a8a8a"
DARK = {INK: "#dddddd", BLUE: "#6cb8d6", RED: "#f0937c", GRAY: "#9a9a9a"}
INKED = ("text.color", "axes.edgecolor", "axes.labelcolor", "xtick.color", "ytick.color")
rcParams.update({"svg.hashsalt": "lab", "font.size": 10, "axes.spines.top": False,
                 "axes.spines.right": False, **dict.fromkeys(INKED, INK)})
ax = (fig := Figure(figsize=(4.8, 3.0))).subplots()
ax.axvspan(6.5, 7.5, color=GRAY, alpha=0.35, linewidth=0)
ax.text(7, 79, "bug", ha="center")
for name, style, color, y in zip(SEGMENTS, "osD", (BLUE, INK, RED), (-14, 32, 83)):
    weekly = [change(published, today, range(w, w + 7), (name,)) for w in range(0, 91, 7)]
    ax.plot(range(1, 14), weekly, style + "-", color=color, markersize=4)
    ax.text(1.4, y, name, color=color)
ax.set(xlabel="week", ylabel="published number moves by (%)", xticks=range(1, 14, 2))
svg, options = io.StringIO(), {"transparent": True, "bbox_inches": "tight"}
fig.savefig(svg, format="svg", metadata={"Date": None}, **options)
for scheme, inks in (("light", {}), ("dark", DARK)):  # one drawing, in two inks
    text = svg.getvalue()
    for light, dark in inks.items():
        text = text.replace(light, dark)
    Path(__file__).with_name(f"revisions-{scheme}.svg").write_text(text, encoding="utf-8")
