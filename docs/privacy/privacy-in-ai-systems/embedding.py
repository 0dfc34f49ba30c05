"""Separate indexes, one embedding: what a model that has read everything gives away.

Synthetic, as in doors.py, but each document now also has one of eight topics. The account
may read 1,500 documents, has one note on each topic, and sees the order of its own notes.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy==2.4.6", "scikit-learn==1.9.1"]
# ///
import numpy as np
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer

zipf = 1 / np.arange(1, 3001)


def world(seed):
    """Texts that only the board may read, texts for everybody, and what is to be found."""
    rng = np.random.default_rng(seed)
    topics = [[f"topic{t}word{i}" for i in range(20)] for t in range(8)]

    def write(topic, *name):
        words = rng.choice(3000, rng.integers(20, 60), p=zipf / zipf.sum())
        words = [f"word{i}" for i in words]
        return " ".join([*words, *rng.choice(topics[topic], len(words) // 2), *name])

    names = [f"name{i}" for i in range(200)]
    about = {n: int(rng.integers(8)) for n in rng.choice(names, 37, replace=False)}
    board = [write(about[n], n) for n in about for _ in range(rng.integers(1, 7))]
    board += [write(rng.integers(8)) for _ in range(500 - len(board))]
    everybody = [write(rng.integers(8), n) for n in rng.choice(names, 40)]
    everybody += [write(rng.integers(8)) for _ in range(1500 - len(everybody))]
    return names, about, board, everybody, [" ".join(t[:5]) for t in topics]


# --8<-- [start:attack]
def ask(fitted_on, dimensions, names, notes):
    """For each name: which of the account's notes comes first, or None if none is near."""
    weights = TfidfVectorizer(sublinear_tf=True).fit(fitted_on)
    svd = TruncatedSVD(dimensions, random_state=0).fit(weights.transform(fitted_on))
    near = svd.transform(weights.transform(names)) @ unit(svd, weights, notes).T
    return {n: int(row.argmax()) if abs(row).max() > 1e-9 else None
            for n, row in zip(names, near)}
# --8<-- [end:attack]


def unit(svd, weights, texts):
    vectors = svd.transform(weights.transform(texts))
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def attack(seed, dimensions, shared):
    """Secret names found, false alarms, and names found whose topic is right as well."""
    names, about, board, everybody, notes = world(seed)
    first = ask(everybody + board if shared else everybody, dimensions, names, notes)
    seen = set(" ".join(everybody).split())  # these the account knows from its own reading
    called = {n for n in names if first[n] is not None and n not in seen}
    return (len(called & set(about)), len(called - set(about)),
            sum(first[n] == about[n] for n in called & set(about)))


print("synthetic; guessing among 8 topics would get about 3 of 26\n")
print("embedding fitted on           dimensions   names   false   their topic")
for shared in True, False:
    for dimensions in 32, 64:
        names, alarms, right = attack(24, dimensions, shared)
        print(f"{'everything' if shared else 'what the account may read':30}{dimensions:10}"
              f"{names:5}/37{alarms:8}{right:11}/{names}")
runs = [attack(seed, 32, True) for seed in range(1, 6)]
print("\neverything, 32 dimensions, five other seeds: no false alarm, their topic\n"
      + " ".join(f"{right}/{found}" for found, _, right in runs))
assert not any(alarms for _, alarms, _ in runs)
