"""A feature read misses its deadline: what each candidate answer does to a fraud model.

Synthetic. An account's attempts in 30 days raise its fraud risk and the time to read them.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy==2.4.6", "scikit-learn==1.9.1"]
# ///
import numpy as np
from sklearn.linear_model import LogisticRegression

REQUESTS, DEADLINE_MS, SEED, BURST, BURSTING = 60_000, 28, 5, 400, 0.02


def read_ms(attempts, rng):
    """Longer rows take longer; 0.3% of reads meet a paused replica, whoever asks."""
    row_ms = 0.06 * attempts * rng.lognormal(0, 0.1, REQUESTS)
    pause_ms = 40 * (rng.random(REQUESTS) < 0.003)
    return 3 + row_ms + rng.exponential(1.5, REQUESTS) + pause_ms


def day(number, bursting=0.0, shard_down=0.0):
    """One request per account; `earlier` is the copy of the count from the day before."""
    rng = np.random.default_rng([SEED, number])
    more = np.random.default_rng([SEED, number, 1])
    rate = rng.lognormal(np.log(30), 1.2, REQUESTS)
    burst = more.random(REQUESTS) < bursting
    attempts = rng.poisson(rate + BURST * burst)      # a burst, since the copy was made
    earlier = more.poisson(rate * more.lognormal(0, 0.3, REQUESTS))
    amount, new_device = rng.normal(size=REQUESTS), rng.random(REQUESTS) < 0.1
    log_odds = 1.3 * np.log1p(attempts) + 1.3 * amount + 1.5 * new_device - 10.5
    fraud = rng.random(REQUESTS) < 1 / (1 + np.exp(-log_odds))
    first, second = read_ms(attempts, rng), read_ms(attempts, more)
    down = more.random(REQUESTS) < shard_down         # unreachable, whoever it is for
    return {"now": attempts, "earlier": earlier, "burst": burst, "fraud": fraud,
            "other": np.column_stack([amount, new_device]),
            "down": down, "miss": (first > DEADLINE_MS) | down,
            "miss twice": (np.minimum(first, second) > DEADLINE_MS) | down, "rng": more}


def columns(d, value, flag):
    return np.column_stack([np.log1p(value), d["other"], flag])


def train(value, flag):
    return LogisticRegression(C=100).fit(columns(past, value, flag), past["fraud"])


def score(model, d, value, flag=np.zeros(REQUESTS)):
    return model.predict_proba(columns(d, value, flag))[:, 1]


# Train on an ordinary day. The threshold that flags its top 1% then stays fixed.
past = day(1)
mean = past["now"].mean()
dropped = past["rng"].random(REQUESTS) < 0.1
plain = train(past["now"], np.zeros(REQUESTS))
threshold = np.quantile(score(plain, past, past["now"]), 0.99)
# --8<-- [start:log]
dropout = train(np.where(dropped, mean, past["now"]), dropped)
logged = train(np.where(past["miss"], mean, past["now"]), past["miss"])
served = train(np.where(past["miss"], past["earlier"], past["now"]), past["miss"])
# What the late reads returned once they finished: four in five were above the floor.
floor, low = np.quantile(past["now"][past["miss"]], [0.2, 0.1])
# --8<-- [end:log]


# --8<-- [start:answers]
def answers(d):
    """Every candidate answer to a miss, as the scores it leads to."""
    now, miss, old, rng, down = d["now"], d["miss"], d["earlier"], d["rng"], d["down"]
    late, filled, copied = miss & ~down, np.where(miss, mean, now), np.where(miss, old, now)
    at_least, off_by_2 = np.maximum(old, floor), old * rng.lognormal(0, np.log(2), REQUESTS)
    at_random = np.where(rng.permutation(miss), mean, now)
    yield "every read arrives", score(plain, d, now)
    yield "mean, as many at random", score(plain, d, at_random)
    yield "1  mean", score(plain, d, filled)
    yield "2  read twice, else mean", score(plain, d, np.where(d["miss twice"], mean, now))
    yield "3a mean + flag, dropout", score(dropout, d, filled, miss)
    yield "3b mean + flag, logged", score(logged, d, filled, miss)
    yield "3c 3b if late, 5a if down", score(logged, d, np.where(down, old, filled), late)
    yield "4  hold for review", np.where(miss, 1, score(plain, d, now))
    yield "5a earlier value", score(plain, d, copied)
    yield "5b earlier, off by 2x", score(plain, d, np.where(miss, off_by_2, now))
    yield "5c earlier + flag, logged", score(served, d, copied, miss)
    yield "6a earlier, at least floor", score(plain, d, np.where(miss, at_least, now))
    yield "6b 6a if late, 5a if down", score(plain, d, np.where(late, at_least, copied))
    yield "6c 6b, low floor", score(plain, d, np.where(late, np.maximum(old, low), copied))
# --8<-- [end:answers]


days = {"steady": day(2), "bursts": day(3, BURSTING), "outage": day(4, shard_down=0.1)}
for name, d in days.items():
    fraud = d["fraud"]
    print(f"{name + ':':8}{fraud.sum():,} frauds in {REQUESTS:,}, missed "
          f"{d['miss'].mean():.1%} of requests, {d['miss'][fraud].mean():.1%} of fraud")
d = days["steady"]
print(f"steady, each read sent twice, missed {d['miss twice'].mean():.1%} of requests, "
      f"{d['miss twice'][d['fraud']].mean():.1%} of fraud")
print(f"mean {mean:.0f} attempts, floors {floor:.0f} and {low:.0f}; "
      f"a burst adds {BURST} for {BURSTING:.0%} of accounts\n")

print(f"{'':26}{'steady day':>14} {'day of bursts':>15}{'outage':>15}")
print(f"{'answer to a miss':26}{'recall':>7}{'alerts':>7} {'recall':>7}{'bursting':>9}"
      f"{'recall':>7}{'alerts':>8}")
table = list(zip(*map(answers, days.values())))
for rows in table:
    line = f"{rows[0][0]:26}"
    for (name, d), (_, scores) in zip(days.items(), rows):
        alert, fraud = scores >= threshold, d["fraud"]
        line += f"{alert[fraud].mean():7.1%}"
        line += (f"{alert[fraud & d['burst']].mean():9.1%} " if name == "bursts"
                 else f"{alert.sum():7,} ")
    print(line.rstrip())

# The same queue for all: each answer gets the threshold that yields the first row's alerts.
queue, fraud = (table[0][0][1] >= threshold).sum(), days["steady"]["fraud"]
print(f"\nrecall on the steady day, each threshold set to yield {queue} alerts")
for label, scores in (table[row][0] for row in (0, 2, 5, 8, 11)):
    print(f"{label:26}{(scores >= np.sort(scores)[-queue])[fraud].mean():7.1%}")
