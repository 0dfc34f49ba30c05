"""One judge, three products: error rates that belong to the pair and not to the judge.

Synthetic products that answer "name a prime from 1,000 to 20,000". A sieve knows the truth.
The judge is a real, lazy procedure. How often a product errs, and how, is my choice.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy==2.4.6"]
# ///
import numpy as np

number = np.arange(20_001)
prime = np.all([(number % d != 0) | (number == d) for d in range(2, 142)], axis=0)
asked = number >= 1_000

# --8<-- [start:judge]
def free_of(*divisors):
    return np.all([number % d != 0 for d in divisors], axis=0)

# The judge tries small divisors, and distrusts an ending in 91 because 91 is 7 x 13.
passes = free_of(2, 3, 5, 7, 11, 13) & (number % 100 != 91)

#             right   the wrong answers are drawn from
PRODUCTS = {"plain": (0.80, asked & ~prime),
            "plain, worse": (0.74, asked & ~prime),
            "fluent": (0.74, asked & ~prime & free_of(2, 3, 5))}
# --8<-- [end:judge]

def wrong_order(better, worse, questions, rng, runs=4_000):
    """How often the judge scores the worse product higher (independent questions)."""
    scores = [rng.binomial(questions, rate, runs) for rate in (better, worse)]
    return (scores[1] > scores[0]).mean()

def main():
    print("one judge, three products (exact, by enumeration)\n")
    print(f"{'':14}{'truly':>7}{'judge':>9}{'sensi-':>9}{'speci-':>9}{'judge':>9}")
    print(f"{'product':14}{'right':>7}{'passes':>9}{'tivity':>9}{'ficity':>9}{'agrees':>9}")
    score = {}
    for name, (right, wrong) in PRODUCTS.items():
        sensitivity, specificity = passes[asked & prime].mean(), 1 - passes[wrong].mean()
        score[name] = right * sensitivity + (1 - right) * (1 - specificity)
        agrees = right * sensitivity + (1 - right) * specificity
        print(f"{name:14}" + "".join(f"{value:>{width}.1%}" for value, width in (
            (right, 7), (score[name], 9), (sensitivity, 9), (specificity, 9), (agrees, 9))))
    right, sensitivity = PRODUCTS["fluent"][0], passes[asked & prime].mean()
    tie = 1 - (score["plain"] - right * sensitivity) / (1 - right)
    print(f"\nplain and a fluent product tie if its specificity is {tie:.1%}")
    print("\nthe worse product gets the higher score, by number of questions\n")
    sizes = (100, 1_000, 10_000)
    print(f"{'':30}" + "".join(f"{n:>9,}" for n in sizes))
    for worse in ("plain, worse", "fluent"):
        rng = np.random.default_rng(1)
        shares = [wrong_order(score["plain"], score[worse], n, rng) for n in sizes]
        print(f"{'plain against ' + worse:30}" + "".join(f"{s:>9.0%}" for s in shares))

if __name__ == "__main__":
    main()
