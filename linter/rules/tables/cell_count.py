"""Heads, rows and cells."""

from collections.abc import Iterator

from ....grammar import Row, Source, Span, Table
from ...audit import Audit
from ...findings import Edit, Fix, Problem, Severity
from ...messages import Message
from ...places import address
from ...registry import rule

COUNT = Message(
    zh="“{row}”应有 {expected} 个数字，实有 {found} 个",
    en="“{row}” should have {expected} figures, it has {found}",
)
LOST = Message(
    zh="“{row}”应有 {expected} 个数字，实有 {found} 个；按等式少了“{column}”的 {figure}",
    en="“{row}” should have {expected} figures, it has {found}; "
    "by the equations {figure} under “{column}” lacks",
)
ADDED = Message(
    zh="“{row}”应有 {expected} 个数字，实有 {found} 个；按等式第 {number} 个“{figure}”多余",
    en="“{row}” should have {expected} figures, it has {found}; "
    "by the equations “{figure}”, number {number}, is too much",
)
INSERT = Message(zh="在“{column}”处补上 {figure}", en="insert {figure} under “{column}”")
REMOVE = Message(zh="删去多余的“{figure}”", en="remove “{figure}”")


@rule("NB207", "cell-count", Severity.ERROR)
def cell_count(audit: Audit) -> Iterator[Problem]:
    for table in audit.tables():
        for row in table.rows:
            if row.format and not row.fits:
                yield _told(audit, table, row) or _problem(table, row, COUNT)


def _problem(table: Table, row: Row, message: Message, fix: Fix | None = None, **values: object) -> Problem:
    assert row.format
    expected, found = len(row.columns), len(row.cells)
    phrase = message(row=row.format.name or table.format.name, expected=expected, found=found, **values)
    cell = address(table, row.format.id)
    return Problem(
        phrase, row.span, cell, expected=str(expected), found=str(found), fixes=(fix,) if fix else ()
    )


def _told(audit: Audit, table: Table, row: Row) -> Problem | None:
    """The same, with the one figure that lacks or is too much, where the equations tell the whole row."""
    assert row.format
    bounds = [audit.bounds.get((table.id, row.format.id, column.id)) for column in row.columns]
    meant = [one.figure for one in bounds if one]
    found = [cell.value for cell in row.cells]
    if len(meant) < len(row.columns) or None in meant or abs(len(meant) - len(found)) != 1 or len(found) < 2:
        return None
    longer, shorter = (meant, found) if len(meant) > len(found) else (found, meant)
    place = next((place for place, one in enumerate(shorter) if one != longer[place]), len(shorter))
    if [*longer[:place], *longer[place + 1 :]] != shorter:
        return None
    if longer is meant:
        column, figure = row.columns[place].label, str(meant[place])
        fix = Fix(
            INSERT(column=column, figure=figure),
            (_insertion(audit.report.source, row, place, figure),),
            safe=False,
        )
        return _problem(table, row, LOST, fix, column=column, figure=figure)
    cells, figure = row.cells, row.cells[place].text
    span = (
        Span(cells[place].start, cells[place + 1].start)
        if place + 1 < len(cells)
        else Span(cells[place - 1].end, cells[place].end)
    )
    return _problem(
        table,
        row,
        ADDED,
        Fix(REMOVE(figure=figure), (Edit(span, ""),), safe=False),
        number=place + 1,
        figure=figure,
    )


def _insertion(source: Source, row: Row, place: int, figure: str) -> Edit:
    """A figure put in before a cell or behind the last, set off as the cells around it are."""
    left = min(max(place - 1, 0), len(row.cells) - 2)
    between = source.text[row.cells[left].end : row.cells[left + 1].start]
    if place < len(row.cells):
        return Edit(Span(row.cells[place].start, row.cells[place].start), figure + between)
    return Edit(Span(row.cells[-1].end, row.cells[-1].end), between + figure)
