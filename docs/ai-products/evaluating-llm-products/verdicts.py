"""Which of two products is better? Four styles of failure, three ways to decide.

The lazy judge of blind_spot.py, synthetic products. The old one is right on 80%, and any
composite may be its mistake. The new one is right on 74%; the styles are its mistakes.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy==2.4.6"]
# ///
import numpy as np

RUNS, QUESTIONS, SEED = 2_000, 1_000, 1
STYLES = {"any": (), "odd": (2,), "no 2, 3": (2, 3), "no 2, 3, 5": (2, 3, 5)}

n = np.arange(20_001)
prime = np.all([(n % d != 0) | (n == d) for d in range(2, 142)], axis=0)
passes = np.all([n % d != 0 for d in (2, 3, 5, 7, 11, 13)], axis=0) & (n % 100 != 91)
asked = n >= 1_000
RIGHT, ANY = np.flatnonzero(asked & prime), np.flatnonzero(asked & ~prime)

def corrected(judge, human, z=1.96):
    looked = ~np.isnan(human)
    slip = human[looked] - judge[looked]
    m, everything = looked.sum(), len(judge)
    variance = (human[looked].var(ddof=1) / everything
                + slip.var(ddof=1) * (1 / m - 1 / everything))
    return judge.mean() + slip.mean(), z * variance**0.5

def alone(values, z=1.96):
    values = values[~np.isnan(values)]
    return values.mean(), z * values.std(ddof=1) / len(values)**0.5

# --8<-- [start:gauge]
def same_instrument(judge_old, human_old, judge_new, human_new):
    """Are the two specificities within 1.96 standard errors of each other?"""
    passed = [judge[human == 0] for judge, human in
              ((judge_old, human_old), (judge_new, human_new))]  # wrong answers only
    error = sum(p.var() / len(p) for p in passed)**0.5
    return abs(passed[1].mean() - passed[0].mean()) <= 1.96 * error
# --8<-- [end:gauge]

def answer(rng, right, style, hardness):
    """Truth and verdict by question; half of the questions are as hard for both."""
    own = np.where(rng.random(QUESTIONS) < 0.5, hardness, rng.random(QUESTIONS))
    truth = own < right
    value = np.where(truth, rng.choice(RIGHT, QUESTIONS), rng.choice(style, QUESTIONS))
    return truth.astype(float), passes[value].astype(float)

def look(rng, old, new, questions):
    """Labels for both answers to a random choice of questions."""
    hidden = rng.permutation(QUESTIONS) >= questions
    return np.where(hidden, np.nan, old), np.where(hidden, np.nan, new)

def run(rng, style):
    hardness = rng.random(QUESTIONS)
    old, judge_old = answer(rng, 0.80, ANY, hardness)
    new, judge_new = answer(rng, 0.74, style, hardness)
    human_old, human_new = look(rng, old, new, 200)
    gap, verdict = judge_new - judge_old, human_new - human_old
    same = same_instrument(judge_old, human_old, judge_new, human_new)
    ways = {"judge alone": alone(gap), "corrected": corrected(gap, verdict)}
    ways["rule"] = ways["judge alone" if same else "corrected"]
    ways["labels only, 200"] = alone(verdict)
    ways["corrected, 200"] = ways["corrected"]
    more_old, more_new = look(rng, old, new, 600)
    ways["corrected, 600"] = corrected(gap, more_new - more_old)
    return ways, same

def shares(results, way):
    """Shares of runs that name the better product, no product, and the worse one."""
    gap, margin = np.array([ways[way] for ways, _ in results]).T
    return (gap + margin < 0).mean(), (abs(gap) <= margin).mean(), (gap > margin).mean()

def main(seed=SEED):
    rng = np.random.default_rng(seed)
    print("better / undecided / worse product named, % of 2,000 runs\n")
    print(f"{'':12}{'speci-':>7}{'found':>8}{'judge':>14}{'corrected':>14}{'rule':>14}")
    print(f"{'new errs':12}{'ficity':>7}{'to differ':>10}{'alone':>12}{'by 200':>14}")
    for name, divisors in STYLES.items():
        style = asked & ~prime & np.all([n % d != 0 for d in divisors] or [n >= 0], axis=0)
        results = [run(rng, np.flatnonzero(style)) for _ in range(RUNS)]
        differ = 1 - np.mean([same for _, same in results])
        print(f"{name:12}{1 - passes[style].mean():>7.0%}{differ:>8.0%}" + "".join(
            f"{' / '.join(f'{100 * s:.0f}' for s in shares(results, way)):>14}"
            for way in ("judge alone", "corrected", "rule")))
    print("\nthe last style again\n")
    for way in ("labels only, 200", "corrected, 200", "corrected, 600"):
        margin = np.mean([100 * ways[way][1] for ways, _ in results])
        print(f"{way:18} margin {margin:.1f} points, right verdict in "
              f"{shares(results, way)[0]:.0%} of runs")

if __name__ == "__main__":
    main()
