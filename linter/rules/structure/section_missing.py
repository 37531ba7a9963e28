from collections.abc import Iterator

from ....grammar import Report, Span
from ...findings import Edit, Fix, Problem, Severity
from ...messages import Message
from ...registry import rule

MISSING = Message(zh="缺少“{heading}”部分", en="section “{heading}” is missing")
INSERT = Message(zh="补上标题“{heading}”", en="insert the heading “{heading}”")


@rule("NB103", "section-missing", Severity.ERROR)
def section_missing(report: Report) -> Iterator[Problem]:
    if report.source.is_workbook:
        return  # it holds the tables of a report, whose prose stands elsewhere
    text = report.source.text
    marks = _marks(text, report.sections[0].heading.span.start) if report.sections else ""
    for missing in report.section_differences.missing:
        heading = missing.expected.heading
        at = text.rfind("\n", 0, missing.at) + 1
        new = f"{marks}{heading}\n\n"
        if missing.at == len(text):
            at, new = missing.at, f"\n{marks}{heading}\n"
        fix = Fix(INSERT(heading=heading), (Edit(Span(at, at), new),), safe=False)
        yield Problem(
            MISSING(heading=heading),
            Span(missing.at, missing.at),
            place=heading,
            expected=heading,
            fixes=(fix,),
        )


def _marks(text: str, heading: int) -> str:
    """The marks before headings in this report, such as ## in Markdown."""
    marks = text[text.rfind("\n", 0, heading) + 1 : heading]
    return marks if marks.strip(" #") == "" else ""
