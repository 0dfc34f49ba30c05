"""Three consumers' contracts, run in the producer's build against 25 changes I made."""
# /// script
# requires-python = ">=3.11"
# dependencies = ["duckdb==2.0.0"]
# ///
import tomllib
from pathlib import Path

import duckdb

FEED, CONTRACTS = (tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))
                   for name in ("feed.toml", "contracts.toml"))
SEED, OTHERS = 1, range(101, 131)
db = duckdb.connect(config={"threads": 1})


def columns():
    return {row[:2] for row in db.execute("DESCRIBE orders").fetchall()}  # name, type


def publish(build):
    db.execute("CREATE OR REPLACE TABLE orders AS " + build)


# --8<-- [start:examples]
def number(contract):
    """What this consumer reports from the orders as they are now."""
    try:
        rows = db.execute(contract["number"]).fetchall()
    except duckdb.Error as error:
        return type(error).__name__
    return [[str(value) for value in row] for row in rows]


def examples(build):
    """What each consumer gets from its own orders, if that is not what was agreed."""
    failed = {}
    for name, contract in CONTRACTS.items():
        told = [line.split() for line in contract["given"].strip().splitlines()[1:]]
        db.execute(FEED["told"])
        db.executemany("INSERT INTO told VALUES (?, ?, ?, ?, ?, ?, ?, ?)", told)
        db.execute(FEED["arrange"])  # the producer's half: into its own source tables
        publish(build)
        if (got := number(contract)) != contract["expect"]:
            failed[name] = got
    return failed
# --8<-- [end:examples]


def holds(expectation):
    try:
        return db.execute(f"SELECT {expectation} FROM orders").fetchall()[0][0]
    except duckdb.Error:
        return False


def batch():
    """The consumers with an expectation that the orders, as they are now, do not meet."""
    return {name for name, contract in CONTRACTS.items()
            if not all(holds(expectation) for expectation in contract["batch"])}


def world(seed, accident="SELECT 1"):
    db.execute(FEED["world"].replace("$seed", str(seed)))
    db.execute(accident)


def judged(build, accident="SELECT 1"):
    """Whose number moves, and whom each kind of contract warns."""
    failed = examples(build)
    world(SEED, accident)
    publish(build)
    moved = {name for name in CONTRACTS if number(CONTRACTS[name]) != BEFORE[name]}
    return moved, DECLARED - columns(), batch(), failed


def edited(*edits):
    build = FEED["build"]
    for old, new in zip(edits[::2], edits[1::2]):
        build = build.replace(old, new)
    return build


def stopped(seed):
    world(seed)
    publish(FEED["build"])
    return bool(batch())


world(SEED)
publish(FEED["build"])
made = len(db.execute("FROM raw_orders").fetchall())
DECLARED, BEFORE = columns(), {name: number(con) for name, con in CONTRACTS.items()}
assert not batch() and not examples(FEED["build"])  # today's build keeps every contract
code, harmless = ([(title, judged(edited(*edits))) for title, *edits in FEED[kind]]
                  for kind in ("code", "harmless"))
source = [(title, judged(FEED["build"], accident)) for title, accident in FEED["source"]]
letters = lambda names: "".join(name[0] if name in names else "." for name in CONTRACTS)
print(f"duckdb {duckdb.__version__}; {made:,} synthetic orders;",
      "f finance, s service, m marketing")
for head, rows in (("deployed by the producer", code), ("deployed, harmless", harmless),
                   ("at the source, nothing deployed", source)):
    print(f"{head:<34}moves  schema  batch  example")
    for title, (moved, schema, late, early) in rows:
        print(f"  {title:<32}{letters(moved):<7}{'x' if schema else '.':<8}"
              f"{letters(late):<7}{letters(early)}")
    print(f"  {f'of {len(rows)}':<32}" + "{:<7}{:<8}{:<7}{}".format(
        *(sum(bool(verdict[i]) for _, verdict in rows) for i in range(4))))
(day, got), = dict(code)["amount without tax"][3]["finance"]
agreed = CONTRACTS["finance"]["expect"][0][1]
print(f"'amount without tax': finance agreed {agreed} for {day}, gets {got}")
harmed = [(name, verdict) for _, verdict in code for name in verdict[0]]
print(f"{len(harmed)} numbers moved by a deployment: warned by")
for what, i in (("batch", 2), ("example", 3)):
    print(f"  {what:<10}the reader's own {sum(name in v[i] for name, v in harmed):>3},"
          f" anybody's {sum(bool(v[i]) for _, v in harmed):>3}")
print(f"unchanged batches of 30 other fortnights stopped: {sum(map(stopped, OTHERS))}")
CONTRACTS["finance"]["batch"][1] = "avg(amount) BETWEEN 112 AND 240"
tight = sum(bool(judged(edited(*edits))[2]) for _, *edits in FEED["code"])
print(f"  average above 112, not 60: {tight} of 14, stopped {sum(map(stopped, OTHERS))}")
