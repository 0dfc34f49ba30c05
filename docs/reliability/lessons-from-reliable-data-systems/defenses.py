"""Twenty faults that end with exit 0, twelve checks: which few defenses catch the most?

Synthetic orders, a pipeline of four steps in SQLite; each fault changes one step, and none fails."""
# /// script
# requires-python = ">=3.11"
# dependencies = []
# ///
import random, sqlite3
from itertools import combinations

# --8<-- [start:pipeline]
STEPS = {
    "raw": "SELECT * FROM source",
    "clean": "SELECT id, customer, cents, currency FROM raw WHERE status = 'paid' AND day < 31",
    "priced": """SELECT c.id, coalesce(u.country, '??') AS country, cents * f.rate / 100 AS eur
                 FROM clean c LEFT JOIN users u ON u.id = c.customer JOIN fx f USING (currency)
                 WHERE NOT coalesce(u.test, 0)""",
    "report": "SELECT country, count(*) AS n, sum(eur) AS eur FROM priced GROUP BY country",
}
# --8<-- [end:pipeline]
COUNTRY, TWICE = "coalesce(u.country, '??')", "SELECT * FROM {0} UNION ALL SELECT * FROM {0} WHERE id <"
FAULTS = {  # name: the step, what stands there, what stands there instead
    "last page lost": ("raw", "source", "source LIMIT 3800"),
    "one page read twice": ("raw", "SELECT * FROM source", TWICE.format("source") + "200"),
    "one shard not read": ("raw", "source", "source WHERE customer % 8 <> 3 OR customer IS NULL"),
    "last month's file again": ("raw", "source", "before"),
    "cents cut off": ("raw", "*", "id, day, customer, cents / 100 * 100 AS cents, currency, status"),
    "refunds count as sales": ("clean", "= 'paid'", "IN ('paid', 'refunded')"),
    "late payments left out": ("clean", "day < 31", "day < 30"),
    "discounts left out": ("clean", "day < 31", "day < 31 AND cents > 0"),
    "large orders cut as outliers": ("clean", "day < 31", "day < 31 AND cents < 40000"),
    "guests lost in a join": ("priced", "LEFT JOIN", "JOIN"),
    "users listed twice": ("priced", "users", "(" + TWICE.format("users") + "40)"),
    "last month's rates": ("priced", "fx f", "fx_before f"),
    "one rate upside down": ("priced", "f.rate", "iif(currency = 'GBP', 1 / f.rate, f.rate)"),
    "one rate missing": ("priced", "fx f", "(SELECT * FROM fx WHERE currency <> 'SEK') f"),
    "test customers counted": ("priced", "WHERE NOT coalesce(u.test, 0)", ""),
    "two countries swapped": ("priced", COUNTRY, f"iif(u.country = 'DE', 'FR', iif(u.country = 'FR', 'DE', {COUNTRY}))"),
    "one country, two names": ("priced", COUNTRY, f"iif(c.id % 2, replace({COUNTRY}, 'GB', 'UK'), {COUNTRY})"),
    "equal amounts merged": ("report", "sum(eur)", "sum(DISTINCT eur)"),
    "one country left out": ("report", "FROM priced", "FROM priced WHERE country <> 'PT'"),
    "one country alone": ("report", "FROM priced", "FROM priced WHERE country = 'DE'"),
}
# --8<-- [start:checks]
CHECKS = {  # answer 1 if all is well: h at a hop, e at both ends, m against the last run
    "h ids unique on arrival": "SELECT count(*) = count(DISTINCT id) FROM raw",
    "h no empty amounts": "SELECT count(*) = count(cents) AND count(*) > 0 FROM clean",
    "h cleaning keeps 85%": "SELECT count(*) >= 0.85 * (SELECT count(*) FROM raw) FROM clean",
    "h ids unique when priced": "SELECT count(*) = count(DISTINCT id) FROM priced",
    "h pricing keeps 97%": "SELECT count(*) >= 0.97 * (SELECT count(*) FROM clean) FROM priced",
    "h no negative country": "SELECT min(eur) > 0 FROM report",
    "e the source's count": "SELECT abs(1.0 * sum(n) / (SELECT n FROM ledger) - 1) < :t FROM report",
    "e the source's sum": "SELECT abs(sum(eur) / (SELECT eur FROM ledger) - 1) < :t FROM report",
    "m total within 10%": "SELECT abs(sum(eur) / (SELECT sum(eur) FROM last) - 1) < .1 FROM report",
    "m the same countries": "SELECT group_concat(country) = (SELECT group_concat(country) FROM last) FROM report",
    "m countries within 35%": "SELECT max(abs(r.eur / l.eur - 1)) < .35 FROM report r JOIN last l USING (country)",
    "m mean order within 5%": "SELECT abs(sum(eur) / sum(n) / (SELECT sum(eur) / sum(n) FROM last) - 1) < .05 FROM report",
}
# --8<-- [end:checks]
EARLY = """FROM clean JOIN fx USING (currency)
           WHERE coalesce(customer, 0) NOT IN (SELECT id FROM users WHERE test)"""
