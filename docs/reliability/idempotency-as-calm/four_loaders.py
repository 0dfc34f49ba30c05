"""Four ways to load a day of orders, through 100 random schedules of crashes and reruns.

The data are made up: 100 orders; then the source cancels 3, corrects 5 and adds 4.
Another seed: python four_loaders.py 7
"""
# /// script
# requires-python = ">=3.11"
# dependencies = []
# ///
import random
import sqlite3
import sys

DAY, SCHEDULES = "2026-03-01", 100
INSERT = "INSERT INTO orders VALUES (?, ?, ?)"
UPDATE = " ON CONFLICT (day, order_id) DO UPDATE SET amount = excluded.amount"
DELETE = ("DELETE FROM orders WHERE day = ?", (DAY,))


# --8<-- [start:loaders]
# A loader is the list of statements it would send for one extract of the day.
def append(rows):
    return [(INSERT, row) for row in rows]


def upsert(rows):
    return [(INSERT + UPDATE, row) for row in rows]


def delete_insert(rows):
    return [DELETE] + append(rows)  # autocommit: each statement is durable at once


def replace_scope(rows):
    return [("BEGIN", ())] + delete_insert(rows) + [("COMMIT", ())]
# --8<-- [end:loaders]


LOADERS = {"append": append, "upsert on key": upsert,
           "delete + insert, autocommit": delete_insert,
           "delete + insert, one transaction": replace_scope}


def versions(rng):
    """The day as first extracted, and as extracted after the source was corrected."""
    first = {f"o{i:03}": rng.randint(10, 300) for i in range(100)}
    corrected, touched = dict(first), rng.sample(sorted(first), 8)
    for order in touched[:3]:
        del corrected[order]
    for order in touched[3:]:
        corrected[order] += rng.randint(1, 50)
    corrected.update({f"o{i:03}": rng.randint(10, 300) for i in range(100, 104)})
    return [[(DAY, *item) for item in sorted(v.items())] for v in (first, corrected)]


def schedule(rng):
    """Attempts on version 0, then on 1; each crashes partway or (None) succeeds."""
    plan = []
    for version in (0, 1):
        for _ in range(rng.randint(1, 3)):  # 1 needed run, up to 2 impatient reruns
            plan += [(version, rng.random()) for _ in range(rng.randint(0, 2))]
            plan.append((version, None))
    return plan


def content(db):
    return db.execute("SELECT * FROM orders ORDER BY order_id, amount").fetchall()


def play(loader, plan, extracts):
    """Run the plan; return the final table and the number of crashes with a torn read."""
    db, torn = sqlite3.connect(":memory:", isolation_level=None), 0
    db.execute("CREATE TABLE orders (day TEXT, order_id TEXT, amount INTEGER)")
    if loader is upsert:
        db.execute("CREATE UNIQUE INDEX pair ON orders (day, order_id)")
    for version, crash in plan:
        statements, before = loader(extracts[version]), content(db)
        done = len(statements) if crash is None else int(crash * len(statements))
        for statement in statements[:done]:
            db.execute(*statement)
        if crash is not None:
            if db.in_transaction:
                db.rollback()  # what the database does when the client is gone
            seen = content(db)
            if seen != before:  # is it at least what the finished load would leave?
                db.execute("BEGIN")
                for statement in statements[done:]:
                    db.execute(*statement)
                torn += seen != content(db)
                db.rollback()
    return content(db), torn


def span(values):
    return f"{values[0]:,}" + (f" to {values[-1]:,}" if values[1:] else ", every time")


rng = random.Random(int(sys.argv[1]) if len(sys.argv) > 1 else 10)
first, corrected = versions(rng)
plans = [schedule(rng) for _ in range(SCHEDULES)]
crashes = sum(crash is not None for plan in plans for _, crash in plan)
truth = sum(amount for *_, amount in corrected)
print(f"Made-up day: {len(first)} orders; {len(corrected)} after correction, sum {truth:,}")
print(f"{SCHEDULES} random schedules for each loader, {crashes} crashed attempts")
for name, loader in LOADERS.items():
    once, twice = (play(loader, [(0, None)] * times, [first])[0] for times in (1, 2))
    same = [play(loader, plan, [first, first])[0] == first for plan in plans]
    results = [play(loader, plan, [first, corrected]) for plan in plans]
    rows = sorted({len(table) - len(corrected) for table, _ in results})
    off = sorted({sum(amount for *_, amount in table) - truth for table, _ in results})
    right = sum(table == corrected for table, _ in results)
    print(f"\n{name}")
    print(f"  f(f(x)) = f(x)                        {'yes' if once == twice else 'no'}")
    print(f"  ends right, source unchanged          {sum(same)} of {SCHEDULES}")
    print(f"  ends right, source corrected          {right} of {SCHEDULES}")
    if right < SCHEDULES:
        print(f"  rows too many                         {span(rows)}")
        print(f"  total too high by                     {span(off)}")
    torn = sum(reads for _, reads in results)
    print(f"  crashes that left a half-written day  {torn} of {crashes}")
