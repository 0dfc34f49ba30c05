"""The third changelog entry, written by a program: whom a fix moves, before it is released.

Synthetic users as in patch.py. The readers and their read log are made up.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["duckdb==2.0.0", "numpy==2.4.6", "scikit-learn==1.9.1"]
# ///
import duckdb
import numpy as np
from sklearn.linear_model import LogisticRegression

USERS, SEED = 20_000, 1
BUILD = """
CREATE OR REPLACE TABLE feature AS
SELECT u.*, f.events_7d_v1, f.events_7d_v2 FROM users u JOIN (
    SELECT u.user_id, count(e.id) AS events_7d_v1, count(DISTINCT e.id) AS events_7d_v2
    FROM users u LEFT JOIN events e ON e.user_id = u.user_id GROUP BY u.user_id
) f ON f.user_id = u.user_id"""


def week(con, number):
    """Fill `feature` with one week and return what churned and what was abuse."""
    rng = np.random.default_rng([SEED, number])
    mobile = rng.random(USERS) < 0.6
    events = rng.poisson(rng.lognormal(1.5, 1.0, USERS))
    tenure, risk = rng.normal(size=USERS), rng.normal(size=USERS)
    churn = 0.55 - 0.95 * np.log1p(events) - 0.6 * tenure
    abuse = -7.0 + 1.25 * np.log1p(events) + 0.9 * risk
    happens = [rng.random(USERS) < 1 / (1 + np.exp(-odds)) for odds in (churn, abuse)]
    user = np.repeat(np.arange(USERS), events)
    again = mobile[user]
    con.register("users", {"user_id": np.arange(USERS), "mobile": mobile.astype(int),
                           "tenure": tenure, "risk": risk})
    con.register("events", {
        "user_id": np.concatenate([user, user[again]]),
        "id": np.concatenate([np.arange(len(user)), np.flatnonzero(again)])})
    con.execute(BUILD)
    return happens


def declare(con, columns, happens, share):
    """What a model's owner hands over: the score in SQL, and the threshold in use."""
    w = con.execute("FROM feature ORDER BY user_id").fetchnumpy()
    x = np.column_stack([np.log1p(w["events_7d_v1"]), *(w[c] for c in columns)])
    model = LogisticRegression(C=100, solver="newton-cholesky").fit(x, happens)
    first, *rest = model.coef_[0]
    odds = f"{model.intercept_[0]:.6f} + {first:.6f} * ln(1 + {{f}})"
    odds += "".join(f" + {b:.6f} * {c}" for b, c in zip(rest, columns))
    cut = np.quantile(model.predict_proba(x)[:, 1], 1 - share)
    return f"1 / (1 + exp(-({odds})))", float(cut)


con = duckdb.connect()
churned, abused = week(con, 0)
# --8<-- [start:readers]
readers = {                      # reader: (score over {f}, acts from)
    "churn_calls": declare(con, ["mobile", "tenure"], churned, 0.10),
    "abuse_review": declare(con, ["risk"], abused, 0.02),
    "loyal_offer": ("{f}", 30),  # found in the read log, declared by nobody
}
reads = {"churn_calls": 7, "abuse_review": 7, "loyal_offer": 7, "nb_17": 2}  # of 7 days

CROSSING = """
WITH s AS (SELECT {v1} AS one, {v2} AS two FROM feature)
SELECT count(*) FILTER (one >= {cut}),
       count(*) FILTER (two >= {cut}),
       count(*) FILTER (two >= {cut} AND one < {cut}),
       count(*) FILTER (one >= {cut} AND two < {cut}),
       list_reverse_sort(list(two))[count(*) FILTER (one >= {cut})]
FROM s"""


def crossing(con, reader):
    """Queue on 1.x and on 2.x, who joins, who leaves, and the cut that keeps its length."""
    score, cut = readers[reader]
    v1, v2 = (score.format(f=f"events_7d_v{v}") for v in (1, 2))
    return con.execute(CROSSING.format(v1=v1, v2=v2, cut=cut)).fetchone()
# --8<-- [end:readers]


MOVED = """
SELECT CASE mobile WHEN 1 THEN 'mobile' ELSE 'web' END AS platform,
       avg((events_7d_v1 <> events_7d_v2)::int), avg(events_7d_v1), avg(events_7d_v2),
       quantile_disc(events_7d_v1, 0.9), quantile_disc(events_7d_v2, 0.9)
FROM feature GROUP BY mobile ORDER BY mobile DESC"""

week(con, 1)
print("events_7d 2.0.0, published beside 1.4.0\n")
print("Fixed    the mobile SDK logs an event twice. 1.x counts both, 2.x one.")
nulls, zeros, kind = con.execute("""
    SELECT count(*) - count(events_7d_v2), avg((events_7d_v2 = 0)::int),
           any_value(typeof(events_7d_v2)) FROM feature""").fetchone()
print(f"Same     {kind}, {nulls} nulls, {zeros:.1%} zeros")
print("Moved             rows changed   mean 1.x  2.x   top tenth 1.x  2.x")
for platform, rows, one, two, high, high2 in con.execute(MOVED).fetchall():
    print(f"         {platform:12}{rows:9.1%}{one:11.1f}{two:5.1f}{high:16}{high2:5}")
print(f"Readers  at their own thresholds, last week's {USERS:,} users")
print(f"{'':23}1.x    2.x   joins  leaves  same queue from")
for reader, days in reads.items():
    if reader not in readers:
        print(f"         {reader:12}  read on {days} of 7 days; query and owner unknown")
        continue
    now, then, joins, leaves, cut = crossing(con, reader)
    print(f"         {reader:12}{now:6,}{then:7,}{joins:8,}{leaves:8,}"
          f"{cut:11.2g}, not {readers[reader][1]:.2g}")
print("History  2.x is rebuilt as far back as 1.x is kept")
print("Until    90 days from now; then the 1.x column goes, read or not.\n"
      "         Who needs longer says so here, with a name and a date.")
