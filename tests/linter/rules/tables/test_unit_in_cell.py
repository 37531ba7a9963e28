"""NB211: units in cells, and what the figure is in the unit of its column."""

from __future__ import annotations

import pytest
from nianbao.linter import Severity

from tests.generator import STYLES, render
from tests.linter.rules.tables.cells import (
    RULES,
    WHOLE_ROWS,
    assert_found_in_a_count,
    assert_found_in_a_fee,
    findings,
    found_in_a_change,
    found_where_it_is_a_habit,
    planted,
    report,
)

COUNTS = [
    ("5件", "5"),
    ("12 宗", "12"),
    ("1.2万件", "12000"),
    ("5元", None),
]
FEES = [
    ("3.5万元", "3.5", True),
    ("3.5万", "3.5", False),
    ("25000元", "2.5", False),
    ("13713.89元", "1.371389", False),
    ("0.07元", "0.000007", False),
    ("1.2亿元", "12000", False),
    ("5件", None, False),
]


@pytest.mark.parametrize("style", WHOLE_ROWS)
@pytest.mark.parametrize(("text", "expected"), COUNTS, ids=[text for text, _ in COUNTS])
def test_cells_of_counts(text: str, expected: str | None, style: str) -> None:
    assert_found_in_a_count(text, "NB211", expected, style)


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize(("text", "expected", "safe"), FEES, ids=[text for text, *_ in FEES])
def test_cells_of_fees(text: str, expected: str | None, safe: bool, style: str) -> None:
    assert_found_in_a_fee(text, "NB211", expected, safe, style)


@pytest.mark.parametrize("style", WHOLE_ROWS)
def test_a_cell_of_a_change(style: str) -> None:
    assert found_in_a_change("增3项", style) == ["NB211"]


def test_a_habit_is_one_finding_for_a_table() -> None:
    assert found_where_it_is_a_habit("0", "0件") == [("NB211", 3)]


@pytest.mark.parametrize(
    ("text", "says"), [("13713.89元", "按“元”理解"), ("160.5964万元", "按“万元”理解"), ("8040", None)]
)
@pytest.mark.parametrize("style", ["markdown", "pipe", "bars", "lines", "tabs", "inline"])
def test_a_unit_that_no_head_states_is_never_taken_away(text: str, says: str | None, style: str) -> None:
    found = [
        one
        for one in findings(
            render(planted(report("2019"), "disclosure", "procurement", "amount", text), style)
        )
        if one.code in RULES
    ]
    assert [(one.severity, one.fixes) for one in found] == ([(Severity.INFO, ())] if says else [])
    assert not says or says in found[0].message
