"""Reports faults of single cells, each at its cell, or once per table if many cells have the same fault."""

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
_MANY = 4  # so many faults of one kind in a table become one finding
_SHOWN = 20  # so many characters of a cell are shown


class JudgedCell(NamedTuple):
    """A cell to check, with its table, row and column."""

    table: Table
    row: Row
    column: ColumnFormat
    cell: Cell

    @property
    def name(self) -> Phrase:
        """The name of the cell by its row and column."""
        assert self.row.format
        row, column = self.row.format.name, self.column
        if row or column.group:
            return NAMED(row=row or column.group, column=column.name if row else column.label)
        return ALONE(column=column.label)


class Slip(Struct, frozen=True):
    """A fault of one cell."""

    place: JudgedCell
    phrase: Phrase
    habit: Message  # for many cells, with the placeholders table, count, found, expected and `values`
    found: str
    expected: str | None = None  # the right text of the cell, if it is known
    safe: bool = False  # whether the right text is the same figure in the right form
    severity: Severity | None = None  # instead of the rule's own
    values: tuple[tuple[str, Phrase], ...] = ()  # more placeholders of `habit`, with their values


def places(audit: Audit) -> Iterator[JudgedCell]:
    """The cells of the tables that can be checked, except those that hold a plain whole number."""
    return (JudgedCell(table, *cell) for table in audit.tables() for cell in table.peculiar)


def all_places(audit: Audit) -> Iterator[JudgedCell]:
    """All cells of the tables that can be checked."""
    for table in audit.tables():
        for row in table.rows:
            if row.format and row.fits:
                for column, cell in zip(row.columns, row.cells, strict=True):
                    yield JudgedCell(table, row, column, cell)


def demanded(audit: Audit, place: JudgedCell) -> int | None:
    """The figure that the equations require in a cell without one, or None."""
    bounds = audit.bounds.get((place.table.id, place.cell.row, place.cell.column))
    return bounds.figure if bounds else None


def known(fault: Phrase, figure: int | None) -> Phrase:
    """A phrase for a fault, with the figure that the equations require, if any."""
    return fault if figure is None else KNOWN(fault=fault, figure=figure)


def printed(report: Report, cell: Cell) -> str:
    """The text of a cell in the file, cut off if it is long."""
    text = " ".join(report.source.quote(cell.span).split())
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


def problems(slips: Iterable[Slip]) -> Iterator[Problem]:
    """One problem per slip, or one for all slips of a kind if a table has many of them."""
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
