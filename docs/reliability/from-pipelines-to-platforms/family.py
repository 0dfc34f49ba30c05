"""What sqlglot's 33 SQL dialects share, and where the core lets them vary.

Counted on the installed package: lines of code, and the boolean switches in the base
classes of the core that a dialect may flip.
"""
# /// script
# requires-python = ">=3.11"
# dependencies = ["sqlglot==30.30.0"]
# ///
import inspect
from collections import Counter
from importlib.metadata import version
from pathlib import Path
from statistics import median

import sqlglot
from sqlglot import Dialect, Generator, Parser, Tokenizer
from sqlglot.dialects import DIALECTS

HOME = Path(sqlglot.__file__).parent
STAGES = ("dialects", "parsers", "generators")
CORE = ("parser.py", "generator.py", "tokens.py", "tokenizer_core.py", "transforms.py",
        "dialects/dialect.py", "parsers/base.py")
FAMILY = {name: type(Dialect.get_or_raise(name.lower())) for name in DIALECTS}

# --8<-- [start:switches]
# Each stage has a base class in the core, and each dialect its own version of it.
STAGE_OF = {Dialect: lambda d: d, Tokenizer: lambda d: d.tokenizer_class,
            Parser: lambda d: d.parser_class, Generator: lambda d: d.generator_class}

flippers = {}  # (base, switch) -> the dialects that run on the other value
for base, version_of in STAGE_OF.items():
    for switch in dir(base):
        core_value = inspect.getattr_static(base, switch)
        if isinstance(core_value, bool):
            flippers[base, switch] = {
                name for name, dialect in FAMILY.items()
                if getattr(version_of(dialect), switch) != core_value}
# --8<-- [end:switches]


def lines(path):
    rows = [row.strip() for row in path.read_text(encoding="utf-8").splitlines()]
    return sum(bool(row) and not row.startswith("#") for row in rows)


def show(label, count, note=""):
    print(f"  {label:<38}{count:>7,}  {note}".rstrip())


own = {name: [HOME / stage / f"{name.lower()}.py" for stage in STAGES] for name in FAMILY}
size = {name: sum(lines(f) for f in files if f.exists()) for name, files in own.items()}
core, total = sum(lines(HOME / file) for file in CORE), sum(size.values())
largest, smallest = sum(sorted(size.values())[-5:]), min(size, key=size.get)
middle = int(median(size.values()))
# The line of descent of a dialect, from itself up to the one that extends the core.
descent = {name: [c for c in dialect.__mro__ if issubclass(c, Dialect)][:-1]
           for name, dialect in FAMILY.items()}
roots = {line[-1] for line in descent.values()}

print(f"sqlglot {version('sqlglot')}: {len(FAMILY)} dialects")
print("\nshared (lines without blanks and comments)")
show("core: tokenizer, parser, generator", core)
show("all dialects together", total)
show("five largest dialects", largest, f"{largest / total:.0%} of those")
show("median dialect", middle, f"{middle / core:.1%} of the core")
show(f"smallest dialect, {smallest}", size[smallest])
show("dialects that extend a sibling", sum(len(line) > 1 for line in descent.values()))
show("dialects with own files in all stages",
     sum(all(f.exists() for f in files) for files in own.values()))

users = Counter(len(names) for names in flippers.values())
print(f"\nvaried: {len(flippers)} switches in the core")
for label, low, high in (("flipped by nobody", 0, 0), ("flipped by one dialect", 1, 1),
                         ("flipped by two", 2, 2), ("flipped by three to nine", 3, 9),
                         ("flipped by ten or more", 10, len(FAMILY))):
    count = sum(users[n] for n in range(low, high + 1))
    show(label, count, f"{count / len(flippers):.0%}")
branches = [{descent[name][-1] for name in names} for names in flippers.values()]
single = sum(len(b) == 1 for b in branches)
show(f"within one of the {len(roots)} branches", single, f"{single / len(flippers):.0%}")
sole = Counter(min(names) for names in flippers.values() if len(names) == 1)
print("  sole users:", ", ".join(f"{name} {n}" for name, n in sole.most_common(3)),
      f"({len(FAMILY) - len(sole)} dialects: none)")
for base in (Parser, Generator):
    mine = [names for (b, _), names in flippers.items() if b is base]
    show(f"{base.__name__.lower()} switches for one dialect",
         sum(len(names) == 1 for names in mine), f"of {len(mine)}")
