"""How late may news be? One feature, joined two ways, as the delay of chargebacks grows.

Synthetic: the sellers and payments of two_joins.py, with other delays.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["duckdb==2.0.0", "matplotlib==3.11.2", "numpy==2.4.6",
#                 "scikit-learn==1.9.1"]
# ///
import io
from pathlib import Path

import duckdb
import matplotlib
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

matplotlib.use("svg")
import matplotlib.pyplot as plt  # noqa: E402

PAYMENTS, SELLERS, DAYS, SEED = 150_000, 1_000, 540, 1


def world(rng):
    """Payments in order of time. A chargeback arrives after `wait` times the mean delay."""
    size = rng.lognormal(0, 0.6, SELLERS)
    seller = rng.choice(SELLERS, PAYMENTS, p=size / size.sum())
    paid = np.sort(rng.uniform(0, DAYS, PAYMENTS))
    amount = rng.normal(size=PAYMENTS)
    rate = (0.003 * rng.lognormal(0, 1, SELLERS) / size)[seller]
    for who in range(SELLERS):  # bad spells of some 20 days, more of them at small sellers
        for start in rng.uniform(0, DAYS, rng.poisson(0.6 * DAYS / 365 / size[who])):
            end = start + rng.exponential(20)
            rate[(seller == who) & (start <= paid) & (paid < end)] = 0.5
    odds = rate / (1 - rate) * np.exp(0.8 * amount - 0.3)
    return {"id": np.arange(PAYMENTS), "seller": seller, "paid": paid, "amount": amount,
            "bad": rng.random(PAYMENTS) < odds / (1 + odds),
            "wait": np.minimum(rng.gamma(2, 0.5, PAYMENTS), 3),
            "posted": paid + rng.exponential(2, PAYMENTS)}


COUNTS = """SELECT p.id,
  count(e.id)                                              AS event_at,
  count(e.id) FILTER (WHERE e.arrived_at <= p.paid)        AS known_at,
  count(e.id) FILTER (WHERE e.arrived_at <= floor(p.paid)) AS served  -- copied at midnight
FROM payments p LEFT JOIN ({events}) e
  ON e.seller = p.seller AND e.paid < p.paid AND e.paid >= p.paid - {window}
GROUP BY p.id ORDER BY p.id"""
CHARGED = "SELECT id, seller, paid, paid + {} * wait AS arrived_at FROM payments WHERE bad"

data = world(np.random.default_rng(SEED))
db = duckdb.connect()
db.execute("CREATE TABLE payments AS SELECT * FROM data")
train = (data["paid"] >= 90) & (data["paid"] < 270)
test = (data["paid"] >= 270) & (data["paid"] < 450)
bad = data["bad"][test]


def feature(events, window):
    return db.execute(COUNTS.format(events=events, window=window)).fetchnumpy()


def auc(values, train_on, judge_on):
    """The ranking of later payments by a model of the amount and, if given, the feature."""
    def inputs(join, rows):
        return np.column_stack([data["amount"], np.log1p(values[join])])[rows]
    model = LogisticRegression(C=1e6).fit(inputs(train_on, train), data["bad"][train])
    return roc_auc_score(bad, model.predict_proba(inputs(judge_on, test))[:, 1])


delays = [0, 1, 3, 7, 14, 30]
runs = [feature(CHARGED.format(delay), 90) for delay in delays]
promise = [auc(run, "event_at", "event_at") for run in runs]
honest = [auc(run, "known_at", "known_at") for run in runs]
served = [auc(run, "known_at", "served") for run in runs]
none = auc({"none": np.zeros(PAYMENTS)}, "none", "none")
print("chargebacks_90d: AUC by mean days until a chargeback is reported")
print("days            " + "".join(f"{delay:7}" for delay in delays))
for line, row in [("event_at offline", promise), ("known_at offline", honest),
                  ("served", served)]:
    print(f"{line:16}" + "".join(f"{value:7.3f}" for value in row))
print(f"without the feature {none:.3f}")

INK = "#222222"
DARK = {INK: "#dddddd", "#1f6f8b": "#6cb8d6", "#b3472e": "#f0937c", "#8a8a8a": "#9a9a9a"}
plt.rcParams.update({
    "svg.hashsalt": "lab", "font.size": 10, "axes.spines.top": False,
    "axes.spines.right": False,
    **dict.fromkeys(["text.color", "axes.edgecolor", "axes.labelcolor", "xtick.color",
                     "ytick.color"], INK)})


def save(fig, name):
    """Write name-light.svg and name-dark.svg: the same drawing, in two inks."""
    svg = io.StringIO()
    fig.savefig(svg, format="svg", transparent=True, bbox_inches="tight",
                metadata={"Date": None})
    text = svg.getvalue()
    for scheme, inks in (("light", {}), ("dark", DARK)):
        for light, dark in inks.items():
            text = text.replace(light, dark)
        path = Path(__file__).with_name(f"{name}-{scheme}.svg")
        path.write_text(text, encoding="utf-8")


fig, ax = plt.subplots(figsize=(4.6, 3.0))
ax.plot(promise, "s-", color="#b3472e")
ax.plot(served, "o-", color="#1f6f8b")
ax.plot(honest, "x", color=INK, markersize=9)
ax.axhline(none, color="#8a8a8a", linestyle="--")
ax.text(5, promise[0] + 0.01, "offline, event time", color="#b3472e", ha="right")
ax.text(3.15, served[3] + 0.004, "served", color="#1f6f8b")
ax.text(0, 0.715, "x  offline,\nknowledge time")
ax.text(0, none + 0.006, "without the feature", color="#8a8a8a")
ax.set(xticks=range(6), xticklabels=delays, yticks=[0.65, 0.7, 0.75, 0.8],
       ylim=(0.64, 0.83), xlabel="mean days until a chargeback is reported", ylabel="AUC")
save(fig, "delay")
