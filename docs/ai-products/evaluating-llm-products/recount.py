"""One pair of models, one sheet of answers, three test sets, two winners.

The cells are published: Chen, Zaharia and Zou (arXiv 2307.09009v2), Figure 4, GPT-4 asked
whether a number is prime. Only the share of primes among the questions is varied here.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["matplotlib==3.11.2"]
# ///
import io
from pathlib import Path

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

# --8<-- [start:cells]
# Percent of all 1,000 questions, half of them prime:
#          primes called prime, composites called composite
PUBLISHED = {"GPT-4, March 2023": (48.8, 35.2), "GPT-4, June 2023": (1.2, 49.9)}
RATES = {name: tuple(cell / 50 for cell in cells) for name, cells in PUBLISHED.items()}
RATES["always 'composite'"] = (0.0, 1.0)

def accuracy(rates, share_of_primes):
    on_primes, on_composites = rates
    return share_of_primes * on_primes + (1 - share_of_primes) * on_composites
# --8<-- [end:cells]

def primes_between(low, high):
    flags = bytearray([1]) * (high + 1)
    for n in range(2, int(high**0.5) + 1):
        if flags[n]:
            flags[n * n::n] = bytearray(len(range(n * n, high + 1, n)))
    return [n for n in range(max(low, 2), high + 1) if flags[n]]

INK = "#222222"
DARK = {INK: "#dddddd", "#1f6f8b": "#6cb8d6", "#b3472e": "#f0937c", "#8a8a8a": "#9a9a9a"}

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

def draw(sets):
    inks = ["text.color", "axes.edgecolor", "axes.labelcolor", "xtick.color", "ytick.color"]
    plt.rcParams.update({"svg.hashsalt": "lab", "font.size": 10, "axes.spines.top": False,
                         "axes.spines.right": False, **dict.fromkeys(inks, INK)})
    fig, ax = plt.subplots(figsize=(4.7, 3.2))
    march, june, _ = RATES.values()
    for rates, color, marker in ((march, "#1f6f8b", "o"), (june, "#b3472e", "s")):
        ax.plot([0, 100], [100 * accuracy(rates, p) for p in (0, 1)], color=color, lw=2)
        for share in sets.values():
            ax.plot(100 * share, 100 * accuracy(rates, share), marker, color=color, ms=6)
    ax.text(70, 92, "March", color="#1f6f8b", ha="right", va="bottom")
    ax.text(66, 38, "June", color="#b3472e", ha="left", va="bottom")
    for x, label, side in ((sets["all integers"], "all\nintegers", "center"),
                           (sets["second version"], "second\nversion", "center"),
                           (sets["first version"], "first\nversion", "center")):
        ax.axvline(100 * x, color="#8a8a8a", lw=0.8, ls=":", zorder=0)
        ax.text(100 * x, 107, label, ha=side, va="bottom", fontsize=9)
    ax.set(xlim=(0, 101), ylim=(0, 105), xlabel="primes among the questions, %",
           ylabel="accuracy, %")
    save(fig, "recount")

def main():
    low, high = 1_000, 20_000
    share = len(primes_between(low, high)) / (high - low + 1)
    sets = {"first version": 1.0, "second version": 0.5, "all integers": share}
    print("GPT-4 and primes, from the published cells")
    print(f"\n{'':20}{'on primes':>10}{'on composites':>15}")
    for name, (on_primes, on_composites) in RATES.items():
        print(f"{name:20}{on_primes:>10.1%}{on_composites:>15.1%}")
    print(f"\naccuracy if the questions are{'March':>13}{'June':>9}{'always no':>12}")
    for label, p in (("primes only (first version)", 1.0), ("half primes (second)", 0.5),
                     (f"all integers, {share:.1%} prime", share)):
        print(f"{label:29}" + "".join(f"{accuracy(r, p):>{w}.1%}"
                                      for r, w in zip(RATES.values(), (13, 9, 12))))
    march, june, _ = RATES.values()
    even = (june[1] - march[1]) / ((june[1] - march[1]) + (march[0] - june[0]))
    print('("all integers": from 1,000 to 20,000)')
    print(f"\nMarch and June tie at {even:.1%} primes")
    hard = set(range(low, high + 1)) - set(primes_between(low, high))
    composites = len(hard)
    for d in range(2, 30):
        hard -= set(range(0, high + 1, d))
    print(f"{len(hard) / composites:.1%} of the composites there have no factor below 30")
    draw(sets)

if __name__ == "__main__":
    main()
