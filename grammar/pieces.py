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
    pieces: list[Piece] = []
    unclosed = False  # the last piece may be a cell whose bar is still to come
    start = 0
    for number, line in enumerate(text.split("\n")):
        if "|" in line:
            unclosed = _bars(line, start, number, pieces, unclosed)
        elif "\t" in line:
            _tabs(line, start, number, pieces)
            unclosed = False
        else:
            content = line.strip()
            if content:
                at = start + line.index(content)
                pieces.append(Piece(at, at + len(content), content, False, -1))
                unclosed = True
        start += len(line) + 1
    return pieces


def _bars(line: str, start: int, number: int, pieces: list[Piece], unclosed: bool) -> bool:
    if "--" in line and _RULE.fullmatch(line):
        return False
    fields = line.split("|")
    closed = not fields[-1].strip()
    if closed:
        fields.pop()
    # A first bar closes what the line before left open, or it is the left border of a single cell or of a row that has a right
    # border too. In other rows it stands behind a blank cell.
    if not fields[0].strip() and (unclosed or (len(fields) == 2 and fields[1].strip()) or (closed and len(fields) > 2)):
        start += len(fields.pop(0)) + 1
    _fields(fields, start, number, pieces)
    return not closed


def _tabs(line: str, start: int, number: int, pieces: list[Piece]) -> None:
    fields = line.split("\t")
    if len(fields) == 2 and _LIST_MARK.fullmatch(fields[0].strip()):
        fields = [line]
    elif not fields[0].strip():
        start += len(fields.pop(0)) + 1
    _fields(fields, start, number, pieces)


def _fields(fields: list[str], start: int, number: int, pieces: list[Piece]) -> None:
    row = number if len(fields) > 1 else -1
    for field in fields:
        content = field.strip()
        if content:
            at = start + field.index(content)
            # A single cell may be a piece of a label that goes on in the next line, so it is read like a line.
            pieces.append(Piece(at, at + len(content), content, row >= 0 and len(content) <= _PROSE, row))
        else:
            pieces.append(Piece(start, start, "", True, row))
        start += len(field) + 1
