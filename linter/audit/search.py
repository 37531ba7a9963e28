"""The search for the smallest sets of changes after which every equation of a sheet holds.

A wrong cell breaks every equation that it stands in, each by the same amount. So the change that a failing
equation asks of one of its cells is known, and a set of changes is right where no equation fails any more.

A cell stands in one equation of each identity at most. So at least as many changes are needed as equations of
one identity fail, and a change that leaves more to do than that is not tried. Most errors take some hundred
trials, and nothing takes more than `_EFFORT`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from .equations import Sheet
from .unknowns import narrow

_EFFORT = 2_500  # changes tried
_NARROWING = 40  # what looking at the unknown cells counts for
_SLACK = 2  # more changes than the fewest conceivable
_SOLUTIONS = 60
LINE = 3  # so many changes in one row or column may be a shift

Changes = dict[int, int]
"""New figures by cell."""


class Search:
    """Tries changes in one group of connected equations.

    `failing`: for each failing equation, by how much its residual must change.
    """

    def __init__(self, sheet: Sheet, group: Sequence[int]) -> None:
        self.sheet, self.system, self.group = sheet, sheet.system, group
        self.figures, self.residuals = list(sheet.figures), list(sheet.residuals)
        self.effort = _EFFORT
        self.open = any(equation in sheet.open for equation in group)
        self.failing: dict[int, int] = {}
        self.failures: dict[str, int] = {}
        for equation in group:
            self._judge(equation)
        self.found: dict[frozenset[tuple[int, int]], Changes] = {}

    def solutions(self) -> list[Changes] | None:
        """The smallest sets of changes after which nothing fails; None where there are none."""
        fewest = self._fewest()
        if fewest >= LINE:
            lines = list(self._lines())
            if lines:
                return lines
        for size in range(fewest, fewest + _SLACK + 1):
            self._descend(size, {})
            if self.found:
                break
        if len(self.failing) == 1 and fewest == 1:
            self._exchange(next(iter(self.failing)))
        return list(self.found.values()) or None

    # ── Trying ──────────────────────────────────────────────────────────────

    def _judge(self, equation: int) -> None:
        lacking = self.sheet.lacking(equation, self.residuals[equation])
        if bool(lacking) != (equation in self.failing):
            identity = self.system.instances[equation].identity.id
            self.failures[identity] = self.failures.get(identity, 0) + (1 if lacking else -1)
        if lacking:
            self.failing[equation] = lacking
        else:
            self.failing.pop(equation, None)

    def _set(self, cell: int, figure: int) -> int:
        """Change a cell and return its figure before."""
        before = self.figures[cell]
        assert before is not None
        self.figures[cell] = figure
        for equation, sign in self.system.of[cell]:
            self.residuals[equation] += sign * (figure - before)
            self._judge(equation)
        return before

    def _fewest(self) -> int:
        return max(self.failures.values(), default=0)

    def _asked(self, equation: int, lacking: int) -> Iterator[tuple[int, int]]:
        """The change of each cell of an equation, if that one alone is to set it right."""
        for cells, sign in ((self.system.plus[equation], 1), (self.system.minus[equation], -1)):
            for cell in cells:
                figure = self.figures[cell]
                if figure is not None and figure + sign * lacking >= 0:
                    yield cell, figure + sign * lacking

    def _descend(self, left: int, changes: Changes) -> None:
        """Collect the solutions with so many changes more."""
        if len(self.found) >= _SOLUTIONS or self.effort <= 0:
            return
        if not self.failing:
            conflict = self._conflict()
            if conflict is None:
                self.found.setdefault(frozenset(changes.items()), dict(changes))
            elif left:
                self._each(conflict, left, changes)
        elif left:
            best: list[tuple[int, int]] = []
            for equation, lacking in list(self.failing.items()):
                hopeful = [
                    (cell, figure)
                    for cell, figure in self._asked(equation, lacking)
                    if cell not in changes and self._hopeful(cell, figure, left - 1)
                ]
                if hopeful and (not best or len(hopeful) < len(best)):
                    best = hopeful
            self._each(best, left, changes)

    def _each(self, trials: Iterable[tuple[int, int]], left: int, changes: Changes) -> None:
        for cell, figure in trials:
            if cell not in changes:
                before = self._set(cell, figure)
                self._descend(left - 1, {**changes, cell: figure})
                self._set(cell, before)

    def _hopeful(self, cell: int, figure: int, left: int) -> bool:
        self.effort -= 1
        before = self._set(cell, figure)
        hopeful = self._fewest() <= left
        self._set(cell, before)
        return hopeful

    def _conflict(self) -> list[tuple[int, int]] | None:
        """None where the unknown cells can have figures; else what might be changed so that they can."""
        if not self.open:
            return None
        self.effort -= _NARROWING
        conflict = narrow(self.sheet, self.residuals, self.group).conflict
        if conflict is None:
            return None
        unknown = {cell for cell, _ in self.sheet.open[conflict.equation]}
        near = {conflict.equation} | {equation for cell in unknown for equation, _ in self.system.of[cell]}
        trials = (
            trial
            for equation in sorted(near)
            for lacking in (conflict.lacking, -conflict.lacking)
            for trial in self._asked(equation, lacking)
        )
        return list(dict.fromkeys(trials))

    # ── Patterns that go beyond single cells ────────────────────────────────

    def _lines(self) -> Iterator[Changes]:
        """The rows and columns in which alone all failing equations of one identity can be set right."""
        identity = max(self.failures, key=self.failures.__getitem__)
        asked = [
            dict(self._asked(equation, lacking))
            for equation, lacking in self.failing.items()
            if self.system.instances[equation].identity.id == identity
        ]
        for line in self.system.lines:
            changes = {cell: figure for one in asked for cell, figure in one.items() if cell in line}
            if len(changes) == len(asked):
                before = {cell: self._set(cell, figure) for cell, figure in changes.items()}
                if not self.failing and self._conflict() is None:
                    yield changes
                for cell, figure in before.items():
                    self._set(cell, figure)

    def _exchange(self, equation: int) -> None:
        """Two cells of an equation for one another, where one cell alone would do as well."""
        for one in self.system.plus[equation]:
            for other in self.system.minus[equation]:
                first, second = self.figures[one], self.figures[other]
                if first is not None and second is not None and first != second:
                    self._set(one, second)
                    self._set(other, first)
                    if not self.failing:
                        self.found.setdefault(
                            frozenset({(one, second), (other, first)}), {one: second, other: first}
                        )
                    self._set(one, first)
                    self._set(other, second)
