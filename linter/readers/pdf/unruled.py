"""Tables without rules. Their rows stay lines, but labels broken over several lines become whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from ....grammar.regex import Regex
from .labels import begins_label, is_label
from .lines import TextLine, around
from .page import Box, PdfPage

_REACH = 24  # lines: in columns of two characters the longest label takes no more
_LONGEST = 60  # characters of a label
_FIGURE = Regex(r"[-+−]?[0-9.,]+(?:[万亿]?元)?|[/\-—–]")
_PIECE = Regex(r"\S+")


class _Piece(Struct, frozen=True):
    """A piece of a line between two blanks: a label, a part of one, or a figure."""

    text: str
    places: tuple[Box, ...]
    page: PdfPage

    @property
    def box(self) -> Box:
        return around(self.places)


def gathered(lines: Sequence[TextLine]) -> list[TextLine]:
    """The same lines, which follow each other; each label stands in the line that it begins in."""
    if not any(line.columns for line in lines):
        return list(lines)
    rows = [list(_pieces(line)) for line in lines]
    for number, row in enumerate(rows):
        above = [pieces for pieces in rows[max(number - _REACH, 0) : number] if pieces]
        rows[number] = [piece for piece in row if not _is_moved(piece, above)]
    return [_line(line, row) for line, row in zip(lines, rows, strict=True) if row]


def _pieces(line: TextLine) -> Iterator[_Piece]:
    yield from (
        _Piece(match[0], line.places[match.start() : match.end()], line.page)
        for match in _PIECE.finditer(line.text)
    )


def _is_moved(piece: _Piece, above: Sequence[list[_Piece]]) -> bool:
    """Add a piece to the label above that it continues. Returns whether it continues one."""
    if not _may_be_label(piece) or is_label(piece.text):
        return False
    for row in reversed(above):
        for number, first in enumerate(row):
            if _may_be_label(first) and _share_a_column(first.box, piece.box):
                if not begins_label(first.text + piece.text):
                    return False
                # A part on the next page gets the place where the label begins.
                places = piece.places if piece.page is first.page else first.places[-1:] * len(piece.text)
                row[number] = _Piece(first.text + piece.text, first.places + places, first.page)
                return True
    return False


def _may_be_label(piece: _Piece) -> bool:
    return len(piece.text) <= _LONGEST and not _FIGURE.fullmatch(piece.text)


def _share_a_column(first: Box, second: Box) -> bool:
    return min(first.right, second.right) - max(first.left, second.left) > min(first.width, second.width) / 2


def _line(line: TextLine, pieces: Sequence[_Piece]) -> TextLine:
    """A line with other pieces."""
    if sum(len(piece.text) for piece in pieces) == len(line.text.replace(" ", "")):
        return line
    text = " ".join(piece.text for piece in pieces)
    places = [place for piece in pieces for place in (*piece.places, piece.places[-1])][:-1]
    return TextLine(
        line.page, text, tuple(places), around(piece.box for piece in pieces), line.size, line.columns
    )
