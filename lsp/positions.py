"""Positions as an editor counts them. Only this module knows the encodings of the protocol."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property

from lsprotocol import types as t

from ..grammar import Span

UTF8, UTF16, UTF32 = t.PositionEncodingKind.Utf8, t.PositionEncodingKind.Utf16, t.PositionEncodingKind.Utf32

_LINE_END = re.compile(r"\r\n|\r|\n")
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class Grid:
    """A text in lines and columns.

    Only \\n, \\r\\n and \\r end a line. Lines and columns count from 0; columns are units of the client's
    encoding.
    """

    def __init__(self, text: str, encoding: str) -> None:
        self.text, self.encoding = text, encoding

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    @cached_property
    def _astral(self) -> list[int]:
        """The offsets of the characters that take two units of UTF-16."""
        return [match.start() for match in _ASTRAL.finditer(self.text)]

    @property
    def lines(self) -> int:
        return len(self._starts)

    def line_at(self, offset: int) -> int:
        """The number of the line that an offset lies in."""
        return bisect_right(self._starts, offset) - 1

    def line_span(self, line: int) -> Span:
        """A line without its end."""
        start = self._starts[line]
        end = self._starts[line + 1] if line + 1 < len(self._starts) else len(self.text)
        return Span(start, start + len(self.text[start:end].rstrip("\r\n")))

    def units(self, start: int, end: int) -> int:
        """How many units of the client's encoding a stretch of the text takes."""
        if self.encoding == UTF8:
            return len(self.text[start:end].encode("utf-8", "surrogatepass"))
        if self.encoding == UTF16:
            return end - start + bisect_left(self._astral, end) - bisect_left(self._astral, start)
        return end - start

    def position(self, offset: int) -> t.Position:
        line = self.line_at(offset)
        return t.Position(line, self.units(self._starts[line], offset))

    def range(self, span: Span) -> t.Range:
        return t.Range(self.position(span.start), self.position(span.end))

    def offset(self, position: t.Position) -> int:
        """The offset of a position.

        A position behind the end of a line counts as that end, one behind the last line as the end of the
        text.
        """
        if position.line >= len(self._starts):
            return len(self.text)
        start, end = self.line_span(max(position.line, 0))
        offsets = range(start, end + 1)
        column = max(position.character, 0)
        return start + bisect_right(offsets, column, key=lambda offset: self.units(start, offset)) - 1

    def span(self, range: t.Range) -> Span:
        start, end = self.offset(range.start), self.offset(range.end)
        return Span(min(start, end), max(start, end))
