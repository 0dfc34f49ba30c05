"""An alarm and its reader: which limit gets most faults looked into.

The alarm is that of one_alarm.py. The reader is a model: rings are answered as often as
they have turned out to be real, which is what most subjects did in a laboratory.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["matplotlib==3.11.2", "numpy==2.4.6", "scipy==1.17.1"]
# ///
import io
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from scipy.stats import norm

INK = "#222222"
DARK = {INK: "#dddddd", "#1f6f8b": "#6cb8d6", "#b3472e": "#f0937c", "#8a8a8a": "#9a9a9a"}
plt.switch_backend("svg")
plt.rcParams.update({
    "svg.hashsalt": "lab", "font.size": 10, "axes.spines.top": False,
    "axes.spines.right": False, **dict.fromkeys(["text.color", "axes.edgecolor",
        "axes.labelcolor", "xtick.color", "ytick.color"], INK)})

BASE = 1 / 1000  # one morning in a thousand, the table is broken (an assumption)
FAULT = 5        # a broken morning is 5 sigma low

# --8<-- [start:pair]
def alarm(sigmas, base=BASE):
    """What the alarm finds, how often it rings falsely, and what a ring then means."""
    finds = norm.sf(sigmas - FAULT) + norm.cdf(-sigmas - FAULT)
    false = 2 * norm.sf(sigmas)
    return finds, false, base * finds / (base * finds + (1 - base) * false)


def pair(sigmas, base=BASE, always=0.0):
    """The share of faults that somebody looks into. A share of the rings is always
    answered, the others as often as rings are real."""
    finds, _, real = alarm(sigmas, base)
    return finds * (always + (1 - always) * real)
# --8<-- [end:pair]


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


row = "{:>6}{:>13}{:>13}{:>16}{:>21}"
print(row.format("sigma", "alarm finds", "ring is real", "somebody looks",
                 "false a day in 1,200"))
for s in (2, 2.5, 3, 3.5, 4, 4.5, 5):
    finds, false, real = alarm(s)
    print(row.format(s, f"{finds:.1%}", f"{real:.1%}", f"{pair(s):.1%}",
                     f"{1200 * (1 - BASE) * false:.2f}"))
grid = np.linspace(1, 6, 501)


def best(name, **settings):
    share = pair(grid, **settings)
    print(f"{name:45}best at {grid[share.argmax()]:.1f} sigma: {share.max():.1%}")


print()
best("one morning in 100 is broken", base=1 / 100)
best("one morning in 1,000", base=BASE)
best("one morning in 10,000", base=1 / 10_000)
best("one in 1,000, half of rings always answered", always=0.5)
best("one in 1,000, all rings always answered", always=1)

fig, ax = plt.subplots(figsize=(4.6, 2.9))
finds, _, real = alarm(grid)
ax.plot(grid, finds, "--", color="#8a8a8a")
ax.plot(grid, real, "-.", color="#1f6f8b")
ax.plot(grid, pair(grid), "-", color=INK, lw=2.2)
ax.text(1.6, 0.89, "the alarm finds", color="#8a8a8a")
ax.text(2.2, 0.42, "a ring\nis real", color="#1f6f8b")
ax.text(3.75, 0.34, "somebody\nlooks", color=INK, weight="bold")
ax.set(xlim=(1.5, 6), ylim=(0, 1.04), xlabel="limit, in sigma")
ax.set_yticks([0, 0.5, 1], ["0%", "50%", "100%"])
save(fig, "pair")
