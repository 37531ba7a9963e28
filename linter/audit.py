"""All equations of a report, each evaluated once with its operands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from ..grammar import Cell, Identity, Report, Table


class Verdict(str, Enum):
    """Of an equation: it holds, it does not, or a figure is not known."""

    PASSED = "passed"
    FAILED = "failed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Operand:
    """A cell in an equation, by its ids; `cell` is None where the report lacks it. `sign` as in left − right = 0."""

    row: str
    column: str
    sign: int
    cell: Cell | None

    @property
    def value(self) -> int | Decimal | None:
        return self.cell.value if self.cell else None


@dataclass(frozen=True, slots=True)
class Equation:
    """An identity in one column or row. `left` and `right` are the sums, None where an operand is not known."""

    identity: Identity
    table: Table
    operands: tuple[Operand, ...]
    left: int | Decimal | None
    right: int | Decimal | None

    @property
    def verdict(self) -> Verdict:
        if self.left is None or self.right is None:
            return Verdict.UNKNOWN
        return Verdict.PASSED if self.left == self.right else Verdict.FAILED


@dataclass(frozen=True, slots=True)
class Audit:
    """Every equation of the tables that could be read. A blank or missing cell makes its equations unknown, never zero."""

    report: Report
    equations: tuple[Equation, ...]

    def failed(self, *identities: str) -> Iterator[Equation]:
        return (equation for equation in self.equations if equation.identity.id in identities and equation.verdict is Verdict.FAILED)

    def count(self, verdict: Verdict) -> int:
        return sum(equation.verdict is verdict for equation in self.equations)


def audit(report: Report) -> Audit:
    """Evaluate all equations of a report."""
    return Audit(report, tuple(equation for table in report.tables.values() if table.doubt is None for equation in _equations(table)))


def _equations(table: Table) -> Iterator[Equation]:
    cells = table.cells
    for identity in table.version.identities:
        if identity.table != table.id or identity.between_years:
            continue
        others = [row.id for row in table.format.rows.values()] if identity.over == "rows" else [column.id for column in table.format.blocks[0].columns]
        for other in others:
            operands = []
            for term in identity.terms:
                row, column = (other, term.id) if identity.over == "rows" else (term.id, other)
                operands.append(Operand(row, column, term.sign, cells.get((row, column))))
            values = [operand.value for operand in operands]
            left: int | Decimal | None = None
            right: int | Decimal | None = None
            if None not in values:
                sides = [value * operand.sign for value, operand in zip(values, operands, strict=True) if value is not None]
                left, right = sum(sides[: identity.left]), -sum(sides[identity.left :])
            yield Equation(identity, table, tuple(operands), left, right)
