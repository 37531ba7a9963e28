from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from ....grammar import CellKind, Span
from ....grammar.regex import Regex
from ...audit import Audit
from ...claims.money import AMOUNT, digits, telling
from ...claims.prose import Prose
from ...findings import CellAddress, Problem, Related, Severity
from ...messages import Message
from ...places import address
from ...registry import rule

CONFLICT = Message(
    zh="正文写“{found}”，{place}写“{other}”，数字相同而单位不同，请核对",
    en="the prose says “{found}”, {place} “{other}”: same figure, other unit",
)
PROSE = Message(zh="正文另一处", en="elsewhere it says")
TABLE = Message(zh="表二", en="table 2")
HERE = Message(zh="这里是“{other}”", en="here it is “{other}”")

_MONEY = Regex(AMOUNT)
_SUM = Regex("[0-9] ?(?:百万|千万|[百千万亿])? ?元", needs="元")


class _Sum(NamedTuple):
    unit: str
    text: str
    span: Span
    cell: CellAddress | None = None


@rule("NB506", "unit-conflict", Severity.WARNING)
def unit_conflict(prose: Prose) -> Iterator[Problem]:
    said: dict[Decimal, list[_Sum]] = defaultdict(list)
    for stretch in prose.stretches_with(_SUM):
        for match in _MONEY.finditer(stretch.text):
            if telling(match["digits"]):
                said[digits(match["digits"])].append(
                    _Sum(match["unit"], match[0], stretch.span(*match.span()))
                )
    if not said:
        return
    cells = dict(_cells(prose.audit))
    for value, sums in said.items():
        other = cells.get(value) or sums[0]
        wrong = next((one for one in sums if one.unit != other.unit), None)
        if wrong:
            phrase = CONFLICT(found=wrong.text, other=other.text, place=TABLE() if other.cell else PROSE())
            yield Problem(
                phrase,
                wrong.span,
                found=wrong.text,
                related=(Related(HERE(other=other.text), other.span, other.cell),),
            )


def _cells(audit: Audit) -> Iterator[tuple[Decimal, _Sum]]:
    """The sums of money of 表二, each with the unit that it says itself or its column."""
    table = audit.report.tables.get("disclosure")
    if table is None:
        return
    for row in table.rows:
        if row.format and row.fits:
            for column, cell in zip(row.columns, row.cells, strict=True):
                match = _MONEY.fullmatch("".join(cell.text.split())) if column.kind == "money" else None
                place = address(table, cell.row, cell.column)
                if match:
                    yield digits(match["digits"]), _Sum(match["unit"], match[0], cell.span, place)
                elif (
                    column.kind == "money"
                    and column.unit
                    and cell.kind is CellKind.FIGURE
                    and cell.value is not None
                    and not audit.doubts.get(table.id)
                ):
                    yield (
                        Decimal(cell.value),
                        _Sum(column.unit, f"{cell.text}{column.unit}", cell.span, place),
                    )
