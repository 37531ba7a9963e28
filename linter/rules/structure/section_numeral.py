from collections.abc import Iterator

from ....grammar import Report, Span
from ...findings import Edit, Fix, Problem, Severity
from ...messages import Message
from ...registry import rule

MISSING = Message(
    zh="标题“{title}”缺少序号“{expected}”", en="heading “{title}” lacks its numeral “{expected}”"
)
WRONG = Message(
    zh="标题“{title}”的序号“{found}”应为“{expected}”",
    en="the numeral “{found}” of heading “{title}” should be “{expected}”",
)
CHANGE = Message(zh="序号改为“{expected}”", en="change the numeral to “{expected}”")
NUMERALS = "一二三四五六七八九十"


@rule("NB105", "section-numeral", Severity.WARNING)
def section_numeral(report: Report) -> Iterator[Problem]:
    for place, section in enumerate(report.distinct_sections):
        if section.format is None:
            continue
        # After a section that is missing or too many, numbering on is right: that fault has its own finding.
        right = {section.format.numeral, NUMERALS[place % len(NUMERALS)]}
        if section.numeral in right and section.point == "、":
            continue
        expected = f"{section.numeral if section.numeral in right else section.format.numeral}、"
        start = section.heading.span.start
        span = Span(start, section.heading.span.end - len(section.title))
        found = report.source.quote(span).strip()
        yield Problem(
            (WRONG if found else MISSING)(title=section.title, found=found, expected=expected),
            span if found else section.heading.span,
            expected=expected,
            found=found or None,
            fixes=(Fix(CHANGE(expected=expected), (Edit(span, expected),), safe=True),),
        )
