"""What 200 labels repair in one product's score, and how the repair is spoiled.

The fluent product and the lazy judge of blind_spot.py, synthetic as there. In each run the
product answers 1,000 questions, the judge rules on all, a person labels 200.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy==2.4.6"]
# ///
import numpy as np

RUNS, QUESTIONS, LABELS, SEED = 2_000, 1_000, 200, 1

# --8<-- [start:corrected]
def corrected(judge, human, z=1.96):
    """The mean human verdict and its 95% margin; human is nan where nobody has looked.

    For one product, pass its verdicts (0 or 1). For two, pass new - old, by question."""
    looked = ~np.isnan(human)
    slip = human[looked] - judge[looked]
    n, everything = looked.sum(), len(judge)
    variance = (human[looked].var(ddof=1) / everything
                + slip.var(ddof=1) * (1 / n - 1 / everything))
    return judge.mean() + slip.mean(), z * variance**0.5
# --8<-- [end:corrected]

# --8<-- [start:rogan]
def rates(judge, human):
    """Sensitivity and specificity; unlabeled answers drop out, as nan equals nothing."""
    return judge[human == 1].mean(), 1 - judge[human == 0].mean()

def rogan_gladen(judge, sensitivity, specificity):
    return (judge.mean() + specificity - 1) / (sensitivity + specificity - 1)
# --8<-- [end:rogan]

def pools():
    """Primes, composites, composites without a factor 2, 3 or 5; the judge's verdicts."""
    n = np.arange(20_001)
    prime = np.all([(n % d != 0) | (n == d) for d in range(2, 142)], axis=0)
    asked, tidy = n >= 1_000, np.all([n % d != 0 for d in (2, 3, 5)], axis=0)
    passes = np.all([n % d != 0 for d in (2, 3, 5, 7, 11, 13)], axis=0) & (n % 100 != 91)
    return [np.flatnonzero(asked & m) for m in (prime, ~prime, ~prime & tidy)], passes

(RIGHT, ANY, TIDY), PASSES = pools()

def answer(rng, right, style):
    truth = rng.random(QUESTIONS) < right
    value = np.where(truth, rng.choice(RIGHT, QUESTIONS), rng.choice(style, QUESTIONS))
    return truth.astype(float), PASSES[value].astype(float)

def label(rng, truth, among):
    picked = rng.choice(among, min(LABELS, len(among)), replace=False)  # all, if fewer
    human = np.full(QUESTIONS, np.nan)
    human[picked] = truth[picked]
    return human

def run(rng):
    everything = np.arange(QUESTIONS)
    truth, judge = answer(rng, 0.74, TIDY)
    human = label(rng, truth, everything)
    other_truth, other_judge = answer(rng, 0.80, ANY)
    borrowed = rates(other_judge, label(rng, other_truth, everything))
    rejected = label(rng, truth, np.flatnonzero(judge == 0))
    estimate, margin = corrected(judge, human)
    return {"judge alone": judge.mean(),
            "200 labels alone": np.nanmean(human),
            "judge, corrected": estimate,
            "Rogan-Gladen": rogan_gladen(judge, *rates(judge, human)),
            "Rogan-Gladen, plain's rates": rogan_gladen(judge, *borrowed),
            "labels from rejections only": corrected(judge, rejected)[0],
            }, abs(estimate - 0.74) <= margin

def worth(right, style):
    """Exact: so many labels alone give the variance of LABELS labels with the judge."""
    missed = right * (1 - PASSES[RIGHT].mean())   # right, and rejected
    slipped = (1 - right) * PASSES[style].mean()  # wrong, and passed
    truth, slip = right * (1 - right), missed + slipped - (missed - slipped)**2
    return truth / (truth / QUESTIONS + slip * (1 / LABELS - 1 / QUESTIONS))

def main(seed=SEED):
    rng = np.random.default_rng(seed)
    runs, covered = zip(*(run(rng) for _ in range(RUNS)))
    print("the fluent product, truly 74% right, in 2,000 runs\n")
    print(f"{'':30}{'mean':>8}{'95% of runs':>20}")
    table = {name: np.array([r[name] for r in runs]) for name in runs[0]}
    for name, values in table.items():
        low, high = np.quantile(values, (0.025, 0.975))
        print(f"{name:30}{values.mean():>8.1%}{low:>12.1%} to {high:.1%}")
    rejected = QUESTIONS * (1 - table["judge alone"].mean())
    print(f"\nthe last row has every rejected answer labeled, {rejected:.0f} on average")
    print(f"with the judge, 200 labels are worth {worth(0.74, TIDY):.0f}")
    print(f"the margin of corrected() holds the truth in {np.mean(covered):.0%} of runs")

if __name__ == "__main__":
    main()
