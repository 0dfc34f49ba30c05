"""An ownership record, and the query that finds the jobs it does not cover.

The registry is made up: two covered jobs, twelve planted ones. The query is held against
two cheaper checks, run on two engines, and then loses its conditions one by one.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["duckdb==2.0.0"]
# ///
import re
import sqlite3

import duckdb

# --8<-- [start:record]
RECORD = """
CREATE TABLE ownership (
    job        TEXT PRIMARY KEY,
    owner      TEXT,  -- a person in the directory, never a team or a mailbox
    deputy     TEXT,  -- a second person
    confirmed  TEXT,  -- last day on which these names count
    if_missed  TEXT,  -- run late | skip | stop the readers
    if_doubled TEXT,  -- harmless | undo with ... | stop before the second
    clock      TEXT   -- the promise that gives way: the date, the hour, the 24 hours
);
INSERT INTO ownership VALUES ('daily_sales', 'ana', 'ben', '2027-03-31',
    'run late', 'harmless', 'the hour');
"""
# --8<-- [end:record]

# --8<-- [start:query]
# From the scheduler: job, can_pause (its permissions, groups expanded to people).
# From the directory: person. Kept by a check on each job's effect: heartbeat, one row.
ORPHANS = """
WITH named AS (
    SELECT job, owner AS person FROM ownership WHERE confirmed >= $today
    UNION ALL
    SELECT job, deputy FROM ownership WHERE confirmed >= $today
), hands AS (
    SELECT named.job, count(DISTINCT named.person) AS able
    FROM named
    JOIN person ON person.person = named.person AND person.active = 1
    JOIN can_pause ON can_pause.job = named.job AND can_pause.person = named.person
    GROUP BY named.job
), verdict AS (
    SELECT job.job, CASE
        WHEN hands.able IS NULL THEN 'orphaned'
        WHEN hands.able = 1 THEN 'one deep'
        WHEN ownership.if_missed IS NULL THEN 'undecided'
        WHEN ownership.if_doubled IS NULL THEN 'undecided'
        WHEN ownership.clock IS NULL THEN 'undecided'
        WHEN heartbeat.next_due IS NULL THEN 'silent'
        WHEN heartbeat.next_due < $today THEN 'silent'
        END AS finding
    FROM job
    LEFT JOIN ownership ON ownership.job = job.job
    LEFT JOIN hands ON hands.job = job.job
    LEFT JOIN heartbeat ON heartbeat.job = job.job
)
SELECT job, finding FROM verdict WHERE finding IS NOT NULL ORDER BY job
"""
# --8<-- [end:query]

TODAY, LATER, EARLIER = "2027-01-15", "2027-03-31", "2027-01-10"
PEOPLE = {"ana": 1, "ben": 1, "cem": 1, "dora": 0, "eli": 0}  # dora and eli have left
SAID = ("run late", "harmless", "the hour")  # if_missed, if_doubled, clock
GOOD = ("ana", "ben", LATER, *SAID)  # a record with nothing wrong
# job: owner field, last editor, who can pause (ben twice: in two groups), next_due, record
REGISTRY = {
    "daily_sales": ("ana", "ana", "ana ben", LATER, None),  # its record: the example row
    "invoice_export": ("airflow", "dora", "ana ben", LATER, GOOD),
    "fx_rates": ("airflow", "ana", "ana ben", LATER, None),
    "churn": ("dora", "eli", "dora eli", LATER, ("dora", "eli", LATER, *SAID)),
    "ad_spend": ("ana", "ana", "cem", LATER, GOOD),
    "kpi_mail": ("bi", "ana", "bi data", LATER, ("bi", "data", LATER, *SAID)),
    "purge_users": ("ana", "ana", "ana ben", LATER, ("ana", "ben", EARLIER, *SAID)),
    "stock_levels": ("ana", "ana", "ana ben", LATER, ("ana", "ana", LATER, *SAID)),
    "web_logs": ("dora", "ben", "dora ben ben", LATER, ("dora", "ben", LATER, *SAID)),
    "payroll_feed": ("ana", "ana", "ana ben", LATER, (*GOOD[:3], None, "undo", "the hour")),
    "newsletter": ("ana", "ana", "ana ben", LATER, (*GOOD[:3], "skip", None, "the hour")),
    "ledger_close": ("ana", "ana", "ana ben", LATER, (*GOOD[:3], "run late", "undo", None)),
    "nightly_backup": ("ana", "ana", "ana ben", EARLIER, GOOD),
    "log_rollup": ("ana", "ana", "ana ben", None, GOOD),
}
TABLES = {
    "person (person TEXT, active INT)": list(PEOPLE.items()),
    "job (job TEXT)": [(job,) for job in REGISTRY],
    "can_pause (job TEXT, person TEXT)": [
        (job, who) for job, entry in REGISTRY.items() for who in entry[2].split()],
    "heartbeat (job TEXT, next_due TEXT)": [
        (job, entry[3]) for job, entry in REGISTRY.items() if entry[3]],
}
RECORDS = [(job, *entry[-1]) for job, entry in REGISTRY.items() if entry[-1]]


def findings(query, engine=sqlite3):
    """Put the registry into an empty database, run the query: job -> finding."""
    db = engine.connect(":memory:")
    for statement in [*RECORD.split(";\n"), *(f"CREATE TABLE {table}" for table in TABLES)]:
        db.execute(statement)
    for table, rows in (TABLES | {"ownership": RECORDS}).items():
        marks = ", ".join("?" * len(rows[0]))
        db.executemany(f"INSERT INTO {table.split()[0]} VALUES ({marks})", rows)
    return dict(db.execute(query, {"today": TODAY}).fetchall())


found = findings(ORPHANS)
print("Made-up registry     owner field   last editor   the query")
for job, (field, editor, *_) in REGISTRY.items():
    print(f"  {job:19}{'default' if field == 'airflow' else 'set':14}"
          f"{'active' if PEOPLE[editor] else 'gone':14}{found.get(job, '-')}")
print(f"sqlite and duckdb {duckdb.__version__}",
      "agree" if findings(ORPHANS, duckdb) == found else "differ")
print("\nCondition removed          planted jobs that then pass")
cuts = {"WHERE confirmed >= $today": "", "DISTINCT ": "", " AND person.active = 1": "",
        **{row + "\n": "" for row in ORPHANS.split("\n") if re.match(" *(JOIN|WHEN)", row)}}
for cut, instead in cuts.items():
    passed = sorted(set(found) - set(findings(ORPHANS.replace(cut, instead))))
    label = re.sub(r" (ON|THEN) .*|WHEN |AND |\w+\.", "", " ".join(cut.split()))
    print(f"  {label:27}{', '.join(passed)}")
