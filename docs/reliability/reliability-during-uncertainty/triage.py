"""What may stop a pipeline: one check in two families, on real weeks and injected faults.

Real claims by state (US Department of Labor, 50 states and DC), with Connecticut's number
of 14 May as published. In the second half the faults are injected, one state at a time, and
the senders' totals are assumed, since the archive keeps none."""
# /// script
# requires-python = ">=3.11"
# dependencies = []
# ///
import csv
from datetime import date, timedelta
from math import exp, log
from pathlib import Path
from statistics import mean, median, stdev


# --8<-- [start:check]
def machine(now, before, sent):
    """About the delivery. Learns nothing, so it means the same in every regime.
    `sent`: each part's total, which its sender took from its own books."""
    hold = {part: "missing" for part in sent if part not in now}
    hold |= {part: "repeated" for part in now if now[part] == before.get(part)}
    return hold | {part: "unbalanced" for part in now if now[part] != sent.get(part)}


def world(now, before, limits, alone=5):
    """About the values. True while the past, or the neighbors, resemble the present."""
    growth = {part: now[part] / before[part] for part in now if before.get(part)}
    usual = median(growth.values())
    return {"ask": [p for p in growth if not 1 / alone < growth[p] / usual < alone],
            "broad": sum(not 2 / 3 < g < 3 / 2 for g in growth.values()) > len(growth) / 2,
            "level": not limits[0] <= sum(now.values()) <= limits[1]}


def triage(now, before, sent, limits):
    """`hold` keeps rows back. `ask` goes to the owner of a part. `freeze` stops learners,
    and stays until a named person lifts it: a chart that falls silent has not decided."""
    view = world(now, before, limits)
    return {"hold": machine(now, before, sent), "ask": view["ask"],
            "freeze": view["level"] or view["broad"]}
# --8<-- [end:check]


def read(name):
    with open(Path(__file__).with_name(name), encoding="utf-8") as file:
        yield from csv.DictReader(line for line in file if not line.startswith("#"))


us = {row["week"]: int(row["claims"]) for row in read("claims_us.csv")}
states = {row.pop("week"): {state: int(n) for state, n in row.items()}
          for row in read("claims_by_state.csv")}
days, weeks = list(us), list(states)
RATIOS = [log(us[w] / us[days[i - 52]]) for i, w in enumerate(days)
          if "2019-03-16" <= w <= "2020-03-07"]


def limits(week, chart):
    """The charts of limits.py, less the territories, which the state file leaves out."""
    i, rest = days.index(week), us[week] - sum(states[week].values())
    past = [us[w] for w in days[i - 8:i]]
    return [-rest + {"fixed": us[days[i - 52]] * exp(mean(RATIOS) + 3 * k * stdev(RATIOS)),
                     "trailing": mean(past) + 3 * k * stdev(past),
                     "week": us[days[i - 1]] * (1 + 0.3 * k)}[chart] for k in (-1, 1)]


row = "{:9}{:>9}{:>9}{:>8}{:>9}{:>8}{:>9}"
print("states    up half  down a   hold      ask   broad   freeze")
print("released  or more   third")
for before, week in zip(weeks[5:], weeks[6:]):
    now = states[week] | ({"CT": 298_680} if week == "2020-05-09" else {})
    growth = [now[state] / states[before][state] for state in now]
    found = triage(now, states[before], now, limits(week, "fixed"))  # totals agree
    broad = world(now, states[before], limits(week, "fixed"))["broad"]
    print(row.format(f"{date.fromisoformat(week) + timedelta(5):%d %b}",
                     sum(g >= 3 / 2 for g in growth), sum(g <= 2 / 3 for g in growth),
                     " ".join(found["hold"]) or ".", " ".join(found["ask"]) or ".",
                     "yes" if broad else ".", "yes" if found["freeze"] else "."))
steps = list(zip(weeks, weeks[1:]))
same = sum(states[a][s] == states[b][s] for a, b in steps for s in states[a])
asked = {x: sum(len(world(states[b], states[a], (0, 0), alone=x)["ask"]) for a, b in steps)
         for x in (5, 3, 2)}
print(f"\nof {len(steps) * 51} true state-weeks, {same} repeat the week before;")
print("asked about are " + ", ".join(f"{n} at {x}x" for x, n in asked.items()))

# --8<-- [start:faults]
FAULTS = {  # what arrives when one state s is hit
    "a state is missing": lambda s, now, old: {p: n for p, n in now.items() if p != s},
    "a state repeats its last": lambda s, now, old: now | {s: old[s]},
    "tenfold, on the way": lambda s, now, old: now | {s: now[s] * 10},
    "tenfold, at the source": lambda s, now, old: now | {s: now[s] * 10},
    "everything twice": lambda s, now, old: {p: 2 * n for p, n in now.items()}}
SENDER_SHARES_IT = {"a state repeats its last", "tenfold, at the source"}
# --8<-- [end:faults]


def noticed(now, old, sent, week, state):
    """Who rings: three charts, a question about this state, freshness, three checks."""
    hold, view = machine(now, old, sent).values(), [
        world(now, old, limits(week, chart)) for chart in ("fixed", "trailing", "week")]
    return [*(v["level"] for v in view), state in view[0]["ask"],
            not now,  # table freshness: is the newest row of this week?
            "missing" in hold, "repeated" in hold, "unbalanced" in hold]


row = "{:24}{:>6}{:>6}{:>6}{:>5}{:>8}{:>4}{:>8}{:>5}"
for label, week in (("calm, week to 7 Mar", "2020-03-07"),
                    ("break, to 21 Mar", "2020-03-21"), ("after, to 9 May", "2020-05-09")):
    now, old = states[week], states[weeks[weeks.index(week) - 1]]
    print("\n" + row.format(label, *"fixed trail week ask newest in repeat sum".split()))
    for name, hit in {"nothing wrong": lambda s, now, old: now, **FAULTS}.items():
        cases = []
        for state in now:
            got = hit(state, now, old)
            sent = got if name in SENDER_SHARES_IT else now
            cases.append(noticed(got, old, sent, week, state))
        print(row.format(name, *(sum(column) or "." for column in zip(*cases))))
