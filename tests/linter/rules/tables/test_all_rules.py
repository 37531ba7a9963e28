"""Rules of single cells together: right cells, what the equations say is due, and safe fixes."""

from __future__ import annotations

import random

import pytest

from tests.generator import FAULTS, STYLES, NotApplicable, draft, random_figures, render, renders
from tests.linter.fixing import applied
from tests.linter.rules.tables.cells import RULES, WHOLE_ROWS, found_in_a_change, planted, report, serious


@pytest.mark.parametrize(
    "text", ["22（其中修订16件）", "55（含自然失效29件）", "3 （其中修订1件）", "0", "7", "1234567"]
)
@pytest.mark.parametrize("style", WHOLE_ROWS)
def test_cells_that_are_right(text: str, style: str) -> None:
    clean = planted(report(), "disclosure", "normative", "valid", "99999999")
    assert serious(render(planted(clean, "disclosure", "normative", "repealed", text), style)) == []


@pytest.mark.parametrize("text", ["0", "0.5", "26.55", "190.457379", "4068.208", "5.0"])
def test_fees_that_are_right(text: str) -> None:
    assert serious(render(planted(report(seed=7), "disclosure", "fee", "amount", text), "gfm")) == []


@pytest.mark.parametrize("text", ["+144", "-417", "增3", "增加5", "0", "6"])
@pytest.mark.parametrize("style", WHOLE_ROWS)
def test_changes_that_are_right(text: str, style: str) -> None:
    assert found_in_a_change(text, style) == []


def test_the_equations_say_what_is_due() -> None:
    clean = report()
    total = next(table for table in clean.tables() if table.id == "requests").figures()["granted", "total"]
    for text in ("见附件", "3 5", "-3", "2.5", "1O"):
        (finding,) = serious(render(planted(clean, "requests", "granted", "total", text), "pipe"))
        assert finding.message.endswith(f"按等式应为 {total}") and finding.problem.expected == total
        assert finding.fixes[0].edits[0].text == total and not finding.fixes[0].safe


SAFE = ["cell-with-unit", "full-width-digits", "thousands-separator", "leading-zero", "chinese-numeral"]


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("fault", SAFE)
def test_safe_fixes_leave_a_report_without_findings(fault: str, style: str) -> None:
    for seed in range(4):
        rng = random.Random(seed)
        clean = draft(rng, random_figures(rng, rng.choice(["2019", "2021"])))
        try:
            one = FAULTS[fault](clean, rng)
        except NotApplicable:
            continue
        if renders(one.draft, style):
            (finding,) = (finding for finding in serious(render(one.draft, style)) if finding.code in RULES)
            assert finding.code == one.code and finding.fixes[0].safe
            assert finding.problem.expected == one.expected
            assert serious(applied(render(one.draft, style), finding.fixes[0])) == []
