"""Cells as read: their kind and figure, and which of a row's cells are its figures."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import Enum
from functools import lru_cache

from .lexer import CellToken
from .model import Cell, CellKind
from .source import Span

_NUMBER = "0123456789.,"


@lru_cache(4096)
def cell_value(shape: str, text: str) -> tuple[CellKind, int | Decimal | None]:
    """Kind and figure of a cell's text; of money and noted figures the number, of signed ones with its sign."""
    kind = CellKind[shape]
    if kind in (CellKind.BLANK, CellKind.PLACEHOLDER, CellKind.WORDS):
        return kind, None
    digits = "".join(character for character in text.split("(")[0] if character in _NUMBER).replace(",", "")
    value: int | Decimal = Decimal(digits) if "." in digits else int(digits)
    return kind, -value if text[0] in "-−减" else value


def cell(token: CellToken, row: str, column: str) -> Cell:
    """The cell of the model, with its ids."""
    kind, value = cell_value(token.shape, token.text)
    return Cell(Span(token.start, token.end), token.text, kind, value, row, column)


class Anchor(Enum):
    """Where the figures stand in rows that have blank cells too many."""

    LEFT = "left"  # they begin after the label; blanks behind them are padding
    RIGHT = "right"  # they end with the row; blanks before them stand for merged labels
    ANY = "any"


def fit(cells: Sequence[CellToken], width: int, anchor: Anchor) -> Sequence[CellToken] | None:
    """The `width` cells that are the figures, or None. Only blank cells may be left over."""
    surplus = len(cells) - width
    if surplus <= 0:
        return None if surplus else cells
    filled = [number for number, cell in enumerate(cells) if cell.text]
    first, last = (filled[0], filled[-1]) if filled else (surplus, 0)
    offsets: Sequence[int] = (0,) if anchor is Anchor.LEFT else (surplus,) if anchor is Anchor.RIGHT else (surplus, 0, *range(1, surplus))
    for offset in offsets:
        if offset <= first and last < offset + width:
            return cells[offset : offset + width]
    return None


def unmerged(cells: Sequence[CellToken], width: int, grid: int) -> Sequence[CellToken]:
    """Without the copies that a merged cell leaves at the end of a row of the full grid."""
    if width < len(cells) == grid:
        while len(cells) > width and cells[-1].text == cells[-2].text:
            cells = cells[:-1]
    return cells
