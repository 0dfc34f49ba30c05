"""Breakages of a question-answering call, and what notices each. The texts are docstrings
of NumPy, as installed; versions, readers, clocks, limits and breakages are made up."""
# /// script
# requires-python = ">=3.11"
# dependencies = ["bm25s==0.3.16", "duckdb==2.0.0", "jinja2==3.1.6", "numpy==2.4.6",
#                 "pyarrow==26.0.1", "pydantic==2.14.3"]
# ///
import collections, hashlib, inspect, random, re, sys
from pathlib import Path
from typing import Annotated
import bm25s, duckdb, jinja2, numpy as np, pyarrow as pa, pydantic

SEED, LONG = int((sys.argv + ["0"])[1]), 800  # characters of a passage
TEMPLATE, SQL, BREAKAGES = (Path(__file__).with_name(name).read_text(encoding="utf-8")
                            for name in ("answer.jinja", "contract.sql", "breakages.txt"))
CLAUSES = re.findall(r"-- (rule|join): ([\w ]*\w).*\n((?:(?!--).*\n)+)", SQL)
sha = lambda text: hashlib.sha256(text.encode()).hexdigest()
# --8<-- [start:shape]
Text = Annotated[str, pydantic.Field(min_length=1)]
class Passage(pydantic.BaseModel, strict=True):
    id: Text
    version: pydantic.PositiveInt
    text: Text
    score: float
    query: Text  # the question that the retriever says it answered
class Call(pydantic.BaseModel, strict=True):
    question: Text
    passages: Annotated[list[Passage], pydantic.Field(min_length=1)]
# --8<-- [end:shape]
fits = pydantic.TypeAdapter(Call).validator.isinstance_python  # True or False

def world(damage=str, encode=str):
    """The ledger of passages, the pages asked about, and each question's score per page."""
    rng, past, ledger, pages = random.Random(SEED), random.Random(SEED + 1), {}, {}
    tools = {**vars(np.random), **vars(np.fft), **vars(np.linalg), **vars(np)}
    for name in sorted(n for n in tools if not n.startswith("_")):
        question, _, text = (inspect.getdoc(tools[name]) or "").partition("\n\n")
        if "(" in question or len(text) < LONG + 200 or text in pages:
            continue
        lines, question = text[:LONG].split("\n"), " ".join(question.split())
        pages[text] = name, question, rng.choice([s for s in lines if len(s) > 30])
        old = "\n".join(s for s in lines if past.random() > 0.1)
        readers, kept = ["staff", "guest"][:1 + (rng.random() < 0.9)], rng.random() < 0.9
        now, rest = damage(text[:LONG]), text[LONG:2 * LONG]
        for part, version, words in ((1, 1, old), (1, 2, now), (2, 2, rest)):
            ledger[f"{name}#{part}", version] = {
                "id": f"{name}#{part}", "version": version, "text": words,
                "sha": sha(words), "readers": readers, "current": kept and version == 2}
    index, quiet = bm25s.BM25(), {"return_ids": False, "show_progress": False}
    texts = [encode(damage(text[:LONG]) + text[LONG:]) for text in pages]
    index.index(bm25s.tokenize(texts, **quiet), show_progress=False)
    asked = bm25s.tokenize([question for _, question, _ in pages.values()], **quiet)
    return ledger, list(pages.values()), [index.get_scores(words) for words in asked]

