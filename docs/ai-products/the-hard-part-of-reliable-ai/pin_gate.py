"""A release gate with a pinned baseline, a budget and three verdicts; and its pins."""
# /// script
# requires-python = ">=3.11"
# dependencies = []
# ///
import tomllib
from math import ceil, sqrt

# --8<-- [start:gate]
def verdict(pin, new, budget=3.0, z=1.645):
    """pin, new: True or False for each sealed question, both products run today."""
    n = len(pin)
    lost = [i for i in range(n) if pin[i] and not new[i]]
    won = sum(new[i] and not pin[i] for i in range(n))
    loss = 100 * (len(lost) - won) / n
    spread = len(lost) + won + 1 - (len(lost) - won) ** 2 / n  # + 1: no change is no proof
    half = 100 * z * sqrt(spread) / n
    word = "stop" if loss > budget else "ship" if loss + half <= budget else "sign"
    return word, loss, loss + half, lost  # read the lost ones before anything else

def questions_needed(changed, budget, z=1.645 + 0.842):
    """For `ship` in 80% of the releases that change so many % of answers and lose none."""
    return ceil(z**2 * changed * 100 / budget**2)
# --8<-- [end:gate]

# --8<-- [start:pins]
PINS = """
[[pin]]
release   = "2026-03-02.1"       # prompt, index, settings, model snapshot: can be run
questions = "sealed-4"           # nobody tunes on these
judge     = "rubric-7"
until     = 2026-09-01           # the day the oldest part of it stops running
lost      = 0.0                  # points, old pin against new, run side by side
reason    = "first pin"
signed    = "head of support"

[[pin]]
release   = "2026-06-15.2"
questions = "sealed-4"
judge     = "rubric-7"
until     = 2026-12-11
lost      = 1.2
reason    = "half the index for 1.2 points; waiting times matter more here"
signed    = "head of support"
"""
# --8<-- [end:pins]

def made_up(n, kept, lost, won):
    pin = [True] * (kept + lost) + [False] * (n - kept - lost)
    new = [True] * kept + [False] * lost + [True] * won
    return pin, new + [False] * (n - len(new))

print("loss since the pin, budget 3.0 points, made-up releases")
print("questions  lost  won   loss  up to  verdict")
for n, lost, won in ((300, 4, 5), (300, 12, 10), (300, 20, 8),
                     (1000, 40, 38), (1000, 60, 33), (1000, 80, 48)):
    word, loss, most, _ = verdict(*made_up(n, n * 8 // 10, lost, won))
    print(f"{n:>9,}{lost:>6}{won:>5}{loss:>+7.1f}{most:>+7.1f}  {word}")
assert verdict([True] * 9, [True] * 9)[0] == "sign"  # nine questions cannot say
assert verdict([True, True, False], [True, False, True])[3] == [1]

print("\nquestions needed    budget 2.0   3.0   5.0")
for changed in (4, 8, 16):
    needs = [questions_needed(changed, budget) for budget in (2, 3, 5)]
    print(f"{changed:>3}% of answers changed  {needs[0]:>5,}{needs[1]:>6,}{needs[2]:>6,}")
pins = tomllib.loads(PINS)["pin"]
print(f"\n{len(pins)} pins; {sum(p['lost'] for p in pins):.1f} points signed away so far")
print(f"the pin in force can be run until {pins[-1]['until']}")
