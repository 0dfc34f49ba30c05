"""How many row groups do a few late rows open, and what does setting them apart change?

The rows are made up: 2,000,000 over a year, written in the order in which they arrive. A
late row is up to so many days old. The query asks for the week of 9 to 15 June 2025."""
# /// script
# requires-python = ">=3.11"
# dependencies = ["duckdb==2.0.0", "numpy==2.4.6"]
# ///
import contextlib
import json
import tempfile
from statistics import median

import duckdb
import numpy as np

ROWS, GROUP, SEEDS = 2_000_000, 20_480, range(10)
FROM, TO = 159, 165  # the week, in days since 1 January


def arrivals(late_rows, up_to_days, seed=0):
    """For each row, in order of arrival: the day it belongs to, and how late it is."""
    rng = np.random.default_rng(seed)
    late_by = np.zeros(ROWS)
    late_by[rng.choice(ROWS, late_rows, replace=False)] = rng.random(late_rows) * up_to_days
    return np.floor(np.arange(ROWS) * 365 / ROWS - late_by).astype(np.int32), late_by


def overlapping(day, size=GROUP):
    """Row groups whose minimum and maximum leave room for a day of the week."""
    starts = np.arange(0, ROWS, size)
    low, high = np.minimum.reduceat(day, starts), np.maximum.reduceat(day, starts)
    return int(((low <= TO) & (high >= FROM)).sum())


# --8<-- [start:formula]
def expected(late_rows, up_to_days):
    """Row groups of the week, and each later one that holds a row as old as the week."""
    late_per_group, opened = late_rows / ROWS * GROUP, 0
    for start in range(0, ROWS, GROUP):
        first, last = start * 365 / ROWS, min(start + GROUP, ROWS) * 365 / ROWS
        if first >= TO + 1:  # all of it arrived after the week was over
            age_needed = (first + last) / 2 - (TO + 1)
            opened += 1 - np.exp(-late_per_group * max(0, 1 - age_needed / up_to_days))
        elif last > FROM:
            opened += 1
    return opened
# --8<-- [end:formula]


def engine(*parts):
    """Write each part to a file of its own; row groups that DuckDB opens for the week."""
    for n, day in enumerate(parts):
        rows = {"day": np.datetime64("2025-01-01", "s") + day * np.timedelta64(86_400, "s"),
                "value": day % 100}
        db.register("rows", rows)
        db.execute(f"COPY (SELECT day::DATE AS day, value FROM rows) TO '{n}.parquet' "
                   f"(FORMAT parquet, ROW_GROUP_SIZE {GROUP})")
    files = [f"{n}.parquet" for n in range(len(parts))]
    plan = db.execute(f"""EXPLAIN (ANALYZE, FORMAT json)
        SELECT sum(value) FROM read_parquet({files})
        WHERE day BETWEEN '2025-06-09' AND '2025-06-15'""").fetchone()[1]
    counted = json.loads(plan)["query"]
    return counted["total_row_groups_scanned"], counted["total_row_groups_to_scan"]


with (tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder),
      duckdb.connect(config={"threads": 1}) as db):
    print(f"duckdb {duckdb.__version__}; {ROWS:,} made-up rows; row groups a week opens\n")
    print(" late rows   up to  formula  ten seeds  DuckDB")
    for late_rows, days in ((0, 1), (200_000, 1), (1_000_000, 1), (200, 90), (20_000, 90)):
        drawn = sorted(overlapping(arrivals(late_rows, days, seed)[0]) for seed in SEEDS)
        spread = f"{drawn[0]}" if drawn[0] == drawn[-1] else f"{drawn[0]} to {drawn[-1]}"
        got, total = engine(arrivals(late_rows, days)[0])
        print(f"{late_rows:>10,}{days:>4} d{expected(late_rows, days):>12.1f}{spread:>11}"
              f"{got:>5} of {total}")
    day, late_by = arrivals(200, 90)
    got, total = engine(day[late_by <= 1], day[late_by > 1])
    print(f"{200:>10,}{90:>4} d  in a file of their own {got:>7} of {total}")
    print("\nrows in the row groups opened, share of the table, median of ten seeds")
    print("rows in a group   on time   200 late")
    for size in (2_048, 20_480, 122_880):
        shares = [median(overlapping(arrivals(late, 90, seed)[0], size) for seed in SEEDS)
                  * size / ROWS for late in (0, 200)]
        print(f"{size:>15,}{shares[0]:>10.1%}{shares[1]:>11.1%}")
