"""What a build makes of its sources: indexes, cross-links, dates; and what it refuses."""

from __future__ import annotations

import ast
import re
import subprocess
import sys

import pytest

import new_essay
from sketch import ROOT, Sketch


def article(html: str) -> str:
    """Return the article of a page, each run of white space as one space."""
    return " ".join(html[html.index("<article") : html.index("</article>")].split())


def test_kb_knows_nothing_of_mkdocs_material_or_jinja() -> None:
    for module in (ROOT / "hooks/kb").glob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not {name.split(".")[0] for name in names} & {"mkdocs", "material", "jinja2", "click"}, module.name


def test_a_relation_is_declared_once_and_shown_at_both_ends_with_its_reason(sketch: Sketch) -> None:
    sketch.essay("privacy/first", number=1)
    sketch.essay(
        "reliability/second", number=2, relations=[{"to": "first", "type": "builds-on", "because": "It & <that>."}]
    )

    built = sketch.build("-q")

    assert built.status == 0, built.said
    first, second = article(built.page("privacy/first")), article(built.page("reliability/second"))
    assert (
        '<dt>Leads to</dt> <dd><a href="../../reliability/second/" title="About second.">Second</a>. It &amp; &lt;that&gt;.</dd>'
        in first
    )
    assert (
        '<dt>Builds on</dt> <dd><a href="../../privacy/first/" title="About first.">First</a>. It &amp; &lt;that&gt;.</dd>'
        in second
    )


def test_a_link_is_shown_where_it_leads_with_its_sentence_and_section(sketch: Sketch) -> None:
    sketch.essay("privacy/first", number=1)
    sketch.essay(
        "privacy/second",
        "Lead.\n\n## Why so\n\nOne thing. As in e.g. [the first](../first/index.md), so here. Last.\n",
        number=2,
    )

    built = sketch.build("-q")

    assert built.status == 0, built.said
    assert (
        '<li><a href="../second/" title="About second.">Second</a>, <a href="../second/#why-so" data-preview="">Why so</a>: '
        "<q>As in e.g. the first, so here.</q></li>"
    ) in article(built.page("privacy/first"))
    assert 'in e.g. <a href="../first/" title="About first.">the first</a>' in article(built.page("privacy/second"))


def test_an_essay_tells_its_neighbors_in_theme_and_arc_and_the_paths_it_is_on(sketch: Sketch) -> None:
    sketch.essay("privacy/one", number=1)
    sketch.essay("reliability/two", number=2)
    sketch.essay("privacy/three", number=3)
    sketch.write("paths.yml", "- id: on-call\n  title: I am on call\n  audience: You.\n  goal: Sleep.\n  steps:\n"
                 "    - {essay: one, because: First.}\n    - {essay: two, because: Then.}\n")  # fmt: skip

    built = sketch.build("-q")

    assert built.status == 0, built.said
    one = article(built.page("privacy/one"))
    assert "<dt>In Privacy</dt>" not in one and '<dt>In privacy</dt> <dd>Next: <a href="../three/"' in one
    assert '<dt>In the arc</dt> <dd>Later: <a href="../../reliability/two/"' in one
    assert '<a href="../../paths/#on-call">I am on call</a>, step 1 of 2; next: <a href="../../reliability/two/"' in one
    assert '<h2 id="on-call">I am on call' in built.page("paths")


def test_the_concept_index_leads_to_the_home_essay_first_and_then_to_every_section_that_treats_the_term(
    sketch: Sketch,
) -> None:
    sketch.essay(
        "privacy/early",
        "Lead.\n\n## Twice\n\nA control total is a batch total.\n\n## Once\n\nA control total.\n",
        number=1,
    )
    sketch.essay("privacy/home", "Lead.\n\n## Named first\n\nThe control total.\n\n## Again\n\nThe control total.\n", number=2,
                 concepts=["control total"])  # fmt: skip
    sketch.essay("privacy/late", "Lead.\n\n## On control totals\n\nNothing.\n", number=3)
    sketch.write("concepts.yml", "- term: reconciliation\n  definition: Comparing.\n  home: early\n  see: [control total]\n"
                 "- term: control total\n  definition: A sum.\n  aliases: [batch total]\n  home: home\n")  # fmt: skip

    built = sketch.build("-q")

    assert built.status == 0, built.said
    page = article(built.page("concepts"))
    entry = page[page.index('<h3 id="control-total">') : page.index('<h2 id="r">')]
    assert re.findall(r'<a href="(\.\.[^"]+)"', entry) == [
        "../privacy/home/", "../privacy/home/#named-first",
        "../privacy/early/", "../privacy/early/#twice",
        "../privacy/late/", "../privacy/late/#on-control-totals",
    ]  # fmt: skip
    assert "<p>A sum.</p> <p>Also: batch total.</p>" in entry
    assert 'See <a href="#control-total">control total</a>.' in page
    contents = built.page("concepts").partition('data-md-component="toc"')[2].partition("</ul>")[0]
    assert re.findall(r'href="(#[^"]+)"', contents) == ["#c", "#r"]


