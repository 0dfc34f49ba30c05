"""her_work left out, taken in, taken in coarsely: the average, and who pays.

Each half of the women is predicted by a model fitted on the other half, which also chose
the bands. Only counts and group means are printed.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy==2.4.6", "scikit-learn==1.9.1", "statsmodels==0.15.0"]
# ///
from itertools import combinations

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from statsmodels.datasets import fair

women = fair.load_pandas().data.rename(columns={
    "rate_marriage": "rating", "yrs_married": "years", "religious": "religion",
    "educ": "education", "occupation": "her_work", "occupation_husb": "his_work"})
reported = (women.affairs > 0).to_numpy()
THREE = ["rating", "years", "religion"]
EIGHT = [*THREE, "age", "children", "education", "her_work", "his_work"]
GROUPS = {"manual": 2, "office": 3, "skilled": 4, "manager": 5}
HALVES = np.array_split(np.random.default_rng(1974).permutation(len(women)), 2)


KINDS = [f"her_work {code:g}" for code in sorted(women.her_work.unique())[1:]]
women[KINDS] = [[f"her_work {w:g}" == kind for kind in KINDS] for w in women.her_work]
women[KINDS] = women[KINDS].astype(float)                # the six codes as categories


def fitted(table, rows):
    x = (table - table.mean()) / table.std()
    x = x.to_numpy(float)
    model = LogisticRegression(solver="newton-cholesky").fit(x[rows], reported[rows])
    return model.predict_proba(x)[:, 1]


# --8<-- [start:coarsen]
def banded(table, column, bands):
    """The versions of the table in which the column has this many bands, by their cuts."""
    levels = sorted(women[column].unique())[1:]
    for cuts in combinations(levels, bands - 1):
        yield cuts, table.assign(**{column: np.digitize(women[column], cuts)})


def best_banded(table, column, bands, rows):
    """The version that fits the given rows best; the other rows are not looked at."""
    def score(version):
        return roc_auc_score(reported[rows], fitted(version[1], rows)[rows])
    return max(banded(table, column, bands), key=score)
# --8<-- [end:coarsen]


def report(name, columns, bands=()):
    expected, singled, small, cuts_chosen = np.empty(len(women)), [], [], []
    for learn, mark in (HALVES, HALVES[::-1]):
        table = women[columns]
        for column, count in bands:
            cuts, table = best_banded(table, column, count, learn)
            cuts_chosen.append(f"{column} from " + " and ".join(f"{c:g}" for c in cuts))
        expected[mark] = fitted(table, learn)[mark]
        people = table.groupby(columns).size()
        singled.append(people[people == 1].sum() / len(women))
        small.append(people[people < 5].sum() / len(women))
    auc = np.mean([roc_auc_score(reported[half], expected[half]) for half in HALVES])
    gap = 100 * (expected - reported)
    wrong = [round(gap[women.her_work == code].mean(), 1) + 0.0 for code in GROUPS.values()]
    print(f"{name:23}{np.mean(singled):6.1%}{np.mean(small):6.1%}{100 * auc:6.1f}"
          + "".join(f"{w:+8.1f}" for w in wrong))
    return cuts_chosen


print(f"{'':20}{'singled':>8}{'under':>7}{'':5} expected minus reported, points")
print(f"{'':20}{'out':>8}{'5':>7}{'AUC':>6}" + "".join(f"{g:>8}" for g in GROUPS))
report("all eight columns", EIGHT)
report("the first three", THREE)
report("  and age", [*THREE, "age"])
report("  and her_work", [*THREE, "her_work"])
report("  and her_work, 6 kinds", [*THREE, *KINDS])
report("  and her_work in 2", [*THREE, "her_work"], [("her_work", 2)])
chosen = report("  the same, years in 3", [*THREE, "her_work"],
                [("her_work", 2), ("years", 3)])
report("  and age again", [*THREE, "her_work", "age"], [("her_work", 2), ("years", 3)])
print("bands chosen:", "; ".join(chosen[:2]))
print("   other half:", "; ".join(chosen[2:]))
sizes = [(women.her_work == code).sum() for code in GROUPS.values()]
print(f"{'women':41}" + "".join(f"{n:8,}" for n in sizes))
