"""Eight columns, four questions: whom a column singles out, what a question loses.

The answers are those of 6,366 women in a 1974 survey, public and without names. Only
counts are printed, never a person's row.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["duckdb==2.0.0", "numpy==2.4.6", "scikit-learn==1.9.1",
#                 "statsmodels==0.15.0"]
# ///
import duckdb
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold
from statsmodels.datasets import fair

women = fair.load_pandas().data.rename(columns={
    "rate_marriage": "rating", "yrs_married": "years", "religious": "religion",
    "educ": "education", "occupation": "her_work", "occupation_husb": "his_work"})
COLUMNS = ["his_work", "rating", "religion", "education",
           "children", "her_work", "years", "age"]

# --8<-- [start:questions]
# question: (is the answer yes?, column that the answer is made of)
QUESTIONS = {
    "affair": (women.affairs > 0, None),
    "happy": (women.rating == 5, "rating"),          # calls her marriage very good
    "mother": (women.children >= 1, "children"),
    "skilled": (women.her_work >= 4, "her_work"),    # trained, managerial, professional
}
# --8<-- [end:questions]

# --8<-- [start:singled]
SINGLED_OUT = """
SELECT dropped, sum(people) FILTER (people = 1) AS unique_people,
       sum(people) FILTER (people < 5) AS under_five
FROM (SELECT count(*) AS people,                     -- one row per group of equals
             GROUPING(his_work, rating, religion, education,
                      children, her_work, years, age) AS dropped
      FROM women
      GROUP BY GROUPING SETS (
          (his_work, rating, religion, education, children, her_work, years, age),
          (          rating, religion, education, children, her_work, years, age),
          (his_work,         religion, education, children, her_work, years, age),
          (his_work, rating,           education, children, her_work, years, age),
          (his_work, rating, religion,            children, her_work, years, age),
          (his_work, rating, religion, education,           her_work, years, age),
          (his_work, rating, religion, education, children,           years, age),
          (his_work, rating, religion, education, children, her_work,        age),
          (his_work, rating, religion, education, children, her_work, years     )))
GROUP BY dropped ORDER BY dropped DESC               -- 0: none dropped, 1: the last one
"""
# --8<-- [end:singled]


# --8<-- [start:price]
def fold_scores(columns, answer, panel=False):
    """AUC of a logistic model on ten held-out tenths; a panel is learned from one tenth."""
    x = women[columns].to_numpy(float)
    x, y = (x - x.mean(axis=0)) / x.std(axis=0), answer.to_numpy()
    scores = []
    for train, test in StratifiedKFold(10, shuffle=True, random_state=1974).split(x, y):
        train, test = (test, train) if panel else (train, test)
        model = LogisticRegression(solver="newton-cholesky").fit(x[train], y[train])
        scores.append(100 * roc_auc_score(y[test], model.decision_function(x[test])))
    return np.array(scores)


def prices(question):
    """What the question loses without each column, and the standard error of that."""
    answer, made_of = QUESTIONS[question]
    allowed = [c for c in COLUMNS if c != made_of]
    full = fold_scores(allowed, answer)
    lost = {c: full - fold_scores([a for a in allowed if a != c], answer)
            for c in allowed}
    return (full.mean(), {c: (d.mean(), d.std(ddof=1) / 10**0.5) for c, d in lost.items()},
            fold_scores(allowed, answer, panel=True).mean())
# --8<-- [end:price]


counted = duckdb.sql(SINGLED_OUT).fetchall()
everybody, unique_now = len(women), int(counted[-1][1])
print(f"{everybody:,} women: {unique_now:,} singled out "
      f"({unique_now / everybody:.1%}), {counted[-1][2] / everybody:.1%} in groups under 5")
table = {question: prices(question) for question in QUESTIONS}
print(f"\n{'':10}{'singled out':>13}{'only':>8}   price in AUC points, by question")
print(f"{'column':10}{'without it':>13}{'by it':>8}"
      + "".join(f"{q:>9}" for q in QUESTIONS))
for column, (_, left, _) in zip(COLUMNS, counted):
    print(f"{column:10}{int(left):13,}{(unique_now - left) / everybody:8.1%}" + "".join(
        f"{round(table[q][1][column][0], 1) + 0.0:9.1f}" if column in table[q][1]
        else f"{'(asked)':>9}" for q in QUESTIONS))
print(f"{'AUC with all columns':31}" + "".join(f"{table[q][0]:9.1f}" for q in QUESTIONS))
print(f"{'learned from one woman in ten':31}"
      + "".join(f"{table[q][2]:9.1f}" for q in QUESTIONS))
highest = max(e for q in QUESTIONS for price, e in table[q][1].values() if price < 0.5)
print(f"standard error of the prices below 0.5: {highest:.1f} or less")

alone = []
for draw in range(10):
    panel = women.sample(len(women) // 10, random_state=draw)
    alone.append((panel.groupby(COLUMNS)["age"].transform("size") == 1).mean())
print(f"one in ten, {len(panel):,} women: {np.mean(alone):.1%} alone among themselves")
