"""Wrong figures planted in correct reports, and what the equations can tell of them.

That is worked out by trying every change, from the identities in grammar/formats/*.toml and without the code under test.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from tests.generator import Draft, Table, failing
from tests.generator.drafts import _equations

Place = tuple[str, str]
"""Row and column id."""

TABLES = {"requests": "表三", "remedies": "表四"}
KINDS = ("+1", "+10", "digits swapped", "digit dropped", "×10", "0", "blank", "swapped")


# ── Mutants ─────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Mutant:
    """A report with one mutation."""

    kind: str
    draft: Draft
    table: str
    original: Mapping[Place, str]
    """What stood in the cells that were changed: one, or the two that were exchanged."""

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
    """Kinds of mutation and what they make of a figure, which may be the figure itself."""

    def written(text: str) -> str:
        return str(int(text))  # without the zeros that would lead it

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


# ── What the equations can tell ─────────────────────────────────────────────


Explanation = frozenset[tuple[Place, int]]
"""Cells, and the figures with which every equation of their table would hold."""


@cache
def equations(format_id: str, table_id: str, places: tuple[Place, ...]) -> tuple[Mapping[Place, int], ...]:
    """The equations of a table, each as the signs with which figures add up to 0."""
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
    """The figures of a table with what its equations are off by. A figure may be missing, and the equations that need it with it."""

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
        self.failing = sorted(
            ((residual, terms) for residual, terms in residuals if residual), key=lambda pair: len(pair[1])
        )
        self.residuals = [
            *self.failing,
            *(pair for pair in residuals if not pair[0]),
        ]  # most changes are refuted by the first

    def holds(self, changes: Mapping[Place, int]) -> bool:
        """Whether every equation holds once these figures are put in place."""
        added = {place: figure - self.figures[place] for place, figure in changes.items()}
        return all(
            residual + sum(terms.get(place, 0) * more for place, more in added.items()) == 0
            for residual, terms in self.residuals
        )

    def corrections(self) -> Iterator[Explanation]:
        """Single figures that would mend the table: they stand in any failing equation, which says what they must be."""
        residual, terms = self.failing[0]
        for place, sign in terms.items():
            change = {place: self.figures[place] - sign * residual}
            if change[place] >= 0 and self.holds(change):
                yield frozenset(change.items())

    def exchanges(self) -> Iterator[Explanation]:
        """Exchanges of two figures that would mend the table; those of two figures of the equation come twice."""
        for place in self.failing[0][1]:
            for other, figure in self.figures.items():
                change = {place: figure, other: self.figures[place]}
                if figure != self.figures[place] and self.holds(change):
                    yield frozenset(change.items())


def is_detectable(mutant: Mutant) -> bool:
    """Whether a figure is missing or an equation fails."""
    return mutant.kind == "blank" or bool(failing(mutant.draft))


def is_determined(mutant: Mutant) -> bool:
    """Whether the equations leave but one explanation of a detectable mutant: what was planted."""
    if mutant.kind == "blank":
        return True
    sheet = Sheet(mutant.draft, mutant.table)
    explanations = set(sheet.corrections()) | (set(sheet.exchanges()) if mutant.kind == "swapped" else set())
    assert frozenset((place, int(text)) for place, text in mutant.original.items()) in explanations
    return len(explanations) == 1
