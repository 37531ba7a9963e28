from collections.abc import Iterator

from ....grammar import Report
from ...findings import Problem, Severity
from ...messages import Message
from ...registry import rule

UNKNOWN = Message(zh="“{heading}”不是格式规定的部分", en="“{heading}” is no section of the format")


@rule("NB109", "section-unknown", Severity.INFO)
def section_unknown(report: Report) -> Iterator[Problem]:
    known = {section.heading.span for section in report.sections if section.format}
    for label in report.section_differences.extra:
        if label.span not in known:
            yield Problem(
                UNKNOWN(heading=report.source.quote(label.span)),
                label.span,
                found=report.source.quote(label.span),
            )
