"""Publish a real survey as 163 tables, review each alone, then subtract.

Data: 6,366 anonymous answers to a 1974 magazine survey (Fair 1978), in statsmodels.
A release counts people and "yes" answers (any affair reported) by up to four of eight
columns. The attack subtracts published cells only. No respondent's row is printed.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["duckdb==2.0.0", "matplotlib==3.11.2", "statsmodels==0.15.0"]
# ///
import io
from importlib.resources import files
from itertools import combinations
from pathlib import Path

import duckdb
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt

COLUMNS = ("rate_marriage", "age", "yrs_married", "children", "religious", "educ",
           "occupation", "occupation_husb")
ALL, con = ", ".join(COLUMNS), duckdb.connect()
# --8<-- [start:releases]
RELEASES = [cols for size in range(5) for cols in combinations(COLUMNS, size)]
con.execute("CREATE TABLE survey AS SELECT row_number() OVER () AS person, *, "
            "(affairs > 0)::INT AS answer FROM read_csv(?)",
            [str(files("statsmodels") / "datasets/fair/fair.csv")])
con.execute(f"""
    CREATE TABLE cell AS                       -- -1 stands for "not grouped by this"
    SELECT {", ".join(f"coalesce({c}, -1) AS {c}" for c in COLUMNS)},
           count(*) AS n, sum(answer) AS yes, list(person) AS members
    FROM survey
    GROUP BY GROUPING SETS ({", ".join(f"({', '.join(cols)})" for cols in RELEASES)})""")

COUNT_RULE = "n >= {k}"
BOTH_RULES = "n >= {k} AND yes BETWEEN 1 AND n - 1"
SIX_COLUMNS = BOTH_RULES + " AND rate_marriage = -1 AND religious = -1"
# --8<-- [end:releases]
# --8<-- [start:attack]
SUBTRACT = """
WITH shown AS (
    SELECT * EXCLUDE (n, yes, members) REPLACE (-1 AS {column}),
           sum(n) AS n, sum(yes) AS yes
    FROM cell WHERE {column} <> -1 AND {review} GROUP BY ALL)
SELECT {all}, p.n - shown.n AS hidden_n, p.yes - shown.yes AS hidden_yes
FROM (FROM cell WHERE {column} = -1 AND {review}) AS p JOIN shown USING ({all})
WHERE hidden_n > 0 AND hidden_yes IN (0, hidden_n)
"""
# --8<-- [end:attack]
# Look the hidden cells up in the data: who is in them, and was the claimed answer right?
WHO = """
INSERT INTO exposed SELECT unnest(c.members), h.hidden_n, (h.hidden_yes > 0)::INT
FROM ({hits}) AS h JOIN (SELECT * REPLACE (-1 AS {column}) FROM cell
                         WHERE {column} <> -1 AND NOT ({review})) AS c USING ({all})
"""


def attack(rule, k):
    """Cells; exposed by one table, a rest of one, any rest; yes; either way; wrong."""
    con.execute("CREATE OR REPLACE TABLE exposed (person INT, hidden_n INT, claim INT)")
    parts = {"review": rule.format(k=k), "all": ALL}
    con.execute("CREATE OR REPLACE TABLE alone AS SELECT DISTINCT unnest(members) person "
                "FROM cell WHERE {review} AND yes IN (0, n)".format(**parts))
    for column in COLUMNS:
        hits = SUBTRACT.format(column=column, **parts)
        con.execute(WHO.format(hits=hits, column=column, **parts))
    return con.execute("""
        SELECT (SELECT count(*) FROM cell WHERE {review}),
               (SELECT count(*) FROM alone),
               count(DISTINCT person) FILTER (hidden_n = 1), count(DISTINCT person),
               count(DISTINCT person) FILTER (answer = 1),
               (SELECT count(*) FROM (FROM alone UNION SELECT person FROM exposed)),
               count(*) FILTER (claim <> answer)
        FROM exposed JOIN survey USING (person)""".format(**parts)).fetchone()


people, yes, cells = con.execute(
    "SELECT count(*), sum(answer), (SELECT count(*) FROM cell) FROM survey").fetchone()
print(f"duckdb {duckdb.__version__}; {people:,} people, {yes:,} said yes; "
      f"{len(RELEASES)} releases, {cells:,} cells")
THRESHOLDS, seen = (5, 10, 20, 30, 50, 100, 200, 358, 359), {}
for rule, title, thresholds in ((COUNT_RULE, "n >= K", (5, 10, 20, 50)),
                                (BOTH_RULES, "n >= K, answers differ", THRESHOLDS),
                                (SIX_COLUMNS, "same, six columns", (5, 20))):
    print(f"\nreview: {title:<24}exposed by subtraction, the rest"
          "\n     K   cells  one table         is one  all said the same       either")
    for k in thresholds:
        seen[rule, k] = cells, alone, one, rest, rest_yes, either, _ = attack(rule, k)
        same = f"{rest:,} ({rest / people:.1%}), {rest_yes} yes"
        print(f"{k:6}  {cells:6,}{alone:11,}{one:15,}  {same:<22}{either:8,}")
print("\nanswers the attack got wrong, all rows:", sum(row[6] for row in seen.values()))

INK = "#222222"
DARK = {INK: "#dddddd", "#1f6f8b": "#6cb8d6", "#b3472e": "#f0937c", "#8a8a8a": "#9a9a9a"}
INKED = "text.color axes.edgecolor axes.labelcolor xtick.color ytick.color".split()
plt.rcParams.update({"svg.hashsalt": "lab", "font.size": 10, "axes.spines.top": False,
                     "axes.spines.right": False, **dict.fromkeys(INKED, INK)})
ks = THRESHOLDS[:-1]
cells, _, one, rest, *_ = zip(*(seen[BOTH_RULES, k] for k in ks))
fig, (top, low) = plt.subplots(2, sharex=True, figsize=(4.6, 4.4), height_ratios=(3, 2))
top.plot(ks, one, "s--", color="#1f6f8b")
top.plot(ks, rest, "o-", color="#b3472e")
top.text(24, 1750, "a rest that all\nsaid the same", color="#b3472e")
top.text(7.4, 730, "a rest of one", color="#1f6f8b")
low.plot(ks, cells, "^-", color=INK)
top.set(ylabel="people exposed", ylim=(-200, 3400))
low.set(ylabel="cells published", ylim=(-1500, 26000), xscale="log", xlabel="threshold K")
low.set_xticks(few := (5, 10, 20, 50, 100, 200), few)
low.minorticks_off()
fig.align_ylabels()
for axis in (top, low):
    axis.yaxis.set_major_formatter("{x:,.0f}")
fig.savefig(svg := io.StringIO(), format="svg", transparent=True, bbox_inches="tight",
            metadata={"Date": None})
for scheme, inks in (("light", {}), ("dark", DARK)):
    text = svg.getvalue()
    for light, dark in inks.items():
        text = text.replace(light, dark)
    Path(__file__).with_name(f"exposed-{scheme}.svg").write_text(text, encoding="utf-8")
