"""Formatting: the bars of Markdown tables under each other.

Only blanks and the dashes below the head ever change.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from unicodedata import combining, east_asian_width

from lsprotocol import types as t

from ...grammar import Span
from ...grammar.regex import Regex
from ..positions import Grid
from ..workspace import Document
from .feature import Feature

_BAR = Regex(r"(?<!\\)\|")
_RULE = Regex(r":?-+:?")
_FENCE = Regex(r" {0,3}(`{3,}|~{3,})")
_DASHES = 3  # at least, below the head


class RowText(NamedTuple):
    """A line of a table."""

    line: int  # its number
    indent: str  # before the first bar
    cells: list[str]
    closed: bool  # it ends with a bar

    @property
    def is_rule(self) -> bool:
        """Whether this is the line of dashes below the head."""
        return bool(self.cells) and all(_RULE.fullmatch(cell) for cell in self.cells)


def format_document(document: Document, params: t.DocumentFormattingParams) -> list[t.TextEdit]:
    """Edits of all tables."""
    return list(_edits(document, Span(0, document.grid.lines - 1)))


def format_range(document: Document, params: t.DocumentRangeFormattingParams) -> list[t.TextEdit]:
    """Edits of all tables that a range touches."""
    return list(_edits(document, Span(params.range.start.line, params.range.end.line)))


def _edits(document: Document, lines: Span) -> Iterator[t.TextEdit]:
    if document.language == "html":
        return
    grid = document.grid
    for table in _tables(grid):
        if table[0].line <= lines.end and lines.start <= table[-1].line:
            for row, text in zip(table, aligned(table), strict=True):
                span = grid.line_span(row.line)
                if grid.text[span.start : span.end] != text:
                    yield t.TextEdit(grid.range(span), text)


def _tables(grid: Grid) -> Iterator[list[RowText]]:
    """The tables: a head, a line of as many dashes, and all lines with bars after it. Code is skipped."""
    rows: list[RowText] = []
    fence = ""
    for line in range(grid.lines):
        span = grid.line_span(line)
        text = grid.text[span.start : span.end]
        mark = _FENCE.match(text)
        if mark and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        row = None if fence or mark else _row(line, text)
        if row:
            rows.append(row)
        if rows and (row is None or line == grid.lines - 1):
            if len(rows) > 1 and rows[1].is_rule and len(rows[0].cells) == len(rows[1].cells):
                yield rows
            rows = []


def _row(line: int, text: str) -> RowText | None:
    """The cells of a line that begins with a bar; None for any other line."""
    content = text.strip(" \t")
    if not content.startswith("|") or content == "|":
        return None
    fields = _BAR.split(content)[1:]
    closed = not fields[-1]
    return RowText(
        line,
        text[: len(text) - len(text.lstrip(" \t"))],
        [field.strip(" \t") for field in (fields[:-1] if closed else fields)],
        closed,
    )


def aligned(rows: Sequence[RowText]) -> list[str]:
    """The lines of a table with every column as wide as its widest cell. Rows keep their number of cells."""
    count = max(len(row.cells) for row in rows)
    widths = [
        max(
            (width(row.cells[column]) for row in rows if not row.is_rule and column < len(row.cells)),
            default=0,
        )
        for column in range(count)
    ]
    widths = [max(width, _DASHES) for width in widths]
    return [_line(row, widths) for row in rows]


def _line(row: RowText, widths: Sequence[int]) -> str:
    cells = [
        _dashes(cell, size) if row.is_rule else cell + " " * (size - width(cell))
        for cell, size in zip(row.cells, widths, strict=False)
    ]
    text = f"{row.indent}| {' | '.join(cells)} |"
    return text if row.closed else text[:-2].rstrip(" ")


def _dashes(cell: str, size: int) -> str:
    """A cell of the line of dashes. Its colons say how the column is aligned, and stay."""
    left, right = cell.startswith(":"), cell.endswith(":")
    return ":" * left + "-" * (size - left - right) + ":" * right


def width(text: str) -> int:
    """How many columns a text takes in a fixed-width font.

    A Chinese character takes two, a combining mark none.
    """
    if text.isascii():
        return len(text)
    return sum(
        0 if combining(character) else 2 if east_asian_width(character) in "WF" else 1 for character in text
    )


FEATURES = (
    Feature(t.TEXT_DOCUMENT_FORMATTING, format_document, needs_report=False),
    Feature(t.TEXT_DOCUMENT_RANGE_FORMATTING, format_range, needs_report=False),
)
