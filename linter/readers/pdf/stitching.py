"""Tables that a page break cut, in one piece. Their heads may be repeated, rows and labels cut in two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ....grammar.formats.format import key
from ....grammar.regex import Regex
from ....grammar.text.folding import fold
from .flow import Paragraph, Picture
from .labels import is_label
from .lattice import GridCell, GridRow, GridTable

_FIGURE = Regex(r"[-+−]?[0-9][0-9.,]*(?:[万亿]?元)?|[/\-—–]|[增减]加?[0-9]+")
_ORDINAL = Regex(r"[(（]?[一二三四五六七八九十0-9]{1,2}[)）、.．]")
_LOW = 9.0  # points: a row that is lower holds no text
_BESIDE = 5.0  # points by which the sides of a cell on one page may differ from those on the next


def stitched(items: Iterable[Paragraph | GridTable | Picture]) -> list[Paragraph | GridTable | Picture]:
    """The same items, with tables and labels in one piece.

    A table goes on at the top of the next page. A label that a rule cuts goes on in the cell below.
    """
    done: list[Paragraph | GridTable | Picture] = []
    for item in items:
        before = done[-1] if done else None
        if isinstance(item, GridTable) and isinstance(before, GridTable) and _on_two_pages(before, item):
            done[-1] = GridTable(before.box, tuple(_joined(list(before.rows), item.rows)))
        else:
            done.append(item)
    return [
        GridTable(item.box, tuple(_with_whole_labels(item.rows))) if isinstance(item, GridTable) else item
        for item in done
    ]


def _on_two_pages(before: GridTable, table: GridTable) -> bool:
    return before.rows[-1].page is not table.rows[0].page


def _with_whole_labels(rows: Sequence[GridRow]) -> list[GridRow]:
    """The rows of a table; each label whose lines stand in several cells stands in the first of these."""
    done: list[GridRow] = []
    for row in rows:
        cells = tuple(
            cell._replace(text="") if _is_second_half(done, cell) and _extend(done, cell) else cell
            for cell in row.cells
        )
        if any(cell.text for cell in cells) or cells == row.cells:
            done.append(GridRow(row.page, cells))
    return done


def _is_second_half(above: Sequence[GridRow], cell: GridCell) -> bool:
    """Whether a cell has the rest of a label that begins in the cell above."""
    if not cell.text or _FIGURE.fullmatch(cell.text) or is_label(cell.text):
        return False
    first = _counterpart(above, cell)
    return first is not None and not is_label(first.text) and is_label(first.text + cell.text)


def _joined(above: list[GridRow], below: Sequence[GridRow]) -> list[GridRow]:
    """The rows of two parts of a table as those of one."""
    below = below[_repeated(above, below) :]
    if not below:
        return above
    first, *others = below
    if _is_rest(above[-1], first):
        for cell in first.cells:
            _extend(above, cell)
        return above + others
    spanning = [cell for row in others[:1] for cell in row.cells if cell.reaches_down]
    cells = [
        cell._replace(text="") if _is_cut(above, cell, spanning) and _extend(above, cell) else cell
        for cell in first.cells
    ]
    return [*above, GridRow(first.page, tuple(cells)), *others]


def _repeated(above: Sequence[GridRow], below: Sequence[GridRow]) -> int:
    """How many rows of the head are printed again below the page break."""
    count = 0
    while count < min(len(above), len(below)) and _text(above[count]) == _text(below[count]) != "":
        count += 1
    return count


def _text(row: GridRow) -> str:
    return "".join(key(fold(cell.text)) for cell in row.cells)


def _is_rest(last: GridRow, first: GridRow) -> bool:
    """Whether the first row of a page is the lower part of the last row on the page before."""
    figures = [cell for cell in first.cells if _FIGURE.fullmatch(cell.text)]
    texts = [cell for cell in first.cells if cell.text and cell not in figures]
    filled = _has_figures(last)
    if not texts and not figures:
        return filled or all(cell.box.height < _LOW for cell in first.cells)
    if filled and figures:
        return False
    counterparts = [_counterpart([last], cell) for cell in (figures or texts)]
    if not filled and not figures:
        return all(
            above and is_label(above.text + cell.text) and not is_label(cell.text)
            for above, cell in zip(counterparts, texts, strict=True)
        )
    if any(_ORDINAL.match(cell.text) or is_label(cell.text) for cell in texts[-1:]):
        return False
    if filled:
        return all(above and not _FIGURE.fullmatch(above.text) for above in counterparts)
    # The figures may be printed beside the lower part of their label.
    label = next((cell.text for cell in reversed(last.cells) if cell.text), "")
    return all(above and not above.text for above in counterparts) and not (texts and is_label(label))


def _has_figures(row: GridRow) -> bool:
    return any(_FIGURE.fullmatch(cell.text) for cell in row.cells)


def _is_cut(above: Sequence[GridRow], cell: GridCell, spanning: Sequence[GridCell]) -> bool:
    """Whether the text of a cell belongs to a label that spans rows on both pages.

    It is the rest of the label, or all of it where the label is printed in the middle of its rows.
    """
    label = _counterpart(above, cell)
    if not cell.text or label is None:
        return False
    if not label.text:
        in_head = any(one.text for one in above[-1].cells) and not _has_figures(above[-1])
        return is_label(cell.text) and (in_head or any(_same_sides(one, cell) for one in spanning))
    if is_label(cell.text) or is_label(label.text):
        return False
    return is_label(label.text + cell.text) or not (
        _ORDINAL.match(cell.text) or _FIGURE.fullmatch(cell.text) or _FIGURE.fullmatch(label.text)
    )


def _counterpart(rows: Sequence[GridRow], cell: GridCell) -> GridCell | None:
    """The lowest cell with the same sides that begins in these rows."""
    for row in reversed(rows):
        for above in row.cells:
            if not above.reaches_down and _same_sides(above, cell):
                return above
    return None


def _same_sides(one: GridCell, other: GridCell) -> bool:
    return abs(one.box.left - other.box.left) < _BESIDE and abs(one.box.right - other.box.right) < _BESIDE


def _extend(rows: list[GridRow], cell: GridCell) -> bool:
    """Add the text of a cell to its counterpart. Returns whether it has one."""
    counterpart = _counterpart(rows, cell) if cell.text else None
    for number, row in enumerate(rows):
        if counterpart is not None and counterpart in row.cells:
            longer = counterpart._replace(text=counterpart.text + cell.text)
            rows[number] = GridRow(
                row.page, tuple(longer if one is counterpart else one for one in row.cells)
            )
    return counterpart is not None
