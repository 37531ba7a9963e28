from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from ....grammar import Level, Origin, Report
from ....grammar.regex import Regex
from ...findings import Problem, Severity
from ...messages import Message
from ...prose.identity import agreed_year
from ...registry import rule

LATE = Message(
    zh="成文日期 {found} 晚于公布期限 {last}。无法改正：请按实际日期，并说明逾期原因",
    en="dated {found}, after the last day to publish, {last}: keep the true date and say why it is late",
)
FIRST_YEAR = 2019  # the days before stood in an older law
UNBOUND = Regex("(?:医院|学校|[中小]学|大学|学院|幼儿园|公司|集团)$")  # the law is not about them
UNSURE = Regex("政府办公?[厅室]?$|管理委员会$|管委会$|领导小组|中心$")  # departments or governments
PREPARES = Regex(
    "政务|数据|行政审批|办公室"
)  # where one of these signs and nothing else tells, the report may be a government's


@rule("NB407", "late", Severity.WARNING)
def late(report: Report) -> Iterator[Problem]:
    year = agreed_year(report)
    agency = report.agency.value if report.agency else ""
    if (
        year is None
        or year < FIRST_YEAR
        or report.dated is None
        or report.dated.origin is not Origin.SIGNATURE
        or report.dated.value.year != year + 1
        or UNBOUND.search(agency)
    ):
        return
    days = last_days()
    latest = max(days.values(), key=lambda day: day[0])
    named = report.agency is not None and report.agency.origin in (Origin.TITLE, Origin.SELF_REFERENCE)
    unsure = UNSURE.search(agency) or (not named and PREPARES.search(agency))
    last, severity = days[report.level] if report.level and not unsure else latest
    if report.dated.value > latest[0].replace(year=year + 1):
        severity = Severity.WARNING
    last = last.replace(year=year + 1)
    if report.dated.value > last:
        found = _in_words(report.dated.value)
        yield Problem(
            LATE(found=found, last=_in_words(last)),
            report.dated.span,
            found=found,
            severity=severity,
        )


@cache
def last_days() -> dict[Level, tuple[date, Severity]]:
    """The last day to publish, in no particular year, by the level of the body."""
    lines = Path(__file__).with_suffix(".txt").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {
        Level(level): (date.fromisoformat(f"2000-{day}"), Severity(severity)) for level, day, severity in rows
    }


def _in_words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
