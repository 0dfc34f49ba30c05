"""Where sqlglot's core carries its tenants' conditions, and where a tenant leaves the core.

Counted on the installed package: switches read by each function of the core, places in
shared code that test for a dialect by name, and methods that a dialect overrides.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["sqlglot==30.30.0"]
# ///
import ast
import inspect
from collections import Counter
from functools import cache
from importlib.metadata import version
from pathlib import Path

import sqlglot
from sqlglot import Dialect, ErrorLevel, Generator, Parser, Tokenizer
from sqlglot.dialects import DIALECTS, Snowflake

HOME = Path(sqlglot.__file__).parent
CORE = ("parser.py", "generator.py", "tokens.py", "tokenizer_core.py", "transforms.py",
        "dialects/dialect.py", "parsers/base.py")
FAMILY = {name: type(Dialect.get_or_raise(name.lower())) for name in DIALECTS}
STAGE_OF = {Dialect: lambda d: d, Tokenizer: lambda d: d.tokenizer_class,
            Parser: lambda d: d.parser_class, Generator: lambda d: d.generator_class}
MEMBERS = {HOME / stage / f"{name.lower()}.py" for name in FAMILY
           for stage in ("dialects", "parsers", "generators", "typing")}
SHARED = set(HOME.rglob("*.py")) - MEMBERS - {HOME / "dialects/__init__.py"}  # the registry
SWITCHES = {switch: base for base in STAGE_OF for switch in dir(base)
            if isinstance(inspect.getattr_static(base, switch), bool)}


@cache
def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


def methods(path):
    """Every method in a file, whatever class it stands in."""
    for cls in (node for node in ast.walk(tree(path)) if isinstance(node, ast.ClassDef)):
        yield from (node for node in cls.body if isinstance(node, ast.FunctionDef))


# --8<-- [start:load]
load = []  # for each function of the core that reads any switch, the switches it reads
for method in (m for file in CORE for m in methods(HOME / file)):
    read = {node.attr for node in ast.walk(method) if isinstance(node, ast.Attribute)
            and isinstance(node.ctx, ast.Load) and node.attr in SWITCHES}
    if read and method.name != "_init_core":  # which only hands its switches on
        load.append(sorted(read))


def settings(dialect, switches):
    return tuple(getattr(STAGE_OF[SWITCHES[s]](dialect), s) for s in switches)


in_use = {tuple(read): len({settings(d, read) for d in FAMILY.values()}) for read in load}
# --8<-- [end:load]

named = set()  # places where shared code tests for a dialect by its name
tenants = {name.lower() for name in FAMILY}
for path in SHARED:
    for top in (n for n in tree(path).body if getattr(n, "name", "") != "Dialects"):
        for node in ast.walk(top):
            word = node.id if isinstance(node, ast.Name) else getattr(node, "value", None)
            if isinstance(word, str) and word.lower() in tenants:
                named.add(f"{path.relative_to(HOME).as_posix()}:{node.lineno}")

# --8<-- [start:forks]
overriders = {}  # method of the core -> how many dialects run another version of it
for base, version_of in STAGE_OF.items():
    for name, method in inspect.getmembers(base, inspect.isfunction):
        if not name.startswith("__"):
            overriders[name, base] = sum(getattr(version_of(dialect), name) is not method
                                         for dialect in FAMILY.values())
# --8<-- [end:forks]
core_names = {name for name, _ in overriders}
versions = [m for path in MEMBERS if path.exists() for m in methods(path)
            if m.name in core_names]
calls_up = sum("super()." in (text := ast.unparse(m)) or f".{m.name}(self" in text
               for m in versions)
most = max(map(len, load))


def show(label, count, note=""):
    print(f"  {label:<38}{count:>7,}  {note}".rstrip())


print(f"sqlglot {version('sqlglot')}: {len(FAMILY)} dialects, {len(SWITCHES)} switches")
print("\nload")
show("core functions that read a switch", len(load))
for n, count in sorted(Counter(map(len, load)).items()):
    show(f"  that read {n}", count, f"{count / len(load):.0%}")
ways = [n for read, n in in_use.items() if len(read) == most]
print(f"  at {most} switches: {2 ** most} paths possible, "
      f"{min(ways)} to {max(ways)} in use")
print("\nnames: shared code that tests for a dialect by name")
for place in sorted(named):
    print(f"  {place}")


# --8<-- [start:heir]
class Heir(Snowflake):
    """A tenant from outside the package, who even declares the switch."""
    INITCAP_SUPPORTS_CUSTOM_DELIMITERS = True


for dialect in (Snowflake, Heir):
    written = sqlglot.transpile("SELECT INITCAP(name, '-')", read=dialect, write=dialect,
                                unsupported_level=ErrorLevel.IGNORE)[0]
    print(f"  read and written as {dialect.__name__ + ':':<11} {written}")
# --8<-- [end:heir]
print("\nforks")
show("methods of the core", len(overriders))
show("overridden by some dialect", sum(n > 0 for n in overriders.values()))
show("overridden by one dialect", sum(n == 1 for n in overriders.values()))
show("versions written in dialects", len(versions))
show("  that call the one above", calls_up, f"{calls_up / len(versions):.0%}")
show("  that replace it", len(versions) - calls_up, f"{1 - calls_up / len(versions):.0%}")
