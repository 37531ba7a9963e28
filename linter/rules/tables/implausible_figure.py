from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from ....grammar import CellKind, Level, Report, Row, Table
from ....grammar.regex import Regex
from ...audit import Audit
from ...findings import Edit, Fix, Problem, Severity
from ...messages import Message, Phrase
from ...places import address
from ...registry import rule

RULES = Message(
    zh="{body}不能制定规章，“{row}”一行填了 {found}，应为 0",
    en="{body} cannot make regulations, but the row “{row}” has {found}; it should be 0",
)
FEE = Message(
    zh="“{found}”万元即 {sum} 亿元，大得不合常理，请核对是不是以元填写",
    en="“{found}”万元 is {sum} hundred million yuan: check whether the figure is in 元",
)
CONVERT = Message(zh="按元折算，改为 {figure}", en="take it as 元 and change to {figure}")
TOWNSHIP = Message(zh="乡镇、街道", en="a township")
COUNTY = Message(zh="县级机关", en="a county's or district's body")


class Limits(NamedTuple):
    """The limits of a body: its name if it cannot make regulations, and the most it can collect, in 万元."""

    name: Phrase | None
    limit: int


_TOWNSHIP = Limits(TOWNSHIP(), 10_000)
_COUNTY_DEPARTMENT = Limits(COUNTY(), 100_000)
_COUNTY_GOVERNMENT = Limits(COUNTY(), 1_000_000)
_CITY_DEPARTMENT = Limits(None, 1_000_000)
_CITY_GOVERNMENT = Limits(None, 10_000_000)

_COUNTY = Regex(
    "(?:^|[^省市区州盟各])县(?![域级区乡镇市])|[^红国军]旗(?=人民政府|政府|[^区县市乡镇街]{2,12}(?:局|委员会|办公室|中心|大队)$)"
)
_DISTRICT = Regex("市([^市县区]{2,5})区(?!域)|^([^省市县州盟区]{2,4})区(?=人民政府|政府)")
# What is called 区 and is no district, or may be none.
_NO_DISTRICT = Regex(
    "(?:自治|开发|新|园|高新|经济|技术|示范|保税|景|名胜|功能|工业|产业|合作|度假|保护|管理|试验|实验|综合|社|林|矿|特|灌|库|片|辖|垦|牧|集聚|集中|行政|主城|中心城|地)$"
)
_CITY = Regex("市(?:人民政府|政府|[^市县区]{1,20}(?:局|委员会|委|办公室|办|中心|队)$)")
_GOVERNMENT = Regex("政府(?:办公[厅室])?$")


@rule("NB214", "implausible-figure", Severity.WARNING)
def implausible_figure(audit: Audit) -> Iterator[Problem]:
    body = body_of(audit.report)
    if body is None:
        return
    for table in audit.tables():
        for block in table.blocks:
            fees = any(column.unit == "万元" for column in block.format.columns)
            for row in block.rows if fees or (body.name and "rules" in block.format.row_ids) else ():
                if row.format and row.fits:
                    yield from _rules(table, row, body.name) if body.name and row.format.id == "rules" else ()
                    yield from _fees(table, row, body.limit)


def _fees(table: Table, row: Row, limit: int) -> Iterator[Problem]:
    for column, cell in zip(row.columns, row.cells, strict=True):
        if (
            column.unit == "万元"
            and cell.kind is CellKind.FIGURE
            and cell.value is not None
            and cell.value > limit
        ):
            due = format((Decimal(cell.value) / 10_000).normalize(), "f")
            fix = Fix(CONVERT(figure=due), (Edit(cell.span, due),), safe=False)
            yield Problem(
                FEE(found=cell.text, sum=due),
                cell.span,
                address(table, cell.row, cell.column),
                found=cell.text,
                fixes=(fix,),
            )


def _rules(table: Table, row: Row, body: Phrase) -> Iterator[Problem]:
    cells = [cell for cell in row.cells if cell.value is not None and cell.value > 0]
    if cells and row.format:
        found = "、".join(cell.text for cell in cells)
        yield Problem(
            RULES(body=body, row=row.format.name, found=found),
            cells[0].span,
            address(table, "rules"),
            expected="0",
            found=cells[0].text,
        )


def body_of(report: Report) -> Limits | None:
    """The limits of the reporting body, or None where its level and name leave doubt."""
    if report.level is Level.TOWNSHIP:
        return _TOWNSHIP
    name = report.agency.value if report.agency else ""
    government = bool(_GOVERNMENT.search(name))
    district = _DISTRICT.search(name)
    if _COUNTY.search(name) or (district and not _NO_DISTRICT.search(district[1] or district[2])):
        return _COUNTY_GOVERNMENT if government else _COUNTY_DEPARTMENT
    if not district and _CITY.search(name):
        return _CITY_GOVERNMENT if government else _CITY_DEPARTMENT
    return None
