"""The cell, row, table or section at an offset of a report."""

from __future__ import annotations

from typing import NamedTuple

from ...grammar import Cell, Report, Row, Section, Span, Table
from ...grammar.regex import Regex

_FIELD_END = Regex(r"[|\t\n]")


class CellPlace(NamedTuple):
    """A cell that belongs to the format, with its table and row."""

    table: Table
    row: Row
    cell: Cell

    @property
    def key(self) -> tuple[str, str]:
        """The ids of its row and column."""
        return self.cell.row, self.cell.column


def within(span: Span, offset: int) -> bool:
    """Whether a cursor stands in a span or at one of its ends."""
    return span.start <= offset <= span.end


def cell_at(report: Report, offset: int) -> CellPlace | None:
    """The cell at an offset. The blanks beside its figure belong to it."""
    table = table_at(report, offset)
    if table is None:
        return None
    field = _field(report.source.text, offset)
    for row in table.rows:
        if row.fits and row.format and field.start <= row.span.end and row.span.start <= field.end:
            for cell in row.cells:
                if within(cell.span, offset) or (
                    field.start <= cell.start and cell.end <= field.end and not _beside(report, cell, offset)
                ):
                    return CellPlace(table, row, cell)
    return None


def _field(text: str, offset: int) -> Span:
    """The part of a line between two bars or tabs."""
    start = max(text.rfind(mark, 0, offset) for mark in "|\t\n") + 1
    end = _FIELD_END.search(text, offset)
    return Span(start, end.start() if end else len(text))


def _beside(report: Report, cell: Cell, offset: int) -> str:
    """The text between a cell and an offset in the same field."""
    return report.source.text[min(cell.end, offset) : max(cell.start, offset)].strip()


def row_at(table: Table, offset: int) -> Row | None:
    return next((row for row in table.rows if within(row.span, offset)), None)


def table_at(report: Report, offset: int) -> Table | None:
    return next((table for table in report.tables.values() if within(table.span, offset)), None)


def section_at(report: Report, offset: int) -> Section | None:
    """The section that an offset lies in. Its heading belongs to it."""
    return next(
        (
            section
            for section in reversed(report.sections)
            if section.heading.span.start <= offset <= section.end
        ),
        None,
    )


def tables_in(report: Report, section: Section) -> list[Table]:
    """The tables that stand in a section, from top to bottom."""
    found = [
        table
        for table in report.tables.values()
        if section.heading.span.start <= table.span.start < section.end
    ]
    return sorted(found, key=lambda table: table.span)


def trimmed(text: str, span: Span) -> Span:
    """A span without blanks, line ends and marks of a following heading at its end."""
    return Span(span.start, span.start + len(text[span.start : span.end].rstrip(" \t\r\n#*")))


def section_span(report: Report, section: Section) -> Span:
    return trimmed(report.source.text, Span(section.heading.span.start, section.end))


def row_name(report: Report, row: Row) -> str:
    """The name of a row in the format, else its label as printed."""
    name = row.format.name if row.format else ""
    return name or "".join(report.source.quote(row.label.span).split())
