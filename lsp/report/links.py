"""Figures in the prose and the cells that they are about."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from ...grammar import Cell, Span
from ...linter.claims.prose import Prose
from ...linter.claims.readings import Reading, cells_of, figure, fits, readings


class Link(NamedTuple):
    """A figure in the prose with the cells that it is about."""

    figure: Span
    clause: Span  # that the figure stands in
    cells: tuple[Cell, ...]
    readings: tuple[tuple[Reading, Decimal | None], ...]  # what it may count, with the sum of those cells
    agrees: bool  # with one of these sums

    def concerns(self, table: str, cell: Cell) -> bool:
        """Whether the figure is about a cell of a table."""
        return any(
            reading.table == table and (cell.row, cell.column) in reading.places
            for reading, _ in self.readings
        )


def links(prose: Prose) -> Iterator[Link]:
    """The figures that count the same as cells, in the order of the text.

    Where some readings agree with the tables, the others are left out.
    """
    report = prose.audit.report
    year = report.year.value if report.year else None
    for statement in prose.statements:
        claim = statement.claim
        if claim.partly or claim.last or claim.year not in (None, year) or claim.scope:
            continue
        found = [
            (reading, figure(prose.audit, reading))
            for reading in readings(claim, report)
            if reading.table in report.tables
        ]
        agreeing = [
            (reading, amount) for reading, amount in found if amount is not None and fits(claim, amount)
        ]
        chosen = tuple(agreeing or found)
        cells = tuple(dict.fromkeys(cell for reading, _ in chosen for cell in cells_of(prose.audit, reading)))
        if cells:
            yield Link(
                claim.span if claim.zero else claim.quantity.span, claim.span, cells, chosen, bool(agreeing)
            )
