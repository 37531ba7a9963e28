"""Turns faults into problems, with the equation that fails, the wrong cell and its right figure."""

from __future__ import annotations

from ...grammar import Cell
from ...grammar.regex import Regex
from ..audit import Change, Equation, Fault, Operand, Pattern, Repair, Verdict
from ..findings import CellAddress, Edit, Fix, Problem, Related
from ..messages import Message, Phrase
from ..places import SEPARATOR

SUM = Message(
    zh="{line}：{total} {left}，分项之和 {right}", en="{line}: {total} {left}, its parts add up to {right}"
)
LESS = Message(
    zh="{line}：{total} {left}，少于已填分项之和 {right}",
    en="{line}: {total} {left}, less than the parts filled in, {right}",
)
FORMULA = Message(zh="{line}：{formula}", en="{line}: {formula}")
UNSOLVABLE = Message(
    zh="{line}：空白处填多少都不能使等式成立", en="{line}: no figures in its blanks make the equation hold"
)
DIFFERENT = Message(zh="{line}：{first}，{second}", en="{line}: {first}, {second}")
WORKED_OUT = Message(zh="{terms} = {sum}", en="{terms} = {sum}")
BALANCE = Message(
    zh="{line}不平衡：{first} = {left}，{second} = {right}",
    en="{line} does not balance: {first} = {left}, {second} = {right}",
)
ROW = Message(zh="“{name}”行", en="row “{name}”")
COLUMN = Message(zh="“{name}”列", en="column “{name}”")
GROUP = Message(zh="“{name}”", en="“{name}”")
CELL = Message(
    zh="{equation}；“{name}”应为 {expected}，现为 {found}",
    en="{equation}; “{name}” should be {expected}, not {found}",
)
CELLS = Message(
    zh="{equation}；最可能{first}，其次{others}", en="{equation}; most likely {first}, else {others}"
)
ONE = Message(zh="“{name}”应为 {figure}", en="“{name}” should be {figure}")
SWAP = Message(zh="{line}“{first}”与“{second}”对调", en="{line}“{first}” and “{second}” exchanged")
EACH = Message(zh="{cells}", en="{cells}")
IN_LINE = Message(zh="“{line}”应为{cells}", en="“{line}” should be {cells}")
BOTH = Message(
    zh="{line}“{first}”{found} 与“{second}”{other} 像是填反了，对调后等式都成立",
    en="{line}“{first}” {found} and “{second}” {other} seem to be exchanged",
)
LINE = Message(zh="“{name}”的", en="“{name}”: ")
SHIFTED = Message(
    zh="“{line}”的数字像是错了一格：从“{name}”起应为 {figures}",
    en="the figures of “{line}” seem to be one cell off: from “{name}” on {figures}",
)
SEVERAL = Message(zh="{equation}；{cells}", en="{equation}; {cells}")
MORE = Message(zh="{cells}等 {count} 格", en="{cells} and so on, {count} cells")
CHANGE = Message(zh="改为 {figure}", en="change to {figure}")
CHANGE_ONE = Message(zh="“{name}”改为 {figure}", en="change “{name}” to {figure}")
EXCHANGE = Message(zh="对调“{first}”与“{second}”", en="exchange “{first}” and “{second}”")
CHANGE_ALL = Message(zh="改正 {count} 格", en="change {count} cells")

_RUN = 7  # so many figures of a shifted row or column are named
_LISTED = 3  # so many cells of one repair are named
_SHOWN = 2  # so many alternatives are named after the first
_TERMS = 4  # in an equation with more terms, those that are 0 are not named
_BLANK = "□"
_SIGNS = {Verdict.PASSED: "=", Verdict.FAILED: "≠", Verdict.UNKNOWN: "?"}
_FIGURE = Regex(r"[0-9][0-9,]*")


def problem(fault: Fault) -> Problem:
    """The problem for a fault, at the cell that is most likely wrong."""
    equation = fault.equations[0]
    if not fault.repairs:
        operand = equation.operands[0]
        address = CellAddress(fault.table.id, operand.row, operand.column)
        return Problem(
            sentence(equation),
            operand.cell.span if operand.cell else fault.table.span,
            address,
            found=operand.cell.text if operand.cell else None,
        )
    repair = fault.repairs[0]
    lead = repair.changes[0]
    return Problem(
        _phrase(fault),
        lead.cell.span,
        CellAddress(fault.table.id, lead.cell.row, lead.cell.column),
        expected=str(lead.figure),
        found=lead.cell.text,
        related=tuple(_related(other, lead.cell) for other in fault.equations),
        fixes=tuple(_fix(fault, one) for one in fault.repairs),
    )


