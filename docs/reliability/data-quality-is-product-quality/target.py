"""Where 50 bad rows of 10,000 fall (synthetic), and what a target asks of checks.

Views of the rows follow Zipf's law with exponent 1: row k is seen in proportion to 1/k.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy==2.4.6"]
# ///
import math

import numpy as np

ROWS, BAD, DRAWS, CHECKS, SEED = 10_000, 50, 2_000, 300, 1
views = 1 / np.arange(1, ROWS + 1)
views /= views.sum()
draw = np.random.default_rng(SEED)
hit = np.array([views[draw.choice(ROWS, BAD, replace=False)].sum() for _ in range(DRAWS)])
head = views[:BAD].sum()
print(f"numpy {np.__version__}; synthetic: {BAD} bad rows of {ROWS:,}, {BAD / ROWS:.1%}")
print("views that show a bad row")
print(f"  bad rows anywhere   {np.median(hit):.1%} in the median of {DRAWS:,} draws")
print(f"  bad rows on top     {head:.1%}")

def finds(where, weights):
    """Chance that CHECKS draws by these weights meet one of the bad rows."""
    return 1 - (1 - weights[where].sum()) ** CHECKS


same = np.full(ROWS, 1 / ROWS)  # draw rows from the table
top, tail = np.arange(BAD), np.arange(ROWS - BAD, ROWS)
print(f"\n{CHECKS} checks find one of them    bad rows on top   bad rows at the end")
for name, weights in {"rows from the table": same, "answers from the log": views}.items():
    print(f"  {name:28}{finds(top, weights):>16.1%}{finds(tail, weights):>22.1%}")

print("\n          checks, none wrong,    visits without a wrong answer")
print("target    that prove it at 95%   of 5 answers  of 20  of 144")
for target in (0.95, 0.99, 0.995, 0.999):
    checks = math.ceil(math.log(0.05) / math.log(target))  # target ** checks <= 5%
    clean = [target ** answers for answers in (5, 20, 144)]  # if errors are independent
    print(f"{target:<10.1%}{checks:>20,}   {clean[0]:>12.1%}{clean[1]:>7.1%}"
          f"{clean[2]:>8.1%}")
print(f"\nfor 95% of visits clean: {0.95 ** (1 / 5):.2%} if a visit sees 5 answers,"
      f" {0.95 ** (1 / 20):.2%} if 20")
