"""Which requests miss the deadline: miss rate by risk, and availability weighted by harm.

Synthetic. An account's attempts in 30 days raise its fraud risk and the time to read them.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["duckdb==2.0.0", "matplotlib==3.11.2", "numpy==2.4.6", "pandas==3.1.1"]
# ///
import io
from pathlib import Path

import duckdb
import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

REQUESTS, DEADLINE_MS = 60_000, 28
INK = "#222222"
DARK = {INK: "#dddddd", "#1f6f8b": "#6cb8d6", "#b3472e": "#f0937c", "#8a8a8a": "#9a9a9a"}
plt.rcParams.update({
    "svg.hashsalt": "lab", "font.size": 10,
    "axes.spines.top": False, "axes.spines.right": False,
    **dict.fromkeys(["text.color", "axes.edgecolor", "axes.labelcolor", "xtick.color",
                     "ytick.color"], INK)})

# --8<-- [start:world]
rng = np.random.default_rng([5, 2])      # seed 5, day 2: the steady day of answers.py
attempts = rng.poisson(rng.lognormal(np.log(30), 1.2, REQUESTS))
amount, new_device = rng.normal(size=REQUESTS), rng.random(REQUESTS) < 0.1
log_odds = 1.3 * np.log1p(attempts) + 1.3 * amount + 1.5 * new_device - 10.5
fraud = rng.random(REQUESTS) < 1 / (1 + np.exp(-log_odds))

# Longer rows take longer; 0.3% of the reads meet a paused replica, whoever asks.
row_ms = 0.06 * attempts * rng.lognormal(0, 0.1, REQUESTS)
pause_ms = 40 * (rng.random(REQUESTS) < 0.003)
late = 3 + row_ms + rng.exponential(1.5, REQUESTS) + pause_ms > DEADLINE_MS
# --8<-- [end:world]

print(f"synthetic day: {REQUESTS:,} requests, {fraud.sum():,} frauds, "
      f"deadline {DEADLINE_MS} ms")
print(f"late: {late.mean():.1%} of requests, {late[fraud].mean():.1%} of fraud\n")

rank = log_odds.argsort().argsort() / REQUESTS
edges = [0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 1]
names = ["lowest 50%", "50-80%", "80-90%", "90-95%", "95-98%", "98-99%", "top 1%"]
rates = [late[(rank >= a) & (rank < b)].mean() for a, b in zip(edges, edges[1:])]
print("miss rate by risk, when every value is known")
for name, rate in zip(names, rates):
    print(f"  {name:12}{rate:6.1%}")

# Two more features of the same requests, for the query: one misses at random, the other
# (order_history) is slow for long-standing customers, who are seldom the fraud.
missed = {"attempts_30d": late, "device_reputation": rng.random(REQUESTS) < 0.019,
          "order_history": rng.random(REQUESTS) < np.where(rank < 0.5, 0.035, 0.003)}
feature_reads = pd.concat(pd.DataFrame({
    "request_id": np.arange(REQUESTS), "feature": feature,
    "status": np.where(miss, "late", "fresh")}) for feature, miss in missed.items())
outcomes = pd.DataFrame({"request_id": np.arange(REQUESTS), "fraud": fraud})

# --8<-- [start:query]
QUERY = """
SELECT feature,
       avg((status = 'fresh')::INT)                           AS by_request,
       sum(harm) FILTER (status = 'fresh') / sum(harm)        AS by_harm,
       (1 - by_harm) / (1 - by_request)                       AS miss_lift,
       sum(harm) FILTER (status <> 'fresh')                   AS harm_unseen
FROM feature_reads
JOIN (SELECT request_id, fraud::INT AS harm FROM outcomes) USING (request_id)
GROUP BY feature
ORDER BY miss_lift DESC
"""
# --8<-- [end:query]
print(f"\nduckdb {duckdb.__version__}")
print(f"{'feature':19}{'by request':>11}{'by harm':>9}{'miss lift':>11}{'harm unseen':>13}")
for feature, by_request, by_harm, lift, unseen in duckdb.sql(QUERY).fetchall():
    print(f"{feature:19}{by_request:11.1%}{by_harm:9.1%}{lift:11.1f}{unseen:13.0f}")


def save(fig, name):
    """Write name-light.svg and name-dark.svg: the same drawing, in two inks."""
    svg = io.StringIO()
    fig.savefig(svg, format="svg", transparent=True, bbox_inches="tight",
                metadata={"Date": None})
    text = svg.getvalue()
    for scheme, inks in (("light", {}), ("dark", DARK)):
        for light, dark in inks.items():
            text = text.replace(light, dark)
        Path(__file__).with_name(f"{name}-{scheme}.svg").write_text(text, encoding="utf-8")


fig, ax = plt.subplots(figsize=(4.6, 3.0))
percent = 100 * np.array(rates)
ax.barh(names, percent, color="#b3472e", height=0.7)
for y, value in enumerate(percent):
    ax.text(max(value, 100 * late.mean()) + 0.6, y, f"{value:.1f}%", va="center")
ax.axvline(100 * late.mean(), color="#1f6f8b", linestyle="--")
ax.text(100 * late.mean() + 0.6, -1.05, f"all requests: {late.mean():.1%}", color="#1f6f8b",
        va="center")
ax.set(xlabel="reads that miss the deadline (%)", ylabel="requests by fraud risk",
       ylim=(-1.6, 6.6))
save(fig, "misses")
