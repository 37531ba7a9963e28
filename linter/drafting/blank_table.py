"""Blank tables of a format in Markdown, to insert into a report that lacks them."""

from __future__ import annotations

from collections.abc import Iterator

from ...grammar import TableFormat
from ...grammar.formats.format import BlockFormat


def blank_table(table: TableFormat) -> str:
    """A blank table in Markdown, with all cells of its grid. The text ends with a line end.

    A merged cell is written once.
    """
    rows = [row for block in table.blocks for row in _rows(block)]
    width = max(len(row) for row in rows)
    lines = [f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in rows]
    lines.insert(1, "|" + " --- |" * width)
    return "\n".join(lines) + "\n"


def _rows(block: BlockFormat) -> Iterator[list[str]]:
    if block.caption:
        yield [block.caption]
    covered: set[tuple[int, int]] = set()
    for number, cells in enumerate(block.header):
        row: dict[int, str] = {}
        column = 0
        for cell in cells:
            while (number, column) in covered:
                column += 1
            row[column] = cell.label
            covered |= {
                (number + below, column + right)
                for below in range(cell.rowspan)
                for right in range(cell.colspan)
            }
            column += cell.colspan
        yield [row.get(column, "") for column in range(max(row) + 1)]
    parents = {span.id: span.span for span in block.spans}
    labels = {span.id: span.label for span in block.spans}
    depth = max((len(_path(row.span, parents)) for row in block.rows), default=0)
    before: list[str] = []
    for row_format in block.rows:
        path = _path(row_format.span, parents)
        spans = [
            "" if before[: level + 1] == path[: level + 1] else labels[id] for level, id in enumerate(path)
        ]
        heads = [*spans, row_format.label] if row_format.label else []
        yield heads + [""] * (depth + 1 - len(heads) if heads else 0) + [""] * len(block.columns)
        before = path


def _path(span: str, parents: dict[str, str]) -> list[str]:
    """The ids of the labels that span a row, outermost first."""
    return [*_path(parents[span], parents), span] if span else []
