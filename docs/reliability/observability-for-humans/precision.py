"""An alert's birth certificate, and the query that holds its history against it.

The certificate's numbers are those of one rule in estate.py. The histories are written
by hand so that each verdict occurs. The query runs in DuckDB and in SQLite.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["duckdb==2.0.0", "statsmodels==0.15.0"]
# ///
import sqlite3
import tomllib

import duckdb
from statsmodels.stats.proportion import proportion_confint

# --8<-- [start:certificate]
CERTIFICATE = """
[feed_quarter_low]
rings_when    = "a quarter of a carrier's tables are 3 sigma below their last 28 mornings"
it_means      = "the carrier's file came without part of its rows"
one_ring_per  = "carrier and morning"         # never one for each table
reader        = "on call for flight intake"   # a person that day, not a channel
do            = "compare rows sent with rows loaded; short: ask for the file again"
by            = "09:00, when the report is read"
look_at       = "balance of the feed: sent, loaded, rejected"
known_false   = "public holidays and their weekends"
looks_a_year  = 3370     # 10 carriers, each morning
broken_a_year = 21       # from the list of incidents, not from this alert
finds         = 0.67     # replayed with 40% of the rows removed
false         = 0.0063   # replayed on mornings known to be sound
wanted        = 0.25     # below this share of real rings it loses the pager
review_on     = 2027-03-01
"""
# --8<-- [end:certificate]
# --8<-- [start:query]
PRECISION = """
-- ring:        one row for each message a person received
--              verdict: 'real', 'nothing', or NULL where nobody said
--              rang_at: text, as in 2026-01-31 06:10
-- certificate: one row for each alert that was born properly
WITH morning AS (  -- repeats are one ring; as text, 'real' > 'nothing' > NULL
    SELECT alert, max(verdict) AS verdict
    FROM ring GROUP BY alert, substr(rang_at, 1, 10)),
history AS (
    SELECT alert, count(*) AS rings, count(verdict) AS n,
           sum(CASE WHEN verdict = 'real' THEN 1.0 ELSE 0.0 END) AS x
    FROM morning GROUP BY alert),
known AS (SELECT alert FROM certificate UNION SELECT alert FROM history),
share AS (  -- x of n judged rings were real: Wilson's 95% interval
    SELECT alert, coalesce(rings, 0) AS rings, coalesce(n, 0) AS judged,
           coalesce(x, 0) AS real_ones, wanted,
           (x + 1.92 - 1.96 * sqrt(x * (n - x) / n + 0.96)) / (n + 3.84) AS low,
           (x + 1.92 + 1.96 * sqrt(x * (n - x) / n + 0.96)) / (n + 3.84) AS high
    FROM known LEFT JOIN history USING (alert) LEFT JOIN certificate USING (alert))
SELECT alert, rings, judged, real_ones, low, high,
       CASE WHEN wanted IS NULL         THEN 'no certificate'
            WHEN rings = 0              THEN 'silent: test it'
            WHEN judged < 0.8 * rings   THEN 'nobody answers it'
            WHEN high < wanted          THEN 'off the pager'
            WHEN low >= wanted          THEN 'keep'
            ELSE                             'too few rings to tell' END AS ruling
FROM share ORDER BY alert
"""
# --8<-- [end:query]

HISTORY = {  # alert: rings real, found to be nothing, not judged; wanted (None: unborn)
    "feed_quarter_low": (14, 21, 0, 0.25), "rows_3_sigma": (4, 36, 0, 0.25),
    "rows_weekday": (2, 18, 80, 0.25), "trailer_differs": (9, 0, 0, 0.25),
    "nulls_in_price": (0, 3, 0, 0.25), "disk_full": (0, 0, 0, 0.25),
    "bot_says_odd": (1, 7, 0, None)}


def rule(connection):
    run = connection.execute
    run("CREATE TABLE ring (alert TEXT, rang_at TEXT, verdict TEXT)")
    run("CREATE TABLE certificate (alert TEXT, wanted DOUBLE)")
    for alert, (real, nothing, silent, wanted) in HISTORY.items():
        verdicts = ["real"] * real + ["nothing"] * nothing + [None] * silent
        for day, verdict in enumerate(verdicts):
            date = f"2026-{1 + day // 28:02}-{1 + day % 28:02}"
            run("INSERT INTO ring VALUES (?, ?, ?)", (alert, f"{date} 06:00", None))
            run("INSERT INTO ring VALUES (?, ?, ?)", (alert, f"{date} 06:10", verdict))
        if wanted is not None:
            run("INSERT INTO certificate VALUES (?, ?)", (alert, wanted))
    return run(PRECISION).fetchall()


born = tomllib.loads(CERTIFICATE)["feed_quarter_low"]
real = born["broken_a_year"] * born["finds"]
rings = real + (born["looks_a_year"] - born["broken_a_year"]) * born["false"]
print(f"feed_quarter_low promises {rings:.0f} rings a year, {real / rings:.0%} real\n")

ours, theirs = rule(duckdb.connect()), rule(sqlite3.connect(":memory:"))
row = "{:17}{:>5}{:>8}{:>6}{:>13}  {}"
print(row.format("alert", "rings", "judged", "real", "95% interval", "ruling"))
for alert, n, judged, x, low, high, ruling in ours:
    real, nothing, silent, _ = HISTORY[alert]
    assert (n, judged, x) == (real + nothing + silent, real + nothing, real)
    if judged:
        wilson = proportion_confint(real, judged, method="wilson")
        assert max(abs(low - wilson[0]), abs(high - wilson[1])) < 0.001
    share = f"{x / judged:.0%}" if judged else "-"
    span = f"{max(low, 0):.0%} to {high:.0%}" if judged else "-"
    print(row.format(alert, n, judged, share, span, ruling))
same = all(a[:4] == b[:4] and a[6] == b[6] for a, b in zip(ours, theirs, strict=True))
print(f"\nintervals are those of statsmodels; SQLite rules the same: {same}")
