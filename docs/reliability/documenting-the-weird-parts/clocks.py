"""Two answers of the time-zone database: Stockholm in 1945, and a place with nobody."""
# /// script
# requires-python = ">=3.11"
# dependencies = ["duckdb==2.0.0", "matplotlib==3.11.2", "tzdata==2026.6"]
# ///
import io
import zoneinfo
from datetime import date, datetime, timedelta
from importlib import resources
from pathlib import Path

import duckdb
import matplotlib
matplotlib.use("Agg")
import matplotlib.pyplot as plt

zoneinfo.reset_tzpath(to=[])  # the tzdata package, whatever the machine has installed
FILES = resources.files("tzdata") / "zoneinfo"
INK, BLUE, RED = "#222222", "#1f6f8b", "#b3472e"
DARK = {INK: "#dddddd", BLUE: "#6cb8d6", RED: "#f0937c"}
plt.rcParams.update({"svg.hashsalt": "lab", "font.size": 10, "axes.spines.top": False,
                     "axes.spines.right": False, **dict.fromkeys(
                         ["text.color", "axes.edgecolor", "axes.labelcolor",
                          "xtick.color", "ytick.color"], INK)})


def save(fig, name):
    """Write name-light.svg and name-dark.svg: the same drawing, in two inks."""
    svg = io.StringIO()
    fig.savefig(svg, format="svg", transparent=True, bbox_inches="tight",
                metadata={"Date": None})
    text = svg.getvalue()
    for scheme, inks in (("light", {}), ("dark", DARK)):
        for light, dark in inks.items():
            text = text.replace(light, dark)
        Path(__file__).with_name(f"{name}-{scheme}.svg").write_text(text, encoding="utf-8")


# --8<-- [start:clock]
def noon(name, day):
    """Noon on that day, as the zone of that name tells it."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=zoneinfo.ZoneInfo(name))


def offset(name, day):
    return noon(name, day).utcoffset() / timedelta(hours=1)


def names(table):
    """The zone names that one of the database's own tables lists."""
    lines = (FILES / table).read_text(encoding="utf-8").splitlines()
    return [line.split("\t")[2] for line in lines if not line.startswith("#")]
# --8<-- [end:clock]


version = (FILES / "tzdata.zi").read_text(encoding="utf-8").split("\n")[0].split()[-1]
print(f"time-zone database {version}, as packaged for Python")
print(f"Stockholm, noon on 1 June 1945: {noon('Europe/Stockholm', date(1945, 6, 1))}")
# Sweden's own entry, in editions that still had it: 1:00, no summer time, 1916 to 1980.
days = [date(1938, 1, 1) + timedelta(d) for d in range(14 * 365)]
clock = [offset("Europe/Stockholm", day) for day in days]
wrong = [day for day, hours in zip(days, clock) if hours != 1]
print(f"  days off Sweden's own clock: {len(wrong):,}, from {wrong[0]} to {wrong[-1]}")
content = {name: (FILES / name).read_bytes() for name in names("zone.tab")}
same = sorted(name for name in content if content[name] == content["Europe/Berlin"])
shared = [name for name in content if list(content.values()).count(content[name]) > 1]
print(f"  names with the bytes of Europe/Berlin: {len(same)}")
print("    " + ", ".join(same[:3]) + ",\n    " + ", ".join(same[3:]))
print(f"  names in zone.tab that share their file: {len(shared)} of {len(content)}")

day = date(1960, 1, 1)
on_utc = [name for name in names("zone1970.tab") if offset(name, day) == 0]
nobody = [name for name in on_utc if noon(name, day).tzname() == "-00"]
print(f"\nzones on UTC+0 at noon on 1 January 1960: {len(on_utc)}")
print(f"  of them with nobody there (abbreviation -00): {len(nobody)}")
print("    " + ",\n    ".join(nobody))
con = duckdb.connect()
con.sql("SET TimeZone = 'Antarctica/Troll'")
shown = con.sql("SELECT strftime(TIMESTAMPTZ '1960-01-01 12:00+00', '%z')").fetchall()[0][0]
print(f"  Antarctica/Troll: {noon('Antarctica/Troll', day):%Z} in Python, "
      f"{shown} in duckdb {duckdb.__version__}")

fig, ax = plt.subplots(figsize=(4.6, 2.5))
ax.step(days, clock, where="post", color=RED, lw=1.4)
ax.axhline(1, color=BLUE, lw=2.2, ls=(0, (4, 2)))
ax.set(ylim=(0.6, 3.35), yticks=[1, 2, 3], yticklabels=["+1", "+2", "+3"],
       ylabel="hours ahead of UTC", xlim=(days[0], days[-1]))
ax.text(date(1938, 3, 1), 2.55, "Europe/Stockholm\nas installed", color=RED, va="center")
ax.text(date(1938, 3, 1), 0.86, "Sweden's own entry, in earlier editions",
        color=BLUE, va="top")
save(fig, "stockholm")
