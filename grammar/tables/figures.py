"""Read the kind and figure of a cell, and choose the cells of a row that are its figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from enum import Enum
from functools import cache, lru_cache

from ..document.tokens import CellText
from ..model import CellKind
from ..numerals import number
from ..regex import Regex

_NUMBER = "0123456789.,"
_MULTIPLES = {"万": 10_000, "亿": 100_000_000}
_INEXACT = Regex("[余多约近]|左右|以上|以下")
_DASH = "一"  # authors who type Chinese easily confuse a dash with this numeral


CellReading = tuple[CellKind, int | Decimal | None]


@cache
def cell_reader(shape: Callable[[str], str]) -> Callable[[str], CellReading]:
    """Return a function that reads the text of a cell.

    `shape` returns the terminal of report.lark that a text fits.
    """
    return lru_cache(4096)(lambda text: _read(shape(text), text))


def _read(shape: str, text: str) -> CellReading:
    """Return the kind of a cell and its figure, or None if it has no exact figure."""
    kind = CellKind[shape]
    if kind is CellKind.NUMERAL:
        return kind, None if text == _DASH else number(text)
    if kind in (CellKind.BLANK, CellKind.PLACEHOLDER, CellKind.LETTERED, CellKind.WORDS):
        return kind, None
    digits = "".join(character for character in text.split("(")[0] if character in _NUMBER).replace(",", "")
    value: int | Decimal = Decimal(digits) if "." in digits else int(digits)
    if kind is CellKind.NOTED and "(" not in text:
        return kind, None if _INEXACT.search(text) else value * _multiple(text)
    return kind, -value if text[0] in "-−减" else value


def _multiple(text: str) -> int:
    """Return the multiple in a figure such as 1.2万, or 1 if it has none."""
    return next((multiple for sign, multiple in _MULTIPLES.items() if sign in text), 1)


class Anchor(Enum):
    """The place of the figures in rows with too many blank cells."""

    LEFT = "left"  # figures begin after the label; blanks after them are padding
    RIGHT = "right"  # figures end the row; blanks before them stand for merged labels
    ANY = "any"


def fit(cells: Sequence[CellText], width: int, anchor: Anchor) -> Sequence[CellText] | None:
    """Return the cells that are the figures, or None if the row does not fit.

    `width` is the number of figures. Only blank cells may be left over.
    """
    surplus = len(cells) - width
    if surplus <= 0:
        return None if surplus else cells
    offsets: Sequence[int] = (
        (0,)
        if anchor is Anchor.LEFT
        else (surplus,)
        if anchor is Anchor.RIGHT
        else (surplus, 0, *range(1, surplus))
    )
    for offset in offsets:
        if not any(cell.text for cell in (*cells[:offset], *cells[offset + width :])):
            return cells[offset : offset + width]
    return None


def unmerged(cells: Sequence[CellText], width: int, grid: int) -> Sequence[CellText]:
    """Return cells without the copies that a merged cell leaves at the end of a row.

    Only a row as wide as the full grid has such copies.
    """
    if width < len(cells) == grid:
        while len(cells) > width and cells[-1].text == cells[-2].text:
            cells = cells[:-1]
    return cells
