"""A column must gain half a point to get in: four questions to the survey, two more tables.

American National Election Study 1996: 944 voters; the question is Clinton or Dole.
RAND Health Insurance Experiment: yearly rows without a person number. A run of rows with
equal columns is taken for one person; the question: more doctor visits than the median?
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy==2.4.6", "scikit-learn==1.9.1", "scipy==1.17.1",
#                 "statsmodels==0.15.0"]
# ///
import numpy as np
from scipy.stats import rankdata
from sklearn.linear_model import LogisticRegression
from statsmodels.datasets import anes96, fair, randhie


def survey():
    women = fair.load_pandas().data.rename(columns={
        "rate_marriage": "rating", "yrs_married": "years", "religious": "religion",
        "educ": "education", "occupation": "her_work", "occupation_husb": "his_work"})
    return women.drop(columns="affairs"), {
        "affair": (women.affairs > 0, []), "happy": (women.rating == 5, ["rating"]),
        "mother": (women.children >= 1, ["children"]),
        "skilled": (women.her_work >= 4, ["her_work"])}


def election():
    people = anes96.load_pandas().data.drop(columns="logpopul")
    return people.drop(columns="vote"), {"vote": (people.vote == 1, [])}


def insurance():
    years = randhie.load_pandas().data
    columns = [c for c in years if c != "mdvis"]
    person = (years[columns] != years[columns].shift()).any(axis=1).cumsum()
    visits = years.mdvis.groupby(person).mean()
    people = years[columns].groupby(person).first()
    return people, {"visits": (visits > visits.median(), [])}


def singled_out(table, columns):
    people = table.groupby(list(columns)).size()
    return 100 * people[people == 1].sum() / len(table)


def marks(values, answer, columns, learn, mark):
    """AUC: chance, in percent, that a yes is ranked above a no."""
    x, truth = np.column_stack([values[c] for c in columns]), answer[mark]
    model = LogisticRegression(solver="newton-cholesky").fit(x[learn], answer[learn])
    yes = truth.sum()
    above = rankdata(model.decision_function(x[mark]))[truth].sum() - yes * (yes + 1) / 2
    return 100 * above / yes / (len(truth) - yes)


def admit(values, answer, allowed, choosers, at_least=0.5):
    """Columns admitted while the choosing half gains at least so many points."""
    admitted, best = [], 50.0
    thirds = np.array_split(choosers, 3)
    while len(admitted) < len(allowed):
        score = {c: np.mean([marks(values, answer, [*admitted, c],
                                   np.setdiff1d(choosers, third), third)
                             for third in thirds])
                 for c in allowed if c not in admitted}
        column = max(score, key=score.get)
        if score[column] - best < at_least:
            break
        admitted, best = [*admitted, column], score[column]
    return admitted


def span(values, unit=""):
    low, high = (f"{round(v, 1) + 0.0:.1f}{unit}" for v in (min(values), max(values)))
    return low if low == high else f"{low} to {high}"


print(f"{'question':9}{'admitted on first of four splits':33}"
      f"{'singled out':>15}{'points lost':>14}")
for load in (survey, election, insurance):
    table, questions = load()
    values = {c: ((table[c] - table[c].mean()) / table[c].std()).to_numpy() for c in table}
    everything = singled_out(table, table)
    cuts = {c: everything - singled_out(table, table.columns.drop(c)) for c in table}
    best_cut = max(cuts, key=cuts.get)
    print(f"{load.__name__}: {len(table):,} people, {table.shape[1]} columns, "
          f"{everything:.1f}% singled out\n"
          f"  largest cut by one column: {best_cut}, {cuts[best_cut]:.1f} points")
    wide = [set() for _ in range(4)]
    for question, (answer, made_of) in questions.items():
        answer, allowed = answer.to_numpy(), [c for c in table if c not in made_of]
        chosen, singled, lost = [], [], []
        for split, needed in enumerate(wide):
            order = np.random.default_rng(split).permutation(len(table))
            choosers, markers = np.array_split(order, 2)
            chosen.append(admit(values, answer, allowed, choosers))
            singled.append(singled_out(table, chosen[-1] + made_of))
            lost.append(marks(values, answer, allowed, choosers, markers)
                        - marks(values, answer, chosen[-1], choosers, markers))
            needed.update(chosen[-1], made_of)
        alike = sum(set(c) == set(chosen[0]) for c in chosen)
        print(f"{question:9}{' '.join(chosen[0]):27}{alike} of 4"
              f"{span(singled, '%'):>15}{span(lost):>14}")
    if len(questions) > 1:
        together = span([singled_out(table, needed) for needed in wide], "%")
        never = [c for c in table if not any(c in needed for needed in wide)]
        print(f"{'one table for all':42}{together:>15}\nin no table: {' '.join(never)}")
