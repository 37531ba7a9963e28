"""Lays out the tables of a format with merged cells, as the official template prints them."""

from __future__ import annotations

from collections.abc import Iterator

from ...grammar import TableFormat
from ...grammar.formats.format import BlockFormat, HeaderCell


def rows_of(table: TableFormat) -> list[list[HeaderCell]]:
    """The rows of a table. A merged cell is in the row where it begins. Cells for figures have no label."""
    return [row for block in table.blocks for row in _rows(block)]


def _rows(block: BlockFormat) -> Iterator[list[HeaderCell]]:
    width = sum(cell.colspan for cell in block.header[0])
    if block.caption:
        yield [HeaderCell(block.caption, colspan=width)]
    yield from map(list, block.header)
    parents = {span.id: span.span for span in block.spans}
    labels = {span.id: span.label for span in block.spans}
    paths = [_path(row.span, parents) for row in block.rows]
    labelled = block.header[0][0].colspan if block.row_keys != {""} else 0
    figures = [HeaderCell("", colspan=colspan) for colspan in _widths(block, labelled)]
    before: list[str] = []
    for number, (row, path) in enumerate(zip(block.rows, paths, strict=True)):
        cells = []
        for depth, id in enumerate(path, 1):
            if before[:depth] != path[:depth]:
                reach = next(
                    (below for below, other in enumerate(paths[number:]) if other[:depth] != path[:depth]),
                    len(paths) - number,
                )
                cells.append(HeaderCell(labels[id], rowspan=reach))
        if labelled:
            cells.append(HeaderCell(row.label, colspan=labelled - len(path)))
        yield cells + figures
        before = path


def _path(span: str, parents: dict[str, str]) -> list[str]:
    """The ids of the labels that span a row, outermost first."""
    return [*_path(parents[span], parents), span] if span else []


def _widths(block: BlockFormat, labelled: int) -> list[int]:
    """The number of grid columns that each figure fills, equal to that of the label right above it."""
    bottom: dict[int, int] = {}  # first column of each lowest label -> its width
    covered = [set[int]() for _ in block.header]
    for number, row in enumerate(block.header):
        column = 0
        for cell in row:
            while column in covered[number]:
                column += 1
            for below in covered[number : number + cell.rowspan]:
                below.update(range(column, column + cell.colspan))
            if number + cell.rowspan == len(block.header):
                bottom[column] = cell.colspan
            column += cell.colspan
    return [width for column, width in sorted(bottom.items()) if column >= labelled]
