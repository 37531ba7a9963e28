from collections.abc import Iterator

from ....grammar import LineKind, Report
from ...findings import Problem, Severity
from ...messages import Message
from ...registry import rule

LONG = Message(
    zh="“{title}”有 {count} 字，超过 {limit} 字，宜精简",
    en="“{title}” has {count} characters; more than {limit}; shorten it",
)


@rule("NB119", "overview-too-long", Severity.INFO)
def overview_too_long(report: Report) -> Iterator[Problem]:
    for section in report.distinct_sections:
        if section.format is None or section.format.limit is None:
            continue
        limit = section.format.limit
        count = sum(
            len("".join(line.text.split())) for line in section.lines if line.kind is not LineKind.PAGE
        )
        if count > limit:
            yield Problem(
                LONG(title=section.format.title, count=count, limit=limit),
                section.heading.span,
                found=str(count),
            )
