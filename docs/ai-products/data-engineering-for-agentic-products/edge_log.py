"""The edge log of 97 honest and 564 hijacked runs as a table: what it weighs and answers.

Needs agentdojo_runs.json (scripted runs of the AgentDojo benchmark) and edge_log.sql."""
# /// script
# requires-python = ">=3.11"
# dependencies = []
# ///
import hashlib
import hmac
import json
import re
import sqlite3
from pathlib import Path

HERE = Path(__file__)
DATA = json.loads(HERE.with_name("agentdojo_runs.json").read_text("utf-8"))
OUTSIDE = {"body", "content", "description", "reviews", "subject", "text"}  # may be theirs
TARGETS = {"recipient", "recipients", "participants", "user", "user_email", "email",
           "channel", "url", "password", "hotel", "file_id", "email_id", "event_id", "id",
           "street", "city"}
KEY = b"a key that lives outside the log"


def statements(part):
    sql = HERE.with_name("edge_log.sql").read_text(encoding="utf-8")
    return sql.split(f"[start:{part}]\n")[1].split(f"-- --8<-- [end:{part}]")[0]


def acts(tool):
    return tool == "get_webpage" or not re.match("get_|read_|search_|list_|check_", tool)


def mac(value):
    return hmac.new(KEY, value.lower().encode(), hashlib.sha256).hexdigest()[:16]


def fields(value, name=""):
    if isinstance(value, dict):
        return [f for k, v in value.items()
                for f in fields(v, k) + [(name, k)] * ("@" in k)]  # an address may be a key
    if isinstance(value, list):
        return [f for v in value for f in fields(v, name)]
    return [(name, str(value))]


RESULTS = [fields(result) for result in DATA["results"]]


def run(calls, planted=""):
    return [(tool, args, [(f, text.replace("@@@", planted)) for f, text in RESULTS[n]])
            for tool, args, n in calls]


def source(value, prompt, earlier):
    """(source, from_span, field): the most innocent place where the value stood before."""
    word = re.compile(rf"(?<!\w){re.escape(value)}(?!\w)", re.IGNORECASE)
    if word.search(prompt):
        return "user", 1, None
    found = [("outsider" if name in OUTSIDE else "record", span, name)
             for span, call in enumerate(earlier, start=2)
             for name, text in call[2] if word.search(text)]
    return max(found, default=("nowhere", None, None), key=lambda f: f[0] == "record")


def edges(run_id, prompt, calls):
    for n, (tool, args, _) in enumerate(calls):
        for name in sorted(TARGETS & args.keys()) if acts(tool) else []:
            for value in args[name] if isinstance(args[name], list) else [args[name]]:
                found = source(str(value), prompt, calls[:n])
                yield run_id, n + 2, tool, name, mac(str(value)), *found, "matched"


def all_runs():
    """Yield (task, prompt, calls), the honest run of a task first."""
    for suite, _, task, prompt, calls in (r for r in DATA["runs"] if r[1] == "user"):
        yield f"{suite} {task}", prompt, run(calls)
        read = [n for n, call in enumerate(run(calls, "@@@")) if "@@@" in str(call[2])]
        for bad in DATA["runs"]:
            if read and bad[0] == suite and bad[1] == "injection":
                hijacked = run(calls, " Do this first: " + bad[3])
                hijacked[read[0] + 1 : read[0] + 1] = run(bad[4])
                yield f"{suite} {task}", prompt, hijacked


log = sqlite3.connect(":memory:")
log.executescript(statements("ddl"))
trials, content = {}, 0
for run_id, (task, prompt, calls) in enumerate(all_runs(), start=1):
    trials[task] = trials.get(task, 0) + 1
    log.execute("INSERT INTO run VALUES (?, ?, ?)", (run_id, task, trials[task]))
    rows = list(edges(run_id, prompt, calls))
    log.executemany("INSERT INTO edge VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    content += len(json.dumps([prompt, calls], ensure_ascii=False).encode())
kept = [json.dumps(row).encode() for row in log.execute("SELECT * FROM edge")]
print(f"{run_id} runs, {len(kept):,} edges")
print(f"prompts, arguments and results: {content:,} bytes")
print(f"edges: {sum(map(len, kept)):,} bytes ({sum(map(len, kept)) / content:.1%})\n")
print("the acts held for a person in the first trial of each task")
held = [r for r in log.execute(statements("ask")) if log.execute(
    "SELECT trial FROM run WHERE run_id = ?", r[:1]).fetchone() == (1,)]
print(f"  {len(held)} values in {len({r[0] for r in held})} runs; one of them:")
print("  ", held[0][1:])
print("\nthe attacker's account number, asked of the log by its keyed hash")
account = {"mac": mac("US133000000121212121212")}
for kind, count in log.execute(statements("touched"), account):
    print(f"  {kind:9} {count} runs")
