"""How a claim may be read: as the sum of which cells of a table, and whether these hold what it says."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from ...grammar import Cell, Report, Table
from ...grammar.claims.reading import Accuracy, Claim
from ...grammar.regex import Regex
from ..audit import Audit
from .money import AMOUNT, UNITS

Places = tuple[tuple[str, str], ...]

_STEP = 2  # 1000余 is less than so many times 1000
_NEAR = Decimal("0.1")  # 约1000 is not further from 1000 than this share
_MONEY = Regex(AMOUNT)


class Reading(NamedTuple):
    """One way to understand a claim: as the sum of some cells of a table."""

    table: str
    places: Places
    unit: str = ""  # of a sum of money in the table; empty for counts


class Figure(NamedTuple):
    """The sum that a reading comes to."""

    reading: Reading
    value: Decimal  # money in 元
    step: Decimal  # one unit of the last printed digit

    @property
    def printed(self) -> str:
        """As the table would print it, with its unit."""
        return f"{plain(self.value / UNITS.get(self.reading.unit, 1))}{self.reading.unit}"

    def fits(self, claim: Claim) -> bool:
        return fits(claim, self.value, self.step)


def plain(amount: Decimal) -> str:
    """A figure as it is written: without exponent, and without decimals that are 0."""
    text = format(amount, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def fits(claim: Claim, actual: Decimal, step: Decimal = Decimal(1)) -> bool:
    """Whether a figure agrees with a claim, as exactly as both are printed.

    Money is in 元. `step`: one unit of the last printed digit of the figure.
    """
    value, accuracy = claim.quantity.value, claim.quantity.accuracy
    if accuracy is Accuracy.EXACT:
        coarser = max(claim.quantity.step, step)
        return actual == value or (
            claim.quantity.step != step and coarser > 1 and abs(actual - value) < coarser
        )
    if accuracy is Accuracy.ABOUT:
        return abs(actual - value) <= value * _NEAR
    if accuracy is Accuracy.ALL:
        return actual >= value
    return value <= actual < value * _STEP if accuracy is Accuracy.OVER else actual <= value


def figures(claim: Claim, audit: Audit, repaired: bool = False) -> list[Figure]:
    """The sums of the readings of a claim whose cells are all known.

    `repaired`: with the errors in the table corrected.
    """
    found = (_figure(audit, reading, repaired) for reading in readings(claim, audit.report))
    return [figure for figure in found if figure]


def figure(audit: Audit, reading: Reading) -> Decimal | None:
    """The sum of a reading, money in 元; None unless all its cells are known."""
    found = _figure(audit, reading)
    return found.value if found else None


def _figure(audit: Audit, reading: Reading, repaired: bool = False) -> Figure | None:
    table = audit.report.tables.get(reading.table)
    if table is None or reading.table in audit.doubts:
        return None
    mended = _mended(audit, reading.table) if repaired else {}
    total, step = Decimal(0), Decimal(1)
    for place in reading.places:
        cell = table.cells.get(place)
        bounds = audit.bounds.get((reading.table, *place))
        value = mended.get(place, cell.value if cell else None)
        if value is None and bounds is not None:
            value = bounds.figure
        if value is None:
            return None
        total += value
        step = min(
            step, Decimal(1).scaleb(-len(f"{value:f}".partition(".")[2]) if isinstance(value, Decimal) else 0)
        )
    worth = UNITS.get(reading.unit, 1)
    return Figure(reading, total * worth, step * worth)


def _mended(audit: Audit, table: str) -> dict[tuple[str, str], int]:
    """The cells that are wrong by the equations, with the figures that they should have."""
    repairs = (fault.repairs[0] for fault in audit.faults if fault.table.id == table and fault.repairs)
    return {
        (change.cell.row, change.cell.column): change.figure
        for repair in repairs
        for change in repair.changes
    }


def cells_of(audit: Audit, reading: Reading) -> list[Cell]:
    table = audit.report.tables[reading.table]
    return [table.cells[place] for place in reading.places if place in table.cells]


# ── What a claim may mean ─────────────────────────────────────────────────────

_REQUESTS: dict[str, tuple[tuple[str, ...], ...]] = {  # rows of 表三 whose sum it may be
    "new": (("received",),),
    "received": (("received",), ("received", "carried_in")),
    "processed": (("handled",), ("received", "carried_in"), ("received",)),
    "finished": (("handled",),),
    "carried_in": (("carried_in",),),
    "carried_out": (("carried_out",),),
    "all_finished": (("carried_out",),),
    "": (("received",), ("received", "carried_in"), ("handled",)),
}
REMEDIES = {
    "reviews": ("review",),
    "lawsuits": ("direct", "after"),
    "direct": ("direct",),
    "after": ("after",),
}
_RESULTS = ("upheld", "corrected", "other", "pending")


def readings(claim: Claim, report: Report) -> list[Reading]:
    """The ways to understand a claim; none where it cannot be compared with a table."""
    if claim.topic == "requests":
        return [Reading("requests", places) for places in _requests(claim, report)]
    if claim.topic in REMEDIES:
        return [Reading("remedies", places) for places in _remedies(claim)]
    return [reading for table in report.tables.values() for reading in _of_topic(claim, table)]


def _requests(claim: Claim, report: Report) -> Iterator[Places]:
    table = report.tables.get("requests")
    if table is None:
        return
    rows, spans = table.format.rows, {span.id for block in table.format.blocks for span in block.spans}
    columns = [column.id for column in table.format.blocks[0].columns]
    groups = {column.id: column.group for column in table.format.blocks[0].columns}
    who: tuple[str, ...] = ("total",)
    if claim.who == "organisation":
        who = tuple(id for id in columns if groups[id])
    elif claim.who:
        who = (claim.who,)
    if claim.role in _REQUESTS:
        choices: list[tuple[str, ...]] = list(_REQUESTS.get(claim.role or claim.of, _REQUESTS[""]))
        if claim.who and not claim.role:  # what the parts of applicants are parts of is often left open
            choices += [choice for choice in _REQUESTS[""] if choice not in choices]
    elif "+" in claim.role:
        choices = [tuple(row.id for row in rows.values() if {row.id, row.span} & set(claim.role.split("+")))]
    elif claim.role in rows:
        choices = [(claim.role,)]
    elif claim.role in spans:
        choices = [tuple(row.id for row in rows.values() if row.span == claim.role)]
        if claim.role == "other":  # all that is no answer, where 不予处理 is not told apart
            choices.append(tuple(row.id for row in rows.values() if row.span in ("refused", "other")))
    else:
        choices = [
            (whole,) for whole in (f"{claim.role}_outcome",) if whole in rows
        ]  # the trial format does not divide 其他处理
    for choice in choices:
        yield tuple((row, column) for row in choice for column in who)
    if claim.who == "person" and not claim.part_of and claim.role in ("received", "new", "finished"):
        yield from (tuple((row, "total") for row in choice) for choice in choices)  # 公民 is anybody


def _remedies(claim: Claim) -> Iterator[Places]:
    groups = REMEDIES[claim.topic]
    if claim.role in ("", "received", "new"):
        yield tuple(("cases", f"{group}_total") for group in groups)
    elif claim.role.removesuffix("_result") in _RESULTS:
        yield tuple(("cases", f"{group}_{claim.role.removesuffix('_result')}") for group in groups)
    elif claim.role == "all_decided":
        yield tuple(("cases", f"{group}_pending") for group in groups)
    elif claim.role == "all_upheld":
        yield tuple(("cases", f"{group}_{result}") for group in groups for result in _RESULTS[1:])


def _of_topic(claim: Claim, table: Table) -> Iterator[Reading]:
    """The cells in the rows about a topic: sums of money, or else the counts that the claim names."""
    places = [
        ((row.format.id, column.id), column)
        for row in table.rows
        if row.format and row.format.topic == claim.topic
        for column in row.columns
    ]
    money = [place for place, column in places if column.kind == "money"]
    if money and (claim.quantity.unit == "元" or not any(column.roles for _, column in places)):
        for place in money:
            yield from _sums(table, place)
    else:
        for place, column in places:
            if claim.role in column.roles and place in table.cells:
                yield Reading(table.id, (place,))


def _sums(table: Table, place: tuple[str, str]) -> Iterator[Reading]:
    """A sum of money in the unit that its cell or its column names; without one, in 元 and in 万元."""
    cell, column = table.cells.get(place), table.format.columns.get(place)
    if cell is None or column is None:
        return
    printed = _MONEY.fullmatch("".join(cell.text.split()))
    units = (printed["unit"],) if printed else (column.unit,) if column.unit else ("元", "万元")
    yield from (Reading(table.id, (place,), unit) for unit in units if unit in UNITS)