def name_of(equation: Equation) -> str:
    """The name of an equation's row or column, or of the group of columns if the row has no name."""
    operand = equation.operands[0]
    column = equation.table.format.columns[operand.row, operand.column]
    if equation.identity.over == "columns":
        return column.label
    return equation.table.format.rows[operand.row].name or column.group


def _line_of(equation: Equation) -> Phrase:
    operand = equation.operands[0]
    across, labelled = equation.identity.over == "rows", equation.table.format.rows[operand.row].name
    return (COLUMN if not across else ROW if labelled else GROUP)(name=name_of(equation))


def sentence(equation: Equation) -> Phrase:
    """A sentence with the figures of an equation that fails."""
    identity, line = equation.identity, _line_of(equation)
    if not equation.fails or (identity.subtracts and not equation.complete):
        return UNSOLVABLE(line=line)
    alone, sums = identity.left == 1, not identity.subtracts and len(identity.terms) > 2
    if alone and sums:
        message = SUM if equation.complete else LESS
        total = _term(equation, equation.operands[0])
        return message(line=line, total=total, left=equation.left, right=equation.right)
    left, right = _side(equation, slice(None, identity.left)), _side(equation, slice(identity.left, None))
    if alone:
        second = WORKED_OUT(terms=right, sum=equation.right) if len(identity.terms) > 2 else right
        return DIFFERENT(line=line, first=left, second=second)
    return BALANCE(line=line, first=left, left=equation.left, second=right, right=equation.right)


def _term(equation: Equation, operand: Operand) -> str:
    """The name of an operand's column if the equation is about a row, else of its row."""
    format = equation.table.format
    if equation.identity.over == "rows":
        return format.columns[operand.row, operand.column].label
    return format.rows[operand.row].name


def _side(equation: Equation, side: slice) -> str:
    """One side of an equation with names and figures: 年初 6 − 注销 1."""
    terms, operands = equation.identity.terms[side], equation.operands[side]
    plus = 1 if side.start is None else -1
    brief = len(equation.identity.terms) > _TERMS and any(operand.figure for operand in operands)
    parts = [
        f"{'+' if term.sign == plus else '−'} {_term(equation, operand)} {operand.figure}"
        for term, operand in zip(terms, operands, strict=True)
        if operand.figure or not brief
    ]
    return " ".join(parts).removeprefix("+ ")


def formula(equation: Equation, brief: bool = False) -> str:
    """An equation in figures, such as 13 = 12 + 1.

    The sign is ≠ if the equation fails, and ? if its verdict is unknown. A blank is □. A brief equation has
    no zeros.
    """
    terms, left = equation.identity.terms, equation.identity.left
    texts = [_BLANK if operand.figure is None else str(operand.figure) for operand in equation.operands]
    signs = ["+" if (term.sign > 0) == (place < left) else "−" for place, term in enumerate(terms)]
    sides = []
    for side in (slice(None, left), slice(left, None)):
        parts = [
            f"{sign} {text}"
            for sign, text in zip(signs[side], texts[side], strict=True)
            if text != "0" or not brief
        ]
        sides.append(" ".join(parts).removeprefix("+ ") or "0")
    return f" {_SIGNS[equation.verdict]} ".join(sides)


def _phrase(fault: Fault) -> Phrase:
    equation, repair = sentence(fault.equations[0]), fault.repairs[0]
    first = repair.changes[0]
    if not fault.clear:
        others = tuple(
            _should(fault, one) for one in fault.repairs[1 : 1 + (_SHOWN if len(repair.changes) == 1 else 1)]
        )
        return CELLS(equation=equation, first=_should(fault, repair), others=others)
    if repair.pattern is Pattern.CELL:
        return CELL(equation=equation, name=_name(fault, first), expected=first.figure, found=first.cell.text)
    names = [_name(fault, change, repair) for change in repair.changes]
    if repair.pattern is Pattern.EXCHANGED:
        second = repair.changes[1]
        line = _line(fault, repair)
        return BOTH(
            line=LINE(name=line) if line else "",
            first=names[0],
            found=first.cell.text,
            second=names[1],
            other=second.cell.text,
        )
    if repair.pattern is Pattern.SHIFTED:
        return SHIFTED(
            line=_line(fault, repair) or fault.table.format.name,
            name=names[0],
            figures="、".join(_run(fault, repair)),
        )
    return SEVERAL(equation=equation, cells=_should(fault, repair))


