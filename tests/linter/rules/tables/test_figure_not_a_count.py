"""NB210: figures that no count of cases can be."""

from __future__ import annotations

import pytest

from tests.linter.rules.tables.cells import WHOLE_ROWS, assert_found_in_a_count

COUNTS = [
    ("-3", None),
    ("−3", None),
    ("2.5", None),
    ("2.5件", None),
    ("+3", "3"),
    ("增3", None),
]


@pytest.mark.parametrize("style", WHOLE_ROWS)
@pytest.mark.parametrize(("text", "expected"), COUNTS, ids=[text for text, _ in COUNTS])
def test_cells_of_counts(text: str, expected: str | None, style: str) -> None:
    assert_found_in_a_count(text, "NB210", expected, style)
