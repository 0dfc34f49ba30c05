"""Which figures need evidence, and what counts as evidence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.evidence import figures, unproven


@pytest.mark.parametrize(
    "sentence",
    [
        "In 1998 and in 2013 it was the same.",
        "It happened on 25 September 2020, between September 30 and October 2, 2020.",
        "The 3rd of ten, the 95th percentile, and 10 of them.",
        "RFC 9110, Article 17(1), sections 3.3 and 4.12, chapter 24, Table 12 and pp. 33-57 say so.",
        "SHA-256, UTF-8, BM25, COVID-19 and DuckDB 2.0.0 are names.",
        "At 02:30 on 2021-03-28 the clock is not defined.",
        "See [the essay](../idempotency-99/index.md#section-45).",
        "A 64-bit integer.",
    ],
)
def test_years_dates_ordinals_numbered_things_names_and_counts_up_to_ten_are_no_figures(sentence: str) -> None:
    assert list(figures(sentence)) == []


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("It lost 11 rows.", ["11"]),
        ("It lost 336,776 rows, or 5%, in 4.7 s.", ["336,776", "5", "4.7"]),
        ("Three times, 2× as fast, and 10x as dear.", ["2", "10"]),
        ("A 28 ms timeout, a 300-character chunk and 15ms more.", ["28", "300", "15"]),
        ("MRR rose from .517 to .53.", [".517", ".53"]),
        ("Between 20 and 30 of them; it cost $1,000.", ["20", "30", "1,000"]),
        ("A table of 2,024 rows is no year.", ["2,024"]),
    ],
)
def test_everything_else_with_digits_is_a_figure(sentence: str, found: list[str]) -> None:
    assert [figure for _, figure in figures(sentence)] == found


def faults(markdown: str, records: str = "") -> list[str]:
    return [str(fault) for fault in unproven(markdown, records, "docs/e.md", 8)]


REMEDY = "print it in a lab, cite its source in this sentence, or derive it in `<!-- … = … -->`"


def test_a_figure_is_named_with_the_line_it_stands_on() -> None:
    assert faults("One.\n\nTwo and\n45 more.\n") == [f"docs/e.md:11: the figure 45 has no evidence; {REMEDY}"]


def test_a_record_shows_a_figure_whatever_its_commas_and_trailing_zeros() -> None:
    assert faults("It kept 336,776 rows, 0.5 of them, and .38.", "rows 336776 share 0.50 hit 0.380\n") == []


def test_a_citation_covers_its_own_sentence_and_no_other() -> None:
    assert faults("It lost 45 rows [@yuan2014]. It lost 46 rows.") == [
        f"docs/e.md:8: the figure 46 has no evidence; {REMEDY}"
    ]


def test_a_citation_covers_its_row_of_a_table_and_no_other() -> None:
    assert faults("| a | b |\n|---|---|\n| 45 | [@yuan2014] |\n| 46 | |\n") == [
        f"docs/e.md:11: the figure 46 has no evidence; {REMEDY}"
    ]


def test_figures_in_headings_lists_captions_and_alternative_texts_need_evidence_too() -> None:
    markdown = "## Lost: 45\n\n- 46 rows\n\n![47 rows](a.svg)\n\n!!! note\n    It was 48.\n"
    assert [fault.split(" has")[0] for fault in faults(markdown)] == [
        "docs/e.md:8: the figure 45",
        "docs/e.md:10: the figure 46",
        "docs/e.md:12: the figure 47",
        "docs/e.md:15: the figure 48",
    ]


def test_a_heading_may_repeat_a_figure_that_its_text_cites() -> None:
    assert faults("## It lost 45 rows\n\nIt lost 45 rows [@yuan2014].\n") == []


def test_code_needs_no_evidence_and_is_none() -> None:
    assert faults("`LIMIT 45`\n\n```text\n46\n```\n\nBut 46.\n") == [
        f"docs/e.md:14: the figure 46 has no evidence; {REMEDY}"
    ]


def test_a_derivation_is_computed_from_figures_that_have_evidence() -> None:
    assert faults("Half of it, 250. <!-- 250 = 5 × 50 -->", "50") == []
    assert faults("That is 36.7%. <!-- 36.7 = round(100 × 734 / 2,000, 1) -->", "734 of 2000") == []
    assert faults("Of 91 rows [@yuan2014], 90 stayed. <!-- 90 = 91 − 1 -->") == []


HOW = "write `<!-- 250 = 5 × 50 -->` with figures that a record or a citation shows"


def test_a_derivation_that_does_not_add_up_is_a_fault() -> None:
    assert faults("251. <!-- 251 = 5 × 50 -->", "50") == [f"docs/e.md:8: the derivation gives 250, not 251; {HOW}"]


def test_a_derivation_from_figures_without_evidence_is_a_fault() -> None:
    assert faults("250. <!-- 250 = 5 × 50 -->") == [
        f"docs/e.md:8: the derivation of 250 rests on 50, which has no evidence; {HOW}"
    ]


@pytest.mark.parametrize("right", ["", "fifty", "1 / 0", "__import__('os').getcwd()", "2 ** 9", "b'45'"])
def test_a_derivation_that_is_no_arithmetic_is_a_fault_and_never_run(right: str) -> None:
    assert faults(f"45 <!-- 45 = {right} -->") == [f"docs/e.md:8: the derivation of 45 cannot be computed; {HOW}"]


@given(
    st.integers(min_value=11, max_value=10**9), st.sampled_from(["{} rows", "{:,} rows", "**{}**", "({:,})", "“{}”"])
)
def test_any_count_above_ten_is_found_in_any_dress(number: int, dress: str) -> None:
    text = dress.format(number)
    year = len(str(number)) == 4 and "," not in text and 1500 <= number < 2100
    assert bool(faults(f"It moved {text} today.")) is not year
    assert faults(f"It moved {text} today.", str(number)) == []
