"""The last day on which a report may be published, by the level of its body."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from ...grammar import Level, Origin, Report
from ...grammar.regex import Regex
from ..findings import Severity
from ..prose.identity import agreed_year

FIRST_YEAR = 2019  # the days before stood in an older law
UNBOUND = Regex("(?:医院|学校|[中小]学|大学|学院|幼儿园|公司|集团)$")  # the law is not about them
UNSURE = Regex("政府办公?[厅室]?$|管理委员会$|管委会$|领导小组|中心$")  # departments or governments
# Where one of these signs and nothing else tells, the report may be a government's.
PREPARES = Regex("政务|数据|行政审批|办公室")


def missed(report: Report, day: date) -> tuple[date, Severity] | None:
    """The last day that a report had missed on this day, and how severe that is; None if it had not.

    None also where the year is unknown, where the day is not in the year after it, and for bodies that the
    law does not name.
    """
    year = agreed_year(report)
    agency = report.agency.value if report.agency else ""
    if year is None or year < FIRST_YEAR or day.year != year + 1 or UNBOUND.search(agency):
        return None
    days = last_days()
    latest = max(days.values(), key=lambda entry: entry[0])
    named = report.agency is not None and report.agency.origin in (Origin.TITLE, Origin.SELF_REFERENCE)
    unsure = UNSURE.search(agency) or (not named and PREPARES.search(agency))
    last, severity = days[report.level] if report.level and not unsure else latest
    last = last.replace(year=year + 1)
    if day <= last:
        return None
    return last, Severity.WARNING if day > latest[0].replace(year=year + 1) else severity


@cache
def last_days() -> dict[Level, tuple[date, Severity]]:
    """The last day to publish, in no particular year, by the level of the body."""
    lines = Path(__file__).with_suffix(".txt").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {
        Level(level): (date.fromisoformat(f"2000-{day}"), Severity(severity)) for level, day, severity in rows
    }


def in_words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
