"""Tables that nobody has filled in."""

from __future__ import annotations

from ...grammar import Report, Table
from ...grammar.regex import Regex
from ..audit import Audit

_TO_FILL = Regex(r"[(【][^()【】\n]{0,12}填写[^()【】\n]{0,30}[)】]", needs="填写")
_FORM = 3  # so many places to fill in make a blank form
_CELLS = 6  # a table with fewer cells tells nothing


def blank_tables(audit: Audit) -> list[Table]:
    """The tables without any figure; none in a blank form, which still has to be filled in."""
    blank = [table for table in audit.tables() if _is_blank(table)]
    return [] if blank and _is_form(audit.report) else blank


def nothing_filled_in(audit: Audit) -> bool:
    """Whether all tables of a report are blank, two at least."""
    tables = audit.report.tables
    return len(tables) > 1 and len(blank_tables(audit)) == len(tables)


def _is_blank(table: Table) -> bool:
    """Whether no cell of a table holds anything, not even a sign that there is nothing."""
    cells = [cell for row in table.rows for cell in row.cells]
    return len(cells) >= _CELLS and not any(cell.text for cell in cells)


def _is_form(report: Report) -> bool:
    """Whether a report still has to be written: its prose asks to be filled in as well."""
    return len(_TO_FILL.findall(report.prose)) >= _FORM
