from collections.abc import Iterator

from ....grammar import Report, Span
from ...findings import Problem, Severity
from ...messages import Message
from ...registry import rule

UNKNOWN = Message(
    zh="看不出是哪一年的报告：标题、统计期限、正文和落款都没有写明年份",
    en="the report year cannot be told: neither title, period, prose nor signature says it",
)


@rule("NB003", "unknown-year", Severity.WARNING)
def unknown_year(report: Report) -> Iterator[Problem]:
    if report.year is None and not report.source.is_workbook:
        yield Problem(UNKNOWN(), report.title.span if report.title else Span(0, 0))
