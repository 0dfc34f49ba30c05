"""Let the same 163 releases arrive one by one and review each against a register.

Same survey and same rules as one_subtraction.py, written a second way (NumPy, all pairs).
The gate approves a release only if no pair of it and an approved one isolates people who
all gave the same answer. Who asks first decides what is left for the others.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy==2.4.6", "statsmodels==0.15.0"]
# ///
import random
from functools import cache
from importlib.resources import files
from itertools import combinations, permutations

import numpy as np

data = np.genfromtxt(files("statsmodels") / "datasets/fair/fair.csv",
                     delimiter=",", names=True)
answer = (data["affairs"] > 0).astype(int)
COLUMNS = data.dtype.names[:8]
RELEASES = [frozenset(c) for size in range(5) for c in combinations(COLUMNS, size)]

group, size, yes = {}, {}, {}  # by release: each person's cell, each cell's n and yes
for release in RELEASES:
    key = np.column_stack([data[c] for c in sorted(release)] or [np.zeros(len(data))])
    group[release] = np.unique(key, axis=0, return_inverse=True)[1].ravel()
    size[release] = np.bincount(group[release])
    yes[release] = np.bincount(group[release], weights=answer).astype(int)


def passes(release, k):
    """The review of one release alone, cell by cell."""
    return (size[release] >= k) & (yes[release] > 0) & (yes[release] < size[release])


# --8<-- [start:pairs]
def conflicts(k):
    """Pairs of releases that expose someone, and whom.

    Compare two releases on the columns they share: where `whole` shows everybody in a
    group and `part` hides a few who all said the same, one subtraction gives their answer.
    """
    hidden = {r: ~passes(r, k)[group[r]] for r in RELEASES}

    @cache
    def rest(release, shared):
        """For each group of the shared columns: people hidden, and yes among them."""
        return (np.bincount(group[shared], hidden[release]),
                np.bincount(group[shared], hidden[release] * answer))

    found = {}
    for whole, part in permutations(RELEASES, 2):
        shared = whole & part
        missing, _ = rest(whole, shared)
        n, said_yes = rest(part, shared)
        hit = (missing == 0) & (n > 0) & ((said_yes == 0) | (said_yes == n))
        if hit.any():
            found[whole, part] = set(np.flatnonzero(hidden[part] & hit[group[shared]]))
    return found


def gate(found, order):
    """Approve in order of arrival what conflicts with nothing approved before."""
    approved = []
    for new in order:
        if not any((new, old) in found or (old, new) in found for old in approved):
            approved.append(new)
    return approved
# --8<-- [end:pairs]


def outcome(found, approved, k):
    """Releases and cells approved, and people exposed by two of them."""
    exposed = set().union(*(who for pair, who in found.items()
                            if set(pair) <= set(approved)))
    return len(approved), sum(passes(r, k).sum() for r in approved), len(exposed)


def show(what, *columns):
    print(f"{what:<24}" + "".join(f"{column:>16}" for column in columns))


ORDERS = [random.Random(seed).sample(RELEASES, len(RELEASES)) for seed in range(20)]
PAIRS = len(RELEASES) * (len(RELEASES) - 1) // 2
for k in (5, 20, 50):
    found = conflicts(k)
    nested = {pair: who for pair, who in found.items() if pair[0] < pair[1]}
    clash = len({frozenset(pair) for pair in found})
    print(f"K = {k}: {clash:,} of {PAIRS:,} pairs ({clash / PAIRS:.1%}) expose someone")
    show("", "approved", "cells", "exposed")
    show("each release on its own", *(f"{v:,}" for v in outcome(found, RELEASES, k)))
    for name, known in (("register, roll-ups *", nested),
                        ("register, every pair *", found)):
        runs = [outcome(found, gate(known, order), k) for order in ORDERS]
        show(name, *(f"{min(v):,} to {max(v):,}" if max(v) else "0" for v in zip(*runs)))
    for name, order in (("  coarsest first", RELEASES),
                        ("  finest first", RELEASES[::-1])):
        show(name, *(f"{v:,}" for v in outcome(found, gate(found, order), k)))
    print()
print(f"* lowest to highest over {len(ORDERS)} random orders of arrival")
