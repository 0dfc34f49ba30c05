"""The shuffle relation on the published orders model, unmutated, when nine synthetic
customers sometimes order twice on one day."""
# /// script
# requires-python = ">=3.11"
# dependencies = []
# ///
import random
import re
import sqlite3
from pathlib import Path


def sections(name):  # the parts of a file, each of which begins with `-- kind: title`
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    parts = re.split(r"^-- \w+: (.+)\n", text, flags=re.M)[1:]
    return dict(zip(parts[::2], parts[1::2]))


SHOP, MODELS, TESTS, RELATIONS = map(
    sections, ("shop.sql", "models.sql", "tests.sql", "relations.sql"))


def build(db, models):
    for name, sql in models.items():
        db.executescript(f"drop table if exists {name}; create table {name} as {sql}")


def answers(db, queries):  # how many rows each of the queries returns
    queries = re.sub("--.*", "", queries).split(";")
    return [len(db.execute(query).fetchall()) for query in queries if query.strip()]


def shuffled(db, models):
    """Rows that the relation finds after the order of storage was reversed."""
    change, compare = RELATIONS["shuffle"].split("-- compare\n")
    build(db, models)
    other = sqlite3.connect(":memory:", isolation_level=None)
    db.backup(other)
    other.execute("attach ':memory:' as base")
    for name in models:
        other.execute(f"create table base.{name} as select * from main.{name}")
    other.executescript(change)
    build(other, models)
    return answers(other, compare)[0]


db = sqlite3.connect(":memory:", isolation_level=None)
db.create_function("rnd", 2, random.Random(1).randrange)
db.executescript(SHOP["tables"] + SHOP["rows"].replace(":messy", "0"))
print(f"each order at its own time: {shuffled(db, MODELS):2} of 90 rows depend on storage")

db.execute("update stg_orders set customer_id = customer_id % 9 + 1, "
           "ordered_at = ordered_at / 12")
print(f"orders cut to the day:      {shuffled(db, MODELS):2} of 90 rows depend on storage")
for suite, queries in TESTS.items():
    bad = [count > 0 for count in answers(db, queries)]
    print(f"  {suite} tests that fail: {sum(bad)} of {len(bad)}")
print("data tests that ship:", sum(len(answers(db, TESTS[suite]))
                                   for suite in ("input", "mart", "row")))

tied = "order by ordered_at asc"
fixed = MODELS | {"orders": MODELS["orders"].replace(tied, "order by ordered_at, order_id")}
print(f"ties broken by order_id:    {shuffled(db, fixed):2} of 90 rows depend on storage")
