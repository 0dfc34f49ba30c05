"""A correct fix to one feature, released as a patch: what two models do with it that day.

Synthetic: 20,000 users a week, 60% on mobile, whose SDK logs every event twice.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["duckdb==2.0.0", "numpy==2.4.6", "scikit-learn==1.9.1"]
# ///
import duckdb
import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

USERS, SEED = 20_000, 1
# --8<-- [start:feature]
FEATURE = """
SELECT count(e.id)          AS bug,  -- events_7d 1.4.0: a mobile event is two rows
       count(DISTINCT e.id) AS fix   -- events_7d 1.4.1
FROM users u LEFT JOIN events e ON e.user_id = u.user_id
GROUP BY u.user_id ORDER BY u.user_id"""
# Few events point to churn, many to abuse. Only the churn model knows the platform.
MODELS = {"churn": (["mobile", "tenure"], 0.10), "abuse": (["risk"], 0.02)}
# --8<-- [end:feature]


def week(number):
    """Users with both versions of the feature, and what they turn out to do."""
    rng = np.random.default_rng([SEED, number])
    mobile = rng.random(USERS) < 0.6
    events = rng.poisson(rng.lognormal(1.5, 1.0, USERS))
    tenure, risk = rng.normal(size=USERS), rng.normal(size=USERS)
    churn = 0.55 - 0.95 * np.log1p(events) - 0.6 * tenure        # log odds
    abuse = -7.0 + 1.25 * np.log1p(events) + 0.9 * risk
    happens = {k: rng.random(USERS) < 1 / (1 + np.exp(-odds))
               for k, odds in (("churn", churn), ("abuse", abuse))}

    user = np.repeat(np.arange(USERS), events)
    again = mobile[user]                                         # the same id, logged twice
    raw = {"user_id": np.concatenate([user, user[again]]),
           "id": np.concatenate([np.arange(len(user)), np.flatnonzero(again)])}
    con = duckdb.connect()
    con.register("users", {"user_id": np.arange(USERS)})
    con.register("events", raw)
    values = con.execute(FEATURE).fetchnumpy()
    return values | happens | {"mobile": mobile, "tenure": tenure, "risk": risk}


def psi(before, after):
    """Population stability index over the tenths of `before`."""
    cuts = np.unique(np.quantile(before, np.arange(0.1, 1, 0.1)))
    share = [np.bincount(np.searchsorted(cuts, x, side="right"),
                         minlength=len(cuts) + 1) / len(x) for x in (before, after)]
    return float(np.sum((share[0] - share[1]) * np.log(share[0] / share[1])))


def inputs(w, version, name):
    return np.column_stack([np.log1p(w[version]), *(w[c] for c in MODELS[name][0])])


def fit(name, version, model=None):
    model = model or LogisticRegression(C=100, solver="newton-cholesky")
    return model.fit(inputs(past, version, name), past[name])


def scores(model, w, version, name):
    return model.predict_proba(inputs(w, version, name))[:, 1]


past, now, *more = map(week, range(10))
m = now["mobile"]
print(f"duckdb {duckdb.__version__}; {USERS:,} users, {m.mean():.0%} on mobile\n")
print(f"{'events_7d':12}{'type':>8}{'nulls':>7}{'zeros':>7}{'mean':>7}{'mobile':>8}"
      f"{'web':>6}")
for label, version in (("1.4.0 bug", "bug"), ("1.4.1 fix", "fix")):
    x = now[version]
    print(f"{label:12}{str(x.dtype):>8}{np.ma.count_masked(x):7}{(x == 0).mean():7.1%}"
          f"{x.mean():7.1f}{x[m].mean():8.1f}{x[~m].mean():6.1f}")
print(f"PSI of the fix: all {psi(now['bug'], now['fix']):.2f}, mobile "
      f"{psi(now['bug'][m], now['fix'][m]):.2f}; of an ordinary week: "
      f"{psi(past['bug'], now['bug']):.2f}")

# --8<-- [start:served]
for name, (_, share) in MODELS.items():
    on_bug, on_fix, y = fit(name, "bug"), fit(name, "fix"), now[name]
    cut = np.quantile(scores(on_bug, past, "bug", name), 1 - share)
    queue = (scores(on_bug, now, "bug", name) >= cut).sum()
    reset = np.sort(scores(on_bug, now, "fix", name))[-queue]
    print(f"\n{name}: {y.mean():.1%} of users, flagged from a score of {cut:.2f} up")
    print(f"{'fitted on, served':26}{'AUC':>6}{'score':>7}{'flagged':>9}{'mobile':>8}"
          f"{'web':>7}{'found':>7}")
    for label, model, version, threshold in (
            ("bug, bug", on_bug, "bug", cut), ("bug, fix: the patch", on_bug, "fix", cut),
            ("bug, fix, threshold reset", on_bug, "fix", reset),
            ("fix, fix: refitted", on_fix, "fix", cut),
            ("fix, bug: refitted early", on_fix, "bug", cut)):
        s = scores(model, now, version, name)
        flag = s >= threshold
        print(f"{label:26}{roc_auc_score(y, s):6.3f}{s.mean():7.1%}{flag.sum():9,}"
              f"{flag[m].mean():8.1%}{flag[~m].mean():7.1%}{flag[y].mean():7.1%}")
# --8<-- [end:served]
    aucs = [roc_auc_score(w[name], scores(on_bug, w, "bug", name)) for w in more]
    print(f"AUC of bug, bug in eight more weeks: {min(aucs):.3f} to {max(aucs):.3f}")
    trees = fit(name, "bug", HistGradientBoostingClassifier(max_iter=40, random_state=0))
    cut = np.quantile(scores(trees, past, "bug", name), 1 - share)
    before, after = ((scores(trees, now, v, name) >= cut).sum() for v in ("bug", "fix"))
    print(f"boosted trees instead, the patch: {before:,} flagged become {after:,}")
