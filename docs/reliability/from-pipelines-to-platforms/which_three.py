"""How many of sqlglot's switches the first few dialects would have shown, and which few.

Exact, not sampled: the mean over all choices is a ratio of binomials, and all 5,456
choices of three are tried.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["matplotlib==3.11.2", "sqlglot==30.30.0"]
# ///
import inspect
import io
from importlib.metadata import version
from itertools import combinations
from math import comb
from pathlib import Path

import matplotlib
matplotlib.use("svg")
import matplotlib.pyplot as plt
from sqlglot import Dialect, Generator, Parser, Tokenizer
from sqlglot.dialects import DIALECTS

INK, BLUE, RED, GRAY = "#222222", "#1f6f8b", "#b3472e", "#8a8a8a"
DARK = {INK: "#dddddd", BLUE: "#6cb8d6", RED: "#f0937c", GRAY: "#9a9a9a"}
FAMILY = {name: type(Dialect.get_or_raise(name.lower())) for name in DIALECTS}
N = len(FAMILY)
STAGE_OF = {Dialect: lambda d: d, Tokenizer: lambda d: d.tokenizer_class,
            Parser: lambda d: d.parser_class, Generator: lambda d: d.generator_class}

flips = {name: set() for name in FAMILY}  # dialect -> the switches it flips
for base, version_of in STAGE_OF.items():
    for switch in dir(base):
        if isinstance(inspect.getattr_static(base, switch), bool):
            for name, dialect in FAMILY.items():
                if getattr(version_of(dialect), switch) != getattr(base, switch):
                    flips[name].add((base.__name__, switch))
needed = set().union(*flips.values())


# --8<-- [start:curve]
users = [sum(switch in mine for mine in flips.values()) for switch in sorted(needed)]


def seen(k):
    """Switches that k of the N dialects need, averaged over every choice of k."""
    return sum(1 - comb(N - m, k) / comb(N, k) for m in users)


trios = sorted((len(set().union(*(flips[name] for name in trio))), trio)
               for trio in combinations(sorted(FAMILY), 3))
# --8<-- [end:curve]


def greedy(pick):
    """Dialects one by one, each time the one that adds most (max) or least (min)."""
    have, left, curve = set(), sorted(FAMILY), [0]
    while left:
        name = pick(left, key=lambda name: len(flips[name] - have))
        left.remove(name)
        have |= flips[name]
        curve.append(len(have))
    return curve


def unlike(trio):
    """Of the switches that two of the three flip, the share that only one of them flips."""
    pairs = [(flips[a], flips[b]) for a, b in combinations(trio, 2)]
    return sum(len(a ^ b) / len(a | b) for a, b in pairs)


few, middle, many = trios[0], trios[len(trios) // 2], trios[-1]
apart = max(trios, key=lambda row: unlike(row[1]))
busy = max(trios, key=lambda row: sum(len(flips[name]) for name in row[1]))
sole = {name: len(mine - set().union(*(f for other, f in flips.items() if other != name)))
        for name, mine in flips.items()}
heirs = [name for name, dialect in FAMILY.items() if dialect.__mro__[1] is not Dialect]

print(f"sqlglot {version('sqlglot')}: {len(needed)} switches that some dialect needs\n")
print("dialects   switches seen        the next one adds")
for k in (1, 2, 3, 5, 8, 10, 20, 32):
    print(f"{k:>8}   {seen(k):>13.1f}   {seen(k) / len(needed):>3.0%}"
          f"   {seen(k + 1) - seen(k):>13.1f}")
print(f"{N:>8}   {seen(N):>13.1f}   {seen(N) / len(needed):.0%}")
print(f"\nwhich three, of {len(trios):,} choices")
for label, (count, trio) in (("fewest", few), ("middle", middle), ("most", many),
                            ("least alike", apart), ("largest", busy)):
    names = "" if label == "middle" else ", ".join(trio)
    print(f"  {label:<11} {count:>4}   {count / len(needed):>4.0%}  {names}".rstrip())
print(f"  {'mean':<11} {seen(3):>4.0f}   {seen(3) / len(needed):>4.0%}")
print("\nswitches that only this dialect needs, on average")
print(f"  all {N} dialects          {sum(sole.values()) / N:.1f}")
for label, group in (("that extend a sibling", heirs),
                     ("that extend the core", set(FAMILY) - set(heirs))):
    print(f"  {len(group)} {label:<21} {sum(sole[n] for n in group) / len(group):.1f}")
print(f"  dialects with none       {sum(n == 0 for n in sole.values())} of {N}")

plt.rcParams.update({"svg.hashsalt": "lab", "font.size": 10, "axes.spines.top": False,
                     "axes.spines.right": False, **dict.fromkeys(
                         ["text.color", "axes.edgecolor", "axes.labelcolor", "xtick.color",
                          "ytick.color"], INK)})
fig, ax = plt.subplots(figsize=(4.6, 3.2))
ax.plot(range(N + 1), greedy(max), color=GRAY, ls="--", lw=1)
ax.plot(range(N + 1), greedy(min), color=GRAY, ls=":", lw=1.3)
ax.plot(range(N + 1), [seen(k) for k in range(N + 1)], color=BLUE, lw=2)
ax.plot([3, 3], [few[0], many[0]], color=RED, lw=1.5, marker="_", ms=9)
ax.plot(3, seen(3), color=RED, marker="o", ms=6)
ax.text(3.8, 49, f"{few[0]} to {many[0]},\nmean {seen(3):.0f}", color=RED, va="center")
ax.text(8.8, 171, "most telling\nfirst", color=GRAY, va="center")
ax.text(13, 118, "mean of\nall orders", color=BLUE, va="center")
ax.text(22, 60, "least telling\nfirst", color=GRAY, va="center")
ax.set(xlabel="dialects in the family", ylabel="switches needed", xlim=(0, N),
       ylim=(0, 205), xticks=[0, 3, 10, 20, N])
svg = io.StringIO()
fig.savefig(svg, format="svg", transparent=True, bbox_inches="tight",
            metadata={"Date": None})
for scheme, inks in (("light", {}), ("dark", DARK)):
    text = svg.getvalue()
    for light, dark in inks.items():
        text = text.replace(light, dark)
    Path(__file__).with_name(f"three-{scheme}.svg").write_text(text, encoding="utf-8")
