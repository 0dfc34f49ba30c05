"""Questions 1 and 2 to a run ledger: what was said, and can it be computed again?
The shop is made up. Needs ledger.sql beside it; draws again-light.svg, again-dark.svg."""
# /// script
# requires-python = ">=3.11"
# dependencies = ["matplotlib==3.11.2"]
# ///
import hashlib
import io
import random
import re
import sqlite3
from pathlib import Path
from statistics import median

import matplotlib.pyplot as plt

SEED, DAY, TODAY, FOREVER = 25, 1440, 121 * 1440, 10**9  # minutes since the start
SHARES = 46, 28, 18, 8  # of the countries, in percent
LEDGER = Path(__file__).with_name("ledger.sql").read_text(encoding="utf-8")
ASK = dict(re.findall(r"\[start:(\w+)\]\n(.*?)-- --8<-- \[end", LEDGER, re.S))
RULES = ["SELECT sum(gross) FROM known", "SELECT sum(gross - tax) FROM known",
         "SELECT sum(gross - tax) FROM known WHERE country <> 'XT'"]
KNOWN = """WITH known AS (SELECT * FROM orders WHERE day = :day
             AND recorded_at <= :read_at AND :read_at < replaced_at) """
RUN = "INSERT INTO runs VALUES (NULL, ?, ?, ?, ?)"
rng = random.Random(SEED)
db = sqlite3.connect(":memory:")
db.executescript(LEDGER.split("-- --8<-- [start:said]")[0])
digest = {sql: hashlib.sha256(sql.encode()).hexdigest()[:12] for sql in RULES}
db.executemany("INSERT INTO rules VALUES (?, ?)", [(digest[sql], sql) for sql in RULES])


def take_orders():
    """90 days of 120 orders: 7% miss the morning, 2% are corrected up to 25 days later."""
    for n in range(90 * 120):
        day, country = n // 120 + 1, rng.choices(["DE", "FR", "NL", "XT"], SHARES)[0]
        cents, came = rng.lognormvariate(8, 0.6), day * DAY + rng.randrange(DAY)
        if rng.random() < 0.07:
            came += DAY + round(rng.expovariate(1 / (3 * DAY)))
        ends = came + rng.randrange(25 * DAY) if rng.random() < 0.02 else FOREVER
        for cents, since, until in ((cents, came, ends), (cents / 2, ends, FOREVER)):
            if since < FOREVER:
                db.execute("INSERT INTO orders VALUES (?,NULL,?,?,?,?,NULL,?,?)", (
                    n, day, country, round(cents), round(cents * 0.16), since, until))


def compute(sql, day, read_at):
    return db.execute(KNOWN + sql, {"day": day, "read_at": read_at}).fetchone()[0]


def right(answers):
    return len(told.items() & answers.items())


def rule_since(mornings, day):
    return RULES[sum(morning <= day + 1 for morning in mornings)]


def report(day, start):
    """One run, a little late as always; one attempt in twelve fails and is made again."""
    sql, read_at = rule_since((40, 65), day), start + round(rng.expovariate(1 / 40))
    if rng.random() < 1 / 12:
        db.execute(RUN, (day, read_at, digest[sql], None))
        read_at += rng.randrange(60, 300)
    value = compute(sql, day, read_at)
    return db.execute(RUN, (day, read_at, digest[sql], value)).lastrowid, value


take_orders()
published = {day: report(day, (day + 1) * DAY + 360) for day in range(1, 91)}
told, errors = {day: value for day, (_, value) in published.items()}, {}
again = {day: report(day, (day + 3) * DAY + 600)[1] for day in rng.sample(range(1, 91), 6)}
ask = [{"day": day, "seen_at": (day + 2) * DAY} for day in told]
said = {at["day"]: db.execute(ASK["said"], at).fetchone()[1] for at in ask}
runs, size = db.execute("""SELECT count(*), sum(length(
    run || report_day || read_at || rule || ifnull(value, ''))) FROM runs""").fetchone()
print("1. What did the report say that morning?     right of 90")
print(f"   the last value of each report             {right(told | again):8}")
print(f"   one row for each run                      {right(said):8}")
print(f"   price: {runs} rows, {size:,} bytes of text\n")
print("2. Can it be computed again on day 121?    exactly  median   worst")
# --8<-- [start:ladder]
for rows, rule in (("today's", "today's"), ("today's", "as run"), ("7 days", "as run"),
                   ("every", "today's"), ("every", "by date"), ("by plan", "as run"),
                   ("every", "as run")):
    found = {}
    for run, _ in published.values():
        sql, day, read_at, _ = db.execute(ASK["again"], {"run": run}).fetchone()
        as_of = {"today's": TODAY, "7 days": max(read_at, TODAY - 7 * DAY),
                 "by plan": (day + 1) * DAY + 360, "every": read_at}[rows]
        sql = {"today's": RULES[2], "as run": sql,
               "by date": rule_since((37, 60), day)}[rule]  # when it was merged
        found[day] = compute(sql, day, as_of)
    # --8<-- [end:ladder]
    errors[rows, rule] = [100 * (found[day] / told[day] - 1) for day in told]
    off = sorted(map(abs, errors[rows, rule]))
    print(f"   rows {rows:9} rule {rule:9}{right(found):17}{median(off):9.1f}%"
          f"{off[-1]:7.1f}%")
rows = db.execute("SELECT count(*) FROM orders").fetchone()[0]
print(f"   price: {rows:,} rows instead of {90 * 120:,}, +{rows / 108 - 100:.1f}%;\n"
      f"   {len(RULES)} rules, {sum(map(len, RULES))} bytes of text")

INK, BLUE, RED = "#222222", "#1f6f8b", "#b3472e"
INKED = "text.color", "axes.edgecolor", "axes.labelcolor", "xtick.color", "ytick.color"
plt.rcParams.update({"svg.hashsalt": "lab", "font.size": 10, "axes.spines.right": False,
                     "axes.spines.top": False, **dict.fromkeys(INKED, INK)})
fig, ax = plt.subplots(figsize=(4.6, 3.1))
ax.axhline(0, color=INK, lw=0.8)
for memory, color, marker, x, y, label in (
        (("every", "today's"), RED, "^", 45, -28, "every row version,\ntoday's rule"),
        (("today's", "as run"), BLUE, "o", 40, 21, "today's rows,\nthe rule that ran")):
    ax.scatter(range(1, 91), errors[memory], s=12, color=color, marker=marker)
    ax.text(x, y, label, color=color)
ax.set(xlabel="day of the report", ylabel="recomputed against published, %", ylim=(-34, 30))
fig.savefig(svg := io.StringIO(), format="svg", transparent=True, bbox_inches="tight",
            metadata={"Date": None})
DARK = {INK: "#dddddd", BLUE: "#6cb8d6", RED: "#f0937c"}
for scheme, inks in (("light", {}), ("dark", DARK)):
    text = re.sub("#[0-9a-f]{6}", lambda ink: inks.get(ink[0], ink[0]), svg.getvalue())
    Path(__file__).with_name(f"again-{scheme}.svg").write_text(text, encoding="utf-8")
