"""Which total notices which fault: seven checks, eleven ways to damage 70,000 payments.

The payments are synthetic and the faults are my choice: a row shows a mechanism, and how
many rows a check catches says nothing about how often it would help anyone."""
# /// script
# requires-python = ">=3.11"
# dependencies = ["duckdb==2.0.0", "matplotlib==3.11.2", "numpy==2.4.6"]
# ///
import io
from pathlib import Path

import duckdb
import matplotlib.pyplot as plt
import numpy as np

INK = "#222222"
DARK = {INK: "#dddddd", "#1f6f8b": "#6cb8d6", "#8a8a8a": "#9a9a9a"}
plt.switch_backend("svg")
plt.rcParams.update({"svg.hashsalt": "lab", "font.size": 10,
                     **dict.fromkeys(["text.color", "xtick.color", "ytick.color"], INK)})


def payments(seed=3):
    """Seven days of 10,000 payments, in files of 1,000; file -1 is from the week before."""
    rng, line = np.random.default_rng(seed), np.arange(-1000, 70_000)
    day = np.where(line < 0, -6, line // 10_000)  # day 0 is Monday, 2 March 2026
    date = np.char.replace((np.datetime64("2026-03-02") + day).astype(str), "-", "")
    cents = 1 + np.exp(rng.normal(8, 1.2, line.size)).astype(int)
    return {"line": line, "file": line // 1000,
            "id": date.astype(int) * 10**9 + line % 10_000,  # 17 digits: date, sequence
            "account": rng.choice(rng.integers(10**7, 10**8, 4000), line.size),
            "booked": 1_772_409_600 + day * 86_400 + rng.integers(0, 86_400, line.size),
            "cents": cents * np.where(rng.random(line.size) < 0.04, -1, 1)}  # 4% refunds


# --8<-- [start:checks]
HASH = "md5_number_lower(concat_ws('|', id, account, booked, cents))"
CHECKS = {"rows": "count(*)", "rows by day": "histogram(booked // 86400)",
          "distinct ids": "count(DISTINCT id)", "cents": "sum(cents)",
          "account hash": "sum(account)", "fingerprint": f"sum({HASH})",
          "seconds hash": "sum(booked)", "id hash": "sum(id)", "xor": f"bit_xor({HASH})"}
TRAILER = ["rows", "cents", "account hash"]
FAULTS = {  # sent: the payments; made: with last week's file; address: 30 accounts have two
    "a file is lost": "FROM sent WHERE file <> 12",
    "a file is loaded twice": "FROM sent UNION ALL FROM sent WHERE file = 12",
    "a join multiplies rows": "SELECT sent.* FROM sent JOIN address USING (account)",
    "one file lost, one loaded twice":
        "FROM sent WHERE file <> 12 UNION ALL FROM sent WHERE file = 31",
    "40 rows skipped, 40 read twice":
        "FROM sent WHERE line NOT BETWEEN 8000 AND 8039 UNION ALL "
        "FROM sent WHERE line BETWEEN 5960 AND 5999",
    "a file replaced by last week's":
        "FROM sent WHERE file <> 12 UNION ALL FROM made WHERE file = -1",
    "refunds lose their sign": "SELECT * REPLACE (abs(cents) AS cents) FROM sent",
    "failed lookups become account 0":
        "SELECT * REPLACE (if(account % 50 = 0, 0, account) AS account) FROM sent",
    "ids pass through a double": "SELECT * REPLACE (id::DOUBLE::BIGINT AS id) FROM sent",
    "clocks eight hours early": "SELECT * REPLACE (booked - 28800 AS booked) FROM sent",
    "one file's amounts slip by a row":  # each payment takes the amount of the line above
        "SELECT s.* REPLACE (a.cents AS cents) FROM sent s JOIN sent a ON a.line = s.line"
        " - CASE WHEN s.file <> 12 THEN 0 WHEN s.line % 1000 = 0 THEN -999 ELSE 1 END"}
# --8<-- [end:checks]


def totals(rows):
    found = db.execute(f"SELECT {', '.join(CHECKS.values())} FROM ({rows})").fetchone()
    return dict(zip(CHECKS, found))


def caught(*checks, beyond=0):
    """Numbers of the faults that put one of these checks off, by more than a tolerance."""
    return {n for n, got in enumerate(received, 1) for c in checks
            if got[c] != sent[c] and (not beyond or abs(got[c] / sent[c] - 1) > beyond)}


def save(fig, name):
    """Write name-light.svg and name-dark.svg: the same drawing, in two inks."""
    svg = io.StringIO()
    fig.savefig(svg, transparent=True, bbox_inches="tight", metadata={"Date": None})
    text = svg.getvalue()
    for scheme, inks in (("light", {}), ("dark", DARK)):
        for light, dark in inks.items():
            text = text.replace(light, dark)
        Path(__file__).with_name(f"{name}-{scheme}.svg").write_text(text, encoding="utf-8")


db, made = duckdb.connect(), payments()
db.execute("CREATE TABLE made AS FROM made; CREATE VIEW sent AS FROM made WHERE file >= 0")
db.execute("CREATE TABLE address AS SELECT DISTINCT account FROM sent UNION ALL "
           "(SELECT DISTINCT account FROM sent ORDER BY account LIMIT 30)")  # 30 have two
sent, received = totals("FROM sent"), [totals(rows) for rows in FAULTS.values()]
columns = {c: caught(c) for c in [*CHECKS][:5]} | {
    "trailer": caught(*TRAILER), "fingerprint": caught("fingerprint")}

row = "{:>2} {:34}" + "{:>5}" * 7
print(f"duckdb {duckdb.__version__}; {sent['rows']:,} synthetic payments; x: unlike sent")
print("\n" + row.format("", "", "rows", "day", "ids", "$", "acct", "trlr", "hash"))
for n, fault in enumerate(FAULTS, 1):
    print(row.format(n, fault, *("x" if n in rows else "." for rows in columns.values())))
print(row.format("", "noticed, of 11", *map(len, columns.values())))
row, five = "{:>4}{:>8}{:>12}{:>18}{:>9}{:>21}", [*TRAILER, "distinct ids", "seconds hash"]
print("\n" + row.format("off", "rows", "cents", "account hash", "ids", "seconds hash"))
for n, got in enumerate(received, 1):
    print(row.format(n, *(f"{x:+,}" if x else 0 for x in (got[c] - sent[c] for c in five))))
print(row.format("sent", *(f"{sent[c]:,}" for c in five)))
thrice = totals(FAULTS["a file is loaded twice"] + " UNION ALL FROM sent WHERE file = 12")
print(f"\ntrailer with a tolerance of 1%: {len(caught(*TRAILER, beyond=0.01))} of 11")
print("ids through a double, sum of ids: off by", received[8]["id hash"] - sent["id hash"])
print("a file loaded three times, xor of row hashes: off by", thrice["xor"] - sent["xor"])
fig, ax = plt.subplots(figsize=(2.4, 4.2))
for x, rows in enumerate(columns.values()):
    ax.text(x, 12, len(rows), ha="center", va="center", weight="bold")
    ax.plot([x] * len(rows), [*rows], "s", ms=11, color="#1f6f8b")
    ax.plot([x] * (11 - len(rows)), [*{*range(1, 12)} - rows], ".", ms=4, color="#8a8a8a")
ax.set(xlim=(-0.6, 6.6), ylim=(12.4, 0.4))
ax.set_yticks(range(1, 13), [*FAULTS, "noticed, of 11"])
ax.set_xticks(range(7), columns, rotation=65, ha="left", rotation_mode="anchor")
ax.tick_params(length=0, labeltop=True, labelbottom=False)
ax.spines[:].set_visible(False)
save(fig, "matrix")
