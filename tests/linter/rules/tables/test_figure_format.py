"""NB212: figures in other forms than plain digits."""

from __future__ import annotations

import pytest
from nianbao.grammar import parse
from nianbao.linter import Severity, Source
from nianbao.linter.audit import Verdict
from nianbao.linter.engine import examine

from tests.generator import STYLES, render
from tests.linter.rules.tables.cells import (
    WHOLE_ROWS,
    assert_found_in_a_count,
    assert_found_in_a_fee,
    found_in_a_change,
    found_where_it_is_a_habit,
    planted,
    report,
    serious,
)

COUNTS = [
    ("０", "0"),
    ("１２", "12"),
    ("1,234", "1234"),
    ("05", "5"),
    ("00", "0"),
    ("5.0", "5"),
    ("1.2万", "12000"),
    ("三", "3"),
    ("一百二十", "120"),
    ("〇", "0"),
]
FEES = [
    ("1,234.5", "1234.5", True),
    ("03.50", "3.50", True),
    ("３.５", "3.5", True),
]


@pytest.mark.parametrize("style", WHOLE_ROWS)
@pytest.mark.parametrize(("text", "expected"), COUNTS, ids=[text for text, _ in COUNTS])
def test_cells_of_counts(text: str, expected: str | None, style: str) -> None:
    assert_found_in_a_count(text, "NB212", expected, style)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(("text", "expected", "safe"), FEES, ids=[text for text, *_ in FEES])
def test_cells_of_fees(text: str, expected: str | None, safe: bool, style: str) -> None:
    assert_found_in_a_fee(text, "NB212", expected, safe, style)


@pytest.mark.parametrize("style", WHOLE_ROWS)
def test_a_cell_of_a_change(style: str) -> None:
    assert found_in_a_change("＋３", style) == ["NB212"]


def test_a_habit_is_one_finding_for_a_table() -> None:
    assert found_where_it_is_a_habit("0", "０") == [("NB212", 3)]


@pytest.mark.parametrize("text", ["十二", "12"])
@pytest.mark.parametrize("style", STYLES)
def test_numerals_count_in_the_equations(text: str, style: str) -> None:
    clean = report(seed=2)
    cells = {"upheld": text, "corrected": "0", "other": "0", "pending": "0", "total": "12"}
    for column, figure in cells.items():
        clean = planted(clean, "remedies", "cases", f"direct_{column}", figure)
    examination = examine(Source("a.md", render(clean, style)))
    assert (
        examination.audit
        and examination.audit.count(Verdict.FAILED) == examination.audit.count(Verdict.UNKNOWN) == 0
    )
    found = [
        one.code for one in examination.findings if one.severity is not Severity.INFO and one.code < "NB5"
    ]
    assert found == (["NB212"] if text == "十二" else [])


VERTICAL = "三\n、\n本\n年\n度\n办\n理\n结\n果"


@pytest.mark.parametrize("style", ["lines", "bars", "bars-alone", "tabs"])
def test_a_label_in_vertical_text_is_no_numeral(style: str) -> None:
    text = render(report(), style).replace("三、本年度办理结果", VERTICAL)
    assert serious(text) == []
    assert parse(Source("a.md", text)).tables["requests"].cells["granted", "total"].row == "granted"
