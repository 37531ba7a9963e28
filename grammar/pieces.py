"""Text cut into lines and table cells, whichever way a table was written down.

In the wild a table is rows with bars, one cell a line with bars in many places, cells behind tabs, GFM tables, or bare lines
(domain names: pipe, bars, tabs, gfm, lines, inline). All of them become one list of pieces. Row ends are lost in most of
them, so nothing here relies on rows.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_RULE = re.compile(r"[\s|:+=-]*-{2,}[\s|:+=-]*")  # |---|:--:|
_LIST_MARK = re.compile(r"[一二三四五六七八九十]+[、.]|\(.{1,3}\)|\d{1,2}[.、]|[-*•●]")
_PADDING = 4  # so many bars in a line of their own are no blank cells; fewer may be
_PROSE = 60  # longer cells are paragraphs that a layout table holds


class Piece(NamedTuple):
    """A line or a cell, without the blanks around it."""

    start: int
    end: int
    text: str
    cell: bool  # between bars or tabs, so nothing of it belongs to its neighbours
    row: int  # number of the line where it holds several cells, else −1


def cut(text: str) -> list[Piece]:
    """The pieces of a text in order; blank lines are dropped, blank cells are kept."""
    return _Cutter().cut(text)


class _Cutter:
    """What the lines before say about the next one."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.unclosed = False  # the last piece may be a cell whose bar is still to come
        self.single = False  # cells stand one to a line
        self.bordered: bool | None = None  # rows begin with a bar, which is their border and not behind a blank cell

    def cut(self, text: str) -> list[Piece]:
        start = 0
        for number, line in enumerate(text.split("\n")):
            if "|" in line:
                self._bars(line, start, number)
            elif "\t" in line:
                self._tabs(line, start, number)
            else:
                content = line.strip()
                if content:
                    at = start + line.index(content)
                    self.pieces.append(Piece(at, at + len(content), content, False, -1))
                    self.unclosed = self.single = True
                    self.bordered = None
            start += len(line) + 1
        return self.pieces

    def _bars(self, line: str, start: int, number: int) -> None:
        if "--" in line and _RULE.fullmatch(line):
            return
        fields = line.split("|")
        contents = [field.strip() for field in fields]
        closed = not contents[-1]
        if closed:
            contents.pop()
        filled = len(contents) - contents.count("")
        if filled and self.bordered is None:
            self.bordered = not contents[0]
        # A first bar closes what the line before left open, or it is a border; else it stands behind a blank cell.
        first = 0
        if not contents[0] and (self.unclosed or (filled and (self.bordered or len(contents) == 2))):
            first = 1
        # Where cells stand one to a line, further bars pad the end of a row to the width of the widest.
        width = len(contents) - first
        if self.single and ((filled == 1 and width == 2 and contents[first]) or (not filled and width >= _PADDING)):
            width = 1
        if filled:
            self.single = width == 1
        self._cells(fields, contents, first, first + width, start, number)
        self.unclosed = not closed

    def _tabs(self, line: str, start: int, number: int) -> None:
        fields = line.split("\t")
        contents = [field.strip() for field in fields]
        if len(fields) == 2 and _LIST_MARK.fullmatch(contents[0]):
            fields, contents = [line], [line.strip()]
        first = int(len(fields) == 2 and not contents[0])
        self._cells(fields, contents, first, len(fields), start, number)
        self.unclosed = False

    def _cells(self, fields: list[str], contents: list[str], first: int, end: int, start: int, number: int) -> None:
        """Adds the fields from `first` to `end`; `start`: offset of the line."""
        row = number if end - first > 1 else -1
        add = self.pieces.append
        for index in range(end):
            field = fields[index]
            if index >= first:
                content = contents[index]
                if content:
                    at = start + field.index(content)
                    # A single cell may be a piece of a label that goes on in the next line, so it is read like a line.
                    add(Piece(at, at + len(content), content, row >= 0 and len(content) <= _PROSE, row))
                else:
                    add(Piece(start, start, "", True, row))
            start += len(field) + 1
