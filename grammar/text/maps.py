"""Maps from a text back to the file that it was taken from, where the two differ."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct


class Span(NamedTuple):
    """A half-open range of offsets in a text, in code points."""

    start: int
    end: int

    def moved(self, by: int) -> Span:
        """Return the range shifted by a number of characters."""
        return Span(self.start + by, self.end + by)


class Piece(NamedTuple):
    """A stretch of the text and its range in the file, of the same length if it was copied unchanged."""

    start: int  # in the text
    end: int
    first: int  # start in the file
    last: int  # end in the file


class Markup(Struct, frozen=True, dict=True):
    """A text taken out of markup such as HTML."""

    text: str  # of the file
    pieces: tuple[Piece, ...]  # in the order of both texts; the reader inserted the text between them

    @cached_property
    def _starts(self) -> list[int]:
        return [piece.start for piece in self.pieces]

    def span(self, span: Span) -> Span:
        """Return the range of the file that a range of the text was taken from.

        Text that the reader inserted maps to the end of the piece before it.
        """
        start = self._offset(span.start)
        return Span(
            start, max(self._offset(span.end - 1, end=True), start) if span.end > span.start else start
        )

    def exact(self, span: Span) -> Span | None:
        """Return the range of the file, or None if the range cannot be replaced as a whole.

        It can if it lies in one piece and begins and ends at characters of the file.
        """
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
        """Return the offset in the file where a character of the text begins or ends."""
        piece = self._piece(offset)
        if piece is None:
            return self.pieces[0].first if self.pieces else 0
        if offset >= piece.end:
            return piece.last
        if piece.end - piece.start == piece.last - piece.first:
            return piece.first + offset - piece.start + end
        return piece.last if end else piece.first


class Location(NamedTuple):
    """A place in a file without lines."""

    paragraph: int | None = None  # in Word, from 1
    page: int | None = None  # from 1
    # Left, top, right and bottom, in points from the upper left corner of the page.
    box: tuple[float, float, float, float] | None = None
    cell: str | None = None  # in Excel, such as 表三!C5


class Placed(NamedTuple):
    """A stretch of the text and its place in the file."""

    start: int  # it ends where the next one starts
    location: Location


class Layout(Struct, frozen=True, dict=True):
    """A text taken out of a file without lines."""

    placed: tuple[Placed, ...]  # in the order of the text
    guessed: tuple[Span, ...] = ()  # ranges where only gaps separate rows and cells

    @cached_property
    def _starts(self) -> list[int]:
        return [placed.start for placed in self.placed]

    def location(self, span: Span) -> Location:
        """Return the place where a range of the text begins, with a box around its part on that page."""
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
