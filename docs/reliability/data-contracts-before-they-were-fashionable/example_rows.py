"""Which orders make an example useful: hand-written ones left out, and random ones."""
# /// script
# requires-python = ">=3.11"
# dependencies = ["duckdb==2.0.0", "matplotlib==3.11.2"]
# ///
import io
import tomllib
from pathlib import Path

import duckdb
import matplotlib
matplotlib.use("svg")
import matplotlib.pyplot as plt

FEED, CONTRACTS = (tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))
                   for name in ("feed.toml", "contracts.toml"))
INK = "#222222"
DARK = {INK: "#dddddd", "#1f6f8b": "#6cb8d6", "#b3472e": "#f0937c", "#8a8a8a": "#9a9a9a"}
plt.rcParams.update({"svg.hashsalt": "lab", "font.size": 10, "axes.spines.top": False,
                     "axes.spines.right": False,
                     **dict.fromkeys(["text.color", "axes.edgecolor", "axes.labelcolor",
                                      "xtick.color", "ytick.color"], INK)})
SEED, SIZES, DRAWS = 1, (6, 12, 25, 50, 100, 200), 10
db = duckdb.connect(config={"threads": 1})
BUILDS = [FEED["build"]]
for _, *edits in FEED["code"]:
    BUILDS.append(FEED["build"])
    for old, new in zip(edits[::2], edits[1::2]):
        BUILDS[-1] = BUILDS[-1].replace(old, new)


def build_all():
    """The source tables as they are now, through today's build and each changed one."""
    for i, build in enumerate(BUILDS):
        db.execute(f"CREATE OR REPLACE TABLE build_{i} AS {build}")


# --8<-- [start:differ]
def number(contract, build):
    db.execute(f"CREATE OR REPLACE TEMP VIEW orders AS SELECT * FROM build_{build} "
               "WHERE order_id IN (FROM chosen)")
    try:
        return db.execute(contract["number"]).fetchall()
    except duckdb.Error as error:
        return type(error).__name__


def differ(contracts, orders):
    """Changed builds in which some consumer's number, from these orders alone, moves."""
    db.execute("CREATE OR REPLACE TEMP TABLE chosen AS " + orders)
    before = [number(contract, 0) for contract in contracts]
    return {i for i in range(1, len(BUILDS))
            if any(number(contract, i) != was  # stops at the first that moves
                   for contract, was in zip(contracts, before))}
# --8<-- [end:differ]


def hand_written():
    """Caught by each consumer's own orders: with all of them, and with one left out."""
    found = {}
    for name, contract in CONTRACTS.items():
        told = [line.split() for line in contract["given"].strip().splitlines()[1:]]
        db.execute(FEED["told"])
        db.executemany("INSERT INTO told VALUES (?, ?, ?, ?, ?, ?, ?, ?)", told)
        db.execute(FEED["arrange"])
        build_all()
        for left_out in ["0", *sorted({row[0] for row in told})]:
            found[name, left_out] = differ(
                [contract], f"SELECT order_id FROM raw_orders WHERE order_id <> {left_out}")
    return found


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


found = hand_written()
caught = set().union(*found.values())
orders = [key for key in found if key[1] != "0"]
print(f"hand-written: {len(orders)} orders, {len(caught)} of 14 changes noticed")
for name, left_out in orders:
    others = set().union(*(found[other, "0"] for other in CONTRACTS if other != name))
    for i in sorted(caught - found[name, left_out] - others):
        print(f"  without {name}'s {left_out}, unnoticed: {FEED['code'][i - 1][0]}")

db.execute(FEED["world"].replace("$seed", str(SEED)))
build_all()
print(f"\nrandom orders of the fortnight, {DRAWS} draws of each size\n"
      "  orders   noticed: fewest   mean   most")
curve = []
for size in SIZES:
    counts = [len(differ(CONTRACTS.values(), "SELECT order_id FROM raw_orders "
                         f"ORDER BY hash(order_id || ':{draw}') LIMIT {size}"))
              for draw in range(DRAWS)]
    curve.append((min(counts), sum(counts) / DRAWS, max(counts)))
    print("  {:>6}   {:>15}   {:>4.1f}   {:>4}".format(size, *curve[-1]))
low, means, high = zip(*curve)

fig, ax = plt.subplots(figsize=(4.8, 3.1))
ax.fill_between(SIZES, low, high, color="#1f6f8b", alpha=0.18, linewidth=0)
ax.plot(SIZES, means, color="#1f6f8b", marker="o", markersize=4)
ax.plot(len(orders), len(caught), color="#b3472e", marker="D", markersize=7)
ax.annotate(f"{len(orders)} written by hand", (len(orders), len(caught)), (0, -92),
            textcoords="offset points", ha="center", color="#b3472e",
            arrowprops={"arrowstyle": "-", "color": "#b3472e", "shrinkB": 6})
ax.annotate("random orders of the feed:\nmean, fewest to most", (SIZES[-1], 6.5),
            ha="right", color="#1f6f8b")
ax.set(xscale="log", ylim=(0, 14.6), yticks=[0, 2, 4, 6, 8, 10, 12, 14],
       xlabel="orders compared", ylabel="changes noticed, of 14")
ax.set_xticks(SIZES, SIZES)
ax.set_xticks([], minor=True)
save(fig, "orders_compared")
