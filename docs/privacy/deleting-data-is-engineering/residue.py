"""What stays in one SQLite file after DELETE: by SQL, by byte search, by index decoder."""
# /// script
# requires-python = ">=3.11"
# dependencies = ["apsw==3.54.1.0"]
# ///
import random
import re
import shutil
import tempfile
from pathlib import Path

import apsw

PEOPLE, ERASED = 5_000, 500
WORDS = [f"w{n:03}" for n in range(800)]
FTS_SWITCH = "INSERT INTO search(search, rank) VALUES('secure-delete', 1)"
STEPS = ("", "INSERT INTO search(search) VALUES('optimize')", "VACUUM")
TEMP = tempfile.TemporaryDirectory()  # removed at exit


def add(db, key, mark, rng):
    row = (key, f"{mark}@example.org", " ".join(rng.choices(WORDS, k=20)))
    db.execute("INSERT INTO people VALUES(?, ?, ?)", row)
    db.execute("INSERT INTO search(rowid, email, note) VALUES(?, ?, ?)", row)


def load(seed, secure):
    """Everyone's address holds a unique 12-digit mark and is full-text indexed."""
    rng, path = random.Random(seed), f"{TEMP.name}/{seed}-{secure}"
    marks = [f"{rng.getrandbits(48):012x}" for _ in range(PEOPLE)]
    keys = rng.sample(range(PEOPLE), ERASED)
    db = apsw.Connection(path)
    db.pragma("secure_delete", secure)
    db.execute("CREATE TABLE people(id INTEGER PRIMARY KEY, email TEXT UNIQUE, note TEXT)")
    db.execute("CREATE VIRTUAL TABLE search USING fts5(email, note)")
    with db:
        for key, mark in enumerate(marks):
            add(db, key, mark, rng)
    return path, keys, {marks[key].encode() for key in keys}


# --8<-- [start:readings]
def on_disk(path, marks):
    """Byte search: the marks that stand in the raw file, whatever SQL says."""
    runs = [run[0] for run in re.finditer(rb"[0-9a-f]{12,}", Path(path).read_bytes())]
    return len(marks & {run[i : i + 12] for run in runs for i in range(len(run) - 11)})


def varint(page, at, value=0):
    value = value << 7 | page[at] & 127
    return varint(page, at + 1, value) if page[at] & 128 else (value, at + 1)


def in_index(db, marks):
    """Decoder: FTS5 writes a term as (bytes shared with the term before it, the rest)."""
    hits = []
    for key, page in db.execute("SELECT id, block FROM search_data WHERE id >= 1 << 37"):
        if key >> 31 & 63:  # not a leaf page
            continue
        footer, start, term, shared = int.from_bytes(page[2:4], "big"), 0, b"", 0
        while footer < len(page):
            step, footer = varint(page, footer)
            start, at = start + step, start + step
            if term:
                shared, at = varint(page, at)
            size, at = varint(page, at)
            term = term[:shared] + page[at : at + size]
            hits += [term[1:]] if term[1:] in marks else []  # byte 1 only names the index
    return len(set(hits)), len(hits)
# --8<-- [end:readings]


def erase(loaded, secure, early=(), late=()):
    """On a copy of the loaded file: early switches, DELETE, COMMIT, late switches."""
    original, keys, marks = loaded
    path = shutil.copy(original, tempfile.mkdtemp(dir=TEMP.name))
    db = apsw.Connection(path)
    db.pragma("synchronous", "off")  # faster; the bytes written are the same
    db.pragma("secure_delete", secure)  # belongs to the connection, not to the file
    db.execute(";".join(early))
    with db:
        for table in ("search WHERE rowid", "people WHERE id"):
            db.executemany(f"DELETE FROM {table} = ?", [(key,) for key in keys])
    db.execute(";".join(late))
    rows = db.execute("SELECT count(*) FROM people").get - (PEOPLE - ERASED)
    return db, rows, lambda: (on_disk(path, marks), *in_index(db, marks))


off, on = load(1, "off"), [load(seed, "on") for seed in range(1, 6)]
print(f"sqlite {apsw.sqlite_lib_version()}; synthetic: {PEOPLE:,} people, {ERASED} erased")
print(f"\n{'erased marks found':31}{'DELETE':>13}{'optimize':>13}{'VACUUM':>13}")
print(f"{'(seed 1)':27}{'SQL':>4}" + 3 * f"{'bytes':>7}{'index':>6}")
for label, *setting in (
    ("control: no DELETE", (off[0], [], off[2]), "off"),
    ("defaults", off, "off"),
    ("secure_delete since load", on[0], "on"),
    (" and FTS5 secure-delete", on[0], "on", [FTS_SWITCH]),
    ("both, on before the DELETE", off, "on", [FTS_SWITCH]),
    ("both, on after the DELETE", off, "off", [], [FTS_SWITCH, "PRAGMA secure_delete=1"]),
):
    db, rows, read = erase(*setting)
    print(f"{label:27}{rows:>4}", end="")
    for step in STEPS:
        db.execute(step)
        print("{:>7}{:>6}".format(*read()), end="\n" if step == "VACUUM" else "")

print("\nafter DELETE, seeds 1 to 5")
for label, early in (("secure_delete", []), (" and FTS5 secure-delete", [FTS_SWITCH])):
    found = zip(*(erase(loaded, "on", early)[2]() for loaded in on))
    for name, line in zip(("bytes", "index", "entries"), found):
        print(f"{label:27}{name:>11}" + "".join(f"{n:>6}" for n in line))

print("\nsecure_delete alone, then committed inserts; erased marks in the index")
print(f"{'inserts since':27}" + "".join(f"{n:>8}" for n in range(0, 201, 50)))
for seed, loaded in enumerate(on, 1):
    (db, _, read), rng, line = erase(loaded, "on"), random.Random(99), f"seed {seed:<22}"
    for n in range(201):
        line += f"{read()[1]:>8}" if n % 50 == 0 else ""
        add(db, PEOPLE + n, f"{rng.getrandbits(48):012x}", rng)
    print(line)
