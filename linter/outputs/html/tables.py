"""A table of a report in the shape of the official one, with the labels and figures that the report has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from ....grammar import Cell, Label, Row, Span, Table
from ....grammar.formats.format import BlockFormat, HeaderCell, key
from ....grammar.model import Block
from ....grammar.regex import Regex
from ...audit import Audit, Verdict
from ...tables.arithmetic import formula, name_of
from ..shared.markup import escaped, tag
from . import wording
from .marks import Mark, MarkedText

CellId = tuple[str, str, str]  # of table, row and column
_FRAGMENT = Regex(r"(?<![^|\n\t])[^\w|\n\t]*\w[^|\n\t]*")


class Cells(Struct, frozen=True):
    """The equations of an audit by the cells in them."""

    texts: tuple[str, ...]  # each equation in words
    equations: Mapping[CellId, list[int]]  # the numbers of the equations that a cell stands in
    involved: frozenset[CellId]  # the cells of equations that fail


def cells_of(audit: Audit) -> Cells:
    """The equations of an audit by the cells in them."""
    equations: dict[CellId, list[int]] = {}
    involved: set[CellId] = set()
    for number, equation in enumerate(audit.equations):
        for operand in equation.operands:
            place = (equation.table.id, operand.row, operand.column)
            equations.setdefault(place, []).append(number)
            if equation.verdict is Verdict.FAILED:
                involved.add(place)
    texts = tuple(
        f"{wording.MARKS[equation.verdict]} {name_of(equation)}：{formula(equation)}"
        for equation in audit.equations
    )
    return Cells(texts, equations, frozenset(involved))


def table_html(table: Table, text: MarkedText, cells: Cells, lang: str) -> str:
    """A table for the page. One that may have been misread is shown as it stands in the text."""
    if table.doubt:
        note = f'<p class="note">{escaped(wording.DOUBTFUL().text(lang))}</p>'
        return f"{note}<pre>{text.show(table.span)}</pre>"
    blocks = "".join(_block(block, table, text, cells) for block in table.blocks)
    others = " · ".join(text.show(span) for span in _strays(table, text.source.text))
    stray = f'<p class="note">{escaped(wording.OTHER_TEXT().text(lang))}{others}</p>' if others else ""
    return f'<div class="table">{blocks}</div>{stray}'


def _block(block: Block, table: Table, text: MarkedText, cells: Cells) -> str:
    format = block.format
    labels = format.header[0][0].colspan if any(row.label for row in format.rows) else 0
    widths = _widths(format, labels)
    lines = list(_head(block, text))
    paths = _paths(block)
    for number, row in enumerate(block.rows):
        line = "".join(_spans(number, paths, format))
        if labels:
            opening = tag("th", scope="row", colspan=max(labels - len(paths[number]), 1))
            line += f"{opening}{text.show(row.label.span)}</th>"
        line += "".join(_figures(row, table, widths, text, cells))
        lines.append(line)
    return "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"


# ── Head ──────────────────────────────────────────────────────────────────


def _head(block: Block, text: MarkedText) -> Iterator[str]:
    """The caption and the head of the format with the report's own labels. Labels that it lacks are grey."""
    format = block.format
    if format.caption:
        width = sum(cell.colspan for cell in format.header[0])
        yield _label(format.caption, block.caption, text, colspan=width)
    found = _matched(block)
    for row in format.header:
        yield "".join(
            _label(cell.label, found.pop(0), text, colspan=cell.colspan, rowspan=cell.rowspan) for cell in row
        )


def _label(official: str, label: Label | None, text: MarkedText, **sizes: int) -> str:
    if label is None:
        return f"{tag('th', class_='absent', **_sizes(sizes))}{escaped(official)}</th>"
    return f"{tag('th', scope='col', **_sizes(sizes))}{text.show(label.span)}</th>"


def _sizes(sizes: Mapping[str, int]) -> dict[str, int]:
    return {name: size for name, size in sizes.items() if size != 1}


def _matched(block: Block) -> list[Label | None]:
    """For each cell of the format's head the report's own label."""
    renamed = {one.label: one.expected for one in block.header_differences.renamed}
    left = list(block.header)
    matched: list[Label | None] = []
    for expected in block.format.labels:
        label = next((one for one in left if key(renamed.get(one, one.text)) == key(expected)), None)
        if label:
            left.remove(label)
        matched.append(label)
    return matched


