"""Text cut into lines and table cells, in whatever form a table was written.

Reports write tables in many forms: rows with bars, one cell per line with bars in many places, cells behind
tabs, GFM tables, or bare lines. The project calls these forms pipe, bars, tabs, gfm, lines and inline.
All of them become one list of fields. Most forms lose the ends of rows, so nothing here relies on rows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from ..regex import Regex

_RULE = Regex(r"(?=[\s|:+=-]*--)[\s|:+=-]+")  # |---|:--:|
_LIST_MARK = Regex(r"[一二三四五六七八九十]+[、.]|\(.{1,3}\)|\d{1,2}[.、]|[-*•●]")
_PADDING = 4  # a line of at least so many bars is padding; fewer bars may be blank cells
_PROSE = 60  # characters; a longer cell is a paragraph in a layout table
# Lines. Many reports have the same rows of zeros, and an edit changes only one line.
_CACHE = 2048


class Field(Struct, frozen=True, gc=False):
    """A line or a cell, without the blanks around it."""

    start: int
    end: int
    text: str
    cell: bool  # stands between bars or tabs, so it shares no text with its neighbours
    row: int  # offset of its line if the line holds several cells, else −1
    figures: int  # number of fields in its row, from this one on, that are only figures or blanks


_InLine = tuple[int, int, str, bool, int]  # a field with offsets in its line, and without its row


class _Row(NamedTuple):
    """The fields between the bars or tabs of a line."""

    fields: tuple[_InLine, ...]
    filled: int  # number of fields that are not blank
    closed: bool  # a bar ends the line


class Cutter:
    """Cuts texts into fields.

    `is_figure` tells whether the text of a cell is a figure and so cannot be a label.
    """

    def __init__(self, is_figure: Callable[[str], bool]) -> None:
        self._is_figure = is_figure
        self.barred = lru_cache(_CACHE)(lambda line: self._row(line, "|"))
        self.tabbed = lru_cache(_CACHE)(lambda line: self._row(line, "\t"))

    def cut(self, text: str) -> list[Field]:
        """Return the fields of a text in order, with blank cells but without blank lines."""
        return _Cut(self).cut(text)

    def _row(self, line: str, mark: str) -> _Row | None:
        """Cut a line at its bars or tabs; return None for a rule. No field follows a bar at the end."""
        if mark == "|" and "--" in line and _RULE.fullmatch(line):
            return None
        parts = line.split(mark)
        closed = mark == "|" and not parts[-1].strip()
        if closed:
            parts.pop()
        fields, figures, filled = [], 0, 0
        end = sum(map(len, parts)) + len(parts)
        for part in reversed(parts):
            text, start = part.strip(), end - len(part) - 1
            figures = figures + 1 if not text or self._is_figure(text) else 0
            filled += bool(text)
            at = start + part.index(text)
            fields.append((at, at + len(text), text, len(text) <= _PROSE, figures))
            end = start
        return _Row(tuple(reversed(fields)), filled, closed)


class _Cut:
    """One pass over one text; earlier lines decide how to cut the next one."""

    def __init__(self, cutter: Cutter) -> None:
        self.barred, self.tabbed = cutter.barred, cutter.tabbed
        self.fields: list[Field] = []
        self.unclosed = False  # the last field may be a cell whose closing bar comes later
        self.single = False  # each cell has a line to itself
        # Whether the bar that begins a row is its border, and not the end of a blank cell.
        self.bordered: bool | None = None

    def cut(self, text: str) -> list[Field]:
        start = 0
        for line in text.split("\n"):
            if "|" in line:
                self._bars(line, start)
            elif "\t" in line:
                self._tabs(line, start)
            elif line:
                self._line(line, start)
            start += len(line) + 1
        return self.fields

    def _line(self, line: str, start: int) -> None:
        content = line.strip()
        if content:
            at = start + line.index(content)
            self.fields.append(Field(at, at + len(content), content, False, -1, 0))
            self.unclosed = self.single = True
            self.bordered = None

    def _bars(self, line: str, start: int) -> None:
        row = self.barred(line)
        if row is None:
            return
        fields, filled, closed = row
        blank = not fields[0][2]
        if filled and self.bordered is None:
            self.bordered = blank
        # The first bar closes the open cell of the line before, or is a border, or ends a blank cell.
        if blank and (self.unclosed or (filled and (self.bordered or len(fields) == 2))):
            fields = fields[1:]
        # Where each cell has its own line, further bars pad a row to the width of the widest row.
        width = len(fields)
        if self.single and (
            (filled == 1 and width == 2 and fields[0][2]) or (not filled and width >= _PADDING)
        ):
            fields = fields[:1]
        if filled:
            self.single = len(fields) == 1
        self._cells(fields, start)
        self.unclosed = not closed

    def _tabs(self, line: str, start: int) -> None:
        row = self.tabbed(line)
        assert row
        fields = row.fields
        if len(fields) == 2 and _LIST_MARK.fullmatch(fields[0][2]):
            self._single(start + fields[0][0], line.strip())
        else:
            self._cells(fields[1:] if len(fields) == 2 and not fields[0][2] else fields, start)
        self.unclosed = False

    def _cells(self, fields: Sequence[_InLine], start: int) -> None:
        """Add the cells of a line that begins at an offset of the text."""
        if len(fields) == 1:
            self._single(start + fields[0][0], fields[0][2])
        else:
            self.fields += [
                Field(start + at, start + end, text, cell, start, figures)
                for at, end, text, cell, figures in fields
            ]

    def _single(self, start: int, text: str) -> None:
        """Add a cell that has a line to itself.

        It counts as a line, because its label may continue in the next line.
        """
        self.fields.append(Field(start, start + len(text), text, not text, -1, int(not text)))
