"""The way from a text that was taken out of a file back to the file, where the two are not the same."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct


class Span(NamedTuple):
    """Half-open range of offsets in a text, in code points."""

    start: int
    end: int

    def moved(self, by: int) -> Span:
        """The range so many characters further on."""
        return Span(self.start + by, self.end + by)


class Piece(NamedTuple):
    """A stretch of the text, `start` to `end`, that stands in the file from `first` to `last`; of the same length where it stands there as it is."""

    start: int
    end: int
    first: int
    last: int


class Markup(Struct, frozen=True, dict=True):
    """A text taken out of markup such as HTML. `text`: the file; `pieces`, in order of both texts; what lies between them the reader put in."""

    text: str
    pieces: tuple[Piece, ...]

    @cached_property
    def _starts(self) -> list[int]:
        return [piece.start for piece in self.pieces]

    def span(self, span: Span) -> Span:
        """The range of the file that a range of the text was taken from. What the reader put in stands at the end of the piece before it."""
        start = self._offset(span.start)
        return Span(
            start, max(self._offset(span.end - 1, end=True), start) if span.end > span.start else start
        )

    def exact(self, span: Span) -> Span | None:
        """The same where the range can be replaced as a whole: it lies in one piece, and begins and ends at characters of the file."""
        piece = self._piece(span.start)
        if piece is None or span.end > piece.end:
            return None
        if piece.end - piece.start == piece.last - piece.first or span == (piece.start, piece.end):
            return self.span(span)
        return None

    def _piece(self, offset: int) -> Piece | None:
        index = bisect_right(self._starts, offset)
        return self.pieces[index - 1] if index else None

    def _offset(self, offset: int, end: bool = False) -> int:
        """Where a character of the text begins or ends in the file."""
        piece = self._piece(offset)
        if piece is None:
            return self.pieces[0].first if self.pieces else 0
        if offset >= piece.end:
            return piece.last
        if piece.end - piece.start == piece.last - piece.first:
            return piece.first + offset - piece.start + end
        return piece.last if end else piece.first


class Location(NamedTuple):
    """A place in a file without lines: its `paragraph` (Word), its `page` and `box`, or its `cell` (Excel: 表三!C5). Paragraphs and pages count from 1;
    a box is left, top, right, bottom in points from the upper left corner of the page."""

    paragraph: int | None = None
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    cell: str | None = None


class Placed(NamedTuple):
    """A stretch of the text, from `start` up to the next one, and where it stands."""

    start: int
    location: Location


class Layout(Struct, frozen=True, dict=True):
    """A text taken out of a file without lines. `placed`: in order of the text; `guessed`: where only gaps show what is a row and what a cell."""

    placed: tuple[Placed, ...]
    guessed: tuple[Span, ...] = ()

    @cached_property
    def _starts(self) -> list[int]:
        return [placed.start for placed in self.placed]

    def location(self, span: Span) -> Location:
        """Where a range of the text begins, with a box around all of it that stands on that page."""
        first = max(bisect_right(self._starts, span.start) - 1, 0)
        last = max(bisect_right(self._starts, max(span.end - 1, span.start)), first + 1)
        locations = [placed.location for placed in self.placed[first:last]]
        if not locations:
            return Location()
        boxes = [
            location.box for location in locations if location.box and location.page == locations[0].page
        ]
        if not boxes:
            return locations[0]
        left, top, right, bottom = zip(*boxes, strict=True)
        return locations[0]._replace(box=(min(left), min(top), max(right), max(bottom)))
