from collections.abc import Iterator

from ....grammar import Origin, Report
from ...dates.deadlines import in_words, missed
from ...findings import Problem, Severity
from ...messages import Message
from ...registry import rule

LATE = Message(
    zh="成文日期 {found} 晚于公布期限 {last}。无法改正：请按实际日期，并说明逾期原因",
    en="dated {found}, after the last day to publish, {last}: keep the true date and say why it is late",
)


@rule("NB407", "late", Severity.WARNING)
def late(report: Report) -> Iterator[Problem]:
    if report.dated is None or report.dated.origin is not Origin.SIGNATURE:
        return
    missing = missed(report, report.dated.value)
    if missing:
        last, severity = missing
        found = in_words(report.dated.value)
        yield Problem(
            LATE(found=found, last=in_words(last)), report.dated.span, found=found, severity=severity
        )
