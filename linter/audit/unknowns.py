"""Bounds of missing figures: these are whole numbers from 0 on, and each equation narrows them."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct, field

from .equations import Sheet

_EFFORT = 12  # times that each equation may be looked at, on average


class Bounds(NamedTuple):
    """The figures that are possible in a cell."""

    low: int
    high: int | None  # None: no limit

    @property
    def figure(self) -> int | None:
        """The one figure possible, if there is but one."""
        return self.low if self.low == self.high else None


class Conflict(NamedTuple):
    """An equation that no figures from 0 on can satisfy."""

    equation: int
    lacking: int  # by how much its residual must change, at least


class Narrowed(Struct):
    """All that connected equations tell of unknown cells."""

    bounds: dict[int, Bounds] = field(default_factory=dict)  # by the number of the cell
    settled_by: dict[int, int] = field(
        default_factory=dict
    )  # cells with one figure left: the equation that told it
    conflict: Conflict | None = None


def narrow(sheet: Sheet, residuals: list[int], group: Sequence[int]) -> Narrowed:
    """The bounds of the unknown cells in connected equations, as narrow as these make them.

    `residuals`: by equation, over the known cells; other than those of the sheet where repairs are tried.
    """
    result = Narrowed(
        {cell: Bounds(0, None) for equation in group for cell, _ in sheet.open.get(equation, ())}
    )
    bounds = result.bounds
    queue = deque(equation for equation in group if sheet.open.get(equation))
    waiting = set(queue)
    effort = _EFFORT * len(sheet.open)
    while queue and effort:
        effort -= 1
        equation = queue.popleft()
        waiting.remove(equation)
        unknown = sheet.open[equation]
        range = _range(unknown, bounds, residuals[equation])
        if range.lacking:
            result.conflict = Conflict(equation, range.lacking)
            return result
        for cell, sign in unknown:
            before = bounds[cell]
            bounds[cell] = after = range.leave(before, sign)
            if after != before:
                if after.low == after.high:
                    result.settled_by[cell] = equation
                for other, _ in sheet.system.of[cell]:
                    if other not in waiting and other != equation:
                        waiting.add(other)
                        queue.append(other)
    return result


class _Range(NamedTuple):
    """The range of an equation's residual."""

    least: int  # the sum of what is limited downwards
    most: int  # the sum of what is limited upwards
    bottomless: int  # how many cells are not limited downwards
    topless: int  # how many are not upwards

    @property
    def lacking(self) -> int:
        """The least change that brings zero into the range; 0 if it is there."""
        if not self.bottomless and self.least > 0:
            return -self.least
        return -self.most if not self.topless and self.most < 0 else 0

    def leave(self, bounds: Bounds, sign: int) -> Bounds:
        """The bounds of one of the cells, narrowed by what the others can be: sign · figure + others = 0."""
        low, high = bounds
        least, most = (low, high) if sign > 0 else (None if high is None else -high, -low)
        others_least = None if self.bottomless > (least is None) else self.least - (least or 0)
        others_most = None if self.topless > (most is None) else self.most - (most or 0)
        floor, ceiling = (others_most, others_least) if sign > 0 else (others_least, others_most)
        if floor is not None:
            low = max(low, -sign * floor)
        if ceiling is not None:
            high = -sign * ceiling if high is None else min(high, -sign * ceiling)
        return Bounds(low, high)


def _range(unknown: list[tuple[int, int]], bounds: dict[int, Bounds], residual: int) -> _Range:
    least = most = residual
    bottomless = topless = 0
    for cell, sign in unknown:
        low, high = bounds[cell]
        if sign > 0:
            least += low
            topless += high is None
            most += high or 0
        else:
            most -= low
            bottomless += high is None
            least -= high or 0
    return _Range(least, most, bottomless, topless)
