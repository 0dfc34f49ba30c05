"""Where must a column stand in a query for sqlglot's lineage to name it?"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["duckdb==2.0.0", "sqlglot==30.30.0"]
# ///
import re
from importlib.metadata import version

import duckdb
from sqlglot.lineage import lineage
from sqlglot.optimizer import optimize
from sqlglot.optimizer.pushdown_projections import pushdown_projections
from sqlglot.optimizer.qualify import qualify
from sqlglot.optimizer.scope import traverse_scope

# --8<-- [start:queries]
# Each query returns one figure, `n`. The suspect is always the column u.s.
QUERIES = {
    "sum": "SELECT sum(u.s) AS n FROM u",
    "CASE": "SELECT sum(CASE WHEN u.s > 2 THEN u.v END) AS n FROM u",
    "FILTER": "SELECT sum(u.v) FILTER (WHERE u.s > 2) AS n FROM u",
    "OVER (ORDER BY)": """SELECT max(x.r) AS n FROM (SELECT u.v * row_number()
                          OVER (ORDER BY u.s) AS r FROM u) x""",
    "subquery in SELECT": """SELECT (SELECT sum(u.v) FROM u WHERE u.s > 2) AS n""",
    "WHERE": "SELECT sum(u.v) AS n FROM u WHERE u.s > 2",
    "JOIN ON": "SELECT sum(u.v) AS n FROM u JOIN t ON t.k = u.s",
    "JOIN USING": "SELECT sum(u.v) AS n FROM u JOIN t2 USING (s)",
    "IN (subquery)": "SELECT sum(t.v) AS n FROM t WHERE t.k IN (SELECT u.s FROM u)",
    "NOT EXISTS": """SELECT sum(t.v) AS n FROM t
                     WHERE NOT EXISTS (SELECT 1 FROM u WHERE u.s = t.k)""",
    "GROUP BY": "SELECT max(x.n) AS n FROM (SELECT sum(u.v) AS n FROM u GROUP BY u.s) x",
    "HAVING": """SELECT max(x.n) AS n FROM (SELECT sum(u.v) AS n FROM u
                 GROUP BY u.k HAVING max(u.s) > 2) x""",
    "QUALIFY": """SELECT sum(x.v) AS n FROM (SELECT u.v FROM u
                  QUALIFY row_number() OVER (PARTITION BY u.s ORDER BY u.v) = 1) x""",
    "ORDER BY, LIMIT": "SELECT u.v AS n FROM u ORDER BY u.s DESC LIMIT 1",
    "DISTINCT ON": """SELECT sum(x.v) AS n FROM (SELECT DISTINCT ON (u.s) u.v FROM u
                      ORDER BY u.s, u.v) x""",
    "DISTINCT": "SELECT count(*) AS n FROM (SELECT DISTINCT u.s FROM u) x",
    "EXCEPT": "SELECT sum(x.k) AS n FROM (SELECT t.k FROM t EXCEPT SELECT u.s FROM u) x",
    "LEFT JOIN, unique key": "SELECT sum(u.v) AS n FROM u LEFT JOIN t ON t.k = u.s",
    "an unused subquery column": "SELECT sum(x.v) AS n FROM (SELECT u.v, u.s FROM u) x",
}
# --8<-- [end:queries]
RAW = {"u": {"k": "INT", "s": "INT", "v": "INT"}, "t": {"k": "INT", "v": "INT"},
       "t2": {"s": "INT"}}
con = duckdb.connect()
con.execute("CREATE TABLE t AS SELECT i AS k, 10 * i AS v FROM range(1, 6) r(i)")
con.execute("CREATE TABLE t2 AS SELECT i AS s FROM range(2, 6) r(i)")


def answer(sql, suspects):
    rows = ", ".join(f"({i % 3}, {s}, {2 ** i})" for i, s in enumerate(suspects))
    con.execute(f"CREATE OR REPLACE TABLE u AS SELECT * FROM (VALUES {rows}) x(k, s, v)")
    return con.execute(sql).fetchone()


def named_by_lineage(sql):
    root = lineage("n", sql, RAW, dialect="duckdb")
    return any(node.name == "u.s" for node in root.walk())


def kept_by_pruning(sql):
    query = optimize(sql, RAW, dialect="duckdb", rules=[qualify, pushdown_projections])
    return any(c.sql() == "u.s" for scope in traverse_scope(query) for c in scope.columns)


def row(what, *cells):
    print(f"{what:<28}" + "".join(f"{cell:>14}" for cell in cells))


print(f"sqlglot {version('sqlglot')}, duckdb {duckdb.__version__}")
row("u.s stands in", "moves n", "in lineage", "kept, pruned")
seen = []
for clause, sql in QUERIES.items():
    base = answer(sql, [1, 2, 3, 4, 5, 3])
    moves = any(answer(sql, damaged) != base for damaged in
                ([5, 2, 3, 4, 1, 3], [1, 2, "NULL", 4, 5, 3], [1, 2, 1, 4, 4, 1]))
    seen.append((moves, named_by_lineage(sql), kept_by_pruning(sql)))
    row(clause, *("yes" if yes else "-" for yes in seen[-1]))
row(f"of {len(seen)} queries", *(sum(column) for column in zip(*seen)))
row(f"of the {sum(m for m, _, _ in seen)} that move n", "",
    sum(m and named for m, named, _ in seen), sum(m and kept for m, _, kept in seen))
spellings = ("CASE", "FILTER", "WHERE", "subquery in SELECT")
print("n, spelled with", ", ".join(spellings) + ":",
      *(answer(QUERIES[name], [1, 2, 3, 4, 5, 3])[0] for name in spellings))

for state in ("no NULL in t.k", "one NULL in t.k"):
    plan = con.execute("EXPLAIN SELECT sum(v) FROM t WHERE k IS NOT NULL").fetchone()[1]
    print(f"{state}: the plan reads t.k:", "yes" if re.search(r"\bk\b", plan) else "no")
    con.execute("INSERT INTO t VALUES (NULL, 60)")