def test_the_text_of_front_matter_is_never_read_as_markup(sketch: Sketch) -> None:
    nasty = '"quoted" & <b>bold</b> *star* [link](x) `code` # {{ x }}'
    sketch.essay("privacy/one", title=nasty, description=nasty)

    built = sketch.build("-q")

    assert built.status == 0, built.said
    for address in ("privacy/one", "privacy", "arc", ""):
        page = built.page(address)
        assert "<b>bold" not in page, address
        assert "<em>star" not in page, address
        assert "{{ x }}" in page, address


def test_a_page_of_the_site_is_dated_by_its_author_and_not_by_the_day_of_the_build(sketch: Sketch) -> None:
    sketch.essay("privacy/one", number=1)
    sketch.essay("privacy/two", number=2)
    page = sketch.docs / "privacy/two/index.md"
    page.write_text(page.read_text().replace("number: 2\n", "number: 2\nupdated: {date: 2027-01-31, note: Clearer.}\n"))

    built = sketch.build("-q")

    assert built.status == 0, built.said
    sitemap = (built.site / "sitemap.xml").read_text()
    dates = dict(re.findall(r"<loc>https://example.org/(.*?)</loc>\s*<lastmod>(.*?)</lastmod>", sitemap))
    assert dates["privacy/one/"] == "2026-11-23"
    assert dates["privacy/two/"] == dates["arc/"] == dates[""] == "2027-01-31"
    assert 'updated <time datetime="2027-01-31">31 January 2027</time> (Clearer.)' in article(built.page("privacy/two"))


def test_an_essay_tells_what_to_download_and_the_one_line_that_runs_its_lab(sketch: Sketch) -> None:
    sketch.essay("privacy/one")
    script = '# /// script\n# dependencies = ["duckdb==2.0.0"]\n# ///\nopen("rows.csv")\n'
    sketch.write("privacy/one/count.py", script)
    sketch.write("privacy/one/count.out", "1\n")
    sketch.write("privacy/one/rows.csv", "a\n")
    sketch.write("privacy/one/other.csv", "a\n")

    built = sketch.build("-q")

    assert built.status == 0, built.said
    assert (
        '<p>Download <a href="count.py" download="">count.py</a> and <a href="rows.csv" download="">rows.csv</a> into one '
        'folder, then, with Python 3.11 or newer:</p> <pre><code tabindex="0">pip install duckdb==2.0.0 &amp;&amp; python count.py</code></pre>'
    ) in article(built.page("privacy/one"))


def test_a_new_essay_begins_with_faults_that_say_how_to_go_on(sketch: Sketch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(new_essay, "ROOT", sketch.folder)

    new_essay.begin("privacy", "a-new-one")

    assert sketch.faults() == [
        "docs/privacy/a-new-one/a_new_one.py:1: this lab has no record `a_new_one.out`; run `make labs`",
        "docs/privacy/a-new-one/index.md:6: `concepts` is empty; write, for example, `concepts: [idempotence]`",
        "docs/privacy/a-new-one/index.md:19: the included file `privacy/a-new-one/a_new_one.out` is missing; "
        "write `privacy/a-new-one/a_new_one.py`",
    ]
    with pytest.raises(SystemExit, match="there is an essay a-new-one already; choose another slug"):
        new_essay.begin("privacy", "a-new-one")
    with pytest.raises(SystemExit, match="make essay THEME=<ai-products"):
        new_essay.begin("nope", "x")


def test_the_build_writes_nothing_into_the_sources(sketch: Sketch) -> None:
    sketch.essay("privacy/one")
    before = {path: path.read_bytes() for path in sketch.docs.rglob("*") if path.is_file()}

    assert sketch.build("-q").status == 0

    assert before == {path: path.read_bytes() for path in sketch.docs.rglob("*") if path.is_file()}


REBUILD = """
import pathlib, shutil, sys
from mkdocs.commands.build import build
from mkdocs.config import load_config

def once():
    config = load_config("mkdocs.yml")
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    return {p.relative_to("site").as_posix(): p.read_bytes() for p in pathlib.Path("site").rglob("*") if p.is_file()}

alone = once()
shutil.copytree("more/gone", "docs/privacy/gone")
pages = pathlib.Path("docs/privacy/.pages")
kept = pages.read_text()
pages.write_text(kept + "- gone\\n")
both = once()
shutil.rmtree("docs/privacy/gone")
pages.write_text(kept)
again = once()
assert "privacy/gone/index.html" in both and b'href="../gone/"' in both["privacy/one/index.html"]
assert alone == again, sorted(k for k in alone.keys() | again.keys() if alone.get(k) != again.get(k))
"""


def test_a_second_build_in_one_process_forgets_what_was_removed_from_the_first(sketch: Sketch) -> None:
    sketch.essay("privacy/one", number=1)
    gone = sketch.folder / "more/gone/index.md"
    gone.parent.mkdir(parents=True)
    gone.write_text(
        "---\ntitle: Gone\ndescription: D.\nnumber: 2\ndate: 2026-11-23\nconcepts: [reconciliation]\n"
        "relations: [{to: one, type: applies, because: It links.}]\n---\n[One](../one/index.md).\n"
    )
    pages = sketch.docs / "privacy/.pages"
    pages.write_text("nav:\n- index.md\n- one\n")

    done = subprocess.run(
        [sys.executable, "-c", REBUILD], cwd=sketch.folder, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("[gone](../gone/index.md)\n", "'../gone/index.md'"),
        ("[gone](#gone)\n", "the link `#gone` names no place on its page"),
        ('<a href="../gone/">gone</a>\n', "privacy/one/index.html: the link `../gone/` leads nowhere"),
        ('<img src="gone.svg" alt="">\n', "privacy/one/index.html: the link `gone.svg` leads nowhere"),
        ("[two](../two/index.md#gone)\n", "the link `../two/#gone` names no place on its page"),
        ("[gone](/gone/)\n", "privacy/one/index.html: the link `/gone/` leads nowhere"),
    ],
)
@pytest.mark.parametrize("option", ["-q", "-v"])
def test_a_link_that_leads_nowhere_stops_the_build_whatever_the_flags(
    sketch: Sketch, body: str, said: str, option: str
) -> None:
    sketch.essay("privacy/one", body, number=1)
    sketch.essay("privacy/two", number=2)

    built = sketch.build(option)

    assert built.status == 1
    assert said in built.said
    assert "It is not to be published." in built.said
    assert "Traceback" not in built.said


