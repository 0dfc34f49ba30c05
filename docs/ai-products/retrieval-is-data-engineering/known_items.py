"""A known-item test collection: real docstrings, and the versions that came before them.

The documents are the docstrings of the installed NumPy and SciPy. The older versions are in
superseded_edits.jsonl (download it too): the word edits that lead from each current text
back to the text in NumPy 1.23.5 and SciPy 1.10.1, which this same function cut under them.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["numpy==2.4.6", "scipy==1.17.1"]
# ///
import importlib
import inspect
import json
import re
from collections import Counter
from importlib.metadata import version
from pathlib import Path
from statistics import median

import numpy as np

MODULES = ["numpy", "numpy.linalg", "numpy.fft", "numpy.random", "numpy.polynomial",
           "scipy.signal"]
REWRITTEN = "numpy.sinc"  # SciPy edits this docstring when it is imported


def words(text):
    return re.findall(r"[a-z0-9]{2,}", text.lower())


# --8<-- [start:cut]
def cut():
    """{name: (question, body)}: the summary becomes the question and leaves the text.
    Also a count of what was seen and why some of it was left out."""
    docs, seen, counts = {}, set(), Counter()
    for module in MODULES:
        for name, thing in inspect.getmembers(importlib.import_module(module), callable):
            if name.startswith("_"):
                continue
            counts["public callables"] += 1
            text = inspect.getdoc(thing) or ""
            paragraphs = re.split(r"\n\s*\n", text)
            if re.match(r"[\w.]+\(", paragraphs[0]):  # a call signature, not a summary
                paragraphs = paragraphs[1:]
            if isinstance(thing, type) and issubclass(thing, np.generic):
                counts["scalar types (text differs by platform)"] += 1
            elif f"{module}.{name}" == REWRITTEN:
                counts["rewritten while SciPy is imported"] += 1
            elif text in seen:
                counts["same text under a second name"] += 1
            elif len(text) < 200 or len(paragraphs) < 2:
                counts["too short to have a body"] += 1
            else:
                docs[f"{module}.{name}"] = (paragraphs[0], "\n\n".join(paragraphs[1:]))
            seen.add(text)
    return docs, counts


def predecessors(docs):
    """{name: body before the update}, by undoing the recorded word edits."""
    older = {}
    edits_file = Path(__file__).with_name("superseded_edits.jsonl")
    about, *lines = edits_file.read_text(encoding="utf-8").splitlines()
    for package, needed in json.loads(about)["newer"].items():
        assert version(package) == needed, f"the edits fit {package} {needed} only"
    rows = [json.loads(line) for line in lines]
    assert [name for name, _ in rows] == list(docs), "the edits list other documents"
    for name, edits in rows:
        if not edits:
            continue
        body = docs[name][1].split()
        for start, end, replacement in reversed(edits):
            body[start:end] = replacement.split()
        older[name] = " ".join(body)
    return older


def askable(docs):
    """Names whose question belongs to one document only."""
    questions = {name: tuple(words(question)) for name, (question, _) in docs.items()}
    asked = Counter(questions.values())
    return [name for name, question in questions.items() if asked[question] == 1]
# --8<-- [end:cut]


if __name__ == "__main__":
    docs, counts = cut()
    older = predecessors(docs)
    then, now = ({n: len(words(t)) for n, t in texts.items()} for texts in
                 (older, {n: docs[n][1] for n in older}))
    print(f"numpy {version('numpy')}, scipy {version('scipy')}")
    for what, count in counts.items():
        print(f"{count:>5,} {what}")
    middle = median(len(words(body)) for _, body in docs.values())
    print(f"{len(docs):>5,} documents, {middle:.0f} words in the middle one")
    print(f"{len(askable(docs)):>5,} questions that belong to one document only")
    print("\nagainst numpy 1.23.5, scipy 1.10.1")
    print(f"{len(older):>5,} documents whose words have changed since "
          f"({len(older) / len(docs):.1%} of all)")
    line = ">>> import numpy as np"
    bodies = {n: " ".join(docs[n][1].split()) for n in older}
    gained = [n for n in older if line in bodies[n] and line not in older[n]]
    alone = [n for n in gained if words(bodies[n].replace(line, "", 1)) == words(older[n])]
    print(f"{len(gained):>5,} gained an import line in examples, {len(alone)} nothing else")
    growth = Counter("shorter than" if then[n] < now[n] else
                     "longer than" if then[n] > now[n] else "as long as" for n in older)
    for kind, count in growth.most_common():
        print(f"{count:>5,} older texts {kind} today's ({count / len(older):.1%})")
