"""Whatever the figures, the audit ends, is right, and finds a single wrong cell of 表三 with its figure."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st
from nianbao.grammar import Source, parse
from nianbao.linter.audit import Audit, Verdict, audit

from tests.generator import draft, random_figures, render
from tests.generator.drafts import Draft, failing

FIGURES = st.one_of(
    st.integers(0, 9).map(str), st.sampled_from(["", "", "/", "0", "0", "-3", "2.5", "12", "9" * 40])
)


def report(seed: int) -> tuple[Draft, random.Random]:
    rng = random.Random(seed)
    return draft(rng, random_figures(rng, rng.choice(["2019", "2021"]))), rng


def with_figures(base: Draft, table: str, figures: dict[tuple[str, str], str]) -> Draft:
    (old,) = (one for one in base.tables() if one.id == table)
    return base.with_table(old.filled({**old.figures(), **figures}))


def audited(base: Draft, rng: random.Random) -> Audit:
    return audit(parse(Source("a.md", render(base, "markdown", rng))))


@given(st.integers(0, 10**6), st.data())
def test_any_figures(seed: int, data: st.DataObject) -> None:
    base, rng = report(seed)
    for table in ("requests", "remedies"):
        (old,) = (one for one in base.tables() if one.id == table)
        places = data.draw(st.lists(st.sampled_from(list(old.figures())), max_size=40, unique=True))
        base = with_figures(base, table, {place: data.draw(FIGURES) for place in places})
    result = audited(base, rng)
    for equation in result.equations:
        if equation.complete and equation.table.id not in result.doubts:
            assert (equation.verdict is Verdict.FAILED) == (equation.left != equation.right)
    for fault in result.faults:
        assert fault.equations
        for repair in fault.repairs:
            assert repair.changes and all(change.figure >= 0 for change in repair.changes)


@given(st.integers(0, 10**6), st.integers(1, 12))
def test_the_first_repairs_together_satisfy_every_equation(seed: int, wrong: int) -> None:
    base, rng = report(seed)
    for table in ("requests", "remedies"):
        (old,) = (one for one in base.tables() if one.id == table)
        base = with_figures(
            base,
            table,
            {place: str(rng.randint(0, 30)) for place in rng.sample(list(old.figures()), min(wrong, 4))},
        )
    result = audited(base, rng)
    for table in ("requests", "remedies"):
        figures: dict[tuple[str, str], str] = {}
        faults = [fault for fault in result.faults if fault.table.id == table]
        if table not in result.doubts and all(fault.repairs for fault in faults):
            for fault in faults:
                figures |= {
                    (change.cell.row, change.cell.column): str(change.figure)
                    for change in fault.repairs[0].changes
                }
            repaired = with_figures(base, table, figures)
            ids = {equation.identity.id for equation in result.equations if equation.table.id == table}
            assert not [name for name, _ in failing(repaired) if name in ids]


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_one_wrong_cell_of_the_requests(seed: int, figure: int) -> None:
    base, rng = report(seed)
    (old,) = (one for one in base.tables() if one.id == "requests")
    place = rng.choice(list(old.figures()))
    right = int(old.figures()[place])
    result = audited(with_figures(base, "requests", {place: str(figure)}), rng)
    found = [
        [(change.cell.row, change.cell.column, change.figure) for change in fault.repairs[0].changes]
        for fault in result.faults
    ]
    assert found == ([] if figure == right else [[(*place, right)]])


@given(st.integers(0, 10**6), st.integers(1, 6))
def test_what_is_said_of_blanks_is_true(seed: int, count: int) -> None:
    base, rng = report(seed)
    (old,) = (one for one in base.tables() if one.id == "requests")
    places = rng.sample(list(old.figures()), count)
    result = audited(with_figures(base, "requests", dict.fromkeys(places, "")), rng)
    assert not result.faults
    for row, column in places:
        low, high = result.bounds["requests", row, column]
        right = int(old.figures()[row, column])
        assert low <= right and (high is None or right <= high)
        if count == 1:
            assert low == high
