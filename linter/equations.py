"""Problems made from equations that fail: the cell, the figures, and every operand as a related place."""

from __future__ import annotations

from decimal import Decimal

from ..grammar import Span
from .audit import Equation, Operand
from .findings import CellAddress, Edit, Fix, Message, Phrase, Problem, Related
from .places import SEPARATOR

OPERAND = Message(zh="{name}：{value}", en="{name}: {value}")
CHANGE = Message(zh="改为 {value}", en="change to {value}")


def row_name(equation: Equation) -> str:
    return equation.table.format.rows[equation.operands[0].row].name


def column_name(equation: Equation) -> str:
    operand = equation.operands[0]
    return equation.table.format.columns[operand.row, operand.column].name


def group_name(equation: Equation) -> str:
    operand = equation.operands[0]
    return equation.table.format.columns[operand.row, operand.column].group


def problem(equation: Equation, index: int, phrase: Phrase, expected: int | Decimal | None) -> Problem:
    """A problem at one operand of an equation, by its index. `expected`: what its figure should be, if the equation alone tells."""
    operands = equation.operands
    blamed = operands[index]
    assert blamed.cell
    span = blamed.cell.span
    fixes = (Fix(CHANGE(value=expected), (Edit(span, str(expected)),), safe=False),) if expected is not None else ()
    return Problem(
        phrase,
        span,
        _address(equation, blamed),
        expected=str(expected) if expected is not None else None,
        found=blamed.cell.text,
        related=tuple(_related(equation, operand) for number, operand in enumerate(operands) if number != index),
        fixes=fixes,
    )


def _related(equation: Equation, operand: Operand) -> Related:
    format = equation.table.format
    row, column = format.rows[operand.row], format.columns[operand.row, operand.column]
    name = column.label if equation.identity.over == "rows" else row.name
    span: Span | None = operand.cell.span if operand.cell else None
    return Related(OPERAND(name=SEPARATOR.join(filter(None, (name,))), value=operand.value), span, _address(equation, operand))


def _address(equation: Equation, operand: Operand) -> CellAddress:
    return CellAddress(equation.table.id, operand.row, operand.column)
