from collections.abc import Iterator

from ....grammar import Report, Span
from ...findings import Problem, Severity
from ...messages import Message
from ...registry import rule

MISSING = Message(zh="没有标题，应在开头写明“{title}”", en="no title; it should begin with “{title}”")
PLACE = "标题"
AGENCY, YEAR = "（机关名称）", "（年份）"
FORM = "{agency}{year}年政府信息公开工作年度报告"


@rule("NB101", "title-missing", Severity.WARNING)
def title_missing(report: Report) -> Iterator[Problem]:
    if report.title is None and not report.source.is_workbook:
        title = FORM.format(
            agency=report.agency.value if report.agency else AGENCY,
            year=report.year.value if report.year else YEAR,
        )
        text = report.source.text
        start = len(text) - len(text.lstrip())
        yield Problem(MISSING(title=title), Span(start, start), place=PLACE, expected=title)
