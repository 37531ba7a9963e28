"""Places in the words of a report: 表三 · 本年新收 · 总计."""

from __future__ import annotations

from bisect import bisect_right

from ..grammar import Label, Report, Span, Table
from .findings import CellAddress, Problem

SEPARATOR = " · "
PARAGRAPH = "第 {} 段"
PAGE = "第 {} 页"


def place_of(report: Report | None, problem: Problem) -> str:
    """The place of a problem in words: its cell, or the section that it lies in.

    In a file without lines, the page, the paragraph or the cell of the sheet follows.
    """
    if report is None:
        return ""
    names = [cell_place(report, problem.cell) if problem.cell else _section(report, problem.span)]
    location = report.source.location(problem.span) if problem.span else None
    if location and location.page:
        names.append(PAGE.format(location.page))
    if location and location.paragraph and not problem.cell:
        names.append(PARAGRAPH.format(location.paragraph))
    if location and location.cell:
        names.append(location.cell)
    return SEPARATOR.join(filter(None, names))


def _section(report: Report, span: Span | None) -> str:
    index = (
        bisect_right(report.sections, span.start, key=lambda section: section.heading.span.start)
        if span
        else 0
    )
    return printed(report, report.sections[index - 1].heading) if index else ""


def cell_place(report: Report, address: CellAddress) -> str:
    """A cell, row or table by its names in the format."""
    table = report.tables.get(address.table)
    format = table.format if table else report.format.tables.get(address.table)
    if format is None:
        return ""
    row = format.rows.get(address.row or "")
    columns = format.columns.items() if address.column else ()
    column = next(
        (
            column
            for (row_id, id), column in columns
            if id == address.column and address.row in (None, row_id)
        ),
        None,
    )
    return SEPARATOR.join(filter(None, (format.name, row.name if row else "", column.name if column else "")))


def printed(report: Report, label: Label) -> str:
    """A label as the file prints it, without spaces and line breaks."""
    return "".join(report.source.quote(label.span).split())


def address(table: Table, row: str | None = None, column: str | None = None) -> CellAddress:
    """The address of a cell of a table. An empty id means every row or every column."""
    return CellAddress(table.id, row or None, column or None)
