"""Doubts about tables that come from what is around them: other tables, and the way the text was made."""

from __future__ import annotations

from collections.abc import Container, Sequence

from msgspec.structs import replace

from ..document.parser import ReportPart
from ..document.tokens import CELL_MARKS, RawTable
from ..model import Doubt, Label, Table
from ..text.source import Source

_FAULTS = 4  # by which the reading is likelier to be wrong than the report
_BROKEN = 3  # labels over several lines, by which a text is known to be copied out of a PDF


def doubted(
    tables: dict[str, Table], parts: Sequence[ReportPart], scattered: Container[str], source: Source
) -> dict[str, Table]:
    """Return the tables of a report, each with its doubt.

    `scattered`: the tables whose sections have figures that no table took.
    """
    interrupted = {id for part in parts for id in _interrupted(part)}
    lost = any(table.doubt is Doubt.CELLS_LOST for table in tables.values())
    broken = sum(len(_broken_labels(table, source.text)) for table in tables.values()) >= _BROKEN

    def doubt(table: Table) -> Doubt | None:
        if table.doubt or table.fits:
            return table.doubt
        if table.id in scattered:
            return Doubt.ROWS_SCATTERED
        if lost and _is_incomplete(table):
            return Doubt.CELLS_LOST  # the cause affects the whole text
        own = _broken_labels(table, source.text)
        misread = table.id in interrupted or _faults(table) >= _FAULTS or _overflows(table)
        if broken and not _has_cells(table, source.text) and (misread or 2 * len(own) > len(_labels(table))):
            return Doubt.LABELS_BROKEN
        # Where cells are guessed, a misread cell is likelier than a wrong one.
        return Doubt.CELLS_GUESSED if source.is_guessed(table.span) else None

    return {id: replace(table, doubt=doubt(table)) for id, table in tables.items()}


def _is_incomplete(table: Table) -> bool:
    return any(row.format and not row.fits for row in table.rows) or any(
        block.header_differences.missing for block in table.blocks
    )


def _interrupted(part: ReportPart) -> set[str]:
    """The tables that go on behind other lines."""
    interrupted: set[str] = set()
    begun: set[str] = set()
    waiting: set[str] = set()
    for item in part.body:
        if isinstance(item, RawTable):
            interrupted |= waiting & {item.id}
            begun.add(item.id)
        elif item.type != "PAGE":
            waiting |= begun
    return interrupted


def _faults(table: Table) -> int:
    """How many labels and rows of the format are not there as it has them; a body may add rows of its own."""
    labels = [table.row_differences.lacking, *(block.header_differences.lacking for block in table.blocks)]
    return sum(labels) + sum(1 for row in table.rows if row.format and not row.fits)


def _overflows(table: Table) -> bool:
    """Whether a row has so many cells that it took figures from elsewhere."""
    return any(2 * len(row.cells) > 3 * len(row.columns) for row in table.rows if row.format)


def _labels(table: Table) -> list[Label]:
    return [
        *(label for block in table.blocks for label in block.header),
        *(row.label for row in table.rows if row.label.text),
    ]


def _broken_labels(table: Table, text: str) -> list[Label]:
    """The labels that are broken over lines, in a table without marks between its cells."""
    if _has_cells(table, text):
        return []
    return [label for label in _labels(table) if "\n" in text[label.span.start : label.span.end]]


def _has_cells(table: Table, text: str) -> bool:
    """Whether marks stand between its cells, so that they cannot be mistaken."""
    return any(text.find(mark, *table.span) >= 0 for mark in CELL_MARKS)
