from collections.abc import Iterator

from ....grammar import LineKind, Report
from ....grammar.regex import Regex
from ...findings import Problem, Related, Severity
from ...messages import Message
from ...registry import rule

MISSING = Message(
    zh="没有写信息处理费的收取情况；没有收取的，也应说明",
    en="nothing is said of fees for processing information; say so if none were charged",
)
UNPAID = Message(
    zh="{table}“{row}”有 {found} 件，应写明信息处理费的收取情况",
    en="{table} has {found} in “{row}”, so the report should state the fees for processing information",
)
CELL = Message(zh="“{row}”为 {found}", en="“{row}” is {found}")
SINCE = 2021
SECTION = "other"
SIGNATURE = (LineKind.AGENCY, LineKind.DATE, LineKind.PAGE)
_FEE = Regex("(?<![水圾物污料])处理费")
_SENTENCE = Regex("[^。;!?]+")
_CHARGED = Regex("收费|费用|[收缴]取[^,]{0,20}费|未收[^,]{0,10}费|免[收缴交][^,]{0,10}费|减免|免费")
_OTHER_FEE = Regex(
    "行政事业[性型]?收费|收费(?:项目|目录|标准|清单|公示|依据|许可)|涉企收费|(?:教育|医疗|停车|物业|经营性?|服务性?)收费|三公|经费|财政"
)
_ABOUT_REQUESTS = Regex("信息公开|申请|检索|复制|邮寄")


@rule("NB112", "fee-statement-missing", Severity.INFO)
def fee_statement_missing(report: Report) -> Iterator[Problem]:
    section = next((one for one in report.distinct_sections if one.format and one.format.id == SECTION), None)
    if (
        section is None
        or all(line.kind in SIGNATURE for line in section.lines)
        or report.year is None
        or report.year.value < SINCE
        or _told(report)
    ):
        return
    table = report.tables.get("requests")
    unpaid = (
        [cell for (row, _), cell in table.cells.items() if row == "other_no_payment" and cell.value]
        if table and not table.doubt
        else []
    )
    if table and unpaid:
        row, found = table.format.rows[unpaid[-1].row].name, unpaid[-1].text
        phrase, related = (
            UNPAID(table=table.format.name, row=row, found=found),
            Related(CELL(row=row, found=found), unpaid[-1].span),
        )
        yield Problem(phrase, section.heading.span, related=(related,), severity=Severity.WARNING)
    else:
        yield Problem(MISSING(), section.heading.span)


def _told(report: Report) -> bool:
    for section in report.distinct_sections:
        text = "".join("".join(line.text.split()) for line in section.lines)
        if _FEE.search(text):
            return True
        here = section.format is not None and section.format.id == SECTION
        for sentence in _SENTENCE.findall(text) if here or "费" in text else ():
            if _CHARGED.search(_OTHER_FEE.sub("", sentence)) and (here or _ABOUT_REQUESTS.search(sentence)):
                return True
    return any(_FEE.search(line.text) for line in report.front)
