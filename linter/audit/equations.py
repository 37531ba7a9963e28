"""The equations of a table over its figures: each one a sum that must be zero."""

from __future__ import annotations

from collections import Counter
from enum import Enum
from functools import cache, cached_property
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct

from ...grammar import Cell, CellKind, Format, Identity, Span, Table


class Verdict(str, Enum):
    """Of an equation: it holds, it does not, or a figure that it needs is not known."""

    PASSED = "passed"
    FAILED = "failed"
    UNKNOWN = "unknown"


class Operand(NamedTuple):
    """A cell in an equation."""

    row: str  # its id
    column: str  # its id
    cell: Cell | None  # None where the report lacks it
    figure: int | None  # None where it has none that can be used


class Instance(Struct, frozen=True):
    """An identity in one column or row."""

    identity: Identity
    cells: tuple[int, ...]  # by their numbers in the system, in the order of the identity's terms

    @property
    def plus(self) -> tuple[int, ...]:
        return tuple(
            cell for cell, term in zip(self.cells, self.identity.terms, strict=True) if term.sign > 0
        )

    @property
    def minus(self) -> tuple[int, ...]:
        return tuple(
            cell for cell, term in zip(self.cells, self.identity.terms, strict=True) if term.sign < 0
        )


class System(Struct, frozen=True, dict=True):
    """All equations of a table of a format, over its cells, which are numbered row by row."""

    places: tuple[tuple[str, str], ...]  # the ids of row and column of each cell
    labels: tuple[str, ...]  # the label of each cell's column
    instances: tuple[Instance, ...]
    plus: tuple[tuple[int, ...], ...]  # for each equation the cells that are added
    minus: tuple[tuple[int, ...], ...]  # and those that are taken away
    of: tuple[tuple[tuple[int, int], ...], ...]  # for each cell its equations, with the cell's sign there

    @cached_property
    def groups(self) -> list[list[int]]:
        """The equations in groups of those that share a cell, directly or through others."""
        groups: list[tuple[set[int], list[int]]] = []
        for equation, instance in enumerate(self.instances):
            cells, equations = set(instance.cells), [equation]
            for group in [group for group in groups if group[0] & cells]:
                groups.remove(group)
                cells, equations = cells | group[0], group[1] + equations
            groups.append((cells, equations))
        return [sorted(equations) for _, equations in groups]

    @cached_property
    def lines(self) -> list[frozenset[int]]:
        """The cells of each row and of each column."""
        lines: dict[tuple[int, str], set[int]] = {}
        for cell, place in enumerate(self.places):
            for axis in (0, 1):
                lines.setdefault((axis, place[axis]), set()).add(cell)
        return [frozenset(line) for line in lines.values() if len(line) > 1]

    def alike(self, one: int, other: int) -> bool:
        """Whether two cells are beside each other, in one column, or under one label in two groups."""
        (row, column), (other_row, other_column) = self.places[one], self.places[other]
        return (
            other in self.neighbours[one]
            or column == other_column
            or (row == other_row and self.labels[one] == self.labels[other])
        )

    @cached_property
    def totals(self) -> frozenset[int]:
        """The cells that alone are one side of an equation."""
        return frozenset(instance.cells[0] for instance in self.instances if instance.identity.left == 1)

    @cached_property
    def own(self) -> list[int]:
        """For each cell its own equation: that of its row's total, another total, a balance, its row."""
        return [
            min(self._rank(cell, equation) for equation, _ in equations)[1] if equations else -1
            for cell, equations in enumerate(self.of)
        ]

    def _rank(self, cell: int, equation: int) -> tuple[int, int]:
        identity = self.instances[equation].identity
        across = identity.over == "rows"
        if self.instances[equation].cells[0] == cell and identity.left == 1:
            return (0 if across else 1), equation
        return (2 if identity.left > 1 else 3 if across else 4), equation

    @cached_property
    def neighbours(self) -> list[list[int]]:
        """For each cell the cells beside it in its row and in its column."""
        neighbours: list[list[int]] = [[] for _ in self.places]
        for line in map(sorted, self.lines):
            for one, other in pairwise(line):
                neighbours[one].append(other)
                neighbours[other].append(one)
        return neighbours


@cache
def system_of(version: Format, table: str) -> System:
    """The equations that hold within one report, in the order of the format."""
    format = version.tables[table]
    numbers = {place: number for number, place in enumerate(format.columns)}
    instances = []
    for identity in version.identities:
        if identity.table == table and not identity.between_years:
            ids = [term.id for term in identity.terms]
            for other in identity.lines(format):
                places = [(other, id) if identity.over == "rows" else (id, other) for id in ids]
                instances.append(Instance(identity, tuple(numbers[place] for place in places)))
    of: list[list[tuple[int, int]]] = [[] for _ in numbers]
    for equation, instance in enumerate(instances):
        for cell, term in zip(instance.cells, instance.identity.terms, strict=True):
            of[cell].append((equation, term.sign))
    return System(
        tuple(numbers),
        tuple(column.label for column in format.columns.values()),
        tuple(instances),
        tuple(instance.plus for instance in instances),
        tuple(instance.minus for instance in instances),
        tuple(map(tuple, of)),
    )


