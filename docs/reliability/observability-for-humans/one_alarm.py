"""What one ring means: a table's row count, checked every morning against 3 sigma.

Arithmetic without data. The base rate and the size of the fault are assumptions.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["matplotlib==3.11.2", "numpy==2.4.6", "scipy==1.17.1"]
# ///
import io
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from scipy.stats import nct, norm, t

INK = "#222222"
DARK = {INK: "#dddddd", "#1f6f8b": "#6cb8d6", "#b3472e": "#f0937c", "#8a8a8a": "#9a9a9a"}
plt.switch_backend("svg")
plt.rcParams.update({
    "svg.hashsalt": "lab", "font.size": 10, "axes.spines.top": False,
    "axes.spines.right": False, **dict.fromkeys(["text.color", "axes.edgecolor",
        "axes.labelcolor", "xtick.color", "ytick.color"], INK)})

# --8<-- [start:arithmetic]
BASE = 1 / 1000  # one morning in a thousand, this table is broken (an assumption)
FAULT = 40 / 8   # 40% lost from counts that vary by 8%: five sigma (assumptions, too)


def meaning(finds, false, base=BASE):
    """The probability that a ring is real: real rings over all rings."""
    return base * finds / (base * finds + (1 - base) * false)


def limits_known(sigmas):
    """What a check finds and how often it rings falsely, if noise is normal and known."""
    return norm.sf(sigmas - FAULT) + norm.cdf(-sigmas - FAULT), 2 * norm.sf(sigmas)


def limits_learned(sigmas, mornings):
    """The same, with mean and deviation estimated from a few mornings (Student's t)."""
    widen = np.sqrt(1 + 1 / mornings)
    edge, shift = sigmas / widen, FAULT / widen
    finds = nct.sf(edge, mornings - 1, shift) + nct.cdf(-edge, mornings - 1, shift)
    return finds, 2 * t.sf(edge, mornings - 1)
# --8<-- [end:arithmetic]


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


finds, false = limits_known(3)
broken, sound = 100_000 * BASE, 100_000 * (1 - BASE)
print(f"a fault: 40% lost from counts that vary by 8%, {FAULT:.0f} sigma\n")
print("100,000 mornings           rings    silent")
print(f"{broken:>7,.0f} broken{broken * finds:>18,.0f}{broken * (1 - finds):>10,.0f}")
print(f"{sound:>7,.0f} sound{sound * false:>19,.0f}{sound * (1 - false):>10,.0f}")
print(f"a ring is real: {meaning(finds, false):.1%}")
row = "{:40}{:>9}{:>10}{:>9}"
print("\n" + row.format("change one thing", "finds", "false", "real"))
for name, (f, a), base in [
        ("nothing", (finds, false), BASE),
        ("it never misses a fault", (1, false), BASE),
        ("half the false alarms", (finds, false / 2), BASE),
        ("false alarms as rare as faults", (finds, BASE), BASE),
        ("a table that breaks 10 times as often", (finds, false), 10 * BASE),
        ("a second alarm agrees, on the same noise", (finds, false), BASE),
        ("a second alarm agrees, independent", (finds**2, false**2), BASE),
        ("limits learned from 28 mornings", limits_learned(3, 28), BASE),
        ("limits learned from 4 mornings", limits_learned(3, 4), BASE)]:
    print(row.format(name, f"{f:.1%}", f"{a:.3%}" if a > 1e-4 else f"{a:.4%}",
                     f"{meaning(f, a, base):.1%}"))

fig, ax = plt.subplots(figsize=(4.6, 3.1))
one_in = np.logspace(1, 5, 200)
for (f, a), style, color, label, at in [
        ((finds**2, false**2), "-.", "#1f6f8b", "two independent\nalarms", (450, 0.76)),
        ((finds, false), "-", INK, "3 sigma,\nas promised", (1200, 0.3)),
        (limits_learned(3, 4), "--", "#b3472e", "3 sigma from\n4 mornings", (27, 0.345))]:
    ax.plot(one_in, meaning(f, a, 1 / one_in), style, color=color)
    ax.text(*at, label, color=color)
ax.plot(1 / BASE, meaning(finds, false), "o", color=INK)
ax.axhline(0.5, color="#8a8a8a", lw=0.8, ls=":")
ax.set(xscale="log", ylim=(0, 1.02), xlabel="one morning in ... is broken",
       ylabel="share of rings that are real")
ax.set_xticks([10, 100, 1000, 10_000, 100_000], ["10", "100", "1,000", "10,000", "100,000"])
ax.set_yticks([0, 0.5, 1], ["0%", "50%", "100%"])
save(fig, "meaning")
