"""NB114: the date of a report, at its end or below its title."""

from __future__ import annotations

import pytest

from tests.linter.plain_report import PREAMBLE, messages, report
from tests.linter.rules.structure.closings import BELOW_THE_TITLE, CLOSINGS


@pytest.mark.parametrize(("closing", "missing"), [(row[0], row[2]) for row in CLOSINGS])
def test_closings(closing: str, missing: str | None) -> None:
    assert messages("NB114", report(closing=closing)) == ([missing] if missing else [])


@pytest.mark.parametrize(("below", "missing"), [(row[0], row[2]) for row in BELOW_THE_TITLE])
def test_lines_below_the_title(below: str, missing: str | None) -> None:
    text = report(preamble=f"{below}\n{PREAMBLE}", closing="")
    assert messages("NB114", text) == ([missing] if missing else [])


def test_a_report_of_one_line() -> None:
    assert messages("NB114", " ".join(report().split("\n"))) == []
