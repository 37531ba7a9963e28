"""The equations of a table, each evaluated once with its operands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import NamedTuple

from ...grammar import Cell, Format, Identity, Table


class Verdict(str, Enum):
    """Of an equation: it holds, it does not, or a figure is not known."""

    PASSED = "passed"
    FAILED = "failed"
    UNKNOWN = "unknown"


class Operand(NamedTuple):
    """A cell in an equation, by its ids; `cell` is None where the report lacks it. `sign` as in left − right = 0."""

    row: str
    column: str
    sign: int
    cell: Cell | None

    @property
    def value(self) -> int | Decimal | None:
        return self.cell.value if self.cell else None


@dataclass(frozen=True, slots=True)
class Instance:
    """An identity in one column or row: the ids of its cells, in the order of the identity's terms."""

    identity: Identity
    places: tuple[tuple[str, str], ...]
    subtracts: bool


@dataclass(frozen=True, slots=True)
class Equation:
    """An instance with figures. `left` and `right` are the sums, None where an operand is not known."""

    instance: Instance
    table: Table
    left: int | Decimal | None
    right: int | Decimal | None

    @property
    def identity(self) -> Identity:
        return self.instance.identity

    @property
    def operands(self) -> tuple[Operand, ...]:
        cells = self.table.cells
        pairs = zip(self.identity.terms, self.instance.places, strict=True)
        return tuple(Operand(*place, term.sign, cells.get(place)) for term, place in pairs)

    @property
    def verdict(self) -> Verdict:
        if self.left is None or self.right is None:
            return Verdict.UNKNOWN
        return Verdict.PASSED if self.left == self.right else Verdict.FAILED


def equations_of(table: Table) -> Iterator[Equation]:
    figures = {place: cell.value for place, cell in table.cells.items() if cell.value is not None}
    for instance in _instances(table.version, table.id):
        try:
            values = [figures[place] for place in instance.places]
        except KeyError:
            yield Equation(instance, table, None, None)
            continue
        terms, left = instance.identity.terms, instance.identity.left
        if instance.subtracts:
            values = [value if term.sign > 0 else -value for value, term in zip(values, terms, strict=True)]
            yield Equation(instance, table, sum(values[:left]), -sum(values[left:]))
        else:
            yield Equation(instance, table, sum(values[:left]), sum(values[left:]))


@cache
def _instances(version: Format, table: str) -> tuple[Instance, ...]:
    """All equations of a table within one report."""
    format = version.tables[table]
    instances = []
    for identity in version.identities:
        if identity.table == table and not identity.between_years:
            for other in format.rows if identity.over == "rows" else [column.id for column in format.blocks[0].columns]:
                ids = [term.id for term in identity.terms]
                places = tuple((other, id) if identity.over == "rows" else (id, other) for id in ids)
                instances.append(Instance(identity, places, identity.subtracts))
    return tuple(instances)
