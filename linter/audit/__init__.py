"""One audit of a report: every equation with its figures, the wrong cells, and what blanks must hold.

Sheet ▸ verdicts ▸ blame (search, likelihood of slips) ▸ faults; beside it the bounds of unknown cells.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field

from ...grammar import Doubt, Report, Table
from .blame import Change, Error, Pattern, Repair, blame, repair
from .equations import Equation, Operand, Sheet, Verdict
from .unknowns import Bounds, Narrowed, narrow

__all__ = [
    "REST",
    "Audit",
    "Bounds",
    "Change",
    "Equation",
    "Fault",
    "Operand",
    "Pattern",
    "Repair",
    "Verdict",
    "audit",
]

_FEW = 4  # so many failing equations may stay without explanation before the table counts as misread

REST = "NB300"  # the rule of the equations that name none

CellId = tuple[str, str, str]
"""Table, row and column id."""


class Fault(Struct, frozen=True):
    """An error in the figures of a table."""

    table: Table
    repairs: tuple[Repair, ...]  # what comes into question, likeliest first; none where nothing simple does
    clear: bool  # whether the first repair leads by far
    equations: tuple[
        Equation, ...
    ]  # those that fail by it; first the one whose total or side the blamed cell is

    @property
    def rule(self) -> str:
        """The code of the rule that speaks of it."""
        return self.equations[0].identity.rule or REST


class Audit(Struct, frozen=True):
    """The verdict on every equation of a report. A blank or missing cell is unknown, never zero."""

    report: Report
    equations: tuple[Equation, ...]
    faults: tuple[Fault, ...]
    doubts: dict[str, Doubt]  # why a table is not to be judged, by its id
    bounds: dict[CellId, Bounds]  # of the cells without a figure
    blamed: frozenset[CellId]  # the cells that the first repair of a fault changes

    def tables(self) -> Iterator[Table]:
        """The tables that may be judged."""
        return (table for table in self.report.tables.values() if table.id not in self.doubts)

    def faults_of(self, rule: str) -> Iterator[Fault]:
        """The faults that a rule speaks of, by its code."""
        return (fault for fault in self.faults if fault.rule == rule)

    def broken_by(self, table: str, row: str, column: str) -> int:
        """How many equations hold now, and would not if another figure stood in a cell."""
        return sum(
            equation.verdict is Verdict.PASSED
            and equation.table.id == table
            and any((operand.row, operand.column) == (row, column) for operand in equation.operands)
            for equation in self.equations
        )

    def count(self, verdict: Verdict) -> int:
        """How many equations have a verdict."""
        return sum(equation.verdict is verdict for equation in self.equations)


def audit(report: Report) -> Audit:
    """Evaluate all equations of a report and find what is to blame for those that fail."""
    audits = [_audit(table) for table in report.tables.values()]
    faults = tuple(fault for one in audits for fault in one.faults)
    return Audit(
        report,
        tuple(equation for one in audits for equation in one.equations),
        faults,
        {one.table.id: one.doubt for one in audits if one.doubt},
        {(one.table.id, *place): bounds for one in audits for place, bounds in one.bounds.items()},
        frozenset(
            (fault.table.id, change.cell.row, change.cell.column)
            for fault in faults
            for repair in fault.repairs[:1]
            for change in repair.changes
        ),
    )


class _TableAudit(Struct, frozen=True):
    """The audit of one table."""

    table: Table
    doubt: Doubt | None
    equations: tuple[Equation, ...]
    faults: tuple[Fault, ...] = ()
    bounds: dict[tuple[str, str], Bounds] = field(default_factory=dict)


def _audit(table: Table) -> _TableAudit:
    sheet = Sheet(table)
    if table.doubt:
        return _unjudged(sheet, table.doubt)
    narrowed = _narrowed(sheet, sheet.residuals)
    failing = {
        equation
        for equation, residual in enumerate(sheet.residuals)
        if residual and sheet.lacking(equation, residual)
    }
    failing |= {one.conflict.equation for one in narrowed if one.conflict}
    errors = blame(sheet) if failing else []
    if errors is None and len(failing) > _FEW:
        return _unjudged(sheet, Doubt.FIGURES_DISAGREE)
    equations = _equations(sheet, failing, narrowed)
    if errors:
        narrowed = _narrowed(sheet, _repaired(sheet, errors))
        errors = [_with_blanks(sheet, error, narrowed) for error in errors]
    places = sheet.system.places
    bounds = {
        places[cell]: bounds for one in narrowed if not one.conflict for cell, bounds in one.bounds.items()
    }
    return _TableAudit(table, None, equations, tuple(_faults(sheet, errors, failing, equations)), bounds)


def _unjudged(sheet: Sheet, doubt: Doubt) -> _TableAudit:
    return _TableAudit(
        sheet.table,
        doubt,
        tuple(Equation(instance, sheet, Verdict.UNKNOWN) for instance in sheet.system.instances),
    )


def _narrowed(sheet: Sheet, residuals: list[int]) -> list[Narrowed]:
    return [narrow(sheet, residuals, group) for group in sheet.system.groups] if sheet.open else []


def _equations(sheet: Sheet, failing: set[int], narrowed: list[Narrowed]) -> tuple[Equation, ...]:
    """The verdicts. An equation with an unknown cell passes only where other equations tell its figure."""
    settled = {cell: equation for one in narrowed if not failing for cell, equation in one.settled_by.items()}
    if not failing and not sheet.open:
        return tuple([Equation(instance, sheet, Verdict.PASSED) for instance in sheet.system.instances])
    verdicts = []
    for equation in range(len(sheet.residuals)):
        if equation in failing:
            verdicts.append(Verdict.FAILED)
        elif equation not in sheet.open or (
            sheet.open[equation]
            and all(settled.get(cell, equation) != equation for cell, _ in sheet.open[equation])
        ):
            verdicts.append(Verdict.PASSED)
        else:
            verdicts.append(Verdict.UNKNOWN)
    return tuple(
        Equation(instance, sheet, verdict)
        for instance, verdict in zip(sheet.system.instances, verdicts, strict=True)
    )


def _repaired(sheet: Sheet, errors: list[Error]) -> list[int]:
    """The residuals after the first repair of each error."""
    residuals = list(sheet.residuals)
    for error in errors:
        for cell, figure in error.repairs[0].figures.items():
            for equation, sign in sheet.system.of[cell]:
                residuals[equation] += sign * (figure - (sheet.figures[cell] or 0))
    return residuals


def _with_blanks(sheet: Sheet, error: Error, narrowed: list[Narrowed]) -> Error:
    """The error, with the blank that a lost figure leaves at the end of its row."""
    changes = error.repairs[0].figures
    bounds = {cell: bounds for one in narrowed if not one.conflict for cell, bounds in one.bounds.items()}
    for cell, other in ((max(changes), max(changes) + 1), (min(changes), min(changes) - 1)):
        same_row = other in bounds and sheet.system.places[cell][0] == sheet.system.places[other][0]
        if (
            error.clear
            and same_row
            and sheet.cells[other]
            and bounds[other].figure is not None
            and bounds[other].figure == sheet.figures[cell] != 0
        ):
            changes[other] = bounds[other].low
    if len(changes) == len(error.repairs[0].changes):
        return error
    return Error((repair(sheet, changes, Pattern.SHIFTED),), clear=True)


def _faults(
    sheet: Sheet, errors: list[Error] | None, failing: set[int], equations: tuple[Equation, ...]
) -> Iterator[Fault]:
    if errors is None:
        for number in sorted(failing):
            yield Fault(sheet.table, (), False, (equations[number],))
        return
    for error in errors:
        lead = error.repairs[0].figures
        own = [sheet.system.own[cell] for cell in lead]
        touched = {equation for cell in lead for equation, _ in sheet.system.of[cell]} & failing or failing
        order = sorted(touched, key=lambda number: (number not in own, number))
        yield Fault(
            sheet.table,
            error.repairs,
            error.clear,
            tuple(equations[number] for number in order),
        )
