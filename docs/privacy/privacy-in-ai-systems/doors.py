"""An ordinary account works on a filtered search. What does each closed door leave open?

Synthetic: 2,000 documents, 500 of them restricted; of 200 candidate project names, 37 occur
in restricted documents. The account may search, and write notes that it can read itself.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["apsw==3.54.1.0", "numpy==2.4.6"]
# ///
import apsw
import numpy as np

rng = np.random.default_rng(24)
names = [f"name{i}" for i in range(200)]
zipf = 1 / np.arange(1, 3001)


def write(*name):
    words = rng.choice(3000, rng.integers(20, 80), p=zipf / zipf.sum())
    return " ".join([*(f"word{i}" for i in words), *name])


# --8<-- [start:world]
secret = {n: int(rng.integers(1, 7)) for n in rng.choice(names, 37, replace=False)}
restricted = [write(n) for n in secret for _ in range(secret[n])]
restricted += [write() for _ in range(500 - len(restricted))]
open_docs = [write(n) for n in rng.choice(names, 40)]  # innocent uses of some names
open_docs += [write() for _ in range(1500 - len(open_docs))]
# What the account writes: one note per name, and a ladder of words of its own,
# rung1 in one note, rung2 in two, up to rung11 in eleven.
notes = [f"rung{k} note" for k in range(1, 12) for _ in range(k)]
notes += [f"{n} note" for n in names]
# --8<-- [end:world]


class Search:
    def __init__(self, *collections):
        self.asked = self.forbidden = self.work = 0
        self.db = apsw.Connection(":memory:")
        self.db.execute("CREATE VIRTUAL TABLE docs USING fts5(body, reader UNINDEXED)")
        rows = [(text, reader) for reader, texts in collections for text in texts]
        self.db.executemany("INSERT INTO docs VALUES(?, ?)", rows)
        self.db.trace_v2(apsw.SQLITE_TRACE_PROFILE, self.stopwatch)

    def stopwatch(self, event):  # steps in place of seconds: they repeat exactly
        self.work = event["stmt_status"]["SQLITE_STMTSTATUS_VM_STEP"]

    # --8<-- [start:ask]
    def ask(self, *words, order="score DESC, rowid", inside=True):
        """At most ten rows. The permission filter stands inside the query, or behind it."""
        rows = self.db.execute(f"""
            SELECT body, reader, -bm25(docs) AS score FROM docs
            WHERE docs MATCH ? {"AND reader = 'staff'" if inside else ""}
            ORDER BY {order} LIMIT 10""", (" OR ".join(words),)).fetchall()
        answer = [(body, score) for body, reader, score in rows if reader == "staff"]
        # --8<-- [end:ask]
        self.asked += 1
        self.forbidden += sum(body in hidden for body, _ in answer)
        return answer


# --8<-- [start:attacks]
def by_length(search, name):
    """How many of the ten best rows did the filter take away?"""
    return 10 - len(search.ask(name, "note", inside=False))


def by_score(search, name, times=1, digits=9):
    """Which rung of my ladder has the score that my note about the name has?"""
    def score(word):
        return round(dict(search.ask(*[word] * times))[f"{word} note"], digits)
    key, mine = (search, times, digits), score(name)
    ladder = ladders[key] = ladders.get(key) or [score(f"rung{k}") for k in range(1, 12)]
    nearest = min(range(11), key=lambda k: abs(ladder[k] - mine))
    return nearest + 1 - len(search.ask(name))


def by_order(search, name, order="score DESC, rowid"):
    """The same by bisection, with no score: which of two of my notes comes first?"""
    low, high = 1, 11
    while low < high:
        rung = (low + high) // 2 + 1
        answer = [body for body, _ in search.ask(name, f"rung{rung}", order=order)]
        ahead = next(body for body in answer if "note" in body) == f"{name} note"
        low, high = (low, rung - 1) if ahead else (rung, high)
    return low - len(search.ask(name))


def by_work(search, name):
    """More work than for a word of mine with as many visible rows?"""
    visible, work = len(search.ask(name, order="rowid DESC")), search.work
    search.ask(f"rung{visible}", order="rowid DESC")
    return (work - search.work) / 3  # 3 is the smallest surplus seen: one rejected row
# --8<-- [end:attacks]


def report(label, search, attack, *options):
    search.asked = 0
    found = {n: max(0, attack(search, n, *options)) for n in names}
    hits, calls = (sum(found[n] > 0 for n in group) for group in (secret, names))
    exact = sum(found[n] == secret.get(n, 0) for n in names)
    print(f"  {label:33}{hits:5}/37{calls - hits:7}{exact:9}/200{search.asked:9,}")


ladders, hidden = {}, set(restricted)
shared = Search(("board", restricted), ("staff", open_docs + notes))
own = Search(("staff", open_docs + notes))
print(f"{len(restricted + open_docs):,} synthetic documents, {len(restricted)} restricted; "
      f"{len(notes)} own notes; SQLite {apsw.sqlite_lib_version()}\n")
print("what the account looks at             names  false        exact    asked")
for search in shared, own:
    print("one index for everybody" if search is shared else "an index of what it may read")
    report("length, filter behind the query", search, by_length)
    report("score of its own note", search, by_score)
    report("the same as a whole number", search, by_score, 1, 0)
    report("whole number, word asked 20 times", search, by_score, 20, 0)
    report("order of two of its notes", search, by_order)
    report("the same, newest first", search, by_order, "rowid DESC")
    report("work done, newest first", search, by_work)
print(f"\nrestricted documents in any answer: {shared.forbidden + own.forbidden}")
