"""Text cut into lines and table cells, whichever way a table was written down.

In the wild a table is rows with bars, one cell a line with bars in many places, cells behind tabs, GFM tables, or bare lines
(domain names: pipe, bars, tabs, gfm, lines, inline). All of them become one list of fields. Row ends are lost in most of
them, so nothing here relies on rows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from ..regex import Regex

_RULE = Regex(r"(?=[\s|:+=-]*--)[\s|:+=-]+")  # |---|:--:|
_LIST_MARK = Regex(r"[一二三四五六七八九十]+[、.]|\(.{1,3}\)|\d{1,2}[.、]|[-*•●]")
_PADDING = 4  # so many bars in a line of their own are no blank cells; fewer may be
_PROSE = 60  # longer cells are paragraphs that a layout table holds
_CACHE = 2048  # lines; rows of zeros are the same in many reports, and in an editor all lines but one stay as they are


class Field(Struct, frozen=True, gc=False):
    """A line or a cell, without the blanks around it. Its first three fields are those of `Atom` too."""

    start: int
    end: int
    text: str
    cell: bool  # between bars or tabs, so nothing of it belongs to its neighbours
    row: int  # where its line begins if that holds several cells, else −1
    figures: int  # so many fields of its row, from this one on, are nothing but figures and blanks


_InLine = tuple[int, int, str, bool, int]  # as a piece, but with offsets in the line, and without `row`


class _Row(NamedTuple):
    """What stands between the bars or tabs of a line."""

    fields: tuple[_InLine, ...]
    filled: int  # so many fields are not blank
    closed: bool  # a bar ends the line


class Cutter:
    """Cuts texts into fields. `is_figure`: whether the text of a cell is a figure, and so no label."""

    def __init__(self, is_figure: Callable[[str], bool]) -> None:
        self._is_figure = is_figure
        self.barred = lru_cache(_CACHE)(lambda line: self._row(line, "|"))
        self.tabbed = lru_cache(_CACHE)(lambda line: self._row(line, "\t"))

    def cut(self, text: str) -> list[Field]:
        """The fields of a text in order; blank lines are dropped, blank cells are kept."""
        return _Cut(self).cut(text)

    def _row(self, line: str, mark: str) -> _Row | None:
        """A line cut at its bars or tabs; None for a rule. A last bar has no field behind it."""
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
    """What the lines before say about the next one."""

    def __init__(self, cutter: Cutter) -> None:
        self.barred, self.tabbed = cutter.barred, cutter.tabbed
        self.fields: list[Field] = []
        self.unclosed = False  # the last field may be a cell whose bar is still to come
        self.single = False  # cells stand one to a line
        self.bordered: bool | None = (
            None  # rows begin with a bar, which is their border and not behind a blank cell
        )

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
        # A first bar closes what the line before left open, or it is a border; else it stands behind a blank cell.
        if blank and (self.unclosed or (filled and (self.bordered or len(fields) == 2))):
            fields = fields[1:]
        # Where cells stand one to a line, further bars pad the end of a row to the width of the widest.
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
        """Adds the cells of a line that begins at `start`."""
        if len(fields) == 1:
            self._single(start + fields[0][0], fields[0][2])
        else:
            self.fields += [
                Field(start + at, start + end, text, cell, start, figures)
                for at, end, text, cell, figures in fields
            ]

    def _single(self, start: int, text: str) -> None:
        """Adds a cell that has a line to itself. It may be a part of a label that goes on in the next line, so it is read like a line."""
        self.fields.append(Field(start, start + len(text), text, not text, -1, int(not text)))
