"""What replacing a declared day costs: four situations to plan for.

The data are made up. Each situation is run on DuckDB; the last is exact arithmetic.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["duckdb==2.0.0"]
# ///
import duckdb

OLD, NEW = "DATE '2026-03-01'", "DATE '2026-03-02'"
KEY = ", PRIMARY KEY (day, order_id)"
UPSERT = "INSERT OR REPLACE INTO orders FROM batch"
REPLACE = """BEGIN; DELETE FROM orders WHERE day = $scope;
INSERT INTO orders FROM batch; COMMIT"""
CHECKED = REPLACE.replace("BEGIN;", """BEGIN;
SELECT CASE WHEN count(*) IS DISTINCT FROM $expected
              OR count(*) FILTER (WHERE day IS DISTINCT FROM $scope) > 0
            THEN error('short extract, or rows outside the scope') END FROM batch;""")


def new_table(key=KEY):
    db = duckdb.connect(":memory:", config={"threads": 1})
    for table in (f"orders (day DATE, order_id INT, amount INT{key})",
                  "batch (day DATE, order_id INT, amount INT)"):
        db.execute(f"CREATE TABLE {table}")
    return db


def stage(db, orders, scope):
    db.execute("TRUNCATE batch")
    db.execute(f"INSERT INTO batch SELECT {scope}, unnest(?), 10", [list(orders)])


def load(db, sql, orders, scope=OLD, expected=None):
    """Stage the orders as `batch` and load them; True if the database refused."""
    stage(db, orders, scope)
    expected = len(orders) if expected is None else expected
    try:
        db.execute(sql.replace("$scope", scope).replace("$expected", str(expected)))
    except duckdb.Error:
        db.execute("ROLLBACK")
        return True


def rows(db, where="true"):
    return db.execute(f"SELECT count(*) FROM orders WHERE {where}").fetchone()[0]


print(f"duckdb {duckdb.__version__}; made-up orders")
print("\n1. A rerun that gets 60 of the 100 rows, or a row of another day")
for name, sql, bad in (("60 rows, upsert", UPSERT, "short"),
                       ("60 rows, replace", REPLACE, "short"),
                       ("60 rows, replace, checked", CHECKED, "short"),
                       ("stray, replace, checked", CHECKED, "stray")):
    db = new_table()
    load(db, sql, range(100))
    if bad == "stray":
        sql = f"UPDATE batch SET day = {NEW} WHERE order_id = 5; {sql}"
    refused = load(db, sql, range(60 if bad == "short" else 100), expected=100)
    print(f"   {name:26}{rows(db):>4} rows{', batch refused' if refused else ''}")

print("\n2. Two overlapping first loads of 100 rows, each in its transaction")
for key in ("", KEY):
    db, outcome = new_table(key), "both commit"
    stage(db, range(100), OLD)
    runs = [db.cursor(), db.cursor()]
    for run in runs:  # everything but the commit
        run.execute(CHECKED.removesuffix("COMMIT").replace("$scope", OLD)
                    .replace("$expected", "100"))
    runs[0].execute("COMMIT")
    try:
        runs[1].execute("COMMIT")
    except duckdb.Error:
        outcome = "second run fails"
    print(f"   {'primary key' if key else 'no key':26}{rows(db):>4} rows, {outcome}")

print("\n3. Order 7 moves to the next day. Copies of it after a rerun of")
for name, reruns in (("the old day", [OLD]), ("the new day", [NEW]),
                     ("both days", [OLD, NEW])):
    db = new_table()
    load(db, CHECKED, range(100))
    for scope in reruns:
        load(db, CHECKED, [i for i in range(100) if i != 7] if scope == OLD else [7], scope)
    print(f"   {name:26}{rows(db, 'order_id = 7'):>4}")

DAYS, PER_DAY = 365, 1_000
EVEN = [1 / DAYS] * DAYS
RECENT = [2 ** (-age / 7) for age in range(DAYS)]  # half as likely for each week of age
RECENT = [weight / sum(RECENT) for weight in RECENT]
print(f"\n4. Corrections in {DAYS} days of {PER_DAY:,} orders: rows rewritten for each one")
print("   corrected    spread evenly    mostly recent")
for corrected in (10, 100, 1_000, 10_000):
    cost = [sum(1 - (1 - p) ** corrected for p in spread) * PER_DAY / corrected
            for spread in (EVEN, RECENT)]  # expected days hit, times rows in a day
    print(f"   {corrected:>9,}{cost[0]:>17,.0f}{cost[1]:>17,.0f}")
