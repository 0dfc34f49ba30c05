"""One terrible collection with every fault at once: all its messages, whole and in order."""

from __future__ import annotations

from sketch import Sketch

TERRIBLE = """\
---
titel: Terrible
title: ""
description: It has every fault.
number: three
date: soon
concepts: []
relations:
  - to: good
    type: bilds-on
    because: ""
---
"""


def test_every_fault_of_every_file_is_reported_at_once(sketch: Sketch) -> None:
    sketch.essay("reliability/good", concepts=["reconciliation", "reconcilation"], relations=[
        {"to": "good", "type": "applies", "because": "Itself."},
        {"to": "god", "type": "applies", "because": "Unknown."},
    ])  # fmt: skip
    sketch.essay("reliability/later", number=7, relations=[{"to": "circle", "type": "builds-on", "because": "Round."}])
    sketch.essay("reliability/circle", number=6, relations=[{"to": "later", "type": "builds-on", "because": "Round."}])
    sketch.essay("privacy/twin", number=6)
    sketch.essay("privacy/numbers", BODY, number=8)
    sketch.write("privacy/numbers/lab.py", "# --8<-- [start:count]\nprint(336776)\n# --8<-- [end:count]\n")
    sketch.write("privacy/numbers/lab.out", "336776\n")
    sketch.write("privacy/numbers/unrecorded.py", "print(1)\n")
    sketch.write("privacy/numbers/orphan.out", "1\n")
    sketch.write("ml-infra/terrible/index.md", TERRIBLE)
    sketch.write("ml-infra/broken/index.md", "---\ntitle: [broken\n---\n")
    sketch.write("ml-infra/latin/index.md", b"---\ntitle: caf\xe9\n---\n")
    sketch.write("ml-infra/bare/index.md", "No front matter.\n")
    sketch.write("ml-infra/.pages", "nav:\n  - index.md\n  - terrible\n  - terrible\n  - brokn\n")
    sketch.write("concepts.yml", CONCEPTS)
    sketch.write("sources.yml", SOURCES)
    sketch.write("paths.yml", PATHS)
    sketch.write(
        "index.md", "---\ntitle: Home\ndescription: All.\n---\n\n<!-- list: theme -->\n\n<!-- list: essays -->\n"
    )

    assert sketch.faults() == EXPECTED


