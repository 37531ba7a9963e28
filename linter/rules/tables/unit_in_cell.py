from collections.abc import Iterator
from decimal import Decimal

from ....grammar import CellKind
from ....grammar.regex import Regex
from ...audit import Audit
from ...findings import Problem, Severity
from ...messages import Message, Phrase
from ...registry import rule
from ...tables.figures import JudgedCell, Slip, places, printed, problems

UNIT = Message(
    zh="{cell}写的是“{found}”，格里不写单位，应为“{expected}”",
    en="{cell} reads “{found}”; without the unit it is “{expected}”",
)
CONVERTED = Message(
    zh="{cell}写的是“{found}”，这一栏以{unit}为单位，应为“{expected}”",
    en="{cell} reads “{found}”; the column is in {unit}, so it is “{expected}”",
)
OTHER = Message(
    zh="{cell}写的是“{found}”，这一栏填{unit}", en="{cell} reads “{found}”; the column is in {unit}"
)
UNSTATED = Message(
    zh="{cell}写的是“{found}”，表头没有写明单位，按“{unit}”理解",
    en="{cell} reads “{found}”; the head states no unit, so “{unit}” counts",
)
UNITS = Message(
    zh="{table}有 {count} 格带单位，如“{found}”应为“{expected}”",
    en="{count} cells of {table} hold a unit: “{found}” should be “{expected}”",
)
OTHERS = Message(
    zh="{table}有 {count} 格的单位与这一栏不符，如“{found}”",
    en="{count} cells of {table} hold a unit that is not the column's, such as “{found}”",
)
UNSTATED_UNITS = Message(
    zh="{table}有 {count} 格带单位，如“{found}”，表头没有写明单位",
    en="{count} cells of {table} hold a unit, such as “{found}”; the head states none",
)
CASES = Message(zh="数量", en="cases")
AMOUNT = Message(zh="金额", en="money")

_WITH_UNIT = Regex(
    r"([+\-−]|[增减][加少]?)?\s*([0-9][0-9,]*(?:\.[0-9]+)?)\s*([万亿]?)(件次|件|条|宗|份|起|个|例|次|人次|人|项|部|篇|封|家|户|元)?"
)
_MULTIPLE = {"": Decimal(1), "万": Decimal(10_000), "亿": Decimal(100_000_000)}


@rule("NB211", "unit-in-cell", Severity.WARNING)
def unit_in_cell(audit: Audit) -> Iterator[Problem]:
    yield from problems(slip for place in places(audit) if (slip := slip_of(audit, place)))


def slip_of(audit: Audit, place: JudgedCell) -> Slip | None:
    """The slip this rule finds in a cell, if any."""
    cell, column = place.cell, place.column
    match = (
        _WITH_UNIT.fullmatch(cell.text)
        if cell.kind in (CellKind.NOTED, CellKind.MONEY, CellKind.WORDS)
        else None
    )
    if not match or not (match[3] or match[4]):
        return None
    sign, digits, multiple, unit = match[1] or "", match[2].replace(",", ""), match[3], match[4] or ""
    found, number = printed(audit.report, cell), Decimal(digits) * _MULTIPLE[multiple]
    if column.kind == "money":
        if unit not in ("元", "") or (sign and sign != "-"):
            return _other(place, found, column.unit or AMOUNT())
        if not column.unit:
            return (
                Slip(
                    place,
                    UNSTATED(cell=place.name, found=found, unit=multiple + unit),
                    UNSTATED_UNITS,
                    found,
                    severity=Severity.INFO,
                )
                if unit
                else None
            )
        if multiple + unit == column.unit:
            expected = sign + digits
            return Slip(
                place,
                UNIT(cell=place.name, found=found, expected=expected),
                UNITS,
                found,
                expected,
                safe=True,
            )
        scale = _MULTIPLE.get(column.unit.removesuffix("元"))
        if scale is None:
            return _other(place, found, column.unit)
        due = (
            digits if multiple + "元" == column.unit else plain(number / scale)
        )  # 3.5万 in a column of 万元 leaves the 元 out
        phrase = CONVERTED(cell=place.name, found=found, unit=column.unit, expected=sign + due)
        return Slip(place, phrase, UNITS, found, sign + due)
    if unit == "元":
        return _other(place, found, CASES())
    if (column.kind == "count" and (sign or number != int(number))) or not unit:
        return None  # NB210 and NB212 speak of these
    expected = sign + plain(number)
    return Slip(
        place, UNIT(cell=place.name, found=found, expected=expected), UNITS, found, expected, safe=True
    )


def _other(place: JudgedCell, found: str, unit: Phrase | str) -> Slip:
    return Slip(place, OTHER(cell=place.name, found=found, unit=unit), OTHERS, found)


def plain(number: Decimal) -> str:
    """A number in digits, without exponent and without zeros that say nothing."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
