"""Glyphs put together to lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct

from ....grammar.regex import Regex
from .page import Box, Glyph, PdfPage, Turn

_SAME_LINE = 0.45  # of a glyph's size, between the middles of what stands in one line
_BLANK = 0.35  # of a glyph's size: a gap from which on a blank is read. What sets Han beside digits apart is 0.25 wide
_COLUMNS = 1.2  # the same: a gap between columns
_TWICE = 0.3  # the same: bold type may be one glyph printed twice, less apart than this
_SPREAD = (
    1.5  # what is more than so much further apart than the characters of a line that is spread stands apart
)
_MANY = 3  # pairs of neighbours that tell whether it is
_HAN = Regex("[\u2e80-\u2fdf\u3400-\u9fff]")
_DIGITS = "0123456789.,"


class TextLine(Struct, frozen=True):
    """A line of text. `places`: where each character of `text` stands; `columns`: whether there are wide gaps in it, as in rows without rules."""

    page: PdfPage
    text: str
    places: tuple[Box, ...]
    box: Box
    size: float
    columns: bool = False


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box around all; there is at least one."""
    left, top, right, bottom = zip(*boxes, strict=True)
    return Box(min(left), min(top), max(right), max(bottom))


def lines_of(page: PdfPage, glyphs: Sequence[Glyph]) -> list[TextLine]:
    """The lines of a page or of a cell, as they are read: upright text from above, then what runs up or down."""
    if _is_stacked(glyphs):
        return _line(page, glyphs)
    upright = sorted(
        (glyph for glyph in glyphs if glyph.turn is Turn.NONE), key=lambda glyph: glyph.box.middle
    )
    lines: list[TextLine] = []
    row: list[Glyph] = []
    for glyph in upright:
        if row and glyph.box.middle - row[0].box.middle > _SAME_LINE * min(glyph.size, row[0].size):
            lines += _line(page, sorted(row, key=lambda glyph: glyph.box.left))
            row = []
        row.append(glyph)
    lines += _line(page, sorted(row, key=lambda glyph: glyph.box.left))
    for turn in (Turn.UP, Turn.DOWN, Turn.OVER):
        # A file draws such a text in one go, in the order in which it is read.
        lines += _line(page, [glyph for glyph in glyphs if glyph.turn is turn])
    return lines


def _is_stacked(glyphs: Sequence[Glyph]) -> bool:
    """Whether the characters stand below each other, as those of 三、本年度办理结果 do in narrow cells; the file has them in order."""
    printed = [glyph for glyph in glyphs if not glyph.text.isspace()]
    if (
        len(printed) < 3
        or any(glyph.turn is not Turn.NONE for glyph in printed)
        or all(glyph.text in _DIGITS for glyph in printed)
    ):
        return False
    steps = [
        (after.box.left - before.box.left, after.box.top - before.box.top, before.size)
        for before, after in pairwise(printed)
    ]
    return sum(abs(right) < size / 2 < down for right, down, size in steps) * 2 > len(steps)


def _line(page: PdfPage, glyphs: Sequence[Glyph]) -> list[TextLine]:
    """One line or none: the glyphs in reading order, with a blank where there is a gap."""
    text: list[str] = []
    places: list[Box] = []
    columns = False
    before: Glyph | None = None
    blank = max(_BLANK, _SPREAD * _spacing(glyphs))
    for glyph in glyphs:
        if before and _same(before, glyph):
            continue
        if glyph.text.isspace():
            if text and text[-1] != " ":
                text.append(" ")
                places.append(glyph.box)
            continue
        if before:
            gap = _gap(before, glyph) / max(before.size, glyph.size, 1)
            columns |= gap > _COLUMNS
            if gap > blank and text[-1] != " ":
                text.append(" ")
                places.append(before.box)
        text += glyph.text
        places += [glyph.box] * len(glyph.text)
        before = glyph
    if before is None:
        return []
    if text[-1] == " ":
        text.pop()
        places.pop()
    sizes = sorted(glyph.size for glyph in glyphs)
    return [TextLine(page, "".join(text), tuple(places), around(places), sizes[len(sizes) // 2], columns)]


def _spacing(glyphs: Sequence[Glyph]) -> float:
    """How far apart all Han characters of a line stand that is spread over some width, by their size; 0 where two of them adjoin, as in labels."""
    pairs = [pair for pair in pairwise(glyphs) if all(_HAN.match(glyph.text) for glyph in pair)]
    gaps = sorted(_gap(before, glyph) / max(glyph.size, 1) for before, glyph in pairs)
    return gaps[len(gaps) // 2] if len(gaps) >= _MANY and gaps[0] > _BLANK and gaps[-1] < _COLUMNS else 0.0


def _same(before: Glyph, glyph: Glyph) -> bool:
    near = _TWICE * glyph.size
    return (
        before.text == glyph.text
        and abs(glyph.box.left - before.box.left) < near
        and abs(glyph.box.top - before.box.top) < near
    )


def _gap(before: Glyph, glyph: Glyph) -> float:
    """How far apart two neighbours of a line stand, along the line."""
    if glyph.turn is Turn.UP:
        return before.box.top - glyph.box.bottom
    if glyph.turn is Turn.DOWN:
        return glyph.box.top - before.box.bottom
    if glyph.turn is Turn.OVER:
        return before.box.left - glyph.box.right
    return glyph.box.left - before.box.right
