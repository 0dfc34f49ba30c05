"""Begin an essay: write its folder, its front matter and a lab to start from, and put it into the navigation."""

from __future__ import annotations

import datetime
import re
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = """\
---
title: {title}
description: One sentence for lists and search engines.
number: {number}
date: {today}
concepts: []
aliases: []
relations: []
---
The thesis, in the first eighty words, such that a competent engineer could disagree.

## What the lab shows

```python title="{lab}.py"
--8<-- "{theme}/{slug}/{lab}.py:count"
```

```text title="python {lab}.py"
--8<-- "{theme}/{slug}/{lab}.out"
```
"""
LAB = '''\
"""What this lab shows, in one sentence."""
# /// script
# requires-python = ">=3.11"
# dependencies = []
# ///

import random

random.seed(7)


# --8<-- [start:count]
def count(rows: int) -> int:
    """Return how many of the rows survive."""
    return sum(random.random() < 0.9 for _ in range(rows))


# --8<-- [end:count]

if __name__ == "__main__":
    print(f"1,000 made-up rows, {count(1000)} survive")
'''


def begin(theme: str, slug: str) -> list[Path]:
    """Write the essay's files and return them; raises SystemExit with what to write instead."""
    docs = ROOT / "docs"
    themes = sorted(path.parent.name for path in docs.glob("*/.pages") if (path.parent / "index.md").exists())
    if theme not in themes or not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug):
        raise SystemExit(f"make essay THEME=<{'|'.join(themes)}> SLUG=<lower-case-words-with-hyphens>")
    folder = docs / theme / slug
    if any((docs / other / slug).exists() for other in themes):
        raise SystemExit(f"there is an essay {slug} already; choose another slug")
    taken = {int(n) for page in docs.glob("*/*/index.md") for n in re.findall(r"(?m)^number: (\d+)", page.read_text())}
    lab = slug.replace("-", "_")
    page = PAGE.format(
        title=slug.replace("-", " ").title(),
        number=next(n for n in range(1, 1000) if n not in taken),
        today=datetime.date.today(),
        lab=lab,
        theme=theme,
        slug=slug,
    )
    folder.mkdir()
    (folder / "index.md").write_text(page, encoding="utf-8")
    (folder / f"{lab}.py").write_text(LAB, encoding="utf-8")
    navigation = docs / theme / ".pages"
    # A theme may group its essays; its author moves the line to where it belongs.
    navigation.write_text(f"{navigation.read_text(encoding='utf-8').rstrip()}\n- {slug}\n", encoding="utf-8")
    return [folder / "index.md", folder / f"{lab}.py", navigation]


if __name__ == "__main__":
    print(*(path.relative_to(ROOT) for path in begin(*sys.argv[1:3])), sep="\n")
    print("Fill in the concepts, write the lab, then: make labs, make serve")
