"""Write as one account, watch as another: does anything that the second one sees move?

Synthetic and small. `moved` is the part to carry over to a system of your own.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["apsw==3.54.1.0"]
# ///
import apsw


class System:
    """SQLite FTS5, filtered by permission. `apart`: one index for each label."""
    def __init__(self, apart=False, order="bm25(docs)", shown=("rows", "order", "score")):
        self.apart, self.order, self.shown = apart, order, shown
        self.shelves, self.work = {}, 0
        for i in range(300):
            self.write("staff", f"common words about item{i}")
        for word, notes in (("zebra", 1), ("quagga", 2)):
            for _ in range(notes):
                self.write("staff", f"{word} note")

    def shelf(self, label):
        key = label if self.apart else "all"
        if key not in self.shelves:
            self.shelves[key] = db = apsw.Connection(":memory:")
            db.execute("CREATE VIRTUAL TABLE docs USING fts5(body, reader UNINDEXED)")
            db.trace_v2(apsw.SQLITE_TRACE_PROFILE, self.stopwatch)
        return self.shelves[key]

    def stopwatch(self, event):
        self.work = event["stmt_status"]["SQLITE_STMTSTATUS_VM_STEP"]

    def write(self, reader, body):
        self.shelf(reader).execute("INSERT INTO docs VALUES(?, ?)", (body, reader))

    def search(self, words):
        """Everything that an ordinary account can notice about one search."""
        rows = self.shelf("staff").execute(
            f"""SELECT rowid, round(bm25(docs), 6) FROM docs WHERE docs MATCH ?
                AND reader = 'staff' ORDER BY {self.order}, rowid""", (words,)).fetchall()
        seen = {"rows": sorted(r for r, _ in rows), "order": [r for r, _ in rows],
                "score": [s for _, s in rows]}
        return {k: seen[k] for k in self.shown} | {"work": self.work}


# --8<-- [start:probe]
def moved(observe, write):
    """The channels on which one account can tell that another one has written."""
    before = observe()
    write()
    after = observe()
    return [channel for channel in before if before[channel] != after[channel]]


WRITES = {  # reader, text: the watching account is staff
    "restricted, has the word": ("board", "zebra zebra takeover plan"),
    "restricted, has not": ("board", "nothing to do with it"),
    "control: readable, has the word": ("staff", "zebra crossing repainted"),
}


def probe(make_system):
    for name, (reader, text) in WRITES.items():
        system = make_system()
        channels = moved(lambda: system.search("zebra OR quagga"),
                         lambda: [system.write(reader, text) for _ in range(2)])
        print(f"  {name:33}{' '.join(channels) or 'nothing moves'}")
# --8<-- [end:probe]


for title, make in {
    "one index, filter in the query": lambda: System(),
    "one index, scores hidden": lambda: System(shown=("rows", "order")),
    "one index, newest first": lambda: System(order="rowid DESC", shown=("rows", "order")),
    "one index for each label": lambda: System(apart=True),
}.items():
    print(title)
    probe(make)
