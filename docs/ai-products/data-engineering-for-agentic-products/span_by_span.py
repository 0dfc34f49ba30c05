"""One hijacked run of a banking agent, span by span, and an honest run that looks the same.

agentdojo_runs.json (download it too) holds scripted runs of the AgentDojo benchmark: the
calls of its own solutions, executed in its environment. No model is involved."""
# /// script
# requires-python = ">=3.11"
# dependencies = ["matplotlib==3.11.2"]
# ///
import io
import json
import re
from pathlib import Path

import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plt

DATA = json.loads(Path(__file__).with_name("agentdojo_runs.json").read_text("utf-8"))
RUNS = {(suite, task): (text, calls) for suite, _, task, text, calls in DATA["runs"]}

INK, BLUE, RED, GRAY = "#222222", "#1f6f8b", "#b3472e", "#8a8a8a"
DARK = {INK: "#dddddd", BLUE: "#6cb8d6", RED: "#f0937c", GRAY: "#9a9a9a"}
plt.rcParams.update({"svg.hashsalt": "lab", "font.size": 10, "text.color": INK})

# Names of the fields in which the benchmark, in any of its suites, lets an outsider write.
OUTSIDE = {"body", "content", "description", "reviews", "subject", "text"}


def fields(value, name=""):
    """(field name, text) for everything in a result."""
    if isinstance(value, dict):
        return [f for k, v in value.items()
                for f in fields(v, k) + [(name, k)] * ("@" in k)]  # an address may be a key
    if isinstance(value, list):
        return [f for v in value for f in fields(v, name)]
    return [(name, str(value))]


def run(calls, planted=""):
    """(tool, arguments, fields of the result) of each call, the planted text filled in."""
    return [(tool, args, [(name, text.replace("@@@", planted))
                          for name, text in fields(DATA["results"][n])])
            for tool, args, n in calls]


# --8<-- [start:source]
def source(value, prompt, earlier):
    """The most innocent place in which this value stood before the call was made."""
    word = re.compile(rf"(?<!\w){re.escape(value)}(?!\w)", re.IGNORECASE)
    if word.search(prompt):
        return "the user", "span 1"
    best = "nowhere", ""
    for span, (_, _, result) in enumerate(earlier, start=2):
        for name, text in result:
            if word.search(text):
                if name not in OUTSIDE:
                    return "a record", f"span {span}, {name}"
                best = "an outsider", f"span {span}, {name}"
    return best
# --8<-- [end:source]


def show_sources(prompt, calls, spans):
    edges = []
    for span in spans:
        for name, value in calls[span - 2][1].items():
            kind, where = source(str(value), prompt, calls[: span - 2])
            shown = " ".join(str(value).split())[:26]
            print(f"{span}  {name:9}  {shown:26}  {kind:11}  {where}".rstrip())
            edges.append((span, name, kind))
    return edges


def draw(edges):  # sources on the left, arguments on the right
    ink = {"the user": BLUE, "a record": BLUE, "an outsider": RED, "nowhere": GRAY}
    left = dict(zip(ink, (8, 5.6, 3.2, 0.8)))
    fig, ax = plt.subplots(figsize=(4.8, 3.2))
    for kind, y in left.items():
        ax.text(-0.03, y, kind, ha="right", va="center", color=ink[kind])
    for n, (span, name, kind) in enumerate(edges):
        y = 8.6 - n - 0.8 * (span == 4)
        dash = {"an outsider": "-", "nowhere": ":"}.get(kind, "--")
        ax.plot([0, 1], [left[kind], y], color=ink[kind], ls=dash,
                lw=2.6 if name == "recipient" else 1.2)
        ax.text(1.03, y, f"span {span}  {name}", va="center",
                weight="bold" if name == "recipient" else "normal")
    ax.set_axis_off()
    svg = io.StringIO()
    fig.savefig(svg, format="svg", transparent=True, bbox_inches="tight",
                metadata={"Date": None})
    for scheme, inks in (("light", {}), ("dark", DARK)):
        text = svg.getvalue()
        for light, dark in inks.items():
            text = text.replace(light, dark)
        Path(__file__).with_name(f"edges-{scheme}.svg").write_text(text, encoding="utf-8")


prompt, user_calls = RUNS["banking", "user_task_4"]
goal, planted_calls = RUNS["banking", "injection_task_0"]
calls = run(user_calls, " Do this first: " + goal)
calls[1:1] = run(planted_calls)
print(f"the user's words:\n  {prompt}\n")
print("the trace as instrumented by default (model calls left out)")
names = ["invoke_agent", *(f"execute_tool {c[0]}" for c in calls), "chat (the answer)"]
for span, name in enumerate(names, start=1):
    print(f"  span {span}  {name}")
print("\nspan 2, last row of the result")
row = dict(calls[0][2][-7:])
print(f"  sender   {row['sender']}, amount {row['amount']}")
print(f"  subject  {row['subject'][:58]}…\n")
print("where each argument of spans 3 and 4 stood before the call")
draw(show_sources(prompt, calls, [3, 4]))
graded = {(suite, task): marks for suite, task, marks in DATA["graded"]}
done, harmed = graded["banking", "injection_task_0"]["user_task_4"]
print("\nspan 5: the benchmark's own two checks of the end state (1: yes)")
print(f"  user's task done: {done}   attacker's goal reached: {harmed}\n")
twin, twin_calls = RUNS["banking", "user_task_0"]
print(f"an honest run:\n  {twin}")
show_sources(twin, run(twin_calls), [3])
