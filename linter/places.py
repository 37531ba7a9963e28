"""Places in the words of a report: 表三 · 本年新收 · 总计."""

from __future__ import annotations

from bisect import bisect_right

from ..grammar import Label, Report, Section, Span, Table
from ..grammar.model import LineKind
from ..grammar.regex import Regex
from .findings import CellAddress, Problem

SEPARATOR = " · "
PARAGRAPH = "第 {} 段"
PAGE = "第 {} 页"
_HEADING_END = Regex("[。:;：；]")
_LONG = 16  # characters: more of an item's heading is not needed to find it


def place_of(report: Report | None, problem: Problem) -> str:
    """The place of a problem in words: its cell, or the section that it lies in.

    In a file without lines, the page, the paragraph of the section or the cell of the sheet follows.
    """
    if report is None:
        return ""
    section = _section(report, problem.span)
    title = printed(report, section.heading) if section else ""
    names = [cell_place(report, problem.cell) if problem.cell else title]
    location = report.source.location(problem.span) if problem.span else None
    if location and location.page:
        names.append(PAGE.format(location.page))
    if location and location.paragraph and problem.span and not problem.cell:
        # Word shows no numbers of paragraphs, so they are counted where a reader would count them.
        here = _paragraph(report, section, problem.span) if section else PARAGRAPH.format(location.paragraph)
        names.append(here)
    if location and location.cell:
        names.append(location.cell)
    return SEPARATOR.join(filter(None, names))


def _section(report: Report, span: Span | None) -> Section | None:
    """The section in which a range begins; None before the first one."""
    if span is None:
        return None
    index = bisect_right(report.sections, span.start, key=lambda section: section.heading.span.start)
    return report.sections[index - 1] if index else None


def _paragraph(report: Report, section: Section, span: Span) -> str:
    """A paragraph by its number in its section, with the item that it belongs to: 第 2 段（一）主动公开情况.

    Empty for the heading.
    """
    lines = [line for line in section.lines if line.span.start <= span.start]
    if not lines:
        return ""
    items = [report.source.quote(line.span) for line in lines if line.kind is LineKind.SUBHEADING]
    return PARAGRAPH.format(len(lines)) + (_brief(items[-1]) if items else "")


def _brief(item: str) -> str:
    """The heading of an item without the text that follows on its line."""
    heading = "".join(_HEADING_END.split(item, maxsplit=1)[0].split())
    return heading if len(heading) <= _LONG else heading[:_LONG] + "…"


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
