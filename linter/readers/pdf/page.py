"""A page as it is printed: glyphs, ruled lines and pictures, in points from the upper left corner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from enum import Enum
from itertools import pairwise
from typing import Any, NamedTuple

from msgspec import Struct

THIN = 3.0  # points: a filled rectangle no thicker is a line
_SLANT = 0.1  # of a direction: text that deviates more runs neither across nor down
_PICTURE = (0.4, 0.08)  # of the width and height of a page: a seal is smaller, a picture of a table larger
_LEGIBLE = 20  # so many glyphs on a picture mean that it is the background of a text


class Box(NamedTuple):
    """A rectangle on a page."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


class Turn(Enum):
    """Which way a line of text runs on the page."""

    NONE = "to the right"
    UP = "up"
    DOWN = "down"
    OVER = "to the left"


class Glyph(NamedTuple):
    """A printed character."""

    text: str
    box: Box
    size: float  # of its type, in points
    turn: Turn


class Stroke(NamedTuple):
    """A ruled line across or down the page."""

    at: float  # the height of a line across, the distance from the left of a line down
    start: float
    end: float


class PdfPage(Struct, frozen=True):
    """A page, turned so that its text is upright."""

    number: int
    width: float
    height: float
    turn: Turn  # of its text in the file
    glyphs: tuple[Glyph, ...]  # in the order in which the file draws them
    across: tuple[Stroke, ...]
    down: tuple[Stroke, ...]
    pictures: tuple[Box, ...]

    def in_file(self, box: Box) -> tuple[float, float, float, float]:
        """A box on the page as a viewer shows it, to a tenth of a point."""
        left, top, right, bottom = _turned(box, _BACK.get(self.turn, self.turn), self.width, self.height)
        return round(left, 1), round(top, 1), round(right, 1), round(bottom, 1)


_BACK = {Turn.UP: Turn.DOWN, Turn.DOWN: Turn.UP}


def read_page(raw: Any) -> PdfPage:
    """The page that pdfplumber opened. Raises whatever pdfplumber and pdfminer raise on damaged files."""
    width, height = float(raw.width), float(raw.height)
    glyphs = [glyph for char in raw.chars if (glyph := _glyph(char)) and _lies_on(glyph.box, width, height)]
    turn = _main_turn(glyphs)
    if turn is Turn.NONE:
        across, down = _strokes(raw, lambda box: box)
    else:
        across, down = _strokes(raw, lambda box: _turned(box, turn, width, height))
        glyphs = [
            glyph._replace(box=_turned(glyph.box, turn, width, height), turn=_relative(glyph.turn, turn))
            for glyph in glyphs
        ]
    pictures = [_turned(_box(image), turn, width, height) for image in raw.images]
    if turn in _BACK:
        width, height = height, width
    shown = tuple(box for box in pictures if _is_shown(box, width, height, glyphs))
    return PdfPage(raw.page_number, width, height, turn, tuple(glyphs), tuple(across), tuple(down), shown)


def _glyph(char: dict[str, Any]) -> Glyph | None:
    """A character of pdfplumber's; None for slanting text, which is a watermark, and for empty text."""
    a, b, c, d = (abs(number) for number in char["matrix"][:4])
    text = char["text"]
    if not text or max(min(a, b), min(c, d)) > _SLANT * max(a, b, c, d):
        return None
    box = _box(char)
    if a >= b:
        return Glyph(text, box, box.height, Turn.NONE if char["matrix"][0] > 0 else Turn.OVER)
    return Glyph(text, box, box.width, Turn.UP if char["matrix"][1] > 0 else Turn.DOWN)


def _box(thing: dict[str, Any]) -> Box:
    return Box(float(thing["x0"]), float(thing["top"]), float(thing["x1"]), float(thing["bottom"]))


def _lies_on(box: Box, width: float, height: float) -> bool:
    """Whether the middle of a box lies on the page."""
    return 0 <= box.left + box.right <= 2 * width and 0 <= box.top + box.bottom <= 2 * height


def _is_shown(box: Box, width: float, height: float, glyphs: Iterable[Glyph]) -> bool:
    """Whether a picture is large enough to hold a table, and not the background of a text."""
    if box.width < _PICTURE[0] * width or box.height < _PICTURE[1] * height:
        return False
    above = sum(
        box.left <= glyph.box.left <= box.right and box.top <= glyph.box.middle <= box.bottom
        for glyph in glyphs
    )
    return above < _LEGIBLE


# ── Turned pages ──────────────────────────────────────────────────────────────


def _main_turn(glyphs: Iterable[Glyph]) -> Turn:
    """The turn of more than half of the text: wide tables are often printed across an upright page."""
    turns = Counter(glyph.turn for glyph in glyphs)
    return next((turn for turn, count in turns.items() if 2 * count > turns.total()), Turn.NONE)


def _turned(box: Box, turn: Turn, width: float, height: float) -> Box:
    """A box on the page after it is turned so that text of this turn becomes upright."""
    left, top, right, bottom = box
    if turn is Turn.UP:
        return Box(height - bottom, left, height - top, right)
    if turn is Turn.DOWN:
        return Box(top, width - right, bottom, width - left)
    if turn is Turn.OVER:
        return Box(width - right, height - bottom, width - left, height - top)
    return box


_CLOCKWISE = (Turn.NONE, Turn.DOWN, Turn.OVER, Turn.UP)


def _relative(turn: Turn, page: Turn) -> Turn:
    """The turn of a text after the page is turned."""
    return _CLOCKWISE[(_CLOCKWISE.index(turn) - _CLOCKWISE.index(page)) % 4]


# ── Ruled lines ───────────────────────────────────────────────────────────────


def _strokes(raw: Any, turned: Any) -> tuple[list[Stroke], list[Stroke]]:
    """Lines across, and lines down."""
    across: list[Stroke] = []
    down: list[Stroke] = []
    for box in map(turned, _ruled(raw)):
        # A dot may be part of a dotted rule of either kind.
        if box.height <= THIN:
            across.append(Stroke(box.middle, box.left, box.right))
        if box.width <= THIN:
            down.append(Stroke((box.left + box.right) / 2, box.top, box.bottom))
    return across, down


def _ruled(raw: Any) -> Iterator[Box]:
    """Ruled lines as boxes. Files draw them as lines, thin rectangles, frames of cells and polygons."""
    for line in raw.lines:
        if float(line.get("linewidth") or 0) <= 2 * THIN:
            yield _box(line)
    for shape in (*raw.rects, *raw.curves):
        box = _box(shape)
        if min(box.width, box.height) <= THIN:
            yield box
        elif shape.get("stroke"):
            yield from _sides(shape, box)


def _sides(shape: dict[str, Any], box: Box) -> Iterator[Box]:
    points = shape.get("pts") or ()
    if shape["object_type"] == "rect" or not points:
        left, top, right, bottom = box
        points = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)]
    for (x, y), (to_x, to_y) in pairwise(points):
        yield Box(float(min(x, to_x)), float(min(y, to_y)), float(max(x, to_x)), float(max(y, to_y)))
