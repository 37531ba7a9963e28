"""NB009: a report whose tables nobody filled in, against one blank table and a blank form."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from nianbao.linter import Source, check

from tests.generator import draft, random_figures, render
from tests.generator.drafts import Draft

CODES = ("NB009", "NB208")
FORM = "（请填写主动公开的情况）（请填写依申请公开的情况）（请填写平台建设的情况）"


def blanked(report: Draft, *ids: str) -> Draft:
    """A report without the figures of some tables."""
    for table in report.tables():
        if table.id in ids:
            blocks = (
                replace(
                    block,
                    rows=tuple(replace(row, figures=dict.fromkeys(row.figures, "")) for row in block.rows),
                )
                for block in table.blocks
            )
            report = report.with_table(replace(table, blocks=tuple(blocks)))
    return report


def told(report: Draft, style: str, lead: str = "") -> list[str]:
    text = render(report, style, random.Random(3)).replace("总体情况\n", f"总体情况\n{lead}\n", 1)
    return [
        f"{finding.code} {finding.severity.value}"
        for finding in check(Source("a.md", text))
        if finding.code in CODES
    ]


def report() -> Draft:
    rng = random.Random(5)
    return draft(rng, random_figures(rng, "2021"), agency="青禾县民政局", year=2023)


@pytest.mark.parametrize("style", ["markdown", "tabs"])
def test_all_tables_are_blank(style: str) -> None:
    blank = blanked(report(), "disclosure", "requests", "remedies")
    assert told(blank, style) == ["NB009 error"]


def test_one_blank_table_is_another_rule_s() -> None:
    assert told(blanked(report(), "requests"), "markdown") == ["NB208 error"]


def test_a_blank_form_is_to_be_filled_in() -> None:
    blank = blanked(report(), "disclosure", "requests", "remedies")
    assert "NB009 error" not in told(blank, "markdown", FORM)
