"""Two features, each joined by event time and by knowledge time: promised and served.

Synthetic. Sellers turn bad for some weeks; bad payments are charged back a month later.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["duckdb==2.0.0", "numpy==2.4.6", "scikit-learn==1.9.1"]
# ///
import duckdb
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

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


# --8<-- [start:joins]
COUNTS = """SELECT p.id,
  count(e.id)                                              AS event_at,
  count(e.id) FILTER (WHERE e.arrived_at <= p.paid)        AS known_at,
  count(e.id) FILTER (WHERE e.arrived_at <= floor(p.paid)) AS served  -- copied at midnight
FROM payments p LEFT JOIN ({events}) e
  ON e.seller = p.seller AND e.paid < p.paid AND e.paid >= p.paid - {window}
GROUP BY p.id ORDER BY p.id"""
# --8<-- [end:joins]
POSTED = "SELECT id, seller, paid, posted AS arrived_at FROM payments"
CHARGED = "SELECT id, seller, paid, paid + {} * wait AS arrived_at FROM payments WHERE bad"

data = world(np.random.default_rng(SEED))
db = duckdb.connect()
db.execute("CREATE TABLE payments AS SELECT * FROM data")
train = (data["paid"] >= 90) & (data["paid"] < 270)
test = (data["paid"] >= 270) & (data["paid"] < 450)
bad = data["bad"][test]


def feature(events, window):
    return db.execute(COUNTS.format(events=events, window=window)).fetchnumpy()


# --8<-- [start:judge]
def judge(values, clock):
    """Train on one join. Score later payments with its values, then with those served."""
    def inputs(join, rows):
        return np.column_stack([data["amount"], np.log1p(values[join])])[rows]
    model = LogisticRegression(C=1e6).fit(inputs(clock, train), data["bad"][train])
    cut = np.quantile(model.predict_proba(inputs(clock, train))[:, 1], 0.99)
    scores = [model.predict_proba(inputs(join, test))[:, 1] for join in (clock, "served")]
    return [(roc_auc_score(bad, s), (s > cut).sum(), bad[s > cut].sum()) for s in scores]
# --8<-- [end:judge]


features = {"payments_30d": feature(POSTED, 30),
            "chargebacks_90d": feature(CHARGED.format(30), 90)}
nothing = dict.fromkeys(["known_at", "served"], np.zeros(PAYMENTS))
print(f"synthetic: {PAYMENTS:,} payments, {SELLERS:,} sellers,",
      f"{data['bad'].mean():.1%} charged back")
print(f"trained on {train.sum():,}, judged on {test.sum():,} later ones,",
      f"{bad.sum()} of them bad")
print(f"AUC without either feature {judge(nothing, 'known_at')[0][0]:.3f}\n")
print("                       AUC            alerts         bad caught")
print("join by       offline served  offline served  offline served")
for name, values in features.items():
    print(name)
    for clock in ("event_at", "known_at"):
        offline, served = judge(values, clock)
        print(f"  {clock:10}{offline[0]:9.3f} {served[0]:6.3f}"
              + "".join(f"{offline[n]:9} {served[n]:6}" for n in (1, 2)))

# --8<-- [start:query]
QUERY = """SELECT feature,
  avg((event_value IS DISTINCT FROM known_value)::INT) AS rows_differ,
  1 - sum(known_value) FILTER (WHERE label) / sum(event_value) FILTER (WHERE label)
    AS unknown_bad,
  1 - sum(known_value) FILTER (WHERE NOT label) / sum(event_value) FILTER (WHERE NOT label)
    AS unknown_other
FROM both_joins GROUP BY feature ORDER BY feature DESC"""
# --8<-- [end:query]
db.execute("""CREATE TABLE both_joins
    (feature TEXT, label BOOLEAN, event_value INT, known_value INT)""")
for name, values in features.items():
    rows = {"l": bad, "e": values["event_at"][test], "k": values["known_at"][test]}
    db.execute("INSERT INTO both_joins SELECT ?, l, e, k FROM rows", [name])
print("\nno model: share of the event_at value that had not arrived, by label")
print("feature          rows differ       bad     other")
for name, differ, unknown_bad, unknown_other in db.execute(QUERY).fetchall():
    print(f"{name:17}{differ:11.1%}{unknown_bad:10.1%}{unknown_other:10.1%}")
