"""Who kills what: mutants of three published SQL models, and damaged sources, against eight
suites of tests. The data are synthetic, models and shipped tests dbt Labs'."""
# /// script
# requires-python = ">=3.11"
# dependencies = []
# ///
import random
import re
import sqlite3
from pathlib import Path

SUITES = ["input", "mart", "row", "unit", "tidy", "ugly", "total", "pair"]


def sections(name):  # the parts of a file, each of which begins with `-- kind: title`
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    parts = re.split(r"^-- \w+: (.+)\n", text, flags=re.M)[1:]
    return dict(zip(parts[::2], parts[1::2]))


SHOP, MODELS, TESTS, FIXTURES, RELATIONS, DAMAGE, OPERATORS = map(sections, (
    "shop.sql", "models.sql", "tests.sql", "fixtures.sql", "relations.sql", "damage.sql",
    "operators.txt"))


def database(script="", source=None):
    db = sqlite3.connect(":memory:", isolation_level=None)
    if source:
        source.backup(db)
    db.executescript(script)
    return db


def shop(seed, messy):
    db = database(SHOP["tables"])
    db.create_function("rnd", 2, random.Random(seed).randrange)
    db.executescript(SHOP["rows"].replace(":messy", str(messy)))
    return db


def mutants():  # each place of each model that an operator can change
    for kind, lines in OPERATORS.items():
        for find, put in (line.split(" | ") for line in lines.splitlines()):
            for name, sql in MODELS.items():
                for at in re.finditer(find, sql):
                    new = sql[:at.start()] + at.expand(put) + sql[at.end():]
                    yield kind, MODELS | {name: new}


def build(db, models):
    for name, sql in models.items():
        db.executescript(f"drop table if exists {name}; create table {name} as {sql}")
    return db


def rows(db, table, columns="*"):
    return sorted(db.execute(f"select {columns} from {table}"), key=repr)


def finds(db, queries):  # whether any of the queries returns a row
    queries = re.sub("--.*", "", queries).split(";")
    return any(db.execute(query).fetchone() for query in queries if query.strip())


def misses(fixture, models):  # whether a model built from given rows is not as expected
    db = database(SHOP["tables"] + fixture)
    for table, name in re.findall(r"create table (expect_(\w+))", fixture):
        columns = ", ".join(row[1] for row in db.execute(f"pragma table_info({table})"))
        if rows(build(db, {name: models[name]}), name, columns) != rows(db, table):
            return True


# --8<-- [start:failing]
def breaks(relation, db, models):  # whether models of changed sources do not relate
    change, compare = relation.split("-- compare\n")
    changed = database("attach ':memory:' as base", source=db)
    for name in models:
        changed.execute(f"create table base.{name} as select * from main.{name}")
    changed.executescript(change)
    return finds(build(changed, models), compare)


def failing(models, damage=""):  # the suites that fail on these models and sources
    db = build(database(damage, PRODUCTION), models)
    return ({name for name, queries in TESTS.items() if finds(db, queries)}
            | {name.split()[0] for name, text in FIXTURES.items() if misses(text, models)}
            | {"pair" for text in RELATIONS.values() if breaks(text, db, models)})
# --8<-- [end:failing]


def outputs(models):  # what they make of messy shops, or nothing if they do not run
    try:
        return [rows(build(db, models), name) for db in MESSY for name in models]
    except sqlite3.OperationalError:
        return None


PRODUCTION, MESSY = shop(1, 0), [shop(seed, 8) for seed in range(100, 104)]
made, right = [(*mutant, outputs(mutant[1])) for mutant in mutants()], outputs(MODELS)
print("{} mutants: {} do not run, {} act alike on 4 messy shops".format(
    len(made), *(sum(m[2] == output for m in made) for output in (None, right))))
found = {"nothing wrong": [failing(MODELS)]}
for kind, models, output in made:
    if output not in (None, right):
        found.setdefault(kind, []).append(failing(models))
mutated = found["all mutants"] = sum(list(found.values())[1:], [])
found["by one suite alone"] = [suites for suites in mutated if len(suites) == 1]
found |= {name: [failing(MODELS, damage)] for name, damage in DAMAGE.items()}
damaged = found["all damages"] = [suites for name in DAMAGE for suites in found[name]]
opening = MODELS["orders"].replace("sum(case when is_food", "count(case when is_food")
found["the opening mutant"] = [failing(MODELS | {"orders": opening})]
print(f"{'noticed by':23}", *(f"{suite:>5}" for suite in SUITES))
for name, cases in found.items():
    print(f"{name:22}{len(cases):2}",
          *(f"{sum(suite in suites for suites in cases) or '.':>5}" for suite in SUITES))
for some in ("mart tidy", "input mart row unit", "ugly total", "ugly total pair"):
    hits = [sum(bool(set(some.split()) & s) for s in cases) for cases in (mutated, damaged)]
    print(f"{some:22}{hits[0]:2} mutants, {hits[1]} damages")
print("by mart, but not by input or total:", sum(
    suites & {"mart", "input", "total"} == {"mart"} for suites in mutated + damaged))
