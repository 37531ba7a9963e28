from collections.abc import Iterator

from ....grammar import LineKind, Report
from ...findings import Problem, Severity
from ...messages import Message
from ...registry import rule

EMPTY = Message(zh="“{title}”下面没有内容", en="nothing stands below “{title}”")
SIGNATURE = (LineKind.AGENCY, LineKind.DATE, LineKind.PAGE)


@rule("NB108", "section-empty", Severity.ERROR)
def section_empty(report: Report) -> Iterator[Problem]:
    sections = report.distinct_sections
    for number, section in enumerate(sections, 1):
        following = sections[number] if number < len(sections) else None
        if section.format is None or section.format.table or section.tables:
            continue  # NB201 speaks of tables
        if following and following.format is None:
            continue  # its text stands under headings of its own
        last = following is None
        if all(last and line.kind in SIGNATURE for line in section.lines):
            yield Problem(EMPTY(title=section.format.title), section.heading.span)
