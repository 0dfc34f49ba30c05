"""A daily job at 02:30 under three clock rules: which promise does each rule break?

Real clocks: the tz database as shipped by the tzdata package, every zone of zone1970.tab
that changes its clocks in the year. Give another year as the argument.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["tzdata==2026.6"]
# ///
import sys
import zoneinfo
from collections import Counter
from datetime import date, datetime, timedelta, timezone
from importlib.metadata import version
from importlib.resources import files

zoneinfo.reset_tzpath(to=[])  # the pinned package, not the machine's own copy
TABLE = (files("tzdata") / "zoneinfo" / "zone1970.tab").read_text(encoding="utf-8")
NAMES = [row.split("\t")[2] for row in TABLE.splitlines() if not row.startswith("#")]
YEAR = int(sys.argv[1]) if len(sys.argv) > 1 else 2025
DAY, UTC = timedelta(days=1), timezone.utc
FIRST, NEXT = date(YEAR, 1, 1), date(YEAR + 1, 1, 1)
DAYS = [FIRST + i * DAY for i in range((NEXT - FIRST).days)]


def local(day, zone, fold=0, at=(2, 30)):
    return datetime(day.year, day.month, day.day, *at, tzinfo=zone, fold=fold)


def times_a_day(day, zone):
    """How often the zone's clock shows 02:30 on this day: 0, 1 or 2."""
    first, second = local(day, zone).utcoffset(), local(day, zone, fold=1).utcoffset()
    return 1 + (first > second) - (first < second)


# --8<-- [start:rules]
def as_shown(zone):
    """Start whenever the clock shows 02:30, so not at all on some days, twice on others."""
    return [local(day, zone, fold).astimezone(UTC)
            for day in DAYS for fold in range(times_a_day(day, zone))]


def once(zone):
    """Start once a day; a 02:30 that is missing counts as before the change."""
    return [local(day, zone).astimezone(UTC) for day in DAYS]


def fixed_utc(zone):
    """Start every 24 hours, at the instant that 02:30 has on the first day of the year."""
    return [local(DAYS[0], zone).astimezone(UTC) + i * DAY for i in range(len(DAYS))]


def one_a_date(starts, zone):
    dates = Counter(start.astimezone(zone).date() for start in starts)
    return all(dates[day] == 1 for day in DAYS[1:-1])


def at_the_hour(starts, zone):
    there = (start.astimezone(zone) for start in starts)
    return all((start.hour, start.minute) == (2, 30) for start in there)


def a_day_apart(starts, zone):
    return all(later - earlier == DAY for earlier, later in zip(starts, starts[1:]))
# --8<-- [end:rules]


zones = [zoneinfo.ZoneInfo(name) for name in NAMES]
changing = [zone for zone in zones
            if len({local(day, zone, at=(12, 0)).utcoffset() for day in DAYS}) > 1]
print(f"tzdata {version('tzdata')}, {YEAR}: {len(changing)} zones change their clocks\n")
print("Daily at 02:30          zones where the promise is broken:")
print("                        one start a date   the hour   24 hours apart")
for name, rule in (("wall clock, as shown", as_shown), ("wall clock, once", once),
                   ("fixed UTC time", fixed_utc)):
    tally = [sum(not kept(rule(zone), zone) for zone in changing)
             for kept in (one_a_date, at_the_hour, a_day_apart)]
    print(f"  {name:22}{tally[0]:>16}{tally[1]:>11}{tally[2]:>17}")

per_zone = Counter()
for zone in changing:
    first = [datetime(YEAR, 1, 1, hour, tzinfo=UTC) for hour in range(24)]
    hourly = ([start + i * DAY for i in range(len(DAYS))] for start in first)
    per_zone[sum(not one_a_date(starts, zone) for starts in hourly)] += 1
print("\nOf the 24 whole hours of UTC, those that break one start a date:")
for hours, count in sorted(per_zone.items()):
    print(f"  {hours} of 24, zones: {count}")
