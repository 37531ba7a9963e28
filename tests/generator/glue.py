"""Reports without line ends, as a crawler or a copied page leaves them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_RULE = re.compile(r"[\s|:+-]*--[\s|:+-]*")
_HEADING = re.compile("[一二三四五六七八]、")


@dataclass(frozen=True)
class Glue:
    """What stands where line ends and bars were."""

    between_lines: str
    between_cells: str
    sections_apart: bool = False
    """Whether each section still begins a line."""


GLUES = {
    "nothing": Glue("", ""),
    "blanks": Glue(" ", " "),
    "wide blanks": Glue("\u3000", "\u3000"),
    "lines by blanks": Glue(" ", ""),
    "cells by blanks": Glue("", " "),
    "sections": Glue("", "", sections_apart=True),
    "sections by blanks": Glue(" ", " ", sections_apart=True),
    "sections with cells by blanks": Glue("", " ", sections_apart=True),
}


def glued(text: str, glue: Glue) -> str:
    """A report whose tables stand between bars, without the ends of lines and cells."""
    lines = list(_lines(text, glue.between_cells))
    if not glue.sections_apart:
        return glue.between_lines.join(lines)
    apart: list[str] = []
    for line in lines:
        if not apart or _HEADING.match(line):
            apart.append(line)
        else:
            apart[-1] += glue.between_lines + line
    return "\n".join(apart)


def _lines(text: str, between_cells: str) -> Iterator[str]:
    for line in text.splitlines():
        if _RULE.fullmatch(line):
            continue
        if "|" in line:
            yield between_cells.join(_cells(line))
        elif line.strip("#* "):
            yield line.strip("#* ")


def _cells(line: str) -> list[str]:
    """The cells of a row; a merged cell, which repeats its label, once."""
    cells: list[str] = []
    for cell in (part.strip() for part in line.strip().strip("|").split("|")):
        if cell and (not cells or cell != cells[-1] or cell[-1].isdigit()):
            cells.append(cell)
    return cells