def _widths(format: BlockFormat, labels: int) -> list[int]:
    """How many columns of the grid each column of figures fills."""
    bottom = _bottom(format.header)[labels:]
    starts = [number for number, cell in enumerate(bottom) if not number or cell is not bottom[number - 1]]
    widths = [last - first for first, last in pairwise([*starts, len(bottom)])]
    return widths if len(widths) == len(format.columns) else [1] * len(format.columns)


def _bottom(header: Sequence[Sequence[HeaderCell]]) -> list[HeaderCell]:
    """The cells right above the figures, each once for each column."""
    grid: list[dict[int, HeaderCell]] = [{} for _ in header]
    for number, row in enumerate(header):
        for cell in row:
            start = next(column for column in range(len(grid[number]) + 1) if column not in grid[number])
            for line in grid[number : number + cell.rowspan]:
                line.update(dict.fromkeys(range(start, start + cell.colspan), cell))
    return [cell for _, cell in sorted(grid[-1].items(), key=lambda item: item[0])]


# ── Rows ──────────────────────────────────────────────────────────────────


def _paths(block: Block) -> list[tuple[str, ...]]:
    """For each row the ids of the labels that span it, outermost first.

    A row that the format does not have stands under the labels that both of its neighbours have.
    """
    spans = {span.id: span for span in block.format.spans}
    paths: list[tuple[str, ...]] = []
    for row in block.rows:
        path: list[str] = []
        id = row.format.span if row.format else ""
        while id in spans:
            path.insert(0, id)
            id = spans[id].span
        paths.append(tuple(path))
    for number, (before, row, after) in enumerate(zip(paths, block.rows[1:], paths[2:], strict=False), 1):
        if row.format is None:
            paths[number] = tuple(one for one, other in zip(before, after, strict=False) if one == other)
    return paths


def _spans(number: int, paths: Sequence[tuple[str, ...]], format: BlockFormat) -> Iterator[str]:
    """The spanning labels that begin at a row, in the words of the format."""
    labels = {span.id: span.label for span in format.spans}
    for depth, id in enumerate(paths[number], 1):
        path = paths[number][:depth]
        if number and paths[number - 1][:depth] == path:
            continue
        rows = next(
            (count for count, other in enumerate(paths[number:]) if other[:depth] != path),
            len(paths) - number,
        )
        yield f"{tag('th', scope='rowgroup', rowspan=rows)}{escaped(labels[id])}</th>"


def _figures(row: Row, table: Table, widths: Sequence[int], text: MarkedText, cells: Cells) -> Iterator[str]:
    widths = widths if row.fits else [1] * len(row.cells)
    for cell, width in zip(row.cells, widths, strict=False):
        yield _figure(cell, (table.id, cell.row, cell.column), width, text, cells)


def _figure(cell: Cell, place: CellId, width: int, text: MarkedText, cells: Cells) -> str:
    own = [mark for mark in text.marks if _stands_at(mark, place)]
    equations = cells.equations.get(place, [])
    attributes: dict[str, object] = {
        "colspan": width if width > 1 else None,
        "data_e": " ".join(map(str, equations)) or None,
    }
    if own:
        notes = [cells.texts[number] for number in equations]
        opened = text.opening("td", own, "faulty", notes, **attributes)
    elif place in cells.involved:
        opened = tag("td", class_="involved", tabindex=0, **attributes)
    else:
        opened = tag("td", **attributes)
    return f"{opened}{text.show(cell.span, without=own)}</td>"


def _stands_at(mark: Mark, place: CellId) -> bool:
    cell = mark.cell
    return cell is not None and (cell.table, cell.row, cell.column) == place


# ── Other text ────────────────────────────────────────────────────────────


def _strays(table: Table, text: str) -> Iterator[Span]:
    """Ranges of the table that are not shown as labels or cells, and do not repeat an official label."""
    official = {key(label) for label in _official(table)}
    at = table.span.start
    for span in [*sorted(_shown(table)), Span(table.span.end, table.span.end)]:
        for match in _FRAGMENT.finditer(text, at, max(span.start, at)):
            if key(match[0]) not in official:
                start = match.start() + len(match[0]) - len(match[0].lstrip())
                yield Span(start, start + len(match[0].strip()))
        at = max(at, span.end)


def _shown(table: Table) -> Iterator[Span]:
    for block in table.blocks:
        labels: Iterable[Label | None] = (block.caption, *_matched(block), *(row.label for row in block.rows))
        yield from (label.span for label in labels if label)
        yield from (cell.span for row in block.rows for cell in row.cells)


def _official(table: Table) -> Iterator[str]:
    for block in table.format.blocks:
        yield from (
            block.caption,
            *block.labels,
            *(row.label for row in block.rows),
            *(span.label for span in block.spans),
        )