BODY = """\
# A heading of the first level

It moved 336,776 rows of 400,000. Of these 12% were late [@yuan2014]. In 2013, on 3 November, the 2nd
of ten runs took 45 minutes, 5% of them twice. That is half of it. <!-- 45 = 9 × 6 -->

```text
45
```

| a | b |
|---|---|
| 99 | 98 [@nobody2014] |
| 97 | one |

--8<-- "privacy/numbers/lab.py:cuont"
--8<-- "privacy/numbers/lap.py"
"""
CONCEPTS = """\
- term: reconciliation
  definition: Comparing two counts.
  home: good
- term: unused
  definition: Nobody uses it.
  see: [reconcilation]
  home: godo
- term: reconciliation
  definition: Again.
  home: good
- term: extra
  defintion: Misspelt.
  definition: Right.
  home: good
"""
SOURCES = """\
- id: yuan2014
  type: paper-conference
  title: Simple Testing
- id: Yuan-2014
  type: conference
  title: Simple Testing
"""
PATHS = """\
- id: one
  title: One
  audience: Someone.
  goal: Something.
  steps:
    - essay: godo
      because: Why.
    - essay: good
      because: Why.
"""
EXPECTED = """\
docs/concepts.yml:4: `see` names the unknown concept `reconcilation`; write `reconciliation`
docs/concepts.yml:4: unknown home essay `godo`; write `good`
docs/concepts.yml:8: `reconciliation` is registered twice; keep one entry
docs/concepts.yml:12: unknown key `defintion`; write `definition`
docs/index.md:6: unknown list `theme`; write `themes`
docs/index.md:8: the list `essays` stands outside a theme; write it on a theme's index.md
docs/ml-infra/.pages:1: `bare` is not in the navigation; add a line `- bare` where it belongs
docs/ml-infra/.pages:1: `broken` is not in the navigation; add a line `- broken` where it belongs
docs/ml-infra/.pages:1: `latin` is not in the navigation; add a line `- latin` where it belongs
docs/ml-infra/.pages:4: `terrible` is in the navigation twice; keep one of the two lines
docs/ml-infra/.pages:5: `brokn` is no page here; write `broken`
docs/ml-infra/bare/index.md:1: there is no front matter; begin with `---`, its keys, and `---`
docs/ml-infra/broken/index.md:3: malformed YAML: did not find expected ',' or ']'; check quotes, colons and indentation
docs/ml-infra/latin/index.md:2: byte 0xe9 is not UTF-8; save the file as UTF-8
docs/ml-infra/terrible/index.md:2: unknown key `titel`; write `title`
docs/ml-infra/terrible/index.md:3: `title` is empty; write, for example, `title: Debugging With Row Counts`
docs/ml-infra/terrible/index.md:5: `number` is no whole number; write, for example, `number: 3`
docs/ml-infra/terrible/index.md:6: `date` is no date; write, for example, `date: 2026-11-23`
docs/ml-infra/terrible/index.md:7: `concepts` is empty; write, for example, `concepts: [idempotence]`
docs/ml-infra/terrible/index.md:10: `type` is none of the known ones; write `builds-on`, `in-tension-with` or `applies`
docs/ml-infra/terrible/index.md:11: `because` is empty; write, for example, `because: One sentence that gives the reason.`
docs/paths.yml:1: path `one` has the unknown essay `godo`; write `good`
docs/privacy/numbers/index.md:9: a heading of level 1 in the text; write `##`; the title is the page's only h1
docs/privacy/numbers/index.md:11: the figure 400,000 has no evidence; print it in a lab, cite its source in this sentence, or derive it in `<!-- … = … -->`
docs/privacy/numbers/index.md:12: the derivation gives 54, not 45; write `<!-- 250 = 5 × 50 -->` with figures that a record or a citation shows
docs/privacy/numbers/index.md:12: the figure 5 has no evidence; print it in a lab, cite its source in this sentence, or derive it in `<!-- … = … -->`
docs/privacy/numbers/index.md:20: unknown source `nobody2014`; register it in sources.yml
docs/privacy/numbers/index.md:21: the figure 97 has no evidence; print it in a lab, cite its source in this sentence, or derive it in `<!-- … = … -->`
docs/privacy/numbers/index.md:23: `privacy/numbers/lab.py` has no section `cuont`; write `count`
docs/privacy/numbers/index.md:24: the included file `privacy/numbers/lap.py` is missing; write `privacy/numbers/lab.py`
docs/privacy/numbers/orphan.out:1: this record has no lab `orphan.py`; add the script or delete the record
docs/privacy/numbers/unrecorded.py:1: this lab has no record `unrecorded.out`; run `make labs`
docs/reliability/circle/index.md:4: `number` 6 is that of `twin` too; give one of them another, 2 is free
docs/reliability/circle/index.md:9: `builds-on` runs in a circle: circle → later → circle; one of these is `applies` or `in-tension-with`
docs/reliability/circle/index.md:9: `later` is a later essay than this one; declare the relation there, to `circle`
docs/reliability/good/index.md:8: unknown concept `reconcilation`; write `reconciliation`
docs/reliability/good/index.md:10: this relation points to its own essay; name another essay
docs/reliability/good/index.md:13: unknown essay `god`; write `good`
docs/sources.yml:4: `id` has the wrong form; write, for example, `id: yuan2014`
docs/sources.yml:5: `type` is none of the known ones; write `article`, `article-journal`, `book`, `chapter`, `dataset`, `legislation`, `manuscript`, `paper-conference`, `post`, `post-weblog`, `report`, `software`, `speech`, `standard`, `thesis` or `webpage`
""".splitlines()


def test_a_register_that_cannot_be_parsed_is_one_fault_and_not_one_for_each_name_it_would_have(sketch: Sketch) -> None:
    sketch.essay("privacy/one", "Cited [@yuan2014].\n")
    sketch.write("sources.yml", "- id: yuan2014\n  title: 'open\n")

    assert sketch.faults() == [
        "docs/sources.yml:3: malformed YAML: found unexpected end of stream; check quotes, colons and indentation"
    ]


def test_what_nothing_uses_is_a_fault(sketch: Sketch) -> None:
    sketch.essay("privacy/one")
    sketch.write(
        "concepts.yml",
        "- term: reconciliation\n  definition: Comparing.\n  home: one\n- term: idle\n  definition: X.\n  home: one\n",
    )
    sketch.write("sources.yml", "- id: yuan2014\n  type: book\n  title: Unread\n")

    assert sketch.faults() == [
        "docs/concepts.yml:4: no essay uses the concept `idle`; list it in an essay's `concepts` or delete it",
        "docs/sources.yml:1: no page cites the source `yuan2014`; cite it as `[@yuan2014]` or delete it",
    ]


def test_faults_end_the_build_with_status_1_no_traceback_and_the_last_site_in_place(sketch: Sketch) -> None:
    sketch.essay("privacy/one")
    assert sketch.build("-q").status == 0
    before = {path: path.read_bytes() for path in (sketch.folder / "site").rglob("*") if path.is_file()}
    sketch.essay("privacy/two", titel="Two")

    built = sketch.build()

    assert built.status == 1
    assert "Traceback" not in built.said
    assert "1 faults in 1 files. Nothing was built; the last site is untouched." in built.said
    assert before == {path: path.read_bytes() for path in (sketch.folder / "site").rglob("*") if path.is_file()}
