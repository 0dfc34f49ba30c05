"""Write-ahead log, VACUUM, backup: where 500 erased people stay while SQL finds none."""
# /// script
# requires-python = ">=3.11"
# dependencies = ["apsw==3.54.1.0"]
# ///
import random
import shutil
import tempfile
from pathlib import Path

import apsw

TEMP = tempfile.TemporaryDirectory()  # removed at exit
LIVE, BACKUP = Path(TEMP.name, "live.db"), Path(TEMP.name, "backup.db")
rng = random.Random(1)
marks = [f"{rng.getrandbits(48):012x}" for _ in range(2_000)]
keys = sorted(rng.sample(range(2_000), 500))
erased = [marks[key] for key in keys]


# --8<-- [start:check]
def still_there(path, marks):
    """How many of the marks stand in a file, read as bytes."""
    raw = Path(path).read_bytes()
    return sum(mark.encode() in raw for mark in marks)
# --8<-- [end:check]


def rows(db):
    return db.execute("SELECT count(*) FROM people").get - 1_500


def erase(db):
    """Delete by key; harmless to run again. Returns how many rows it really removed."""
    before = db.total_changes()
    with db:
        db.executemany("DELETE FROM people WHERE id = ?", [(key,) for key in keys])
    return db.total_changes() - before


# --8<-- [start:steps]
def step(db, label, sql=None):
    """Run one step, then look at SQL, at the file and at the log."""
    answer = db.execute(sql).fetchone() if sql else None  # checkpoint: busy, log, copied
    answer = "/".join(map(str, answer or ()))
    file, log = still_there(LIVE, erased), still_there(f"{LIVE}-wal", erased)
    print(f"{label:32}{answer:>12}{rows(db):>6}{file:>7}{log:>6}")


def life(secure):
    """One erasure in WAL mode, while another connection reads an older snapshot."""
    shutil.copy(BACKUP, LIVE)
    db, reader = apsw.Connection(str(LIVE)), apsw.Connection(str(LIVE))
    db.pragma("journal_mode", "wal")
    db.pragma("secure_delete", secure)
    reader.execute("BEGIN; SELECT count(*) FROM people").fetchall()
    erase(db)
    step(db, "DELETE, COMMIT; a reader is open")
    step(db, "PASSIVE checkpoint", "PRAGMA wal_checkpoint(PASSIVE)")
    step(db, "TRUNCATE checkpoint", "PRAGMA wal_checkpoint(TRUNCATE)")
    reader.execute("COMMIT")
    step(db, "reader gone; PASSIVE", "PRAGMA wal_checkpoint(PASSIVE)")
    step(db, "TRUNCATE checkpoint", "PRAGMA wal_checkpoint(TRUNCATE)")
    step(db, "VACUUM", "VACUUM")
    step(db, "TRUNCATE checkpoint", "PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    reader.close()
# --8<-- [end:steps]


with apsw.Connection(str(BACKUP)) as db:  # yesterday's backup, before the request
    db.pragma("secure_delete", "on")
    db.execute("CREATE TABLE people(id INTEGER PRIMARY KEY, email TEXT UNIQUE)")
    people = [(key, f"{mark}@example.org") for key, mark in enumerate(marks)]
    db.executemany("INSERT INTO people VALUES(?, ?)", people)
print(f"sqlite {apsw.sqlite_lib_version()}; synthetic: 2,000 people, 500 erased")
for secure in ("off", "on"):
    print(f"\nsecure_delete {secure:18}{'checkpoint':>12}{'SQL':>6}{'file':>7}{'log':>6}")
    life(secure)
print(f"\n{'restore the backup':32}{'removed':>12}{'SQL':>6}{'file':>7}")
shutil.copy(BACKUP, LIVE)
db = apsw.Connection(str(LIVE))
db.pragma("secure_delete", "on")
print(f"{'restored':32}{'':12}{rows(db):>6}{still_there(LIVE, erased):>7}")
for turn in ("first replay", "second replay"):
    print(f"{turn:32}{erase(db):>12}{rows(db):>6}{still_there(LIVE, erased):>7}")
