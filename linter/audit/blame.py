"""Blame: the errors in the figures of a sheet, each with the cells that are likeliest to be wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from itertools import combinations
from typing import NamedTuple

from msgspec import Struct

from ...grammar import Cell
from . import slips
from .equations import Sheet
from .search import LINE, Changes, Search

_MARGIN = 1.0  # by how much likelier the first repair must be to stand alone
_OFFERED = 8  # repairs of one error, at most


class Pattern(Enum):
    """The kinds of repairs."""

    CELL = "cell"  # one cell
    EXCHANGED = "exchanged"  # two cells for one another
    SHIFTED = "shifted"  # a run of cells in a row or column by one place
    SEVERAL = "several"  # cells that can only be changed together


class Change(NamedTuple):
    """A cell and the figure that it should have."""

    number: int  # of the cell on the sheet
    cell: Cell
    figure: int


class Repair(Struct, frozen=True):
    """Changes that belong together, in the order of the table."""

    changes: tuple[Change, ...]
    pattern: Pattern

    @property
    def figures(self) -> Changes:
        return {change.number: change.figure for change in self.changes}


class Error(Struct, frozen=True):
    """One error in the figures."""

    repairs: tuple[Repair, ...]  # those that come into question, likeliest first
    clear: bool  # whether the first leads by far


def blame(sheet: Sheet) -> list[Error] | None:
    """The errors on a sheet on which an equation fails; None where no few changes explain what fails."""
    groups: list[_Group] = []
    for equations in sheet.system.groups:
        search = Search(sheet, equations)
        failing = set(search.failing)
        solutions = search.solutions()
        if solutions is None:
            return None
        fewest = min(map(len, solutions))
        ranked = [(_cost(sheet, solution) + len(solution) - fewest, solution) for solution in solutions]
        groups.append(_Group(sorted(ranked, key=lambda pair: (pair[0], sorted(pair[1]))), failing))
    _exchange_across(sheet, groups)
    return _joined(sheet, [error for group in groups for error in _errors(sheet, group)])


class _Group(Struct):
    """Connected equations."""

    ranked: list[tuple[float, Changes]]  # the solutions with their costs, likeliest first
    failing: set[int]  # the equations that fail

    @property
    def likely(self) -> list[Changes]:
        return [solution for cost, solution in self.ranked if cost < self.ranked[0][0] + _MARGIN]


# ── Likelihood ──────────────────────────────────────────────────────────────


def _cost(sheet: Sheet, changes: Changes) -> float:
    alone = dict(changes)
    total = 0.0
    for shift in _shifts(sheet, changes):
        total += slips.SHIFTED
        for cell in shift:
            del alone[cell]
    for one, other in combinations(changes, 2):
        if one in alone and other in alone and _exchanged(sheet, changes, one, other):
            total += _exchange_cost(sheet, one, other)
            del alone[one], alone[other]
    return total + sum(_slip(sheet, cell, figure) for cell, figure in alone.items())


def _slip(sheet: Sheet, cell: int, figure: int) -> float:
    found = sheet.figures[cell]
    assert found is not None
    around = {sheet.figures[neighbour] for neighbour in sheet.system.neighbours[cell]}
    return slips.cost(found, figure, cell in sheet.system.totals, around)


def _exchange_cost(sheet: Sheet, one: int, other: int) -> float:
    return slips.exchange(sheet.figures[one], sheet.figures[other], sheet.system.alike(one, other))


def _exchanged(sheet: Sheet, changes: Changes, one: int, other: int) -> bool:
    return changes[one] == sheet.figures[other] and changes[other] == sheet.figures[one]


def _shifts(sheet: Sheet, changes: Changes) -> Iterator[Changes]:
    """Runs of figures in a row or column that the changes move by one place; one at an end is lost."""
    left = dict(changes)
    for line in sorted(sheet.system.lines, key=lambda line: -len(line & changes.keys())):
        run = {cell: left[cell] for cell in sorted(line & left.keys())}
        if len(run) >= LINE:
            cells = [cell for cell in sorted(line) if min(run) <= cell <= max(run)]
            found = [sheet.figures[cell] for cell in cells]
            meant = [run.get(cell, sheet.figures[cell]) for cell in cells]
            if found[1:] == meant[:-1] or found[:-1] == meant[1:]:
                yield run
                for cell in run:
                    del left[cell]


# ── Errors ──────────────────────────────────────────────────────────────────


def _errors(sheet: Sheet, group: _Group) -> list[Error]:
    """The likely solutions taken apart into errors that have nothing to do with each other."""
    likely, errors = group.likely, []
    cells = sorted({cell for solution in likely for cell in solution})
    for connected in _connected(cells, lambda cell: {equation for equation, _ in sheet.system.of[cell]}):
        alternatives: list[Changes] = []
        for solution in likely:
            part = {cell: solution[cell] for cell in connected if cell in solution}
            if part not in alternatives:
                alternatives.append(part)
        certain = dict(set.intersection(*(set(part.items()) for part in alternatives)))
        errors += [
            Error((_repair(sheet, part),), clear=True) for part in _parts(sheet, certain, group.failing)
        ]
        rests = [
            {cell: figure for cell, figure in part.items() if cell not in certain} for part in alternatives
        ]
        if any(rests):
            errors.append(Error(tuple(_repair(sheet, rest) for rest in rests if rest), clear=False))
    if len(errors) == 1:
        others = [solution for _, solution in group.ranked if solution not in likely]
        repairs = errors[0].repairs + tuple(_repair(sheet, solution) for solution in others)
        errors = [Error(repairs[:_OFFERED], errors[0].clear)]
    return errors


def _parts(sheet: Sheet, changes: Changes, failing: set[int]) -> Iterator[Changes]:
    """Changes taken apart. Cells stay together in a shift, and where an equation holds only if all change."""
    alone = dict(changes)
    for shift in _shifts(sheet, changes):
        yield shift
        for cell in shift:
            del alone[cell]
    for linked in _connected(
        sorted(alone), lambda cell: {equation for equation, _ in sheet.system.of[cell]} - failing
    ):
        yield {cell: changes[cell] for cell in linked}


def _exchange_across(sheet: Sheet, groups: list[_Group]) -> None:
    """Choose cells of two groups that were put for one another, where each group alone leaves the choice."""
    for one, other in combinations(groups, 2):
        singles = [[solution for _, solution in group.ranked if len(solution) == 1] for group in (one, other)]
        pairs = [
            (first, second)
            for first in singles[0]
            for second in singles[1]
            if _exchanged(sheet, {**first, **second}, *first, *second)
        ]
        costs = [_exchange_cost(sheet, *first, *second) for first, second in pairs]
        if costs and one.ranked[0][0] + other.ranked[0][0] > min(costs):
            for group, solution in zip((one, other), pairs[costs.index(min(costs))], strict=True):
                group.ranked = [(min(costs), solution)]


def _joined(sheet: Sheet, errors: list[Error]) -> list[Error]:
    """Two wrong cells that hold each other's figures are one error."""
    joined = list(errors)
    for one, other in combinations(errors, 2):
        changes = {**one.repairs[0].figures, **other.repairs[0].figures}
        if (
            one in joined
            and other in joined
            and one.clear
            and other.clear
            and len(changes) == 2
            and _exchanged(sheet, changes, *changes)
        ):
            joined[joined.index(one)] = Error((_repair(sheet, changes),), clear=True)
            joined.remove(other)
    return joined


