"""Questions 3 and 4 to a run ledger: does the reason hold, and can a person be forgotten?

The shop is made up. Needs ledger.sql beside it."""
# /// script
# requires-python = ">=3.11"
# dependencies = []
# ///
import hashlib
import random
import re
import sqlite3
from pathlib import Path

SEED, DAY, NEVER = 25, 1440, 10**9  # times are minutes since the start
SHARES = 46, 28, 18, 8  # of the countries, in percent
LEDGER = Path(__file__).with_name("ledger.sql").read_text(encoding="utf-8")
ASK = dict(re.findall(r"\[start:(\w+)\]\n(.*?)-- --8<-- \[end", LEDGER, re.S))
RULES = ["SELECT sum(gross) FROM known", "SELECT sum(gross - tax) FROM known",
         "SELECT sum(gross - tax) FROM known WHERE country <> 'XT'"]
AS_READ = """WITH known AS (SELECT * FROM orders WHERE day = :day
               AND recorded_at <= :read_at AND :read_at < replaced_at) """
AS_CELLS = "WITH known AS (SELECT * FROM cells WHERE run = :run) "
# --8<-- [start:decisions]
DECISIONS = [
    (0, "sales lead", "Start with what customers pay.", None),
    (37, "finance lead", "The board compares us with accounts, which are net.", None),
    (60, "payments lead", "XT holds only test accounts, whose orders are never paid.",
     "SELECT count(*) = 0 FROM known WHERE country = 'XT' AND paid")]
# --8<-- [end:decisions]
rng = random.Random(SEED)
db = sqlite3.connect(":memory:")
db.executescript(LEDGER.split("-- --8<-- [start:said]")[0])
digest = {sql: hashlib.sha256(sql.encode()).hexdigest()[:12] for sql in RULES}
for number, (day, role, because, premise) in enumerate(DECISIONS, 1):
    rule = digest[RULES[number - 1]]
    db.execute("INSERT INTO rules VALUES (?, ?)", (rule, RULES[number - 1]))
    db.execute("INSERT INTO decisions VALUES (?,?,?,?,?,?,?)", (
        number, day * DAY, rule, role, because, premise, number - 1 or None))


def take_orders():
    """90 days of 120 orders, 7% late; from day 81 on, half of those from XT are real."""
    for n in range(90 * 120):
        day, country = n // 120 + 1, rng.choices(["DE", "FR", "NL", "XT"], SHARES)[0]
        test = country == "XT" and (day <= 80 or rng.random() < 0.5)
        person = rng.randrange(10) if test else rng.randrange(10, 2010)
        cents, came = rng.lognormvariate(8, 0.6), day * DAY + rng.randrange(DAY)
        if rng.random() < 0.07:
            came += DAY + round(rng.expovariate(1 / (3 * DAY)))
        order = n, person, day, country, round(cents), round(cents * 0.16), not test, came
        db.execute(f"INSERT INTO orders VALUES (?,?,?,?,?,?,?,?,{NEVER})", order)


def one(sql, **known):
    return db.execute(sql, known).fetchone()[0]


# --8<-- [start:morning]
def report(day, read_at):
    """Publish the number, and note what only the rows of this moment can tell."""
    sql = RULES[(day >= 39) + (day >= 64)]
    known = {"day": day, "read_at": read_at}
    run = db.execute("INSERT INTO runs VALUES (NULL, ?, ?, ?, ?)", (
        day, read_at, digest[sql], one(AS_READ + sql, **known))).lastrowid
    for decision, premise in db.execute("""SELECT decision, holds_while FROM decisions
            WHERE rule = ? AND holds_while IS NOT NULL""", (digest[sql],)).fetchall():
        db.execute("INSERT INTO verdicts VALUES (?, ?, ?)", (
            run, decision, one(AS_READ + premise, **known)))
    for country, gross, tax, people in db.execute(AS_READ + """
            SELECT country, sum(gross), sum(tax), count(DISTINCT iif(paid, person, NULL))
              FROM known GROUP BY country""", known).fetchall():
        if people not in range(1, 5):  # a cell of 1 to 4 people would be about them
            db.execute("INSERT INTO cells VALUES (?,?,?,?)", (run, country, gross, tax))
# --8<-- [end:morning]


def repeated(source):
    """How many published numbers come back exactly when their rule reads this source."""
    return sum(one(source + sql, run=run, day=day, read_at=read_at) == value
               for run, day, read_at, _, value, sql in db.execute(
                   "SELECT runs.*, sql FROM runs JOIN rules USING (rule)").fetchall())


def forget(state, statement):
    db.execute(statement)
    gaps = db.execute(ASK["gaps"]).fetchall()
    alone = sum(people[run, country] == 1 for run, country, _ in gaps)
    rows = one("SELECT count(*) FROM orders JOIN erasures USING (person)")
    print(f"   {state:26}{rows:6}{repeated(AS_READ):10}{len(gaps):8}{alone:8}"
          f"{repeated(AS_CELLS):9}")


take_orders()
for day in range(1, 91):
    report(day, (day + 1) * DAY + 360)
print("3. Which reports rest on a reason that no longer held?")
for decision, because, since, reports in db.execute(ASK["why"]):
    print(f"   decision {decision}: {because}")
    print(f"   first untrue for day {since}, {reports} reports")
left = one("SELECT sum(gross - tax) FROM orders WHERE country = 'XT' AND paid")
left /= one("SELECT sum(value) FROM runs WHERE report_day > 80")
print(f"   net sales left out since: {left:.1%} of those reported")
print(f"   price: 3 decisions, {one('SELECT count(*) FROM verdicts')} verdicts\n")

for person in rng.sample(range(10, 2010), 12):
    db.execute("INSERT INTO erasures VALUES (?, ?)", (person, 95 * DAY))
people = {(run, country): count for run, country, count in db.execute("""
    SELECT run, country, count(DISTINCT person) FROM runs JOIN orders ON day = report_day
     AND recorded_at <= read_at JOIN erasures USING (person) GROUP BY run, country""")}
print("4. Twelve people ask on day 95 to be forgotten\n"
      f"{'their':>35}{'reports':>10}{'gaps':>8}{'of one':>8}{'reports':>9}\n"
      f"{'rows':>35}{'by rows':>10}{'person':>16}{'by cells':>9}")
forget("before", "SELECT 1")
THEIRS = "WHERE person IN (SELECT person FROM erasures)"
forget("deleted, history kept", f"UPDATE orders SET replaced_at = {95 * DAY} {THEIRS}")
forget("deleted in every version", f"DELETE FROM orders {THEIRS}")
forget("day 100, rows kept 30 days", "DELETE FROM orders WHERE day < 70")
forget("day 121, rows kept 30 days", "DELETE FROM orders WHERE day < 91")
cells = one("SELECT count(*) FROM cells")
print(f"   price: {cells} cells, {4 * 90 - cells} withheld for holding 1 to 4 people")
