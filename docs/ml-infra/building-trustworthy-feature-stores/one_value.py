"""One feature value and its clocks: what three joins say the model saw.

Made-up data. chargebacks_90d: a seller's payments in 90 days that were charged back.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["duckdb==2.0.0"]
# ///
from datetime import datetime, timedelta

import duckdb

db = duckdb.connect()
db.execute("""CREATE TABLE chargebacks
    (paid_at TIMESTAMP, reported_at TIMESTAMP, withdrawn_at TIMESTAMP);
INSERT INTO chargebacks VALUES
    ('2026-02-01 12:00', '2026-02-12 09:00', NULL),
    ('2026-03-03 12:00', '2026-04-02 10:00', '2026-05-11 16:00')""")

# --8<-- [start:rows]
STORE = """CREATE TABLE store (
  event_at  TIMESTAMP,  -- the moment that the value describes
  known_at  TIMESTAMP,  -- the cutoff: nothing that arrived later was read
  online_at TIMESTAMP,  -- when serving could first read this row; NULL if never
  value     INTEGER)"""

WRITE = """INSERT INTO store
SELECT $event_at, $known_at, $online_at, count(*) FROM chargebacks
WHERE paid_at >= $event_at - INTERVAL 90 DAY AND paid_at < $event_at
  AND reported_at <= $known_at
  AND (withdrawn_at IS NULL OR withdrawn_at > $known_at)
RETURNING value"""
# --8<-- [end:rows]


def at(text):
    return datetime.strptime(f"2026 {text}", "%Y %b %d %H:%M")


def write(event_at, known_at, online_at=None):
    clocks = {"event_at": event_at, "known_at": known_at, "online_at": online_at}
    return db.execute(WRITE, clocks).fetchone()[0]


def nights(first, last):
    first, last = at(f"{first} 00:00"), at(f"{last} 00:00")
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


online = []  # (from when, value): what serving could read, kept apart from the store


def nightly(first, last):
    """The job is done at 02:00. In the night to April 3 it fails and is done a day late."""
    for night in nights(first, last):
        done = night + timedelta(hours=26 if night == at("Apr 03 00:00") else 2)
        online.append((done, write(night, known_at=night, online_at=done)))


# --8<-- [start:rewrites]
def backfill(last, now):
    """Old days, each with all that is known now."""
    for night in nights("Feb 01", last):
        write(night, known_at=at(now))


def replay(last):
    """Old days, each with what was known then."""
    for night in nights("Feb 01", last):
        write(night, known_at=night)
# --8<-- [end:rewrites]


# --8<-- [start:join]
JOIN = """SELECT arg_max(value, (event_at, rowid)) FROM store  -- newest, last written
WHERE event_at <= $scored AND {clock} <= $scored"""
# --8<-- [end:join]
SCORED = [at(f"{day} 14:00") for day in ("Feb 20", "Mar 20", "Apr 03", "Apr 10", "May 20")]


def ask(clock, today="Jun 04"):
    return [db.execute(JOIN.format(clock=clock), {"scored": scored}).fetchone()[0]
            for scored in SCORED if scored < at(f"{today} 12:00")]


# --8<-- [start:story]
db.execute(STORE)
nightly("Mar 01", "Apr 14")                  # the store goes live on March 1
answers = [ask("event_at", "Apr 14")]
nightly("Apr 15", "Apr 15")
backfill("Apr 14", now="Apr 15 08:00")       # a Wednesday
nightly("Apr 16", "Apr 16")
answers.append(ask("event_at", "Apr 16"))
nightly("Apr 17", "Jun 03")
replay("Jun 02")
backfill("Jun 02", now="Jun 03 08:00")       # another Wednesday
nightly("Jun 04", "Jun 04")
answers += [ask("event_at"), ask("known_at"), ask("online_at")]
# --8<-- [end:story]

print("chargebacks_90d of one made-up seller: what did the model see?\n")
print("payment   model   join on event_at, asked   known_at  online_at")
print("scored      saw   Apr 14  Apr 16  Jun 04      Jun 04     Jun 04")
for n, scored in enumerate(SCORED):
    saw = next((value for since, value in reversed(online) if since <= scored), None)
    line = f"{scored:%b %d}{'-' if saw is None else saw:>7}  "
    for column, width in zip(answers, (6, 7, 7, 11, 10)):
        got = column[n] if n < len(column) else ""
        wrong = "*" if got != "" and saw is not None and got != saw else " "
        line += f"{'-' if got is None else got:>{width}}{wrong}"
    print(line.rstrip())
print("- no value; blank: not scored yet; * not what the model saw")

# --8<-- [start:refusal]
try:
    db.execute("""FROM (SELECT TIMESTAMP '2026-03-20 14:00' AS scored) p
        ASOF JOIN store s ON p.scored >= s.event_at AND p.scored >= s.known_at""")
except duckdb.Error as error:
    print(f"\nduckdb {duckdb.__version__}, ASOF JOIN on two clocks:\n  {error}")
# --8<-- [end:refusal]
