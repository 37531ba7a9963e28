"""One audit of a report: every equation with its figures, the cells to blame for those that fail, and what blanks must hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from ...grammar import Doubt, Report, Table
from .equations import Equation, Operand, Verdict, equations_of

__all__ = ["Audit", "Bounds", "Equation", "Operand", "Verdict", "audit"]

Place = tuple[str, str, str]
"""Table, row and column id."""


class Bounds(NamedTuple):
    """What the equations leave open for a figure; `high` None: no limit."""

    low: int
    high: int | None

    @property
    def figure(self) -> int | None:
        """The one figure possible, if there is but one."""
        return self.low if self.low == self.high else None


@dataclass(frozen=True, slots=True)
class Audit:
    """Every equation of the tables that could be read. A blank or missing cell is unknown, never zero."""

    report: Report
    equations: tuple[Equation, ...]
    doubts: dict[str, Doubt] = field(default_factory=dict)  # why a table is not to be judged, by its id
    bounds: dict[Place, Bounds] = field(default_factory=dict)  # of cells without a figure
    blamed: frozenset[Place] = frozenset()  # cells that an arithmetic finding speaks of

    def tables(self) -> Iterator[Table]:
        """The tables that may be judged."""
        return (table for table in self.report.tables.values() if table.id not in self.doubts)

    def failed(self, *identities: str) -> Iterator[Equation]:
        return (equation for equation in self.equations if equation.identity.id in identities and equation.verdict is Verdict.FAILED)

    def count(self, verdict: Verdict) -> int:
        return sum(equation.verdict is verdict for equation in self.equations)


def audit(report: Report) -> Audit:
    """Evaluate all equations of a report."""
    doubts = {table.id: table.doubt for table in report.tables.values() if table.doubt}
    equations = tuple(equation for table in report.tables.values() if table.id not in doubts for equation in equations_of(table))
    return Audit(report, equations, doubts)