SAME_LEDGER = {  # the source's two numbers again, compared two steps earlier
    "l count": f"SELECT abs(1.0 * count(*) / (SELECT n FROM ledger) - 1) < :t {EARLY}",
    "l sum": f"SELECT abs(sum(cents * rate / 100) / (SELECT eur FROM ledger) - 1) < :t {EARLY}",
}
def orders(rng, many):
    for i in range(many):
        cents = -rng.randint(500, 3000) if rng.random() < .03 else round(rng.lognormvariate(8.6, .7))
        customer = None if rng.random() < .04 else rng.randint(1, 400)
        currency = rng.choices(["EUR", "GBP", "SEK"], [70, 20, 10])[0]
        yield i, rng.randint(1, 30), customer, cents, currency, rng.choices(["paid", "refunded"], [95, 5])[0]

def world(seed, agreed):
    rng, db = random.Random(seed), sqlite3.connect(":memory:")
    db.executescript("CREATE TABLE users (id, country, test); CREATE TABLE fx (currency, rate)")
    countries = rng.choices(["DE", "FR", "GB", "NL", "PT"], [35, 27, 20, 12, 6], k=400)
    db.executemany("INSERT INTO users VALUES (?, ?, ?)", [(i + 1, c, i % 70 == 69) for i, c in enumerate(countries)])
    db.executemany("INSERT INTO fx VALUES (?, ?)", [("EUR", 1.0), ("GBP", 1.2), ("SEK", 0.09)])
    db.execute("CREATE TABLE fx_before AS SELECT currency, rate * iif(currency = 'EUR', 1, .94) AS rate FROM fx")
    for table, many in (("before", 3980), ("source", 4000)):
        db.execute(f"CREATE TABLE {table} (id, day, customer, cents, currency, status)")
        db.executemany(f"INSERT INTO {table} VALUES (?, ?, ?, ?, ?, ?)", orders(rng, many))
    # The source's own books. They know of test customers only if both ends have agreed on them.
    db.execute(f"""CREATE TABLE ledger AS SELECT count(*) AS n, sum(cents * rate / 100) AS eur
                   FROM source JOIN fx USING (currency) WHERE status = 'paid'
                   AND coalesce(customer, 0) NOT IN (SELECT id FROM users WHERE test AND {agreed})""")
    run(db, STEPS | {"raw": "SELECT * FROM before"})
    return db, db.execute("CREATE TABLE last AS SELECT * FROM report")
def run(db, steps):
    for name, query in steps.items():
        db.executescript(f"DROP TABLE IF EXISTS {name}; CREATE TABLE {name} AS {query}")
    return db.execute("SELECT country, n, round(eur, 2) FROM report ORDER BY country").fetchall()

def caught(seed, agreed=False):
    """The checks that ring for each fault; none may ring on the good run, and each fault must matter."""
    (db, _), found, tolerance = world(seed, agreed), {}, {"t": 1e-9 if agreed else 0.03}
    good, checks = run(db, STEPS), CHECKS | (SAME_LEDGER if agreed else {})
    rings = lambda: {name for name, query in checks.items() if db.execute(query, tolerance).fetchone()[0] != 1}
    assert not rings(), (seed, rings())
    for fault, (step, old, new) in FAULTS.items():
        assert run(db, STEPS | {step: STEPS[step].replace(old, new, 1)}) != good, fault
        found[fault] = rings()
    return found
def best(found, size):
    return max((sum(bool(set(names) & rung) for rung in found.values()), names) for names in combinations(CHECKS, size))
seeds, exact = ([caught(seed, agreed) for seed in range(1, 11)] for agreed in (False, True))
print(" " * 29 + "hops    ends  memory")
for fault, rung in (found := seeds[0]).items():
    marks = "".join("x" if name in rung else "." for name in CHECKS)
    print(f"{fault:28} {marks[:6]}  {marks[6:8]}    {marks[8:]}")
for label, worlds, kind in (
    ("six checks at hops", seeds, "h"), ("two at both ends, 3%", seeds, "e"), ("four of memory", seeds, "m"),
    ("all twelve", seeds, "hem"), ("two exact ends", exact, "e"),
    ("same two after cleaning", exact, "l"), ("all twelve, ends exact", exact, "hem")):
    row = [sum(any(name[0] in kind for name in rung) for rung in world.values()) for world in worlds]
    print(f"{label:23} {row[0]:2} of 20; over ten seeds {min(row)} to {max(row)}")
for size, (most, names) in ((size, best(found, size)) for size in (1, 2, 3)):
    print(f"best {size}: {most} of 20, {' + '.join(name[2:] for name in names)}")
print("missed by all twelve:", ", ".join(fault for fault, rung in found.items() if not rung))
print("missed by two exact ends:", ", ".join(f for f, r in exact[0].items() if not any(n[0] == "e" for n in r)))
