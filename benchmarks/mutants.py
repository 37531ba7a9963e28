"""Wrong figures planted in correct reports, and the explanations that the equations leave for them.

These are found by trying every change, from the identities in grammar/formats/*.toml, without the code
under test.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from tests.generator import Draft, Table, failing
from tests.generator.drafts import _equations

Place = tuple[str, str]  # ids of row and column

TABLES = {"requests": "表三", "remedies": "表四"}
KINDS = ("+1", "+10", "digits swapped", "digit dropped", "×10", "0", "blank", "swapped")


# ── Mutants ─────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Mutant:
    """A report with one mutation."""

    kind: str
    draft: Draft
    table: str
    original: Mapping[Place, str]  # the texts of the cells that were changed: one, or two that were exchanged

    @property
    def figures(self) -> dict[Place, str]:
        """The figures of its table as they are now."""
        return next(table.figures() for table in self.draft.tables() if table.id == self.table)

    def __str__(self) -> str:
        figures = self.figures
        changes = (
            f"{row}/{column} {text} → {figures[row, column] or 'blank'}"
            for (row, column), text in self.original.items()
        )
        return f"{TABLES[self.table]} {self.kind}: {', '.join(changes)}"


def mutants(report: Draft, rng: random.Random) -> Iterator[Mutant]:
    """Every mutation of every figure of 表三 and 表四."""
    for table in report.tables():
        if table.id not in TABLES:
            continue
        cells = {place: text for place, text in table.figures().items() if text.isdecimal()}
        exchanged = set()
        for place, text in cells.items():
            planted = {text}
            for kind, slip in slips(text, rng):
                if slip not in planted:
                    planted.add(slip)
                    yield _planted(report, table, kind, {place: slip})
            for other in partners(cells, place, rng):
                pair = frozenset((place, other))
                if pair not in exchanged:
                    exchanged.add(pair)
                    yield _planted(report, table, "swapped", {place: cells[other], other: text})


def _planted(report: Draft, table: Table, kind: str, changes: Mapping[Place, str]) -> Mutant:
    figures = table.figures()
    return Mutant(
        kind,
        report.with_table(table.filled({**figures, **changes})),
        table.id,
        {place: figures[place] for place in changes},
    )


def slips(figure: str, rng: random.Random) -> Iterator[tuple[str, str]]:
    """Kinds of mutation and the figures that they make of one, which may be the same."""

    def written(text: str) -> str:
        return str(int(text))  # without leading zeros

    yield "+1", str(int(figure) + 1)
    yield "+10", str(int(figure) + 10)
    if unequal := [i for i in range(1, len(figure)) if figure[i - 1] != figure[i]]:
        i = rng.choice(unequal)
        yield "digits swapped", written(figure[: i - 1] + figure[i] + figure[i - 1] + figure[i + 1 :])
    if len(figure) > 1:
        i = rng.randrange(len(figure))
        yield "digit dropped", written(figure[:i] + figure[i + 1 :])
    yield "×10", written(figure + "0")
    yield "0", "0"
    yield "blank", ""


def partners(cells: Mapping[Place, str], place: Place, rng: random.Random) -> Iterator[Place]:
    """Cells to exchange a figure with: to the right, below, anywhere. They hold other figures."""
    row, column = place
    places = list(cells)
    following = places[places.index(place) + 1 :]
    right = next((other for other in following if other[0] == row), place)
    below = next((other for other in following if other[1] == column), place)
    anywhere = [other for other in places if cells[other] != cells[place]]
    for other in (right, below, rng.choice(anywhere or [place])):
        if cells[other] != cells[place]:
            yield other


# ── Explanations ────────────────────────────────────────────────────────────


# Cells, and the figures with which every equation of their table would hold.
Explanation = frozenset[tuple[Place, int]]


@cache
def equations(format_id: str, table_id: str, places: tuple[Place, ...]) -> tuple[Mapping[Place, int], ...]:
    """The equations of a table. In each the figures, with the signs given, add up to 0."""
    found: list[Mapping[Place, int]] = []
    for _, identity, terms in _equations(format_id):
        if identity["table"] == table_id:
            by_rows = identity["over"] == "rows"
            lines = dict.fromkeys(row if by_rows else column for row, column in places)
            found += [
                {(where, term) if by_rows else (term, where): sign for sign, term in terms} for where in lines
            ]
    return tuple(found)


class Sheet:
    """The figures of a table and the residuals of its equations, except those that lack a figure."""

    def __init__(self, report: Draft, table_id: str) -> None:
        texts = next(table.figures() for table in report.tables() if table.id == table_id)
        self.figures = {place: int(text) for place, text in texts.items() if text.isdecimal()}
        known = (
            terms
            for terms in equations(report.format_id, table_id, tuple(texts))
            if terms.keys() <= self.figures.keys()
        )
        residuals = [
            (sum(sign * self.figures[place] for place, sign in terms.items()), terms) for terms in known
        ]
        self.failing = sorted((pair for pair in residuals if pair[0]), key=lambda pair: len(pair[1]))
        # The failing ones come first, as they refute most changes.
        self.residuals = [*self.failing, *(pair for pair in residuals if not pair[0])]

    def holds(self, changes: Mapping[Place, int]) -> bool:
        """Whether every equation holds once these figures are put in place."""
        added = {place: figure - self.figures[place] for place, figure in changes.items()}
        return all(
            residual + sum(terms.get(place, 0) * more for place, more in added.items()) == 0
            for residual, terms in self.residuals
        )

    def corrections(self) -> Iterator[Explanation]:
        """Single figures that would correct the table. Any failing equation has them and determines them."""
        residual, terms = self.failing[0]
        for place, sign in terms.items():
            change = {place: self.figures[place] - sign * residual}
            if change[place] >= 0 and self.holds(change):
                yield frozenset(change.items())

    def exchanges(self) -> Iterator[Explanation]:
        """Exchanges of two figures that would correct the table. Some come twice."""
        for place in self.failing[0][1]:
            for other, figure in self.figures.items():
                change = {place: figure, other: self.figures[place]}
                if figure != self.figures[place] and self.holds(change):
                    yield frozenset(change.items())


def is_detectable(mutant: Mutant) -> bool:
    """Whether a figure is missing or an equation fails."""
    return mutant.kind == "blank" or bool(failing(mutant.draft))


def is_determined(mutant: Mutant) -> bool:
    """Whether the equations leave only one explanation of a detectable mutant."""
    if mutant.kind == "blank":
        return True
    sheet = Sheet(mutant.draft, mutant.table)
    explanations = set(sheet.corrections()) | (set(sheet.exchanges()) if mutant.kind == "swapped" else set())
    assert frozenset((place, int(text)) for place, text in mutant.original.items()) in explanations
    return len(explanations) == 1
