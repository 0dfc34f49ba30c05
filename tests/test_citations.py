"""Citations in the prose, and the footnotes they become."""

from __future__ import annotations

import datetime

from kb.citations import with_footnotes
from kb.contract import Name, Source
from kb.references import reference, short
from sketch import Sketch

YUAN = Source.model_validate(
    {
        "id": "yuan2014",
        "type": "paper-conference",
        "author": [
            {"family": "Yuan", "given": "Ding"},
            {"family": "Luo", "given": "Yu"},
            {"family": "Zhuang", "given": "Xin"},
        ],
        "issued": 2014,
        "title": "Simple Testing",
        "container-title": "OSDI ’14",
        "URL": "https://example.org/yuan",
    }
)
DOCS = Source.model_validate(
    {
        "id": "airflow2026",
        "type": "webpage",
        "author": [{"literal": "Apache Airflow"}],
        "accessed": 2026,
        "title": "A *b* <c>",
    }
)
SOURCES = {source.id: source for source in (YUAN, DOCS)}
NOTE = "Ding Yuan, Yu Luo and Xin Zhuang (2014). *Simple Testing*. OSDI ’14"


def test_a_citation_becomes_a_footnote_with_the_full_reference() -> None:
    assert with_footnotes("It is so [@yuan2014].\n", SOURCES) == (
        f"It is so[^yuan2014].\n\n[^yuan2014]: {NOTE}. <https://example.org/yuan>\n"
    )


def test_a_locator_makes_a_note_of_its_own() -> None:
    assert with_footnotes("So [@yuan2014, p. 3], so [@yuan2014, p. 3] and so [@yuan2014].", SOURCES) == (
        "So[^yuan2014-p-3], so[^yuan2014-p-3] and so[^yuan2014].\n\n"
        f"[^yuan2014-p-3]: {NOTE}. Here: p. 3. <https://example.org/yuan>\n\n"
        f"[^yuan2014]: {NOTE}. <https://example.org/yuan>\n"
    )


def test_several_works_in_one_bracket_become_several_notes() -> None:
    assert with_footnotes("So [@yuan2014; @airflow2026, sec. 2].", SOURCES).startswith(
        "So[^yuan2014][^airflow2026-sec-2].\n\n"
    )


def test_code_of_every_kind_and_comments_are_left_alone() -> None:
    code = "`[@yuan2014]`\n\n```\n[@yuan2014]\n```\n\n    [@yuan2014]\n\n<!-- [@yuan2014] -->\n\n- a\n\n    ~~~~\n    [@yuan2014]\n    ~~~~\n"
    assert with_footnotes(code, SOURCES) == code


def test_indented_text_of_a_list_item_or_an_admonition_is_no_code() -> None:
    markdown = "- a\n\n    b [@yuan2014]\n\n!!! note\n\n    c [@yuan2014]\n"
    assert with_footnotes(markdown, SOURCES).count("[^yuan2014]") == 3


def test_a_reference_says_what_is_known_and_invents_nothing() -> None:
    assert reference(DOCS) == r"Apache Airflow (n.d.). *A \*b\* &lt;c&gt;*. Read in 2026."
    book = Source.model_validate(
        {"id": "beyer2018", "type": "book", "editor": [{"family": "Beyer", "given": "Betsy"}], "issued": datetime.date(2018, 8, 1),
         "title": "Workbook", "container-title": "Series", "volume": 4, "issue": "2", "page": "33-57", "DOI": "10.1/x"}
    )  # fmt: skip
    assert reference(book) == (
        "Betsy Beyer (eds) (2018). *Workbook*. Series, 4(2), pp. 33–57. <https://doi.org/10.1/x>"
    )


def test_a_work_is_called_by_its_authors_and_year() -> None:
    assert short(YUAN) == "Yuan et al. 2014"
    assert short(DOCS) == "Apache Airflow n.d."
    assert short(YUAN.model_copy(update={"author": (Name(family="Yuan"), Name(family="Luo"))})) == "Yuan and Luo 2014"
    assert short(YUAN.model_copy(update={"author": ()})) == "Simple Testing 2014"


def test_footnotes_and_the_page_of_sources_name_each_other(sketch: Sketch) -> None:
    sketch.essay("privacy/one", "So [@yuan2014].\n\n## Why\n\nStill so [@yuan2014, p. 3].\n")
    sketch.write("sources.yml", "- id: yuan2014\n  type: book\n  title: Simple Testing\n  issued: 2014\n")

    built = sketch.build("-q")

    assert built.status == 0, built.said
    assert '<li id="fn:yuan2014">' in built.page("privacy/one")
    assert '<a href="../privacy/one/#why" data-preview="">Why</a>' in built.page("sources")