def _repair(sheet: Sheet, changes: Changes) -> Repair:
    cells = sorted(changes)
    if len(cells) == 1:
        pattern = Pattern.CELL
    elif len(cells) == 2 and _exchanged(sheet, changes, *cells):
        pattern = Pattern.EXCHANGED
    else:
        pattern = Pattern.SHIFTED if changes in _shifts(sheet, changes) else Pattern.SEVERAL
    return repair(sheet, changes, pattern)


def repair(sheet: Sheet, changes: Changes, pattern: Pattern) -> Repair:
    """A repair from new figures by cell; cells that the report lacks are left out."""
    return Repair(
        tuple(
            Change(number, cell, changes[number])
            for number in sorted(changes)
            if (cell := sheet.cells[number])
        ),
        pattern,
    )


def _connected(cells: Sequence[int], links: Callable[[int], set[int]]) -> list[list[int]]:
    """The cells in groups of those that share a link, directly or through others."""
    groups: list[tuple[list[int], set[int]]] = []
    for cell in cells:
        joined, shared = [cell], set(links(cell))
        apart = []
        for group in groups:
            if group[1] & shared:
                joined, shared = group[0] + joined, shared | group[1]
            else:
                apart.append(group)
        groups = [*apart, (joined, shared)]
    return [sorted(group) for group, _ in groups]
