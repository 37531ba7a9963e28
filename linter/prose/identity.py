"""Which year a report is about, by all that it says."""

from __future__ import annotations

from ...grammar import Fact, Report
from ...grammar.facts import years


def stated_years(report: Report) -> list[Fact[int]]:
    """The places that state the year of the report. A date of signature stands for the year before it."""
    return years.stated_years(report.years)


def agreed_year(report: Report) -> int | None:
    """The year that was given, or else the one that most kinds of statements agree on."""
    return report.year.value if report.year else None
