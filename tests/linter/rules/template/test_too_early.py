"""NB408: reports that are signed before their year is over."""

from __future__ import annotations

import pytest

from tests.linter.rules.template.reports import PERIOD, codes, report


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2023年12月30日", ["NB408"]),
        ("2023年12月31日", []),
        ("2022年12月31日", ["NB404"]),
        ("2024年1月1日", []),
    ],
)
def test_dates_before_the_year_is_over(day: str, found: list[str]) -> None:
    assert codes(report(preamble=PERIOD, signature=f"青禾县民政局\n{day}")) == found
