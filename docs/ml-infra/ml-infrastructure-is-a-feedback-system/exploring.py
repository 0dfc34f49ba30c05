"""What exploration costs and what it buys: clicks over sixty days, five seeds a row.

Simulation. The worse item has a true click rate of 5%. Every view that goes to it instead
of the better item costs the gap between them, so one number decides: the share of views
that the worse item got. Exploration gains clicks exactly where it lowers that share.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy==2.4.6"]
# ///
from dataclasses import dataclass

import numpy as np

DAYS, REPLAYS, SEEDS = 60, 1_000, range(5)


@dataclass(frozen=True)
class Case:
    gap: float = 0.01
    per_day: int = 200
    warm_up: int = 20
    prior: tuple = (1, 20)  # one click in twenty views


def worse_item(seed, explore, case):
    """Share of views the worse item got, and share of replays that settled on it."""
    rng = np.random.default_rng(seed)
    rates, rows = np.array([0.05, 0.05 + case.gap]), np.arange(REPLAYS)
    views = np.full((REPLAYS, 2), case.warm_up)
    clicks, wasted = rng.binomial(views, rates), 0

    def model():  # the nightly retraining; a tie is settled by a coin
        belief = (clicks + case.prior[0]) / (views + case.prior[1])
        tie = belief[:, 0] == belief[:, 1]
        return np.where(tie, rng.integers(0, 2, REPLAYS), belief.argmax(axis=1))

    for _ in range(DAYS):
        favorite, shown = model(), np.zeros_like(views)
        shown[rows, 1 - favorite] = rng.binomial(case.per_day, explore / 2, REPLAYS)
        shown[rows, favorite] = case.per_day - shown[rows, 1 - favorite]
        clicks, views = clicks + rng.binomial(shown, rates), views + shown
        wasted += shown[:, 0].sum()
    return wasted / (DAYS * case.per_day * REPLAYS), np.mean(model() == 0)


def clicks_gained(closed, opened, case):
    """Views moved off the worse item in sixty days, times the gap: lowest, highest seed."""
    moved = [before - after for (before, _), (after, _) in zip(closed, opened, strict=True)]
    clicks = np.array(moved) * DAYS * case.per_day * case.gap
    return np.round(clicks.min(), 1) + 0.0, np.round(clicks.max(), 1) + 0.0


def row(label, case):
    runs = [[worse_item(seed, explore, case) for seed in SEEDS]
            for explore in (0.0, 0.05, 0.10)]
    settled = "".join(f"{np.mean([share for _, share in run]):>7.1%}" for run in runs)
    low, high = clicks_gained(runs[0], runs[1], case)
    verdict = "gains" if low > 0 else "loses" if high < 0 else "seeds vary"
    print(f"{label:<21}{settled}{low:>+8.1f} to {high:>+6.1f}  {verdict}")


print("                      settled on worse    clicks gained per replay")
print("exploring:                0%     5%    10%  at 5%: lowest, highest seed")
print("gap in points; unless stated gap 1.00, 200 views a day, warm-up 20")
for gap in (0.0025, 0.01, 0.03):
    for per_day in (5, 20, 200, 2_000):
        row(f"gap {gap * 100:.2f}, {per_day:,} a day", Case(gap=gap, per_day=per_day))
for warm_up in (100, 500, 2_000):
    row(f"warm-up {warm_up:,} views", Case(warm_up=warm_up))
row("no prior", Case(prior=(1e-9, 1e-9)))
row("prior 10% (2 in 20)", Case(prior=(2, 20)))

quiet = Case(per_day=20)
closed, coin = ([worse_item(seed, explore, quiet) for seed in SEEDS]
                for explore in (0.0, 1.0))
low, high = clicks_gained(closed, coin, quiet)
print("A fair coin for all views, gap 1.00, 20 a day: settles on the worse in")
print(f"{np.mean([share for _, share in coin]):.1%} and costs {-high} to {-low} clicks"
      " against no exploration.")
