"""A fix on day 0 and models refitted every night: how long the queues stay wrong.

Synthetic, as in patch.py. What a user turns out to do is known 14 days later.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["matplotlib==3.11.2", "numpy==2.4.6", "scikit-learn==1.9.1"]
# ///
import io
from pathlib import Path

import matplotlib
import numpy as np
from sklearn.linear_model import LogisticRegression

matplotlib.use("svg")
import matplotlib.pyplot as plt  # noqa: E402

SEED, A_DAY = 1, 2_000
DELAY, WINDOW, LAST = 14, 28, 56          # days: until labels, in a training set, shown
MODELS = {"churn": (["mobile", "tenure"], 0.10), "abuse": (["risk"], 0.02)}
INK = "#222222"
DARK = {INK: "#dddddd", "#1f6f8b": "#6cb8d6", "#b3472e": "#f0937c", "#8a8a8a": "#9a9a9a"}
plt.rcParams.update({"svg.hashsalt": "lab", "font.size": 10, "axes.spines.top": False,
                     "axes.spines.right": False,
                     **dict.fromkeys(["text.color", "axes.edgecolor", "axes.labelcolor",
                                      "xtick.color", "ytick.color"], INK)})


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


def users(rng, n):
    mobile, events = rng.random(n) < 0.6, rng.poisson(rng.lognormal(1.5, 1.0, n))
    tenure, risk = rng.normal(size=n), rng.normal(size=n)
    odds = {"churn": 0.55 - 0.95 * np.log1p(events) - 0.6 * tenure,
            "abuse": -7.0 + 1.25 * np.log1p(events) + 0.9 * risk}
    happens = {k: rng.random(n) < 1 / (1 + np.exp(-odds[k])) for k in MODELS}
    return happens | {"mobile": mobile, "tenure": tenure, "risk": risk,
                      "bug": events * (1 + mobile), "fix": events}


# --8<-- [start:nightly]
rng = np.random.default_rng(SEED)
first = -DELAY - WINDOW
day = np.repeat(np.arange(first, LAST), A_DAY)
log = users(rng, len(day))
log["as logged"] = np.where(day < 0, log["bug"], log["fix"])   # one name, two meanings
crowd = users(rng, 50_000)                                     # scored by every model


def refit(name, tonight, version):
    """Fit on the newest `WINDOW` days whose outcomes are known tonight."""
    start = (tonight - DELAY - WINDOW - first) * A_DAY
    known = {k: column[start:start + WINDOW * A_DAY] for k, column in log.items()}
    model = LogisticRegression(C=100, solver="newton-cholesky")
    return model.fit(inputs(known, version, name), known[name])


def inputs(data, version, name):
    return np.column_stack([np.log1p(data[version]), *(data[c] for c in MODELS[name][0])])


def queue(name, model, version, cut):
    return (model.predict_proba(inputs(crowd, version, name))[:, 1] >= cut).mean()
# --8<-- [end:nightly]


nights = np.arange(0, LAST + 1, 2)
fig, ax = plt.subplots(figsize=(4.8, 3.1))
ax.axhline(1, color="#8a8a8a", lw=1)
ax.axvspan(0, DELAY, color="#8a8a8a", alpha=0.15, lw=0)
print("queue as a share of what it was before the fix, after each night\n")
print(f"{'night':>32}{'0':>6}{'14':>6}{'20':>6}{'28':>6}{'36':>6}{'42':>6}")
for (name, (_, share)), color, marker, above, spot in zip(
        MODELS.items(), ("#b3472e", "#1f6f8b"), "os", (0.04, -0.04),
        ((22, 1.2), (37, 0.55))):
    old = refit(name, 0, "bug")
    cut = np.quantile(old.predict_proba(inputs(crowd, "bug", name))[:, 1], 1 - share)
    normal = queue(name, old, "bug", cut)
    never = np.full(len(nights), queue(name, old, "fix", cut)) / normal
    nightly = np.array([queue(name, refit(name, n, "as logged"), "fix", cut)
                        for n in nights]) / normal
    rebuilt = np.array([queue(name, refit(name, n, "fix"), "fix", cut)
                        for n in nights]) / normal
    for label, line in (("never refitted", never), ("nightly, as logged", nightly),
                        ("nightly, history rebuilt", rebuilt)):
        print(f"{name if line is never else '':6}{label:26}",
              *(f"{line[n // 2]:5.0%}" for n in (0, 14, 20, 28, 36, 42)))
    # The error left over the first 42 nights, against that of a model left alone.
    left = abs(nightly - rebuilt)[:21].sum() / abs(never - rebuilt)[:21].sum()
    print(f"{'':6}error over the first 42 nights, nightly refitting leaves {left:.0%}")
    ax.plot(nights, never, color=color, lw=1, ls=":")
    ax.plot(nights, nightly, color=color, lw=1.8, marker=marker, markevery=2, ms=4)
    ax.text(LAST, never[-1] + above, f"{name}, never refitted", color=color, ha="right",
            va="bottom" if above > 0 else "top")
    ax.text(*spot, f"{name}, every night", color=color)
ax.text(DELAY / 2, 1.02, "no label\nyet", ha="center", va="bottom", color=INK, fontsize=9)
ax.set(xlabel="nights since the fix", ylim=(0.2, 1.6), xlim=(0, LAST),
       xticks=range(0, LAST + 1, 14), yticks=[0.5, 1, 1.5],
       yticklabels=["50%", "100%", "150%"], ylabel="queue, share of normal")
save(fig, "nightly")
