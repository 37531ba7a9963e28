from collections.abc import Iterator

from ....grammar import Report
from ...findings import Problem, Related, Severity
from ...messages import Message
from ...registry import rule

ORDER = Message(
    zh="“{title}”次序不对，应为第{numeral}部分", en="“{title}” is out of order, it should be part {numeral}"
)


@rule("NB106", "section-order", Severity.ERROR)
def section_order(report: Report) -> Iterator[Problem]:
    moved = report.section_differences.moved
    if moved:
        phrases = [ORDER(title=one.expected.title, numeral=one.expected.numeral) for one in moved]
        related = tuple(
            Related(phrase, one.label.span) for phrase, one in zip(phrases[1:], moved[1:], strict=True)
        )
        yield Problem(
            phrases[0],
            moved[0].label.span,
            expected=moved[0].expected.heading,
            found=moved[0].label.text,
            related=related,
        )
