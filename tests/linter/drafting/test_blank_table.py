"""Blank tables are those of the format, and fill the gap that they are meant for."""

from __future__ import annotations

import random

import pytest
from nianbao.grammar import official_formats, parse
from nianbao.linter import Source, check
from nianbao.linter.drafting.blank_table import blank_table

from tests.generator import FAULTS, draft, random_figures, render


@pytest.mark.parametrize("version", ["2019", "2021"])
def test_blank_tables_are_those_of_the_format(version: str) -> None:
    format = next(format for format in official_formats() if format.id == version)
    text = f"青禾县民政局{format.first_year}年政府信息公开工作年度报告\n\n" + "\n".join(
        map(blank_table, format.tables.values())
    )
    report = parse(Source("a.md", text))
    assert list(report.tables) == list(format.tables)
    for table in report.tables.values():
        assert not table.row_differences and not any(block.header_differences for block in table.blocks)
        assert all(row.fits for row in table.rows) and {cell.text for cell in table.cells.values()} == {""}
        assert {block.speaks_for for block in table.blocks} <= {version, None}


def test_a_missing_table_can_be_put_in() -> None:
    rng = random.Random(3)
    planted = FAULTS["drop-table"](draft(rng, random_figures(rng, "2021")), rng)
    source = Source("a.md", render(planted.draft, "markdown", rng))
    (finding,) = check(source)
    (edit,) = finding.fixes[0].edits
    repaired = source.text[: edit.span.start] + edit.text + source.text[edit.span.end :]
    assert finding.code == "NB201" and [
        one.code for one in check(Source("a.md", repaired)) if one.code != "NB703"
    ] == ["NB208"]
