from collections.abc import Iterator

from ....grammar import Origin, Report, Span
from ...dates.deadlines import in_words, missed
from ...dates.publication import published
from ...findings import Problem, Severity
from ...messages import Message
from ...registry import rule

LATE = Message(
    zh="网站发布于 {found}，晚于期限 {last}。无法改正：请核对首次公布日期，逾期的说明原因",
    en="published on {found}, after the last day, {last}: check when it first was, and say why it is late",
)


@rule("NB411", "published-late", Severity.WARNING)
def published_late(report: Report) -> Iterator[Problem]:
    day = published(report)
    missing = missed(report, day.value) if day else None
    if day is None or missing is None or _is_dated_late(report):
        return
    last, severity = missing
    found = in_words(day.value)
    place = day.span or (report.title.span if report.title else Span(0, 0))
    yield Problem(LATE(found=found, last=in_words(last)), place, found=found, severity=severity)


def _is_dated_late(report: Report) -> bool:
    """Whether the date in the text is late already: the other rule says so."""
    dated = report.dated
    return dated is not None and dated.origin is Origin.SIGNATURE and missed(report, dated.value) is not None
