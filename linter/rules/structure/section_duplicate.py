from collections.abc import Iterator

from ....grammar import Report, Section
from ...findings import Problem, Related, Severity
from ...messages import Message
from ...registry import rule

TWICE = Message(zh="“{title}”重复出现", en="“{title}” appears twice")
FIRST = Message(zh="第一次出现在这里", en="it first appears here")
AGAIN = Message(zh="这里又出现一次", en="and here again")
MANY = 10


@rule("NB107", "section-duplicate", Severity.ERROR)
def section_duplicate(report: Report) -> Iterator[Problem]:
    repeated: dict[str, list[Section]] = {}
    for section in report.duplicates:
        if section.format:
            repeated.setdefault(section.format.id, []).append(section)
    for id, sections in repeated.items():
        span = sections[0].heading.span
        first = next(section for section in report.sections if section.format and section.format.id == id)
        again = [Related(AGAIN(), section.heading.span) for section in sections[1:MANY]]
        yield Problem(
            TWICE(title=report.source.quote(span)),
            span,
            related=(Related(FIRST(), first.heading.span), *again),
        )
