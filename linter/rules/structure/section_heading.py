from collections.abc import Iterator

from ....grammar import Report, Span
from ...findings import Edit, Fix, Problem, Severity
from ...messages import Message
from ...registry import rule

TITLE = Message(
    zh="第{numeral}部分应为“{expected}”，现为“{found}”",
    en="part {numeral} should be “{expected}”, it is “{found}”",
)
WORDING = Message(zh="标题“{found}”应为“{expected}”", en="heading “{found}” should be “{expected}”")
CHANGE = Message(zh="改为“{expected}”", en="change to “{expected}”")


@rule("NB104", "section-heading", Severity.WARNING)
def section_heading(report: Report) -> Iterator[Problem]:
    other = {renamed.label.span: renamed.expected for renamed in report.section_differences.renamed}
    for section in report.distinct_sections:
        expected = section.format or other.get(section.heading.span)
        if section.exact or expected is None:
            continue
        span = Span(section.heading.span.end - len(section.title), section.heading.span.end)
        message = WORDING if section.format else TITLE
        yield Problem(
            message(found=report.source.quote(span), expected=expected.title, numeral=expected.numeral),
            span,
            expected=expected.title,
            found=report.source.quote(span),
            fixes=(
                Fix(
                    CHANGE(expected=expected.title),
                    (Edit(span, expected.title),),
                    safe=section.format is not None,
                ),
            ),
            severity=Severity.INFO if section.widespread else None,
        )
