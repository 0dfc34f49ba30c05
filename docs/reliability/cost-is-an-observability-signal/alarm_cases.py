"""The alarm of work_ledger.sql on planted runs, and once more without each of its clauses.

The runs are made up. Approved are 10 rows scanned and 14 handled for each row delivered,
and 8,400 handled in a run. The last two are faults that the alarm cannot see."""
# /// script
# requires-python = ">=3.11"
# dependencies = ["duckdb==2.0.0"]
# ///
from pathlib import Path

import duckdb

SQL = Path(__file__).with_name("work_ledger.sql").read_text(encoding="utf-8")
# --8<-- [start:cases]
CASES = {  # job or what happened: scanned, handled, delivered, cached; the alarm expected
    "an ordinary day": (6_000, 8_400, 600, False, None),
    "60% more of everything": (9_600, 13_440, 960, False, None),
    "28 days in one run": (168_000, 235_200, 16_800, False, None),
    "from the result cache": (0, 0, 600, True, None),
    "DISTINCT over a fan-out": (7_000, 25_200, 600, False, "handles more per row"),
    "filter turned to text": (60_000, 8_400, 600, False, "scans more per row"),
    "half of the input": (3_000, 4_200, 300, False, "less work than usual"),
    "an empty input": (0, 0, 0, False, "nothing delivered"),
    "a rerun, nothing new": (6_000, 6_600, 0, False, "nothing delivered"),
    "nobody approved it": (6_000, 8_400, 600, False, "not approved"),
    "dearer, and approved so": (12_000, 16_800, 600, False, None),
    "fan-out without DISTINCT": (7_000, 25_200, 1_800, False, None),
    "a wrong number in a row": (6_000, 8_400, 600, False, None)}
# --8<-- [end:cases]
CLAUSES = ["WHEN a.job IS NULL THEN 'not approved'",
           "WHEN l.delivered = 0 THEN 'nothing delivered'",
           "WHEN scanned_ratio > a.dearest THEN 'scans more per row'",
           "WHEN handled_ratio > a.dearest THEN 'handles more per row'",
           "WHEN run_ratio < a.least THEN 'less work than usual'", "WHERE NOT l.cached"]


def alarms(sql):
    """Return the alarm of each case, each being one run of a job of that name."""
    with duckdb.connect() as db:
        db.execute(sql)
        for job, (*work, cached, _) in CASES.items():
            db.execute("INSERT INTO work_ledger VALUES ('2013-03-01', ?, 1, ?, ?, ?, ?)",
                       [job, *work, cached])
            if job != "nobody approved it":
                db.execute("""INSERT INTO approved_work BY NAME SELECT ? AS job,
                    DATE '2013-02-01' AS since, 'the author' AS approved_by,
                    10 AS scanned_per_row, 14 AS handled_per_row,
                    8400 AS handled_per_run""", [job])
        db.execute("""INSERT INTO approved_work BY NAME SELECT * REPLACE (
            DATE '2013-02-20' AS since, 20 AS scanned_per_row, 28 AS handled_per_row)
            FROM approved_work WHERE job = 'dearer, and approved so'""")
        return dict(db.execute("SELECT job, alarm FROM work_alarm").fetchall())


found = alarms(SQL)
for job in CASES:
    print(f"{job:26}{found.get(job) or '-'}")
met = sum(found.get(job) == case[-1] for job, case in CASES.items())
print(f"\nas expected: {met} of {len(CASES)}")
print("\nwithout the clause               these change")
for clause in CLAUSES:
    assert SQL.count(clause) == 1
    changed = alarms(SQL.replace(clause, ""))
    names = [job for job in CASES if changed.get(job) != found.get(job)]
    print(f"{clause.split(' THEN')[0]:33}{', '.join(names)}")