def _should(fault: Fault, repair: Repair) -> Phrase:
    if len(repair.changes) == 1:
        return ONE(name=_name(fault, repair.changes[0], repair), figure=repair.changes[0].figure)
    if repair.pattern is Pattern.EXCHANGED:
        first, second = (_name(fault, change, repair) for change in repair.changes)
        line = _line(fault, repair)
        return SWAP(line=LINE(name=line) if line else "", first=first, second=second)
    if not _line(fault, repair):
        return EACH(
            cells=tuple(
                ONE(name=_name(fault, change, repair), figure=change.figure)
                for change in repair.changes[:_LISTED]
            )
        )
    shown = "、".join(
        f"“{_name(fault, change, repair)}”{change.figure}" for change in repair.changes[:_LISTED]
    )
    cells = MORE(cells=shown, count=len(repair.changes)) if len(repair.changes) > _LISTED else shown
    return IN_LINE(line=_line(fault, repair), cells=cells)


def _run(fault: Fault, repair: Repair) -> list[str]:
    """The right figures of a row or column, from the first that changes to the last."""
    figures = {(change.cell.row, change.cell.column): str(change.figure) for change in repair.changes}
    (row, column), cells = next(iter(figures)), fault.table.cells
    along_row = len({row for row, _ in figures}) == 1
    line = [
        place
        for place in fault.table.format.columns
        if (place[0] == row if along_row else place[1] == column)
    ]
    numbers = [number for number, place in enumerate(line) if place in figures]
    run = [
        figures.get(place) or (cells[place].text if place in cells else "")
        for place in line[numbers[0] : numbers[-1] + 1]
    ]
    return run if len(run) <= _RUN else [*run[:_RUN], "……"]


def _name(fault: Fault, change: Change, repair: Repair | None = None) -> str:
    """The name of a cell, which distinguishes it in its repair or in the equation that fails."""
    cells = [one.cell for one in repair.changes] if repair else [change.cell]
    row = fault.table.format.rows[change.cell.row].name
    column = fault.table.format.columns[change.cell.row, change.cell.column]
    rows, columns = {cell.row for cell in cells}, {cell.column for cell in cells}
    labels = {fault.table.format.columns[cell.row, cell.column].label for cell in cells}
    label = column.label if len(labels) == len(columns) else SEPARATOR.join((column.group, column.label))
    if len(rows) > 1:
        return SEPARATOR.join((row, label)) if len(columns) > 1 else row
    return label if len(cells) > 1 or not row or fault.equations[0].identity.over == "rows" else row


def _line(fault: Fault, repair: Repair) -> str:
    """The name of the row or column of all cells of a repair, empty if there is no such line."""
    cell = repair.changes[0].cell
    if len({change.cell.row for change in repair.changes}) == 1:
        return fault.table.format.rows[cell.row].name
    if len({change.cell.column for change in repair.changes}) == 1:
        return fault.table.format.columns[cell.row, cell.column].label
    return ""


def _related(equation: Equation, blamed: Cell) -> Related:
    """A note with an equation, at its first cell that is not the blamed one and preferably not 0."""
    others = [operand for operand in equation.operands if operand.cell and operand.cell != blamed]
    operand = next((other for other in others if other.figure), others[0]) if others else equation.operands[0]
    phrase = FORMULA(line=_line_of(equation), formula=formula(equation, brief=True))
    return Related(
        phrase,
        operand.cell.span if operand.cell else None,
        CellAddress(equation.table.id, operand.row, operand.column),
    )


def _fix(fault: Fault, repair: Repair) -> Fix:
    edits = tuple(_edit(change) for change in repair.changes)
    first = repair.changes[0]
    if len(repair.changes) == 1:
        alone = len(fault.repairs) == 1
        title = (
            CHANGE(figure=first.figure)
            if alone
            else CHANGE_ONE(name=_name(fault, first), figure=first.figure)
        )
    elif repair.pattern is Pattern.EXCHANGED:
        title = EXCHANGE(first=_name(fault, first, repair), second=_name(fault, repair.changes[1], repair))
    else:
        title = CHANGE_ALL(count=len(repair.changes))
    return Fix(title, edits, safe=False)


def _edit(change: Change) -> Edit:
    """The edit for a change. It replaces only the figure, not a unit or note after it."""
    figure = _FIGURE.search(change.cell.text)
    span = change.cell.span
    if figure:
        span = type(span)(span.start + figure.start(), span.start + figure.end())
    return Edit(span, str(change.figure))
