"""Tables: ruled lines that meet, as a grid, and the text between them as cells."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct

from ....grammar.regex import Regex
from .lines import TextLine, around, lines_of
from .page import Box, Glyph, PdfPage, Stroke, Turn

_NEAR = 4.0  # points: rules no further apart are one, such as the frames of two cells; ends so near to a rule meet it
_SLIVER = 8.0  # what is no wider and holds no text lies between the frames of two cells
_SHORT = 6.0  # a stroke up to so long is part of a letter or of a dotted line
_RUN = 0.12  # of a glyph's size: glyphs no further apart are one word, which lies in one cell as a whole
_PADDING = 11.0  # points that a cell usually leaves blank beside its text, on both sides together
_PROSE = 60  # characters; the longest label has fewer
_FIGURE = Regex(r"[0-9.,]+")
_LATIN = Regex(r"[A-Za-z0-9]")
_BAR = str.maketrans("|\u2502\u2503\uff5c", "¦¦¦¦")  # a bar in a cell is not one between cells


class GridCell(NamedTuple):
    """A cell of a row. `reaches_down`: it began in a row above, which has its text."""

    text: str
    box: Box
    reaches_down: bool = False


class GridRow(Struct, frozen=True):
    """The cells that a row shows from left to right; merged ones count once. `page`: where it stands."""

    page: PdfPage
    cells: tuple[GridCell, ...]


class GridTable(Struct, frozen=True):
    """A table, or the part of it that stands on one page."""

    box: Box
    rows: tuple[GridRow, ...]


class _Lattice(NamedTuple):
    """Rules that meet. `columns`, `rows`: where the slots of the grid begin and end."""

    across: list[Stroke]
    down: list[Stroke]
    columns: list[float]
    rows: list[float]

    @property
    def box(self) -> Box:
        return Box(self.columns[0], self.rows[0], self.columns[-1], self.rows[-1])


def tables_of(page: PdfPage) -> tuple[list[GridTable | TextLine], list[Glyph]]:
    """The tables of a page, in no order, with the lines of cells that hold paragraphs; and the glyphs outside of them."""
    lattices = sorted(_lattices(page), key=lambda lattice: lattice.box.width * lattice.box.height)
    inside: list[list[tuple[Glyph, Box]]] = [[] for _ in lattices]
    outside: list[Glyph] = []
    for run in _runs(page.glyphs):
        x, y = (run[0].box.left + run[-1].box.right) / 2, run[0].box.middle
        for number, lattice in enumerate(lattices):
            box = lattice.box
            if box.left <= x <= box.right and box.top <= y <= box.bottom:
                inside[number] += [(glyph, Box(x, y, x, y)) for glyph in run]
                break
        else:
            outside += run
    items: list[GridTable | TextLine] = []
    for lattice, glyphs in zip(lattices, inside, strict=True):
        if glyphs:
            items += _read(page, lattice, glyphs)
    return items, outside


def _runs(glyphs: Sequence[Glyph]) -> Iterable[list[Glyph]]:
    """Figures, and what else was printed without a gap: a figure that is wider than its cell stays whole, a mark that hangs over a rule stays with its text."""
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and not _adjoins(run[-1], glyph):
            yield run
            run = []
        run.append(glyph)
    if run:
        yield run


def _adjoins(before: Glyph, glyph: Glyph) -> bool:
    if (
        glyph.turn is not Turn.NONE
        or glyph.text.isspace()
        or before.text.isspace()
        or bool(_FIGURE.match(glyph.text)) != bool(_FIGURE.match(before.text))
    ):
        return False
    near = _RUN * glyph.size
    return (
        abs(glyph.box.left - before.box.right) <= near and abs(glyph.box.middle - before.box.middle) <= near
    )


# ── Grids ─────────────────────────────────────────────────────────────────────


def _lattices(page: PdfPage) -> Iterable[_Lattice]:
    across, down = _joined(page.across), _joined(page.down)
    groups: list[tuple[list[Stroke], list[Stroke]]] = []
    # Rules that meet, directly or by way of others, belong together.
    for stroke in down:
        meeting = [rule for rule in across if _meet(rule, stroke)]
        if not meeting:
            continue
        touched = [group for group in groups if any(rule in group[0] for rule in meeting)]
        merged: tuple[list[Stroke], list[Stroke]] = (
            list(dict.fromkeys([*meeting, *(rule for group in touched for rule in group[0])])),
            [stroke],
        )
        for group in touched:
            merged[1].extend(group[1])
            groups.remove(group)
        groups.append(merged)
    for rules, walls in groups:
        columns = _bounds(
            {wall.at for wall in walls}, min(rule.start for rule in rules), max(rule.end for rule in rules)
        )
        rows = _bounds(
            {rule.at for rule in rules}, min(wall.start for wall in walls), max(wall.end for wall in walls)
        )
        if len(columns) > 1 and len(rows) > 1:
            yield _Lattice(rules, walls, columns, rows)


def _meet(rule: Stroke, wall: Stroke) -> bool:
    return (
        rule.start - _NEAR <= wall.at <= rule.end + _NEAR
        and wall.start - _NEAR <= rule.at <= wall.end + _NEAR
    )


def _bounds(at: set[float], start: float, end: float) -> list[float]:
    """Where rules stand, and the ends of those that they meet: many tables have no rules at their sides, and none where the page ends."""
    bounds = sorted(at)
    if start < bounds[0] - _SHORT:
        bounds.insert(0, start)
    if end > bounds[-1] + _SHORT:
        bounds.append(end)
    return bounds


def _joined(strokes: Iterable[Stroke]) -> list[Stroke]:
    """Strokes in one line become one, and those side by side get the same place."""
    ordered = sorted(strokes)
    joined: list[Stroke] = []
    while ordered:
        count = next(
            (number for number, stroke in enumerate(ordered) if stroke.at - ordered[0].at > _NEAR),
            len(ordered),
        )
        level, ordered = sorted(ordered[:count], key=lambda stroke: stroke.start), ordered[count:]
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


def _read(
    page: PdfPage, lattice: _Lattice, glyphs: Sequence[tuple[Glyph, Box]]
) -> list[GridTable | TextLine]:
    """A table; what frames it puts around paragraphs are lines like any other."""
    grid = _cells(lattice)
    closed = {
        row
        for level, row in _drawn(lattice.down, lattice.columns, lattice.rows)
        if level == len(lattice.columns) - 1
    }
    texts: dict[_Slots, list[Glyph]] = defaultdict(list)
    for glyph, word in glyphs:
        row, column = (
            bisect_right(lattice.rows, word.middle) - 1,
            bisect_right(lattice.columns, word.left) - 1,
        )
        texts[grid[min(row, len(grid) - 1)][min(column, len(grid[0]) - 1)]].append(glyph)
    items: list[GridTable | TextLine] = []
    rows: list[GridRow] = []
    for number, slots in enumerate(grid):
        cells = []
        for one in dict.fromkeys(slots):
            box = Box(
                lattice.columns[one.left],
                lattice.rows[one.top],
                lattice.columns[one.right + 1],
                lattice.rows[one.bottom + 1],
            )
            lines = lines_of(page, texts[one]) if one.top == number else []
            # A row that is not closed at its end, where others are, lacks its last cell.
            is_hole = one.right == len(slots) - 1 and closed and number not in closed
            if lines or not (box.width <= _SLIVER or is_hole):
                cells.append((GridCell(_text(lines, box), box, one.top < number), lines))
        if lattice.rows[number + 1] - lattice.rows[number] <= _SLIVER and not any(
            lines for _, lines in cells
        ):
            continue
        if len(cells) == 1 and _is_prose(cells[0][1]):
            items += [_table(rows), *cells[0][1]] if rows else cells[0][1]
            rows = []
        else:
            rows.append(GridRow(page, tuple(cell for cell, _ in cells)))
    return [*items, _table(rows)] if rows else items


def _table(rows: Sequence[GridRow]) -> GridTable:
    return GridTable(around(cell.box for row in rows for cell in row.cells), tuple(rows))


def _is_prose(lines: Sequence[TextLine]) -> bool:
    """Whether a cell as wide as its table holds paragraphs: the table is no more than a frame around them."""
    return len(lines) > 1 and sum(len(line.text) for line in lines) > _PROSE


def _cells(lattice: _Lattice) -> list[list[_Slots]]:
    """For each slot of the grid the cell that covers it: neighbours without a rule between them are one."""
    height, width = len(lattice.rows) - 1, len(lattice.columns) - 1
    floors = _drawn(lattice.across, lattice.rows, lattice.columns)
    walls = _drawn(lattice.down, lattice.columns, lattice.rows)
    grid: list[list[_Slots | None]] = [[None] * width for _ in range(height)]
    for row in range(height):
        for column in range(width):
            if grid[row][column] is None:
                group, waiting = {(row, column)}, [(row, column)]
                while waiting:
                    r, c = waiting.pop()
                    beside = (
                        *([(r, c + 1)] if c + 1 < width and (c + 1, r) not in walls else ()),
                        *([(r, c - 1)] if c > 0 and (c, r) not in walls else ()),
                        *([(r + 1, c)] if r + 1 < height and (r + 1, c) not in floors else ()),
                        *([(r - 1, c)] if r > 0 and (r, c) not in floors else ()),
                    )
                    new = [slot for slot in beside if slot not in group]
                    group.update(new)
                    waiting += new
                rows, columns = zip(*group, strict=True)
                slots = _Slots(min(rows), min(columns), max(rows), max(columns))
                for r, c in group:
                    grid[r][c] = slots
    return [[slots for slots in line if slots] for line in grid]


def _drawn(
    strokes: Iterable[Stroke], levels: Sequence[float], bounds: Sequence[float]
) -> set[tuple[int, int]]:
    """Between which slots a rule is drawn: number of the level, and of the slot along it."""
    numbers = {level: number for number, level in enumerate(levels)}
    middles = [(start + end) / 2 for start, end in pairwise(bounds)]
    return {
        (numbers[stroke.at], slot)
        for stroke in strokes
        for slot, middle in enumerate(middles)
        if stroke.start <= middle <= stroke.end
    }


def _text(lines: Iterable[TextLine], box: Box) -> str:
    """What a cell says, in one line."""
    text = ""
    before: TextLine | None = None
    for line in lines:
        if before and not _goes_on(before, line, box):
            text += " "
        text += line.text
        before = line
    return text.translate(_BAR)


def _goes_on(before: TextLine, line: TextLine, box: Box) -> bool:
    """Whether a line goes on in the next one without a blank. A figure does only where it did not fit into its cell."""
    if _FIGURE.fullmatch(before.text) and _FIGURE.fullmatch(line.text):
        return box.width - before.box.width < _PADDING + 1.5 * before.size
    return not (
        _LATIN.match(before.text[-1])
        and _LATIN.match(line.text[0])
        and not (before.text[-1].isdigit() and line.text[0].isdigit())
    )
