"""Glyphs put together to lines of text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct

from ....grammar.regex import Regex
from .page import Box, Glyph, PdfPage, Turn

# Shares of a glyph's size.
_SAME_LINE = 0.45  # glyphs of one line differ no more in height
_BLANK = 0.35  # a wider gap is a blank; the one that Word leaves between Han and digits is 0.25
_COLUMNS = 1.2  # a wider gap lies between columns
_TWICE = 0.3  # the same glyph again, less far away, is bold type

_SPREAD = 1.5  # of the spacing of a spread line: a wider gap is a blank
_MANY = 3  # pairs of neighbours that show whether a line is spread
_HAN = Regex("[\u2e80-\u2fdf\u3400-\u9fff]")
_DIGITS = "0123456789.,"


class TextLine(Struct, frozen=True):
    """A line of text."""

    page: PdfPage
    text: str
    places: tuple[Box, ...]  # of each character
    box: Box
    size: float  # of its type, in points
    columns: bool = False  # it has wide gaps, as rows without rules have


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box around some boxes, at least one."""
    left, top, right, bottom = zip(*boxes, strict=True)
    return Box(min(left), min(top), max(right), max(bottom))


def lines_of(page: PdfPage, glyphs: Sequence[Glyph]) -> list[TextLine]:
    """The lines of a page or of a cell in reading order: upright text from above, then turned text."""
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
        # A file draws turned text in one go, in reading order.
        lines += _line(page, [glyph for glyph in glyphs if glyph.turn is turn])
    return lines


def _is_stacked(glyphs: Sequence[Glyph]) -> bool:
    """Whether the characters stand below each other, as those of 三、本年度办理结果 do in narrow cells.

    The file has them in reading order.
    """
    printed = [glyph for glyph in glyphs if not glyph.text.isspace()]
    if len(printed) < 3 or all(glyph.text in _DIGITS for glyph in printed):
        return False
    if any(glyph.turn is not Turn.NONE for glyph in printed):
        return False
    steps = [
        (after.box.left - before.box.left, after.box.top - before.box.top, before.size)
        for before, after in pairwise(printed)
    ]
    return sum(abs(right) < size / 2 < down for right, down, size in steps) * 2 > len(steps)


def _line(page: PdfPage, glyphs: Sequence[Glyph]) -> list[TextLine]:
    """One line or none. `glyphs`: in reading order."""
    text: list[str] = []
    places: list[Box] = []
    columns = False
    before: Glyph | None = None
    blank = max(_BLANK, _SPREAD * _spacing(glyphs))
    for glyph in glyphs:
        if before and _is_again(before, glyph):
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
    """The usual gap of a line whose Han characters are spread over some width, as a share of their size.

    It is 0 where two of them adjoin, as in labels.
    """
    pairs = [pair for pair in pairwise(glyphs) if all(_HAN.match(glyph.text) for glyph in pair)]
    gaps = sorted(_gap(before, glyph) / max(glyph.size, 1) for before, glyph in pairs)
    is_spread = len(gaps) >= _MANY and gaps[0] > _BLANK and gaps[-1] < _COLUMNS
    return gaps[len(gaps) // 2] if is_spread else 0.0


def _is_again(before: Glyph, glyph: Glyph) -> bool:
    """Whether a glyph is the one before it, printed once more to make it bold."""
    near = _TWICE * glyph.size
    return (
        before.text == glyph.text
        and abs(glyph.box.left - before.box.left) < near
        and abs(glyph.box.top - before.box.top) < near
    )


def _gap(before: Glyph, glyph: Glyph) -> float:
    """The gap between two neighbours along their line, in points."""
    if glyph.turn is Turn.UP:
        return before.box.top - glyph.box.bottom
    if glyph.turn is Turn.DOWN:
        return glyph.box.top - before.box.bottom
    if glyph.turn is Turn.OVER:
        return before.box.left - glyph.box.right
    return glyph.box.left - before.box.right
