from collections.abc import Iterator

from ....grammar import Report
from ...findings import Message, Problem, Related, Severity
from ...registry import rule

TWICE = Message(zh="“{title}”重复出现", en="“{title}” appears twice")
FIRST = Message(zh="第一次出现在这里", en="it first appears here")


@rule("NB107", "section-duplicate", Severity.ERROR)
def section_duplicate(report: Report) -> Iterator[Problem]:
    for section in report.duplicates:
        assert section.format
        first = next(other for other in report.sections if other.format is section.format)
        yield Problem(TWICE(title=report.source.quote(section.heading.span)), section.heading.span, related=(Related(FIRST(), first.heading.span),))
