"""A table with editions: a draft may be rerun, a published number stays in print.

The figures are made up: three days of revenue, two of them corrected.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = []
# ///
import sqlite3

# --8<-- [start:schema]
TABLES = """
CREATE TABLE editions (day TEXT, edition INTEGER, reason TEXT NOT NULL,
  kind TEXT CHECK (kind IN ('first', 'error', 'late rows', 'new rule')),
  published TEXT,  -- NULL: a draft
  PRIMARY KEY (day, edition)) WITHOUT ROWID;
CREATE TABLE revenue (day TEXT, edition INTEGER, segment TEXT, cents INTEGER NOT NULL,
  PRIMARY KEY (day, edition, segment),
  FOREIGN KEY (day, edition) REFERENCES editions) WITHOUT ROWID  -- else REPLACE slips by
"""
FREEZE = """
CREATE TRIGGER {table}_{verb}_{row} BEFORE {verb} ON {table}
WHEN (SELECT published FROM editions
       WHERE day = {row}.day AND edition = {row}.edition) IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'this edition is published'); END
"""
WRITES = (("INSERT", "NEW"), ("UPDATE", "OLD"), ("UPDATE", "NEW"), ("DELETE", "OLD"))

LOAD = """
BEGIN;
DELETE FROM revenue WHERE day = :day AND edition = :edition;  -- the declared scope
INSERT INTO revenue SELECT :day, :edition, segment, cents FROM batch;
COMMIT
"""
AS_OF = """
SELECT r.day, r.segment, r.cents FROM revenue r
 WHERE r.edition = (SELECT max(e.edition) FROM editions e
                     WHERE e.day = r.day AND e.published <= :as_of)
"""
# --8<-- [end:schema]
# Nearly the same, and it keeps a cell that the newer edition of its day has dropped.
PER_CELL = AS_OF.replace("editions e", "editions e JOIN revenue s USING (day, edition)"
                         ).replace("= r.day", "= r.day AND s.segment = r.segment")
# --8<-- [start:compare]
COMPARE = """
SELECT day, segment, sum(cents) AS moved_by FROM (
  SELECT day, segment, cents FROM candidate UNION ALL
  SELECT day, segment, -cents FROM published)
 GROUP BY day, segment HAVING count(*) <> 2 OR sum(cents) <> 0
"""
# --8<-- [end:compare]

db = sqlite3.connect(":memory:", isolation_level=None)
db.executescript(TABLES + """; CREATE TABLE batch (segment TEXT, cents INTEGER);
    CREATE VIEW candidate AS SELECT * FROM revenue WHERE edition = 2;
    CREATE VIEW published AS SELECT * FROM revenue WHERE edition = 1
       AND day IN (SELECT day FROM candidate)""")
for table in ("editions", "revenue"):
    for verb, row in WRITES:
        db.execute(FREEZE.format(table=table, verb=verb, row=row))
PUBLISH = "UPDATE editions SET published = ? WHERE day = ? AND edition = ?"


def load(day, edition, cells, *why):
    """Write the draft of one edition of one day, announcing it if it is new."""
    db.execute("INSERT OR IGNORE INTO editions VALUES (?,?,?,?,NULL)", (day, edition, *why))
    db.executescript("DELETE FROM batch")
    db.executemany("INSERT INTO batch VALUES (?, ?)", cells.items())
    db.executescript(LOAD.replace(":day", f"'{day}'").replace(":edition", str(edition)))


def known(as_of, query=AS_OF):
    return sorted(db.execute(query, {"as_of": as_of}))


def refused(attempt, *arguments):
    try:
        attempt(*arguments)
    except sqlite3.IntegrityError as reason:
        return str(reason) == "this edition is published"


def show(claim, fact):
    print(f"  {claim:46}{fact if type(fact) is str else 'yes' if fact else 'NO':>6}")


FIRST = {"2026-03-02": {"self-serve": 700, "team": 420, "enterprise": 90},
         "2026-03-03": {"self-serve": 650, "team": 400, "enterprise": 60},
         "2026-03-04": {"self-serve": 710, "team": 380, "enterprise": 80}}
FIXED = {"2026-03-02": {"self-serve": 660, "team": 420, "enterprise": 90},
         "2026-03-03": {"self-serve": 650, "team": 380}}  # no enterprise sale was real
for morning, day in enumerate(FIRST, 3):
    load(day, 1, FIRST[day], "daily run", "first")
    db.execute(PUBLISH, (f"2026-03-{morning:02}", day, 1))
march_10 = known("2026-03-10")
for day in FIXED:  # each draft is loaded twice, the first time with the wrong input
    for cells in (FIRST["2026-03-04"], FIXED[day]):
        load(day, 2, cells, "refund sign", "error")
draft = sorted(db.execute("SELECT day, segment, cents FROM candidate"))
wanted = sorted((day, *cell) for day in FIXED for cell in FIXED[day].items())
print("Edition 2 of two days, a draft, loaded twice")
show("holds the second load and nothing else", draft == wanted)
show("readers still see edition 1", known("2026-03-19") == march_10)
for day, segment, moved_by in sorted(db.execute(COMPARE)):
    show(f"will move {day} {segment} by", f"{moved_by:+}")
move = "UPDATE revenue SET edition = 1, segment = 'new' WHERE edition = 2"
show("moving its rows into edition 1 is refused", refused(db.execute, move))
for day in FIXED:
    db.execute(PUBLISH, ("2026-03-20", day, 2))
print("\nEdition 2, published on March 20")
for as_of in ("2026-03-10", "2026-03-25"):
    show(f"revenue as known on {as_of}", f"{sum(cents for *_, cents in known(as_of)):,}")
show("the reader of March 10 still gets every cell", known("2026-03-10") == march_10)
ghosts = set(known("2026-03-25", PER_CELL)) - set(known("2026-03-25"))
show("ghost cells if the newest is taken per cell", str(len(ghosts)))
show("loading it once more is refused", refused(load, day, 2, FIXED[day], "retry", "error"))
for name, sql in (("replacing", "INSERT OR REPLACE INTO revenue SELECT * FROM candidate"),
                  ("redating", "UPDATE editions SET published = '2026-03-01'"),
                  ("deleting", "DELETE FROM revenue WHERE edition = 2")):
    show(f"{name} it is refused", refused(db.execute, sql))
