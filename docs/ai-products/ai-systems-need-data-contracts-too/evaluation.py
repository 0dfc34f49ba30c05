"""One released system, and the scores reported for it when its evaluation data are
broken. The texts are docstrings of NumPy, as installed; the rest is made up. A case counts
as answered if the line that it expects is in the prompt: kinder than any model.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["bm25s==0.3.16", "duckdb==2.0.0", "matplotlib==3.11.2", "numpy==2.4.6",
#                 "pyarrow==26.0.1"]
# ///
import inspect, io, random, re, sys
from pathlib import Path
import bm25s, duckdb, matplotlib, numpy as np, pyarrow as pa
matplotlib.use("svg")
import matplotlib.pyplot as plt

SEED, LONG, TEMPLATE = int((sys.argv + ["0"])[1]), 800, "Answer from the passages."
SQL = Path(__file__).with_name("evaluation.sql").read_text(encoding="utf-8")
JOINS = re.findall(r"-- join: ([\w ]*\w).*\n((?:(?!--).*\n)+)", SQL)

def cut(texts):
    return bm25s.tokenize(texts, return_ids=False, show_progress=False)

def world():
    """The ledger of pages, a search index over them, and one case for each."""
    rng, pages, cases, index = random.Random(SEED), {}, [], bm25s.BM25()
    tools = {**vars(np.random), **vars(np.fft), **vars(np.linalg), **vars(np)}
    for name in sorted(n for n in tools if not n.startswith("_")):
        question, _, text = (inspect.getdoc(tools[name]) or "").partition("\n\n")
        if "(" in question or len(text) < LONG + 200 or text in pages:
            continue
        answer = rng.choice([s for s in text[:LONG].split("\n") if len(s) > 30])
        cases.append({"id": name, "version": 2, "question": " ".join(question.split()),
                      "answer": answer, "asker": ("staff", "guest")[len(cases) % 2],
                      "kind": "core" if hasattr(np, name) else "linalg, fft, random"})
        pages[text] = {"id": name, "version": 2, "text": text[:LONG], "readers": [
            "staff", "guest"][:1 + (rng.random() < 0.9)], "current": rng.random() < 0.9}
    index.index(cut(list(pages)), show_progress=False)
    return list(pages.values()), index, cases

def graded_by(cases, template, k):
    """The system under evaluation, and a grader that looks for the expected line."""
    for case, words in zip(cases, cut([c["question"] for c in cases])):
        best = [PAGES[i] for i in np.argsort(-INDEX.get_scores(words), kind="stable")
                if PAGES[i]["current"] and case["asker"] in PAGES[i]["readers"]][:k]
        prompt = "\n".join([template, *(page["text"] for page in best)])
        yield {"question": case["question"], "answered": case["answer"] in prompt}

def once(cases):
    return list({case["question"]: case for case in cases}.values())

def some(every, change):
    return [{**c, **change(n, c)} if n % every == 0 else c for n, c in enumerate(FAIR)]

def other_line(case):
    page = next(page for page in PAGES if page["id"] == case["id"])
    return max((s for s in page["text"].split("\n") if s != case["answer"]), key=len)

PAGES, INDEX, ALL = world()
READABLE = [case for case, page in zip(ALL, PAGES) if case["asker"] in page["readers"]]
CURRENT = [case for case, page in zip(ALL, PAGES) if page["current"]]
DRAWN = [case for case in READABLE if case in CURRENT]
FAIR = once(DRAWN)
ledger, traffic = pa.Table.from_pylist(PAGES), pa.Table.from_pylist(FAIR)
SHOWN = TEMPLATE + "\n".join(c["answer"] for c in FAIR[:60])
release, rows = pa.table({"template": [TEMPLATE, SHOWN], "k": [4, 4]}), []
FAULTS = {  # the cases, another build, and how often a result is reported
    "as first drawn": (DRAWN, {}, None),
    "intact": (FAIR, {}, None),
    "labels of an earlier version": (some(5, lambda n, c: {
        "version": 1, "answer": "Before: " + c["answer"]}), {}, None),
    "pages withdrawn since": (once(READABLE), {}, None),
    "pages the asker may not read": (once(CURRENT), {}, None),
    "a tenth of the labels shifted": (some(10, lambda n, c: {
        "answer": FAIR[n - 1]["answer"]}), {}, None),
    "only linalg, fft and random": ([c for c in FAIR if c["kind"] != "core"], {}, None),
    "60 cases shown in the template": (FAIR, {"template": SHOWN}, None),
    "the run of another build": (FAIR, {"k": 8}, None),
    "half the failures timed out": (FAIR, {}, lambda n, g: g["answered"] or n % 2),
    "successes counted twice": (FAIR, {}, lambda n, g: 1 + g["answered"]),
    "another line of the right page": (some(2, lambda n, c: {
        "answer": other_line(c)}), {}, None),
    "questions written from answers": (some(2, lambda n, c: {
        "question": c["question"] + " " + c["answer"]}), {}, None),
}
print("evaluation data                   score  cases  refused by")
for name, (given, build, times) in FAULTS.items():
    build = {"template": TEMPLATE, "k": 4, **build}
    results = [g for n, g in enumerate(graded_by(given, **build))
               for _ in range(times(n, g) if times else 1)]
    cases, graded = pa.Table.from_pylist(given), pa.Table.from_pylist(results)
    run, refused = pa.Table.from_pylist([build]), []
    for clause, sql in JOINS:
        refused += [clause] * bool(duckdb.sql(sql).fetchall())
    score = 100 * sum(g["answered"] for g in results) / len(results)
    rows.append((name, score, refused))
    print(f"{name:<31}{score:>7.1f}%{len(results):>7}  {', '.join(refused)}".rstrip())

INK = "#222222"
DARK = {INK: "#dddddd", "#1f6f8b": "#6cb8d6", "#b3472e": "#f0937c", "#8a8a8a": "#9a9a9a"}
plt.rcParams.update({"svg.hashsalt": "lab", "font.size": 10, "axes.spines.top": False,
    "axes.spines.right": False, **dict.fromkeys(["text.color", "axes.edgecolor",
    "axes.labelcolor", "xtick.color", "ytick.color"], INK)})
fig, ax = plt.subplots(figsize=(4.8, 3.6), layout="constrained")
for y, (name, score, refused) in enumerate(rows[1:]):
    mark, color = ("o", "#1f6f8b") if refused else ("D", "#b3472e" if y else "#8a8a8a")
    ax.plot(score, -y, mark, color=color, ms=7)
    side = -31 if score < rows[1][1] else 7
    ax.annotate(f"{score:.1f}", (score, -y), (side, -4), textcoords="offset points")
ax.axvline(rows[1][1], color="#8a8a8a", lw=1, ls="--", zorder=0)
ax.set_yticks([-y for y in range(len(rows) - 1)], [name for name, *_ in rows[1:]])
ax.set(xlim=(62, 101), xlabel="reported score, %")
ax.spines["left"].set_visible(False), ax.tick_params(axis="y", length=0)
svg, as_svg = io.StringIO(), {"format": "svg", "metadata": {"Date": None}}
fig.savefig(svg, **as_svg, transparent=True, bbox_inches="tight")
for scheme, inks in (("light", {}), ("dark", DARK)):
    text = svg.getvalue()
    for light, dark in inks.items():
        text = text.replace(light, dark)
    Path(__file__).with_name(f"scores-{scheme}.svg").write_text(text, encoding="utf-8")
