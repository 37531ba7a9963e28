"""Lines of figures that belong to no table, as text copied out of a PDF has them.

There, a label that takes several lines of its cell stands before, beside and behind the figures of its row.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..document.parser import ReportPart
from ..document.tokens import CELL_MARKS, RawTable
from ..formats.format import Formats
from ..model import Scattered
from ..regex import Regex
from ..text.maps import Span

_ROW = 3  # figures at the end of a line; prose does not end with so many
_ROWS = 3  # lines, where a part of the table was read
_ALONE = 8  # lines, where no part was; fewer may be a table of something else
_COLUMN = 10  # lines that have nothing but figures, as where the text goes down the columns
_FIGURE = Regex(r"[0-9]+(?:\.[0-9]+)?")


def find_scattered(parts: Sequence[ReportPart], formats: Formats, text: str) -> dict[str, Scattered]:
    """Return the scattered lines of the sections that have tables, by the id of the table."""
    found: dict[str, Scattered] = {}
    for part in parts:
        title = part.heading.title if part.heading else None
        section = formats[-1].section.get(title.section) if title else None
        if not section or not section.table:
            continue
        lines = [item for item in part.body if not isinstance(item, RawTable)]
        if not lines or _has_cells(text[lines[0].start_pos : lines[-1].end_pos]):
            continue
        begun = len(lines) < len(part.body)
        counts = [(line, *_figures(line.text)) for line in lines if line.text[-1:].isdigit()]
        rows = [line for line, figures, _ in counts if figures >= _ROW]
        columns = [line for line, figures, words in counts if 0 < figures == words]
        wide = any(figures > _COLUMN for _, figures, _ in counts)
        enough = len(rows) >= (_ROWS if begun else _ALONE)
        taken = rows if wide or enough else columns if len(columns) >= _COLUMN else []
        if taken:
            found[section.table] = Scattered(Span(taken[0].start_pos, taken[-1].end_pos), len(taken))
    return found


def _has_cells(text: str) -> bool:
    """Whether marks stand between cells, so that a label cannot be apart from its figures."""
    return any(mark in text for mark in CELL_MARKS)


def _figures(text: str) -> tuple[int, int]:
    """The number of figures at the end of a line, and of all its words."""
    words = text.split()
    figures = 0
    while figures < len(words) and _FIGURE.fullmatch(words[-1 - figures]):
        figures += 1
    return figures, len(words)
