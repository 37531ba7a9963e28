"""Which year a report is about, by all that it says."""

from __future__ import annotations

from collections import Counter

from ...grammar import Fact, Origin, Report

_WITNESSES = (Origin.TITLE, Origin.SELF_REFERENCE, Origin.PERIOD, Origin.CAPTION, Origin.SIGNATURE)


def stated_years(report: Report) -> list[Fact[int]]:
    """The places that state the year of the report. A date of signature stands for the year before it."""
    return [reading for reading in report.years if reading.origin in _WITNESSES]


def agreed_year(report: Report) -> int | None:
    """The year that most kinds of statements agree on.

    Of equals, the year of the prose counts, or else that of the weightier statement.
    """
    if report.year is None:
        return None
    if report.year.origin is Origin.OPTION:
        return report.year.value
    votes = Counter(
        value for _, value in {(reading.origin, reading.value): None for reading in stated_years(report)}
    )
    if len(votes) < 2:
        return next(iter(votes), report.year.value)
    most = max(votes.values())
    equals = [reading.value for reading in report.years if votes[reading.value] == most]
    prose = next((reading.value for reading in report.years if reading.origin is Origin.PROSE), None)
    return prose if prose in equals else equals[0]
