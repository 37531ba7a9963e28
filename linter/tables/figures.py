"""Faults of single cells: each is said at its cell, or once for a table where it is a habit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from msgspec import Struct

from ...grammar import Cell, Report, Row, Table
from ...grammar.formats.format import ColumnFormat
from ..audit import Audit
from ..findings import CellAddress, Edit, Fix, Problem, Related, Severity
from ..messages import Message, Phrase
from ..places import address

NAMED = Message(zh="“{row}”“{column}”", en="“{row}”, “{column}”")
ALONE = Message(zh="“{column}”", en="“{column}”")
KNOWN = Message(zh="{fault}；按等式应为 {figure}", en="{fault}; by the equations it is {figure}")
CHANGE = Message(zh="改为 {figure}", en="change to {figure}")
CHANGE_ALL = Message(zh="改正 {count} 格", en="change {count} cells")
_MANY = 4  # so many alike are a habit, and one finding
_SHOWN = 20  # characters of a text that stands in a cell


class JudgedCell(NamedTuple):
    """A cell that is to be judged, with its row and column."""

    table: Table
    row: Row
    column: ColumnFormat
    cell: Cell

    @property
    def name(self) -> Phrase:
        """The cell by its row and column."""
        assert self.row.format
        row, column = self.row.format.name, self.column
        if row or column.group:
            return NAMED(row=row or column.group, column=column.name if row else column.label)
        return ALONE(column=column.label)


class Slip(Struct, frozen=True):
    """A fault of one cell. `habit`: what is said where many cells have it, with the placeholders table, count, found, expected and those of `values`.

    `expected`: what should stand in the cell, if that is known; `safe`: whether it is the same figure, written as it should be.
    """

    place: JudgedCell
    phrase: Phrase
    habit: Message
    found: str
    expected: str | None = None
    safe: bool = False
    severity: Severity | None = None
    values: tuple[tuple[str, Phrase], ...] = ()


def places(audit: Audit) -> Iterator[JudgedCell]:
    """The cells of the tables that may be judged, without those of a plain whole number."""
    return (JudgedCell(table, *cell) for table in audit.tables() for cell in table.peculiar)


def all_places(audit: Audit) -> Iterator[JudgedCell]:
    """Every cell of the tables that may be judged."""
    for table in audit.tables():
        for row in table.rows:
            if row.format and row.fits:
                for column, cell in zip(row.columns, row.cells, strict=True):
                    yield JudgedCell(table, row, column, cell)


def demanded(audit: Audit, place: JudgedCell) -> int | None:
    """The figure that the equations demand of a cell without one."""
    bounds = audit.bounds.get((place.table.id, place.cell.row, place.cell.column))
    return bounds.figure if bounds else None


def known(fault: Phrase, figure: int | None) -> Phrase:
    """A fault, with the figure that the equations demand where they do."""
    return fault if figure is None else KNOWN(fault=fault, figure=figure)


def printed(report: Report, cell: Cell) -> str:
    """What the file has in a cell, cut where it is long."""
    text = " ".join(report.source.quote(cell.span).split())
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def problems(slips: Iterable[Slip]) -> Iterator[Problem]:
    """One problem for each slip, or one for all of a table that are alike."""
    alike: dict[tuple[object, ...], list[Slip]] = defaultdict(list)
    for slip in slips:
        kind = (
            slip.place.table.id,
            slip.habit,
            slip.safe,
            slip.severity,
            tuple(phrase.message for _, phrase in slip.values),
        )
        alike[kind].append(slip)
    for group in alike.values():
        if len(group) < _MANY:
            yield from map(_problem, group)
        else:
            yield _habit(group)


def _problem(slip: Slip) -> Problem:
    cell, expected = slip.place.cell, slip.expected
    fixes = (
        (Fix(CHANGE(figure=expected), (Edit(cell.span, expected),), slip.safe),)
        if expected is not None
        else ()
    )
    return Problem(
        slip.phrase,
        cell.span,
        _address(slip),
        expected=expected,
        found=slip.found,
        fixes=fixes,
        severity=slip.severity,
    )


def _habit(slips: list[Slip]) -> Problem:
    first, table = slips[0], slips[0].place.table
    edits = tuple(Edit(slip.place.cell.span, slip.expected) for slip in slips if slip.expected is not None)
    phrase = first.habit(
        table=table.format.name,
        count=len(slips),
        found=first.found,
        expected=first.expected,
        **dict(first.values),
    )
    related = tuple(Related(slip.phrase, slip.place.cell.span, _address(slip)) for slip in slips[1:_MANY])
    fixes = (Fix(CHANGE_ALL(count=len(edits)), edits, first.safe),) if edits else ()
    return Problem(
        phrase,
        first.place.cell.span,
        address(table),
        found=first.found,
        related=related,
        fixes=fixes,
        severity=first.severity,
    )


def _address(slip: Slip) -> CellAddress:
    cell = slip.place.cell
    return address(slip.place.table, cell.row, cell.column)
