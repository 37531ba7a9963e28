from collections.abc import Iterator
from datetime import date

from ....grammar import Origin, Report, Span
from ...findings import Edit, Fix, Problem, Severity
from ...messages import Message
from ...prose.identity import agreed_year
from ...registry import rule

EARLY = Message(
    zh="成文日期 {found} 在 {year} 年统计期限结束之前", en="dated {found}, before the period of {year} ends"
)
CHANGE = Message(zh="改为 {expected} 年", en="change to {expected}")
SEASON = 3  # months in which reports are signed


@rule("NB408", "too-early", Severity.WARNING)
def too_early(report: Report) -> Iterator[Problem]:
    year = agreed_year(report)
    if report.dated is None or report.dated.span is None or report.dated.origin is not Origin.SIGNATURE:
        return
    day, span = report.dated.value, report.dated.span
    if year == day.year and day < date(year, 12, 31):
        found = f"{day.year}年{day.month}月{day.day}日"
        start = span.start + report.source.text.startswith("(", span.start)
        fix = Fix(CHANGE(expected=year + 1), (Edit(Span(start, start + 4), str(year + 1)),), safe=False)
        fixes = (fix,) if day.month <= SEASON and report.source.text.startswith(str(year), start) else ()
        expected = str(year + 1) if fixes else None
        yield Problem(EARLY(found=found, year=year), span, expected=expected, found=found, fixes=fixes)
