"""One test that tells convergence from idempotence, put to eight ways of loading a day.

The data are made up: a day of orders, extracted twice, and a neighboring day.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["duckdb==2.0.0"]
# ///
import duckdb

DAY, NEXT = "2026-03-01", "2026-03-02"
NEIGHBOR = {order: 10 for order in range(900, 910)}
X = {order: 100 + order for order in range(100)}  # the first extract: order -> amount
Y = {order: amount for order, amount in X.items() if order > 2} | {3: 999, 100: 50, 101: 60}

# --8<-- [start:template]
REPLACE_SCOPE = """
BEGIN;
SELECT CASE WHEN count(*) IS DISTINCT FROM $expected  -- a missing count fails too
              OR count(*) FILTER (WHERE day IS DISTINCT FROM $scope) > 0
            THEN error('short extract, or rows outside the scope') END FROM batch;
DELETE FROM orders WHERE day = $scope;  -- the declared day, whatever the batch holds
INSERT INTO orders SELECT day, order_id, amount FROM batch;
COMMIT;
"""
# --8<-- [end:template]
INSERT = "INSERT INTO orders SELECT day, order_id, amount FROM batch"
DELETE = "DELETE FROM orders WHERE"
LOADERS = {
    "do nothing": "SELECT 1",
    "append": INSERT,
    "upsert on key": INSERT.replace("INSERT", "INSERT OR REPLACE"),
    "delete keys in batch, insert":
        f"BEGIN; {DELETE} order_id IN (SELECT order_id FROM batch); {INSERT}; COMMIT",
    "delete days in batch, insert":
        f"BEGIN; {DELETE} day IN (SELECT day FROM batch); {INSERT}; COMMIT",
    "empty table, insert": f"BEGIN; {DELETE} true; {INSERT}; COMMIT",
    "replace declared day": REPLACE_SCOPE,
    "merge, delete unmatched": """
        MERGE INTO orders o USING batch b ON o.day = b.day AND o.order_id = b.order_id
         WHEN MATCHED THEN UPDATE SET amount = b.amount
         WHEN NOT MATCHED BY TARGET THEN INSERT VALUES (b.day, b.order_id, b.amount)
         WHEN NOT MATCHED BY SOURCE AND o.day = $scope THEN DELETE""",
}


def load(db, sql, rows, scope=DAY):
    """Stage the extract as `batch`, then run the loader's statements."""
    db.execute("TRUNCATE batch")
    if rows:
        db.executemany(f"INSERT INTO batch VALUES ('{scope}', ?, ?)", list(rows.items()))
    sql = sql.replace("$scope", f"DATE '{scope}'").replace("$expected", str(len(rows)))
    db.execute(sql)


def day(db, which):
    sql = "SELECT order_id, amount FROM orders WHERE day = ? ORDER BY ALL"
    return db.execute(sql, [which]).fetchall()


# --8<-- [start:test]
def after(loader, *extracts):
    """What the table holds once these extracts of DAY were loaded, in this order."""
    db = duckdb.connect(":memory:", config={"threads": 1})
    key = "" if loader == INSERT else ", PRIMARY KEY (day, order_id)"
    db.execute(f"CREATE TABLE orders (day DATE, order_id INT, amount INT{key})")
    db.execute("CREATE TABLE batch (day DATE, order_id INT, amount INT)")
    load(db, INSERT, NEIGHBOR, NEXT)
    for rows in extracts:
        load(db, loader, rows)
    return day(db, DAY), day(db, NEXT)


def loaded(loader, x):
    return after(loader, x)[0] == sorted(x.items())


def idempotent(loader, x):
    return after(loader, x, x) == after(loader, x)


def convergent(loader, x, y):
    return after(loader, x, y) == after(loader, y)


def contained(loader, x):
    return after(loader, x)[1] == sorted(NEIGHBOR.items())
# --8<-- [end:test]


print(f"duckdb {duckdb.__version__}; made-up orders\n")
print(f"{'':28}    x  x, x  x, y  x, none  next day")
for name, loader in LOADERS.items():
    passed = (loaded(loader, X), idempotent(loader, X), convergent(loader, X, Y),
              convergent(loader, X, {}), contained(loader, X))
    x, x_x, x_y, none, other = ("yes" if ok else "NO" for ok in passed)
    print(f"{name:28}  {x:>3}  {x_x:>4}  {x_y:>4}  {none:>7}  {other:>8}")
print("\nx: first extract; y: 3 orders gone, 1 changed, 2 new; none: empty day")
