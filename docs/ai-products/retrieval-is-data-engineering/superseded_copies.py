"""A close look at the dearest fault: what happens when an old version stays in the index.

Every changed document is indexed twice, as it reads now and as it read before. Which of the
two is found first, why, and which repairs help? The clean index is the yardstick.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["bm25s==0.3.16", "matplotlib==3.11.2", "numpy==2.4.6",
#   "scikit-learn==1.9.1", "scipy==1.17.1"]
# ///
import sys
from collections import Counter

sys.dont_write_bytecode = True
import numpy as np
from fault_costs import score
from known_items import askable, cut, predecessors, ranks, reciprocal, words


def edit_share(old, new):
    """Words to be put in or taken out, as a share of both texts."""
    a, b = Counter(words(old)), Counter(words(new))
    return ((a - b) + (b - a)).total() / (a + b).total()


def resemblance(old, new, size=5):
    """Share of five-word runs that two texts have in common (Broder's resemblance)."""
    a, b = ({tuple(w[i:i + size]) for i in range(len(w) - size + 1)} for w in
            (words(old), words(new)))
    return len(a & b) / max(1, len(a | b))


docs, _ = cut()
older, targets = predecessors(docs), askable(docs)
questions = [words(docs[name][0]) for name in targets]
clean = {name: words(body) for name, (_, body) in docs.items()}
kept = clean | {f"{name} (old)": words(text) for name, text in older.items()}
copies = clean | {f"{name} (old)": clean[name] for name in older}


# --8<-- [start:answers]
def answers(index, ranker="lucene", **settings):
    """For each question the rank of the current text and of the old one."""
    scores = score(ranker, list(index.values()), questions, **settings)
    return [ranks(scores, list(index), [t + mark for t in targets])
            for mark in ("", " (old)")]
# --8<-- [end:answers]


def line(label, rank):
    print(f"{label:<44}{reciprocal(rank).mean():8.3f}{(rank <= 1).mean():9.1%}")


base, _ = answers(clean)
now, old = answers(kept)
scores = score("lucene", list(kept.values()), questions)
documents = [owner.removesuffix(" (old)") for owner in kept]
current = [not owner.endswith(" (old)") for owner in kept]
print(f"{len(targets)} questions, lucene{'':21}  MRR@10    hit@1")
line("clean index, current text", base)
line("old copies kept, current text", now)
line("old copies kept, either version", np.minimum(now, old))
line("the same, results grouped by document", ranks(scores, documents, targets))

changed = np.isin(targets, list(older))
near = [name for name in older if resemblance(older[name], docs[name][1]) >= 0.8]
merged, column = scores.copy(), {owner: i for i, owner in enumerate(kept)}
for name in near:  # of two near-duplicates only the better one is shown
    new_one, old_one = column[name], column[f"{name} (old)"]
    loser = np.where(scores[:, new_one] > scores[:, old_one], old_one, new_one)
    merged[np.arange(len(targets)), loser] = -np.inf
found = f"{len(near) / len(older):.1%}"
print(f"\nrepairs (of {len(older)} pairs, {found} near-duplicates at 0.8)")
line("near-duplicates merged, current text", ranks(merged, list(kept), targets))
line("filtered to valid_to is null, current text",
     ranks(scores[:, current], np.array(documents)[current], targets))

growth = np.array([len(words(older.get(t, docs[t][1]))) - len(clean[t]) for t in targets])
groups = [changed, changed & (growth < 0), changed & (growth > 0)]
print("\nold copy ahead of the current one                 old is     old is")
print(f"{'':38}changed   shorter    longer")
print(f"{'questions':<34}" + "".join(f"{group.sum():10d}" for group in groups))
for label, (n, o) in {"lucene, b=0.75 (default)": (now, old),
                      "lucene, b=0": answers(kept, b=0.0),
                      "tf-idf": answers(kept, "tf-idf"), "lsa": answers(kept, "lsa"),
                      "lucene, exact copies": answers(copies)}.items():
    print(f"{label:<34}" + "".join(f"{(o < n)[group].mean():10.1%}" for group in groups))

print("\nlucene, by words edited        questions  old ahead  points of MRR lost")
edit = np.array([edit_share(older.get(t, ""), docs[t][1]) for t in targets])
loss = 100 * (reciprocal(base) - reciprocal(now))
for label, low, high in (("up to 5% of words", 0, 0.05), ("5% to 20%", 0.05, 0.2),
                         ("over 20%", 0.2, 1)):
    group = changed & (edit > low) & (edit <= high)
    print(f"{label:<28}{group.sum():12d}{(old < now)[group].mean():11.1%}"
          f"{loss[group].mean():20.1f}")
