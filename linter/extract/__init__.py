"""The figures of a report as data: cells of its tables by the ids of the formats, and counts of its prose.

    Audit ──figures, mentions, facts──▶ values ──Writer of a format──▶ stream

A new format is a module here with a class `Writer`, and an entry in `FORMATS`.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, Protocol

from msgspec import Struct

from ...grammar import Cell, CellKind, Source, Table
from ...grammar.regex import Regex
from ..audit import Audit
from ..claims.prose import Prose
from ..claims.readings import readings
from ..claims.statements import Statement

FORMATS = ("json", "csv", "parquet")
SCHEMA = Path(__file__).with_name("schema.json")
ABSENT = "absent"  # the kind of a cell that the report does not have, or that was not recognised among others
_UNIT = Regex("[万亿]?元$")


class ExtractedFigure(NamedTuple):
    """A cell of a table."""

    table: str  # an id, like those of row and column
    row: str
    column: str
    value: int | Decimal | None  # None where it has no figure
    kind: str  # of `CellKind`, or ABSENT
    text: str  # as printed
    unit: str | None  # of money: the one in the cell, else in the head of its column
    doubt: str  # why the table may have been misread, else empty


class Writer(Protocol):
    """Writes reports one after another to a stream, so that a folder of any size can be extracted."""

    def add(self, path: str, audit: Audit) -> None: ...

    def close(self) -> None: ...


def writer(format: str, stream: BinaryIO, bom: bool = False) -> Writer:
    """The writer of one of FORMATS. `bom`: begin CSV with the mark by which Excel recognises UTF-8."""
    module: Any = import_module(f".{format}", __name__)
    made: Writer = module.Writer(stream, bom) if format == "csv" else module.Writer(stream)
    return made


def facts(audit: Audit) -> dict[str, Any]:
    """Agency, level and year of a report, and the format in force for the year."""
    report = audit.report
    return {
        "agency": report.agency.value if report.agency else None,
        "level": report.level.value if report.level else None,
        "year": report.year.value if report.year else None,
        "format": report.format.id,
    }


# ── Figures ───────────────────────────────────────────────────────────────────


def figures(audit: Audit) -> Iterator[ExtractedFigure]:
    """Every cell of the tables in a report: first those of the format that the table follows, then others."""
    for table in audit.report.tables.values():
        doubt = audit.doubts.get(table.id)
        for row, column in dict.fromkeys((*table.format.columns, *table.cells)):
            yield _figure(audit.report.source, table, row, column, doubt.value if doubt else "")


def _figure(source: Source, table: Table, row: str, column: str, doubt: str) -> ExtractedFigure:
    cell = table.cells.get((row, column))
    if cell is None:
        return ExtractedFigure(table.id, row, column, None, ABSENT, "", None, doubt)
    text = source.quote(cell.span) if cell.text else ""
    return ExtractedFigure(
        table.id, row, column, cell.value, cell.kind.value, text, _unit(table, cell), doubt
    )


def _unit(table: Table, cell: Cell) -> str | None:
    if cell.kind is CellKind.MONEY:
        match = _UNIT.search(cell.text)
        return match[0] if match else None
    format = table.format.columns.get((cell.row, cell.column))
    return (format.unit or None) if format else None


# ── Claims ────────────────────────────────────────────────────────────────────


class Mention(Struct, frozen=True):
    """A count in the prose."""

    statement: Statement
    # The ways to compare it with a table: each lists the cells (table, row, column) whose sum it may be.
    cells: tuple[tuple[tuple[str, str, str], ...], ...]


def mentions(audit: Audit) -> Iterator[Mention]:
    """The counts in the prose, in the order of the text."""
    for statement in sorted(Prose(audit).statements, key=lambda statement: statement.claim.span):
        ways = (
            tuple((reading.table, *place) for place in reading.places)
            for reading in readings(statement.claim, audit.report)
        )
        yield Mention(statement, tuple(ways))
