"""What the equations say of cells without a figure: figures are whole numbers from 0 on, and each equation narrows what is possible."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct, field

from .equations import Sheet

_EFFORT = 12  # times that each equation may be looked at, on average


class Bounds(NamedTuple):
    """What is possible for a figure; `high` None: no limit."""

    low: int
    high: int | None

    @property
    def figure(self) -> int | None:
        """The one figure possible, if there is but one."""
        return self.low if self.low == self.high else None


class Conflict(NamedTuple):
    """An equation that no figures from 0 on can satisfy. `lacking`: what its residual must change by, at least."""

    equation: int
    lacking: int


class Narrowed(Struct):
    """The bounds of all unknown cells by number; `settled_by`: for each cell whose figure is known now, the equation that told it."""

    bounds: dict[int, Bounds] = field(default_factory=dict)
    settled_by: dict[int, int] = field(default_factory=dict)
    conflict: Conflict | None = None


def narrow(sheet: Sheet, residuals: list[int], group: Sequence[int]) -> Narrowed:
    """Narrow the bounds of the unknown cells in connected equations until nothing changes or an equation cannot be satisfied.

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
    """What the residual of an equation can be: sums of what is limited, and how many cells are not, downwards and upwards."""

    least: int
    most: int
    bottomless: int
    topless: int

    @property
    def lacking(self) -> int:
        """What keeps zero out of the range, with the sign of the change needed; 0 if nothing does."""
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
