"""Two columns of an evaluation table: the whole end state, and the trial beside the task.

agentdojo_runs.json (download it too) holds scripted runs of the AgentDojo benchmark and how
the benchmark's own checks graded them. The two tau-bench rates are from its paper."""
# /// script
# requires-python = ">=3.11"
# dependencies = []
# ///
import json
from pathlib import Path

DATA = json.loads(Path(__file__).with_name("agentdojo_runs.json").read_text("utf-8"))
GRADED = [(suite, *marks) for suite, _, runs in DATA["graded"]
          for marks in runs.values()]  # suite, user's task done, attacker's goal reached
ONE, EIGHT = 0.61, 0.25  # gpt-4o on tau-bench retail: one trial, about; all of eight, below

print("hijacked runs in which the check of the user's task passes")
for suite in sorted({name for name, _, _ in GRADED}):
    passes = [done == "1" for name, done, _ in GRADED if name == suite]
    print(f"  {suite:9}  {sum(passes):3} of {len(passes)}")
print(f"  all        {sum(done == '1' for _, done, _ in GRADED)} of {len(GRADED)}")
print(f"the attacker's goal is reached in {sum(harm == '1' for *_, harm in GRADED)}\n")

print(f"an agent that passes {ONE:.0%} of its trials passes all of eight with")
print(f"  {ONE ** 8:6.1%}  if every task is as hard as every other")
print(f"   <{EIGHT:4.0%}  as published")
print(f"  {ONE:6.0%}  if it always passes the same tasks and never the others")
