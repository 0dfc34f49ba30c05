"""On how many of the world's clocks does a daily job run once a day?

Real clocks: the tz database as shipped by the tzdata package, every zone of zone1970.tab
(clocks that differ since 1970, so no aliases). Give another year as the argument.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["tzdata==2026.6", "matplotlib==3.11.2"]
# ///
import io
import sys
import zoneinfo
from datetime import date, datetime, timedelta
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import matplotlib
matplotlib.use("svg")
import matplotlib.pyplot as plt

zoneinfo.reset_tzpath(to=[])  # the pinned package, not the machine's own copy
TABLE = (files("tzdata") / "zoneinfo" / "zone1970.tab").read_text(encoding="utf-8")
NAMES = [row.split("\t")[2] for row in TABLE.splitlines() if not row.startswith("#")]
ZONES = {name: zoneinfo.ZoneInfo(name) for name in NAMES}
YEAR = int(sys.argv[1]) if len(sys.argv) > 1 else 2025
DAY, QUARTERS = timedelta(days=1), range(0, 1440, 15)


def local(day, minute, zone):
    return datetime(day.year, day.month, day.day, *divmod(minute, 60), tzinfo=zone)


# --8<-- [start:count]
def times_a_day(day, minute, zone):
    """How often the zone's clock shows this time on this day: 0, 1 or 2."""
    first, second = (local(day, minute, zone).replace(fold=f).utcoffset() for f in (0, 1))
    return 1 + (first > second) - (first < second)
# --8<-- [end:count]


def census(year, minutes):
    """Zones that change, and by time of day the zones where it is missing, or doubled."""
    changing, missing, doubled = [], {m: [] for m in minutes}, {m: [] for m in minutes}
    days = [date(year, 1, 1) + i * DAY for i in range(-1, 367)]
    for name, zone in ZONES.items():
        noons = [local(day, 720, zone).utcoffset() for day in days]
        near = {day for i in range(1, len(days)) if noons[i] != noons[i - 1]
                for day in days[i - 1:i + 1] if day.year == year}
        changing += [name] if near else []
        for minute in minutes if near else ():
            seen = {times_a_day(day, minute, zone) for day in near}
            missing[minute] += [name] if 0 in seen else []
            doubled[minute] += [name] if 2 in seen else []
    return changing, missing, doubled


def city(names):
    return ", ".join(name.split("/")[-1] for name in names)


changing, missing, doubled = census(YEAR, QUARTERS)
print(f"tzdata {version('tzdata')}, {YEAR}: {len(ZONES)} zones, "
      f"{len(changing)} change their clocks\n")
print("Zones where, on some day,   does not exist   exists twice")
for minute in (0, 90, 150, 210, 720):
    print(f"  {minute // 60:02}:{minute % 60:02}{len(missing[minute]):>35}"
          f"{len(doubled[minute]):>15}")
print("\n00:00 does not exist:", city(missing[0]))
print("00:00 exists twice:  ", city(doubled[0]))
history = [len(census(year, [0])[1][0]) for year in range(YEAR - 9, YEAR + 1)]
print(f"Zones where 00:00 does not exist, {YEAR - 9} to {YEAR}:\n ", *history)
for minute, times, what in ((150, 0, "02:30 missing"), (90, 2, "01:30 twice")):
    zone, days = ZONES["America/New_York"], (date(YEAR, 1, 1) + i * DAY for i in range(365))
    print(f"New York, {what}:", *(d for d in days if times_a_day(d, minute, zone) == times))

INK = "#222222"
DARK = {INK: "#dddddd", "#1f6f8b": "#6cb8d6", "#b3472e": "#f0937c", "#8a8a8a": "#9a9a9a"}
plt.rcParams.update({
    "svg.hashsalt": "lab", "font.size": 10,
    "axes.spines.top": False, "axes.spines.right": False,
    **dict.fromkeys(["text.color", "axes.edgecolor", "axes.labelcolor", "xtick.color",
                     "ytick.color"], INK)})


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


fig, ax = plt.subplots(figsize=(4.6, 2.6))
night = range(20 * 60, 33 * 60, 15)  # 20:00 to 09:00; by day both counts are 0
for zones, color, style in ((missing, "#b3472e", "-"), (doubled, "#1f6f8b", (0, (3, 1.2)))):
    ax.step([m / 60 for m in night], [len(zones[m % 1440]) for m in night], where="post",
            color=color, ls=style, lw=1.8)
ax.plot([24, 24], [0, 16], color="#8a8a8a", lw=1, ls=":")
ax.text(24.2, 18, "midnight", ha="right")
ax.text(27.2, 74, "does not exist", color="#b3472e")
ax.text(24.8, 52, "exists twice", color="#1f6f8b", ha="right", va="center")
ax.set(xlim=(20, 32), ylim=(0, None), xticks=range(20, 33, 2), ylabel="time zones",
       xticklabels=[f"{h % 24:02}:00" for h in range(20, 33, 2)])
save(fig, "clock")
