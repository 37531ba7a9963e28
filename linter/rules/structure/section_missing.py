from collections.abc import Iterator

from ....grammar import Report, Span
from ...findings import Edit, Fix, Message, Problem, Severity
from ...registry import rule

MISSING = Message(zh="缺少“{heading}”部分", en="section “{heading}” is missing")
INSERT = Message(zh="补上标题“{heading}”", en="insert the heading “{heading}”")


@rule("NB103", "section-missing", Severity.ERROR)
def section_missing(report: Report) -> Iterator[Problem]:
    text = report.source.text
    for missing in report.section_differences.missing:
        heading = missing.expected.heading
        # Before the next heading with the marks that stand before it, such as ## in Markdown.
        line = text.rfind("\n", 0, missing.at) + 1
        marks = text[line : missing.at] if missing.at < len(text) else ""
        at = line if missing.at < len(text) else missing.at
        new = f"{marks}{heading}\n" if at < len(text) else f"\n{heading}\n"
        fix = Fix(INSERT(heading=heading), (Edit(Span(at, at), new),), safe=False)
        yield Problem(MISSING(heading=heading), Span(missing.at, missing.at), place=heading, expected=heading, fixes=(fix,))