def test_an_essay_missing_from_an_output_is_named_with_it(sketch: Sketch) -> None:
    sketch.essay("privacy/one")
    (sketch.folder / "hooks/lose.py").write_text(
        "def on_page_context(context, page, config, nav):\n"
        "    if page.file.src_uri == 'privacy/one/index.md': page.meta['search'] = {'exclude': True}\n"
        "    return context\n"
        "def on_page_markdown(markdown, page, config, files):\n"
        "    if page.file.src_uri == 'privacy/one/index.md': page.meta['search'] = {'exclude': True}\n"
    )
    config = sketch.folder / "mkdocs.yml"
    config.write_text(config.read_text().replace("hooks:\n", "hooks:\n  - hooks/lose.py\n"))

    built = sketch.build("-q")

    assert built.status == 1
    assert "privacy/one/: read as an essay, missing from the search index" in built.said


def test_what_a_plugin_throws_is_one_line_and_no_traceback(sketch: Sketch) -> None:
    sketch.essay("privacy/one")
    (sketch.folder / "hooks/throw.py").write_text("def on_env(env, config, files): raise KeyError('lost')\n")
    config = sketch.folder / "mkdocs.yml"
    config.write_text(config.read_text().replace("hooks:\n", "hooks:\n  - hooks/throw.py\n"))

    built = sketch.build("-q")

    assert built.status == 1
    assert built.said.strip() == "KeyError: 'lost'"


def test_the_preview_shows_faults_on_the_page_concerned_and_lives_on(sketch: Sketch, preview: object) -> None:
    sketch.essay("privacy/one", number=1)
    with preview(sketch) as served:  # type: ignore[operator]
        assert "kb-faults" not in served.get("privacy/one/")
        sketch.essay("privacy/two", "It lost 45 rows.\n", number=2)
        page = served.until("privacy/two/", "kb-faults")
        assert "docs/privacy/two/index.md:9: the figure 45 has no evidence" in page
        assert "the figure 45 has no evidence" in served.said()
        sketch.write("privacy/three/index.md", b"---\ntitle: caf\xe9\n---\n")
        served.until_said("byte 0xe9 is not UTF-8")
        (sketch.docs / "privacy/three/index.md").unlink()
        (sketch.docs / "privacy/three").rmdir()
        sketch.essay("privacy/two", "It lost ten rows.\n", number=2)
        assert "ten rows" in served.until("privacy/two/", "ten rows")
        assert "Traceback" not in served.said()


@pytest.fixture
def preview():  # type: ignore[no-untyped-def]
    """Return a way to run the live preview of a sketch."""
    from preview import Preview  # noqa: PLC0415  # only this test needs it

    return Preview


def test_figures_come_in_a_light_and_a_dark_version_with_one_alternative_text(sketch: Sketch) -> None:
    body = "![It falls.](a-light.svg#only-light)\n![It rises.](a-dark.svg#only-dark)\n\n![](b-light.svg#only-light)\n\n![C](c.svg)\n"
    sketch.essay("privacy/one", body)
    for name in ("a-light", "a-dark", "b-light", "c"):
        sketch.write(f"privacy/one/{name}.svg", "<svg/>")

    assert sketch.faults() == [
        "docs/privacy/one/index.md:9: `a-light.svg` and `a-dark.svg` have different alternative texts; write the finding in both",
        "docs/privacy/one/index.md:12: `b-light.svg` has no alternative text; write what the figure shows, in a sentence",
        "docs/privacy/one/index.md:12: `b-light.svg` has no dark version on the page; add `![…](b-dark.svg#only-dark)`",
        "docs/privacy/one/index.md:14: `c.svg` is neither a light nor a dark version; write `c-light.svg#only-light` and its dark twin",
    ]
