from collections.abc import Iterator

from ....grammar import Report, Span
from ...findings import Problem, Severity
from ...messages import Message
from ...registry import rule

BEFORE = Message(
    zh="{year} 年度报告没有全国统一的格式（{first} 年度起才有），这里只检查文字和加总",
    en="there was no national form for {year} (the first is for {first}); only wording and sums are checked",
)


@rule("NB122", "before-the-format", Severity.INFO)
def before_the_format(report: Report) -> Iterator[Problem]:
    if report.before_formats and report.year:
        first = report.formats[0].first_year
        at = report.year.span or (report.title.span if report.title else Span(0, 0))
        yield Problem(BEFORE(year=report.year.value, first=first), at)
