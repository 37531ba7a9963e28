from collections.abc import Iterator, Sequence
from itertools import groupby

from ....grammar import CellKind
from ...audit import Audit, Bounds
from ...findings import Edit, Fix, Problem, Related, Severity
from ...messages import Message, Phrase
from ...places import address
from ...registry import rule
from ...tables.blanks import blank_tables, nothing_filled_in
from ...tables.figures import JudgedCell, places

CELL = Message(zh="{cell}{state}，{demand}", en="{cell} {state}; {demand}")
ROW = Message(zh="“{row}”一行{state}，没有的填 0", en="row “{row}” {state}; where there are none, write 0")
TABLE = Message(
    zh="{table}有 {count} 格没有数字，没有的填 0",
    en="{count} cells of {table} hold no figure; where there are none, write 0",
)
TABLE_ZERO = Message(
    zh="{table}有 {count} 格没有数字，由等式可知都是 0，请填上",
    en="{count} cells of {table} hold no figure; by the equations all are 0: write it",
)
TABLE_KNOWN = Message(
    zh="{table}有 {count} 格没有数字，其中 {known} 格由等式可知；没有的填 0",
    en="{count} cells of {table} hold no figure, {known} of them follow from the equations; "
    "where there are none, write 0",
)
TABLE_LACKING = Message(
    zh="{table}有 {count} 格没有数字，其中 {lacking} 格按等式不是 0：{cell}应为 {figure}",
    en="{count} cells of {table} hold no figure; "
    "by the equations {lacking} of them are not 0: {cell} is {figure}",
)
NOTHING = Message(zh="{table}没有填数字", en="{table} holds no figures at all")
BLANK = Message(zh="空白", en="is blank")
PLACEHOLDER = Message(zh="写的是“{text}”", en="reads “{text}”")
FIGURE = Message(zh="按等式应为 {figure}", en="by the equations it is {figure}")
AT_LEAST = Message(zh="按等式不少于 {figure}", en="by the equations it is {figure} or more")
ANY = Message(zh="应填数字，没有的填 0", en="a figure is due; where there are none, write 0")
FILL = Message(zh="填上 {figure}", en="fill in {figure}")
FILL_ALL = Message(
    zh="填上由等式可知的 {count} 格", en="fill in the {count} cells that follow from the equations"
)
_FEW = 3  # so many that are not 0 among them were forgotten; more were left out on purpose
_MANY = 6  # so many cells are a habit, and one finding


@rule("NB208", "cell-empty", Severity.WARNING)
def cell_empty(audit: Audit) -> Iterator[Problem]:
    if nothing_filled_in(audit):
        return  # said once, by the rule about that
    blank = {table.id for table in blank_tables(audit)}
    tables: dict[str, list[JudgedCell]] = {}
    for place in places(audit):
        if _empty(audit, place):
            tables.setdefault(place.table.id, []).append(place)
    for empty in tables.values():
        table = empty[0].table
        if table.id in blank:
            phrase = NOTHING(table=table.format.name)
            yield Problem(phrase, empty[0].cell.span, address(table), severity=Severity.ERROR)
            continue
        if len(empty) >= _MANY:
            yield _habit(audit, empty)
            continue
        for _, group in groupby(empty, key=lambda place: place.row.span):
            row = list(group)
            if len(row) == len(row[0].row.cells) > 1:
                yield _row(audit, row)
            else:
                yield from (_cell(audit, place) for place in row)


def _empty(audit: Audit, place: JudgedCell) -> bool:
    """Whether a cell is to be filled in, and no shift of its row says so already."""
    cell = place.cell
    return (
        cell.kind in (CellKind.BLANK, CellKind.PLACEHOLDER)
        and (place.table.id, cell.row, cell.column) not in audit.blamed
    )


def _cell(audit: Audit, place: JudgedCell) -> Problem:
    bounds, cell = _bounds(audit, place), place.cell
    demand = (
        ANY()
        if not bounds or not (bounds.low or bounds.figure == 0)
        else (AT_LEAST if bounds.figure is None else FIGURE)(figure=bounds.low)
    )
    figure = bounds.figure if bounds else None
    return Problem(
        CELL(cell=place.name, state=_state(place), demand=demand),
        cell.span,
        address(place.table, cell.row, cell.column),
        expected=None if figure is None else str(figure),
        found=cell.text,
        fixes=_fill(audit, [place]),
        severity=None if bounds or cell.kind is CellKind.PLACEHOLDER else Severity.INFO,
    )


def _row(audit: Audit, row: Sequence[JudgedCell]) -> Problem:
    first = row[0]
    assert first.row.format
    severity = Severity.INFO if first.cell.kind is CellKind.BLANK else None
    phrase = ROW(row=first.row.format.name or first.table.format.name, state=_state(first))
    cell = address(first.table, first.row.format.id)
    return Problem(
        phrase, first.cell.span, cell, found=first.cell.text, fixes=_fill(audit, row), severity=severity
    )


def _habit(audit: Audit, empty: Sequence[JudgedCell]) -> Problem:
    """One problem for many empty cells: information, unless they hold signs or a few must be above 0."""
    table = empty[0].table
    known = [
        (place, bounds.low)
        for place in empty
        if (bounds := _bounds(audit, place)) and bounds.figure is not None
    ]
    lacking = [(place, figure) for place, figure in known if figure]
    related = []
    for place, figure in lacking[:_FEW]:
        phrase = CELL(cell=place.name, state=_state(place), demand=FIGURE(figure=figure))
        related.append(Related(phrase, place.cell.span, address(table, place.cell.row, place.cell.column)))
    message = (
        TABLE_LACKING
        if lacking
        else TABLE_ZERO
        if len(known) == len(empty)
        else TABLE_KNOWN
        if known
        else TABLE
    )
    named, figure = lacking[0] if lacking else (empty[0], 0)
    column = (
        len({place.cell.column for place in empty}) == 1
    )  # left out as a whole, such as the totals of all details
    plain = (column or not 0 < len(lacking) <= _FEW) and all(
        place.cell.kind is CellKind.BLANK for place in empty
    )
    return Problem(
        message(
            table=table.format.name,
            count=len(empty),
            known=len(known),
            lacking=len(lacking),
            cell=named.name,
            figure=figure,
        ),
        named.cell.span,
        address(table),
        related=tuple(related),
        fixes=_fill(audit, empty),
        severity=Severity.INFO if plain else None,
    )


def _bounds(audit: Audit, place: JudgedCell) -> Bounds | None:
    return audit.bounds.get((place.table.id, place.cell.row, place.cell.column))


def _state(place: JudgedCell) -> Phrase:
    return BLANK() if place.cell.kind is CellKind.BLANK else PLACEHOLDER(text=place.cell.text)


def _fill(audit: Audit, empty: Sequence[JudgedCell]) -> tuple[Fix, ...]:
    """Only what the equations tell: whether a figure is 0 elsewhere, the agency alone knows."""
    known = [
        (place, bounds.figure)
        for place in empty
        if (bounds := _bounds(audit, place)) and bounds.figure is not None
    ]
    if not known:
        return ()
    title = FILL(figure=known[0][1]) if len(empty) == 1 else FILL_ALL(count=len(known))
    return (Fix(title, tuple(Edit(place.cell.span, str(figure)) for place, figure in known), safe=False),)