def calls(state, k=4, allow=lambda row, asker: row["current"] and asker in row["readers"],
          best=-1, change=lambda c: c, options={}, template=TEMPLATE, trim=None, **facts):
    """Every question as it would reach the model; the arguments are places to break it."""
    ledger, pages, scores = state
    engine = jinja2.Environment(**options).from_string(template)
    for n, (name, question, answer) in enumerate(pages):
        asker, page = ("staff", "guest")[n % 2], ledger[name + "#1", 2]
        if not page["current"] or asker not in page["readers"]:
            continue  # nobody asks for a page that they may not read
        found = [{**ledger[p + "#1", 2], "score": float(s), "query": question}
                 for (p, _, _), s in zip(pages, scores[n])
                 if allow(ledger[p + "#1", 2], asker)]
        found.sort(key=lambda p: best * p["score"])
        sent = change({"request": n, "asker": asker, "question": question, "at": 100,
                       "snapshot": "thursday", "encoder": "words-1", "model": "m-0514",
                       "template": sha(template), "passages": found[:k], **facts})
        shown = sorted(sent["passages"], key=lambda p: p["score"], reverse=True)
        prompt = engine.render(passages=shown, question=sent["question"])[:trim]
        yield {**sent, "prompt": prompt, "answered": answer in prompt}

def refusals(sent, ledger):
    """The calls that each clause refuses (DuckDB finds the tables by their names)."""
    request, ledger = pa.Table.from_pylist(sent), pa.Table.from_pylist(ledger)
    passage = pa.Table.from_pylist([{**p, "request": c["request"]} for c in sent
                                    for p in c["passages"]])
    found = {"rule": {}, "join": {}}
    for kind, name, sql in CLAUSES if sent else []:
        found[kind][name] = {r for r, in duckdb.sql(sql).fetchall()}
    return found["rule"], {name: calls for name, calls in found["join"].items() if calls}

def each(**new):
    """Overwrite fields of every passage, by a value or by a function of the passage."""
    fresh = lambda p: {k: v(p) if callable(v) else v for k, v in new.items()}
    return lambda c: {**c, "passages": [{**p, **fresh(p)} for p in c["passages"]]}

WORLD = world()
L, NORMAL, tally = WORLD[0], list(calls(WORLD)), collections.Counter()
snapshot = pa.table({"snapshot": ["monday", "thursday", "friday"], "as_of": [28, 98, 99],
                     "encoder": ["words-1", "words-1", "stems-1"]})  # hours
evaluated = pa.table({"model": ["m-0514"] * 2, "encoder": ["words-1"] * 2, "template": [
    sha(TEMPLATE), sha(TEMPLATE + "Answer in one sentence.")]})
print(f"{len(NORMAL)} calls, {np.mean([c['answered'] for c in NORMAL]):.1%} answered,",
      f"passages of {LONG} characters; jinja2 3.1.6\n")
print("% of calls refused by        schema rules joins  score  join")
for name, how in re.findall(r"^([^#\n]+?): (.*)", BREAKAGES, re.M):
    how = eval(f"dict({how})")  # a breakage is code: run only lines that you have read
    source = {key: how.pop(key) for key in ("damage", "encode") if key in how}
    today, state = how.pop("today", dict), world(**source) if source else WORLD
    sent = list(calls(state, **how))
    sound = [c for c in sent if fits(c)]
    rules, joins = refusals(sound, [{**row, **today(row)} for row in state[0].values()])
    flips = [a["answered"] - b["answered"] for a, b in zip(sent, NORMAL)]
    moved = abs(sum(flips)) > 2 * sum(map(abs, flips)) ** 0.5  # twice the standard error
    shares = [len(group) / len(sent) for group in (
        sent[len(sound):], set().union(*rules.values()), set().union(*joins.values()))]
    most = max(joins, key=lambda j: len(joins[j]), default="")  # and how many others
    clause = most + f" +{len(joins) - 1}" * (len(joins) > 1)
    if name == "the same, unchanged":
        print(f"\n{tally.total()} breakages        score moves  score stays  together")
        for word, out in (("contract refuses", True), ("contract passes", False)):
            moves, stays = tally[out, True], tally[out, False]
            print(f"{word:<17}{moves:>14}{stays:>13}{moves + stays:>10}")
        print()
    print(f"{name:<28}", *(f"{share:>6.0%}" for share in shares),
          f"{100 * sum(flips) / len(sent):+6.1f}{' *'[moved]} {clause}".rstrip())
    tally[shares[0] + shares[2] > 0, moved] += 1
