"""A decision log with propensities, and a query that asks what another policy would earn.

Simulation: two segments, two items. The live policy shows A on phones and B on desktops and
leaves 5% of its views to a fair coin. The question: what would B for everybody earn?
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["duckdb==2.0.0", "numpy==2.4.6", "pyarrow==26.0.1"]
# ///
import duckdb
import numpy as np
import pyarrow as pa

DDL = """
-- --8<-- [start:ddl]
CREATE TABLE decision (
  decision_id    BIGINT PRIMARY KEY,
  decided_at     TIMESTAMP NOT NULL,
  policy_version VARCHAR NOT NULL,    -- model, code and settings that drew the item
  segment        VARCHAR NOT NULL,    -- the context as the policy saw it
  eligible       VARCHAR[] NOT NULL,  -- what could have been shown, after all filters
  item           VARCHAR NOT NULL,    -- what was shown
  propensity     DOUBLE NOT NULL,     -- its probability at the draw, never recomputed
  CHECK (propensity > 0 AND propensity <= 1),
  CHECK (list_contains(eligible, item))
);
CREATE TABLE outcome (                -- joined late; at most one row per decision
  decision_id    BIGINT PRIMARY KEY,
  clicked_at     TIMESTAMP NOT NULL
);
CREATE TABLE target (                 -- the policy you are asking about
  segment VARCHAR, item VARCHAR, probability DOUBLE NOT NULL,
  PRIMARY KEY (segment, item)
);
-- --8<-- [end:ddl]
"""
ESTIMATE = """
-- --8<-- [start:query]
WITH scored AS (
  SELECT d.policy_version,
         coalesce(t.probability, 0) / d.propensity AS weight,
         (o.clicked_at IS NOT NULL)::INTEGER AS reward
  FROM decision d
  LEFT JOIN target t ON t.segment = d.segment AND t.item = d.item
  LEFT JOIN outcome o ON o.decision_id = d.decision_id
                     AND o.clicked_at < d.decided_at + INTERVAL 1 DAY
  WHERE d.decided_at < $as_of::TIMESTAMP - INTERVAL 1 DAY  -- outcomes are complete
)
SELECT policy_version,
       avg(weight * reward)                              AS estimate,
       stddev_samp(weight * reward) / sqrt(count(*))     AS std_error,
       avg(weight)                                       AS mean_weight,  -- must be near 1
       stddev_samp(weight) / sqrt(count(*))              AS weight_error,
       sum(weight) ** 2 / nullif(sum(weight ** 2), 0)    AS effective_rows
FROM scored
GROUP BY policy_version
ORDER BY policy_version
-- --8<-- [end:query]
"""
RATE = np.array([[0.030, 0.045], [0.080, 0.090]])  # true: phone, desktop by A, B
PHONES, SIZE = 0.7, 600_000  # share of phones; decisions in all logs of a case
TRUTH = PHONES * RATE[0, 1] + (1 - PHONES) * RATE[1, 1]  # B for everybody


def draw(rows, explore, seed):
    """Independent logs of `rows` decisions each; each log gets its own policy version."""
    rng = np.random.default_rng(seed)
    desktop = (rng.random(SIZE) >= PHONES).astype(int)
    favorite = desktop  # the live policy: A (0) on phones, B (1) on desktops
    item = np.where(rng.random(SIZE) < explore, rng.integers(0, 2, SIZE), favorite)
    return {"id": np.arange(SIZE), "log": np.arange(SIZE) // rows, "desktop": desktop,
            "item": item, "clicked": rng.random(SIZE) < RATE[desktop, item],
            "drawn": np.where(item == favorite, 1 - explore / 2, explore / 2),
            # The probability that tomorrow's model, which prefers B, would state.
            "rebuilt": np.where(item == 1, 1 - explore / 2, explore / 2)}


def ask(log, propensity):
    with duckdb.connect() as con:
        con.execute(DDL)
        con.register("log", pa.table(log))
        con.execute(f"""
            INSERT INTO decision SELECT id, TIMESTAMP '2026-01-01' + id * INTERVAL 1 SECOND,
                   'v' || log, ['phone', 'desktop'][desktop + 1], ['A', 'B'],
                   ['A', 'B'][item + 1], {propensity} FROM log""")
        con.execute("""
            INSERT INTO outcome SELECT decision_id, decided_at + INTERVAL 1 MINUTE
            FROM log JOIN decision ON id = decision_id WHERE clicked""")
        con.execute("INSERT INTO target VALUES ('phone', 'B', 1), ('desktop', 'B', 1)")
        rows = con.execute(ESTIMATE, {"as_of": "2026-02-01"}).fetchall()
    return np.array([row[1:] for row in rows]).T


live = PHONES * RATE[0, 0] + (1 - PHONES) * RATE[1, 1]
print(f"duckdb {duckdb.__version__}")
print(f"True click rate: the live policy's favorites {live:.2%}, B for all {TRUTH:.2%}")
log = draw(12_000, 0.05, seed=0)
naive = log["clicked"][log["item"] == 1].mean()
print(f"Click rate of the rows that showed B, unweighted: {naive:.2%}\n")
print("mean of 500 logs of 1,200 or 50 logs of 12,000 decisions")
print("                                95% half  covers    mean      effective")
print("decisions, exploring   estimate    width   truth  weight  alarm  rows")
for rows, explore, propensity in ((1_200, 0.05, "drawn"), (1_200, 1.0, "drawn"),
                                  (12_000, 0.05, "drawn"), (12_000, 0.0, "drawn"),
                                  (12_000, 0.05, "rebuilt")):
    estimate, error, weight, spread, effective = ask(draw(rows, explore, 0), propensity)
    covers = np.mean(np.abs(estimate - TRUTH) < 1.96 * error)
    alarm = np.mean(np.abs(weight - 1) > 3 * spread)
    label = f"{rows:,}, {explore:.0%}" + ", rebuilt" * (propensity == "rebuilt")
    print(f"{label:<22}{estimate.mean():>9.2%}{1.96 * error.mean():>9.2%}{covers:>8.0%}"
          f"{weight.mean():>8.2f}{alarm:>7.0%}{effective.mean():>7,.0f}")