class Sheet:
    """The figures of a table, laid out for its equations.

    `figures`: by cell; None where there is no whole number from 0 on, as only these count cases.
    `residuals`: by equation, all that is added less all that is taken away, without unknown cells.
    `open`: the equations with unknown cells, each with these cells and their signs.
    """

    def __init__(self, table: Table) -> None:
        self.table = table
        self.system = system = system_of(table.version, table.id)
        self.cells = list(map(table.cells.get, system.places))
        self.figures: list[int | None] = [usable(cell) for cell in self.cells]
        self.open: dict[int, list[tuple[int, int]]] = {}
        if None in self.figures:
            known = [figure or 0 for figure in self.figures]
            for cell, figure in enumerate(self.figures):
                if figure is None:
                    for equation, sign in system.of[cell]:
                        self.open.setdefault(equation, []).append((cell, sign))
        else:
            known = self.figures  # type: ignore[assignment]
        figure_of = known.__getitem__
        self.residuals = [
            sum(map(figure_of, plus)) - sum(map(figure_of, minus))
            for plus, minus in zip(system.plus, system.minus, strict=True)
        ]
        self._count_strange_rows()
        self._makes_up = {equation: _common_sign(unknown) for equation, unknown in self.open.items()}

    def lacking(self, equation: int, residual: int) -> int:
        """The least change of a residual with which the equation holds, whatever its unknown cells hold."""
        makes_up = self._makes_up.get(equation)
        return -residual if makes_up is None or makes_up * residual > 0 else 0

    def _count_strange_rows(self) -> None:
        """Take equations as open that hold if a row that the format does not have counts in its columns."""
        strange: Counter[str] = Counter()
        for row in self.table.rows:
            if row.fits and row.format is None:
                for cell in row.cells:
                    strange[cell.column] += usable(cell) or 0
        if not strange:
            return
        for equation, residual in enumerate(self.residuals):
            instance = self.system.instances[equation]
            if (
                residual
                and instance.identity.over == "columns"
                and strange[self.system.places[instance.cells[0]][1]] == abs(residual)
            ):
                self.open[equation] = []


def _common_sign(unknown: list[tuple[int, int]]) -> int:
    signs = {sign for _, sign in unknown}
    return signs.pop() if len(signs) == 1 else 0


def usable(cell: Cell | None) -> int | None:
    """The figure of a cell, if it can count cases."""
    if cell is None:
        return None
    value = cell.value
    if value is None or value < 0 or cell.kind is CellKind.SIGNED:
        return None
    return value if isinstance(value, int) else int(value) if value == int(value) else None


class Equation(NamedTuple):
    """An identity in one column or row of a report, with its verdict."""

    instance: Instance
    sheet: Sheet
    verdict: Verdict

    @property
    def identity(self) -> Identity:
        return self.instance.identity

    @property
    def table(self) -> Table:
        return self.sheet.table

    @property
    def operands(self) -> tuple[Operand, ...]:
        """In the order of the identity's terms."""
        sheet = self.sheet
        return tuple(
            Operand(*sheet.system.places[cell], sheet.cells[cell], sheet.figures[cell])
            for cell in self.instance.cells
        )

    @property
    def line(self) -> str:
        """The id of the row or column that it holds in."""
        row, column = self.sheet.system.places[self.instance.cells[0]]
        return row if self.identity.over == "rows" else column

    @property
    def fails(self) -> bool:
        """Whether the printed figures contradict it, whatever its blanks hold; also in a table in doubt."""
        number = self.sheet.system.instances.index(self.instance)
        return bool(self.sheet.lacking(number, self.sheet.residuals[number]))

    @property
    def place(self) -> Span | None:
        """The first of its cells that the report has."""
        return next((operand.cell.span for operand in self.operands if operand.cell), None)

    @property
    def complete(self) -> bool:
        """Whether all figures are printed."""
        return all(operand.figure is not None for operand in self.operands)

    @property
    def left(self) -> int:
        """The sum of the left side, over the figures that are known."""
        terms = self.identity.terms[: self.identity.left]
        return sum(
            term.sign * (operand.figure or 0) for term, operand in zip(terms, self.operands, strict=False)
        )

    @property
    def right(self) -> int:
        """The sum of the right side, over the figures that are known."""
        left = self.identity.left
        return -sum(
            term.sign * (operand.figure or 0)
            for term, operand in zip(self.identity.terms[left:], self.operands[left:], strict=True)
        )
