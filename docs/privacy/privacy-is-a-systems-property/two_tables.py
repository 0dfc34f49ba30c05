"""Two releases that each pass review, and the person their difference names.

Thirteen invented employees answer one question. Release 1 counts answers by site,
release 2 by site and team; release 3 is release 1 a day later, with one new employee.
Each is reviewed alone: at least K people in a cell, and not all with the same answer.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["duckdb==2.0.0"]
# ///
import duckdb

K = 3
MONDAY = """Oslo finance yes, Oslo finance no, Oslo finance no, Oslo legal yes,
Oslo sales yes, Oslo sales no, Oslo sales no, Turin finance no, Turin finance yes,
Turin finance no, Turin sales no, Turin sales yes, Turin sales no"""
TUESDAY = MONDAY + ", Turin sales yes"

con = duckdb.connect()
for day, answers in (("monday", MONDAY), ("tuesday", TUESDAY)):
    con.execute(f"CREATE TABLE {day} (site TEXT, team TEXT, answer TEXT)")
    con.executemany(f"INSERT INTO {day} VALUES (?, ?, ?)",
                    [person.split() for person in answers.split(",")])


def release(name, source, columns):
    """Publish counts by the columns; cells that fail review stay out."""
    con.execute(f"""
        CREATE TABLE {name} AS
        SELECT {columns}, count(*) AS n,
               count(*) FILTER (answer = 'yes') AS yes
        FROM {source} GROUP BY ALL
        HAVING n >= {K} AND yes BETWEEN 1 AND n - 1""")
    print(f"{name} ({source}, by {columns})")
    for *cell, n, yes in con.sql(f"FROM {name} ORDER BY ALL").fetchall():
        print(f"  {' '.join(cell):<14} n={n}  yes={yes}")


# --8<-- [start:subtract]
SUBTRACT = """
WITH a AS (SELECT {shared}, sum(n) AS n, sum(yes) AS yes FROM {one} GROUP BY ALL),
     b AS (SELECT {shared}, sum(n) AS n, sum(yes) AS yes FROM {other} GROUP BY ALL)
SELECT {shared}, a.n - b.n AS hidden_n, a.yes - b.yes AS hidden_yes
FROM a JOIN b USING ({shared})
WHERE hidden_n > 0 AND hidden_yes IN (0, hidden_n)   -- the rest all said the same
"""
# --8<-- [end:subtract]


def subtract(one, other, shared):
    print(f"{one} minus {other}")
    query = SUBTRACT.format(one=one, other=other, shared=shared)
    for site, n, yes in con.sql(query + "ORDER BY ALL").fetchall():
        print(f"  {site}: {n} person left over, yes={yes}")


print(f"duckdb {duckdb.__version__}; invented people; review: n >= {K}, answers differ\n")
release("release_1", "monday", "site")
release("release_2", "monday", "site, team")
release("release_3", "tuesday", "site")
print()
subtract("release_1", "release_2", "site")
subtract("release_3", "release_1", "site")
