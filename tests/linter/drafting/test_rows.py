"""Rows that are put in or exchanged: the table is then as it was before the fault, line for line."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from nianbao.linter import Finding, Severity, Source, check

from tests.generator import FAULTS, STYLES, Draft, Planted, draft, random_figures, render
from tests.linter.fixing import applied

LINES = ("markdown", "gfm", "gfm-repeat", "gfm-aligned", "pipe", "pipe-leading", "pipe-doubled")
"""Styles that write a row as a line with bars."""
FIXED = {
    "drop-row": "NB203",
    "swap-rows": "NB206",
    "drop-caption": "NB213",
    "drop-all-captions": "NB213",
    "misspell-caption": "NB213",
}


def cases(fault: str) -> Iterator[tuple[Draft, Planted]]:
    for number in range(15):
        rng = random.Random(f"{fault}/{number}")
        clean = draft(rng, random_figures(rng, rng.choice(["2019", "2021"])))
        yield clean, FAULTS[fault](clean, rng)


def finding_of(text: str, code: str) -> Finding:
    (finding,) = (finding for finding in check(Source("a.md", text)) if finding.severity is not Severity.INFO)
    assert finding.code == code
    return finding


def rows(text: str) -> list[str]:
    """The lines with bars, without blanks, and without the bars and dashes that only fill."""
    lines = (re.sub(r"\s", "", line) for line in Source("a.md", text).text.split("\n"))
    return [re.sub("--+", "---", line.rstrip("|")) for line in lines if "|" in line]


@pytest.mark.parametrize("style", LINES)
@pytest.mark.parametrize("fault", FIXED)
def test_only_blanks_are_left_to_fill(fault: str, style: str) -> None:
    for _, planted in cases(fault):
        text = render(planted.draft, style)
        after = check(Source("a.md", applied(text, finding_of(text, FIXED[fault]).fixes[0])))
        assert {finding.code for finding in after if finding.severity is not Severity.INFO} <= (
            {"NB208"} if fault == "drop-row" else set()
        )


# Without another caption to go by, one is written in the first cell only.
SAME = [
    (fault, style)
    for fault in FIXED
    for style in LINES
    if not style.startswith("pipe") and (fault, style) != ("drop-all-captions", "gfm-repeat")
]


@pytest.mark.parametrize(("fault", "style"), SAME)
def test_the_table_is_as_it_was_before(fault: str, style: str) -> None:
    for clean, planted in cases(fault):
        text = render(planted.draft, style)
        before = clean
        if fault == "drop-row":
            (table,) = (table for table in clean.tables() if table.id == planted.table)
            blank = (
                replace(
                    block,
                    rows=tuple(
                        replace(row, figures=dict.fromkeys(row.figures, "")) if row.id == planted.row else row
                        for row in block.rows
                    ),
                )
                for block in table.blocks
            )
            before = clean.with_table(replace(table, blocks=tuple(blank)))
        assert rows(applied(text, finding_of(text, FIXED[fault]).fixes[0])) == rows(render(before, style))


@pytest.mark.parametrize("style", sorted(set(STYLES) - set(LINES)))
@pytest.mark.parametrize("fault", ["drop-row", "swap-rows", "drop-caption"])
def test_nothing_is_offered_where_a_row_is_no_line(fault: str, style: str) -> None:
    for _, planted in cases(fault):
        assert finding_of(render(planted.draft, style), FIXED[fault]).fixes == ()


@pytest.mark.parametrize("style", LINES)
@pytest.mark.parametrize("span", ["refused_", "denied_", "unavailable_", "other_"])
def test_all_rows_below_one_label(span: str, style: str) -> None:
    clean, _ = next(cases("drop-row"))
    (table,) = (table for table in clean.tables() if table.id == "requests")
    kept = tuple(row for row in table.blocks[0].rows if not row.id.startswith(span))
    text = render(clean.with_table(replace(table, blocks=(replace(table.blocks[0], rows=kept),))), style)
    finding = next(finding for finding in check(Source("a.md", text)) if finding.code == "NB203")
    blank = (
        replace(row, figures=dict.fromkeys(row.figures, "")) if row.id.startswith(span) else row
        for row in table.blocks[0].rows
    )
    before = clean.with_table(replace(table, blocks=(replace(table.blocks[0], rows=tuple(blank)),)))
    assert {
        one.code
        for one in check(Source("a.md", applied(text, finding.fixes[0])))
        if one.severity is not Severity.INFO
    } <= {"NB208"}
    assert style.startswith("pipe") or rows(applied(text, finding.fixes[0])) == rows(render(before, style))
