"""Tables: ruled lines that meet make a grid, and the text between them makes cells.

strokes ──_lattices──▶ lattices ──_cells──▶ cells of the grid ─┐
glyphs ──_words──▶ words in one cell each ─────────────────────┴─_read──▶ GridTable: rows of GridCells
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, product
from typing import NamedTuple

from msgspec import Struct

from ....grammar.regex import Regex
from ..shared import BARS_IN_CELL
from .lines import TextLine, around, lines_of
from .page import Box, Glyph, PdfPage, Stroke, Turn

# In points.
_NEAR = 4.0  # rules no further apart are one, such as the frames of two cells; an end so near a rule meets it
_SLIVER = 8.0  # an empty cell no wider lies between the frames of two cells
_SHORT = 6.0  # a stroke no longer is part of a letter or of a dotted line
_PADDING = 11.0  # a cell usually leaves so much blank beside its text, on both sides together

_WORD = 0.12  # of a glyph's size: glyphs no further apart are one word
_PROSE = 60  # characters; the longest label has fewer
_FIGURE = Regex(r"[0-9.,]+")
_LATIN = Regex(r"[A-Za-z0-9]")


class GridCell(NamedTuple):
    """A cell of a row."""

    text: str
    box: Box
    reaches_down: bool = False  # it began in a row above, which has its text


class GridRow(Struct, frozen=True):
    """A row of a table."""

    page: PdfPage
    cells: tuple[GridCell, ...]  # from left to right; merged ones count once


class GridTable(Struct, frozen=True):
    """A table, or the part of it that stands on one page."""

    box: Box
    rows: tuple[GridRow, ...]


class _Lattice(Struct, frozen=True):
    """Rules that meet."""

    across: list[Stroke]
    down: list[Stroke]
    columns: list[float]  # where the columns of the grid begin, and where the last one ends
    rows: list[float]  # the same of its rows

    @property
    def box(self) -> Box:
        return Box(self.columns[0], self.rows[0], self.columns[-1], self.rows[-1])


def tables_of(page: PdfPage) -> tuple[list[GridTable | TextLine], list[Glyph]]:
    """The tables of a page and the lines of framed paragraphs, in no order; and all other glyphs."""
    lattices = sorted(_lattices(page), key=lambda lattice: lattice.box.width * lattice.box.height)
    inside: list[list[_Word]] = [[] for _ in lattices]
    outside: list[Glyph] = []
    for word in _words(page.glyphs):
        for number, lattice in enumerate(lattices):
            box = lattice.box
            if box.left <= word.x <= box.right and box.top <= word.y <= box.bottom:
                inside[number].append(word)
                break
        else:
            outside += word.glyphs
    items: list[GridTable | TextLine] = []
    for lattice, words in zip(lattices, inside, strict=True):
        if words:
            items += _read(page, lattice, words)
    return items, outside


class _Word(Struct, frozen=True):
    """A figure, or another text without a gap, which lies in one cell as a whole.

    So a figure that is wider than its cell stays whole, and a mark that hangs over a rule stays by its text.
    """

    glyphs: list[Glyph]

    @property
    def x(self) -> float:
        return (self.glyphs[0].box.left + self.glyphs[-1].box.right) / 2

    @property
    def y(self) -> float:
        return self.glyphs[0].box.middle


def _words(glyphs: Sequence[Glyph]) -> Iterable[_Word]:
    word: list[Glyph] = []
    for glyph in glyphs:
        if word and not _adjoins(word[-1], glyph):
            yield _Word(word)
            word = []
        word.append(glyph)
    if word:
        yield _Word(word)


def _adjoins(before: Glyph, glyph: Glyph) -> bool:
    if glyph.turn is not Turn.NONE or glyph.text.isspace() or before.text.isspace():
        return False
    if bool(_FIGURE.match(glyph.text)) != bool(_FIGURE.match(before.text)):
        return False
    near = _WORD * glyph.size
    return (
        abs(glyph.box.left - before.box.right) <= near and abs(glyph.box.middle - before.box.middle) <= near
    )


# ── Grids ─────────────────────────────────────────────────────────────────────


def _lattices(page: PdfPage) -> Iterable[_Lattice]:
    for rules, walls in _meeting(_joined(page.across), _joined(page.down)):
        columns, rows = _bounds(walls, rules), _bounds(rules, walls)
        if len(columns) > 1 and len(rows) > 1:
            yield _Lattice(rules, walls, columns, rows)


def _meeting(across: Sequence[Stroke], down: Sequence[Stroke]) -> list[tuple[list[Stroke], list[Stroke]]]:
    """Groups of rules across and down that meet, directly or by way of others."""
    groups: list[tuple[list[Stroke], list[Stroke]]] = []
    for wall in down:
        met = [rule for rule in across if _meet(rule, wall)]
        if not met:
            continue
        touched = [group for group in groups if any(rule in group[0] for rule in met)]
        rules = list(dict.fromkeys([*met, *(rule for group in touched for rule in group[0])]))
        walls = [wall, *(other for group in touched for other in group[1])]
        for group in touched:
            groups.remove(group)
        groups.append((rules, walls))
    return groups


def _meet(rule: Stroke, wall: Stroke) -> bool:
    return (
        rule.start - _NEAR <= wall.at <= rule.end + _NEAR
        and wall.start - _NEAR <= rule.at <= wall.end + _NEAR
    )


def _bounds(strokes: Sequence[Stroke], crossing: Sequence[Stroke]) -> list[float]:
    """Where parallel strokes stand, and where those that cross them end beyond the outermost.

    Many tables have no rules at their sides, and most have none where the page ends.
    """
    start, end = min(stroke.start for stroke in crossing), max(stroke.end for stroke in crossing)
    bounds = sorted({stroke.at for stroke in strokes})
    if start < bounds[0] - _SHORT:
        bounds.insert(0, start)
    if end > bounds[-1] + _SHORT:
        bounds.append(end)
    return bounds


def _joined(strokes: Iterable[Stroke]) -> list[Stroke]:
    """Strokes in one line become one, and those side by side get the same place."""
    waiting = sorted(strokes)
    joined: list[Stroke] = []
    while waiting:
        count = next(
            (number for number, stroke in enumerate(waiting) if stroke.at - waiting[0].at > _NEAR),
            len(waiting),
        )
        level, waiting = sorted(waiting[:count], key=lambda stroke: stroke.start), waiting[count:]
        at = sum(stroke.at for stroke in level) / count
        start = end = level[0].start
        for stroke in level:
            if stroke.start > end + _NEAR:
                joined.append(Stroke(at, start, end))
                start = end = stroke.start
            end = max(end, stroke.end)
        joined.append(Stroke(at, start, end))
    return [stroke for stroke in joined if stroke.end - stroke.start > _SHORT]


# ── Cells ─────────────────────────────────────────────────────────────────────


class _Slots(NamedTuple):
    """The slots of the grid that one cell covers, by their first and last row and column."""

    top: int
    left: int
    bottom: int
    right: int

    def box(self, lattice: _Lattice) -> Box:
        columns, rows = lattice.columns, lattice.rows
        return Box(columns[self.left], rows[self.top], columns[self.right + 1], rows[self.bottom + 1])


def _read(page: PdfPage, lattice: _Lattice, words: Sequence[_Word]) -> list[GridTable | TextLine]:
    """A table. Paragraphs in frames of their own become lines, and divide it."""
    grid = _cells(lattice)
    texts = _texts(lattice, grid, words)
    walls = _drawn(lattice.down, lattice.columns, lattice.rows)
    closed = {row for level, row in walls if level == len(lattice.columns) - 1}
    items: list[GridTable | TextLine] = []
    rows: list[GridRow] = []
    for number, slots in enumerate(grid):
        cells = []
        for one in dict.fromkeys(slots):
            box = one.box(lattice)
            lines = lines_of(page, texts[one]) if one.top == number else []
            # A row that is not closed at its end, where others are, lacks its last cell.
            is_hole = one.right == len(slots) - 1 and closed and number not in closed
            if lines or not (box.width <= _SLIVER or is_hole):
                cells.append((GridCell(_text(lines, box), box, one.top < number), lines))
        is_low = lattice.rows[number + 1] - lattice.rows[number] <= _SLIVER
        if is_low and not any(lines for _, lines in cells):
            continue
        if len(cells) == 1 and _is_prose(cells[0][1]):
            items += [_table(rows), *cells[0][1]] if rows else cells[0][1]
            rows = []
        else:
            rows.append(GridRow(page, tuple(cell for cell, _ in cells)))
    return [*items, _table(rows)] if rows else items


def _texts(
    lattice: _Lattice, grid: Sequence[Sequence[_Slots]], words: Sequence[_Word]
) -> dict[_Slots, list[Glyph]]:
    """The glyphs of each cell."""
    texts: dict[_Slots, list[Glyph]] = defaultdict(list)
    for word in words:
        row = min(bisect_right(lattice.rows, word.y) - 1, len(grid) - 1)
        column = min(bisect_right(lattice.columns, word.x) - 1, len(grid[0]) - 1)
        texts[grid[row][column]] += word.glyphs
    return texts


def _table(rows: Sequence[GridRow]) -> GridTable:
    return GridTable(around(cell.box for row in rows for cell in row.cells), tuple(rows))


def _is_prose(lines: Sequence[TextLine]) -> bool:
    """Whether a cell as wide as its table holds paragraphs, so that it is only a frame around them."""
    return len(lines) > 1 and sum(len(line.text) for line in lines) > _PROSE


def _cells(lattice: _Lattice) -> list[list[_Slots]]:
    """For each slot of the grid the cell that covers it: neighbours without a rule between them are one."""
    height, width = len(lattice.rows) - 1, len(lattice.columns) - 1
    floors = _drawn(lattice.across, lattice.rows, lattice.columns)
    walls = _drawn(lattice.down, lattice.columns, lattice.rows)

    def beside(row: int, column: int) -> Iterator[tuple[int, int]]:
        if column + 1 < width and (column + 1, row) not in walls:
            yield row, column + 1
        if column > 0 and (column, row) not in walls:
            yield row, column - 1
        if row + 1 < height and (row + 1, column) not in floors:
            yield row + 1, column
        if row > 0 and (row, column) not in floors:
            yield row - 1, column

    cells: dict[tuple[int, int], _Slots] = {}
    for slot in product(range(height), range(width)):
        if slot in cells:
            continue
        group, waiting = {slot}, [slot]
        while waiting:
            new = [other for other in beside(*waiting.pop()) if other not in group]
            group.update(new)
            waiting += new
        rows, columns = zip(*group, strict=True)
        cells |= dict.fromkeys(group, _Slots(min(rows), min(columns), max(rows), max(columns)))
    return [[cells[row, column] for column in range(width)] for row in range(height)]


def _drawn(
    strokes: Iterable[Stroke], levels: Sequence[float], bounds: Sequence[float]
) -> set[tuple[int, int]]:
    """The slots along which a rule is drawn: the number of its level, and that of the slot on it."""
    numbers = {level: number for number, level in enumerate(levels)}
    middles = [(start + end) / 2 for start, end in pairwise(bounds)]
    return {
        (numbers[stroke.at], slot)
        for stroke in strokes
        for slot, middle in enumerate(middles)
        if stroke.start <= middle <= stroke.end
    }


def _text(lines: Iterable[TextLine], box: Box) -> str:
    """The text of a cell in one line."""
    text = ""
    before: TextLine | None = None
    for line in lines:
        if before and not _goes_on(before, line, box):
            text += " "
        text += line.text
        before = line
    return text.translate(BARS_IN_CELL)


def _goes_on(before: TextLine, line: TextLine, box: Box) -> bool:
    """Whether a line goes on in the next one without a blank; a figure only if it is as wide as its cell."""
    if _FIGURE.fullmatch(before.text) and _FIGURE.fullmatch(line.text):
        return box.width - before.box.width < _PADDING + 1.5 * before.size
    last, first = before.text[-1], line.text[0]
    if last.isdigit() and first.isdigit():
        return True
    return not (_LATIN.match(last) and _LATIN.match(first))
