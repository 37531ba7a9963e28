"""NB209: cells of figures that hold none."""

from __future__ import annotations

import pytest

from tests.linter.rules.tables.cells import (
    WHOLE_ROWS,
    assert_found_in_a_count,
    found_in_a_change,
    found_where_it_is_a_habit,
)

COUNTS = [
    ("见附件", None),
    ("3 5", None),
    ("3、5", None),
    ("1,23", None),
    ("约5", None),
    ("5余", None),
    ("一", None),
    ("一百二", None),
    ("1O", "10"),
    ("O", "0"),
    ("l2", "12"),
]


@pytest.mark.parametrize("style", WHOLE_ROWS)
@pytest.mark.parametrize(("text", "expected"), COUNTS, ids=[text for text, _ in COUNTS])
def test_cells_of_counts(text: str, expected: str | None, style: str) -> None:
    assert_found_in_a_count(text, "NB209", expected, style)


@pytest.mark.parametrize("style", WHOLE_ROWS)
def test_a_cell_of_a_change(style: str) -> None:
    assert found_in_a_change("持平", style) == ["NB209"]


@pytest.mark.parametrize("text", ["O", "不适用"])
def test_a_habit_is_one_finding_for_a_table(text: str) -> None:
    assert found_where_it_is_a_habit("0", text) == [("NB209", 3)]
