"""A correct report with another text in one of its cells, and what is found in it."""

from __future__ import annotations

import random
from dataclasses import replace

from nianbao.linter import Finding, Severity, Source, check

from tests.generator import Draft, draft, random_figures, render

RULES = {"NB209", "NB210", "NB211", "NB212"}
# Styles in which a cell may hold blanks and words.
WHOLE_ROWS = ("markdown", "gfm-repeat", "pipe", "pipe-leading", "tsv")


def report(format_id: str = "2021", seed: int = 5) -> Draft:
    rng = random.Random(seed)
    return draft(
        rng, random_figures(rng, format_id), agency="云岭市财政局", year=2023 if format_id == "2021" else 2020
    )


def planted(clean: Draft, table: str, row: str, column: str, text: str) -> Draft:
    """The draft with another text in one cell."""
    old = next(one for one in clean.tables() if one.id == table)
    blocks = (
        replace(
            block,
            rows=tuple(
                replace(one, figures={**one.figures, column: text}) if one.id == row else one
                for one in block.rows
            ),
        )
        for block in old.blocks
    )
    return clean.with_table(replace(old, blocks=tuple(blocks)))


def findings(text: str) -> list[Finding]:
    return [
        finding for finding in check(Source("a.md", text)) if finding.code < "NB5"
    ]  # the prose knows other figures


def serious(text: str) -> list[Finding]:
    return [finding for finding in findings(text) if finding.severity is not Severity.INFO]


def assert_found_in_a_count(text: str, code: str, expected: str | None, style: str) -> None:
    """In a row without equations, a cell of a count is found by this rule, and no other speaks."""
    clean = planted(report(), "disclosure", "normative", "valid", "99999")
    (finding,) = serious(render(planted(clean, "disclosure", "normative", "repealed", text), style))
    assert (finding.code, finding.problem.expected) == (code, expected)
    assert text in finding.message and "“行政规范性文件”“本年废止件数”" in finding.message


def assert_found_in_a_fee(text: str, code: str, expected: str | None, safe: bool, style: str) -> None:
    """A cell of a fee is found by this rule, and the fix is safe or not."""
    (finding,) = serious(render(planted(report(seed=7), "disclosure", "fee", "amount", text), style))
    assert (finding.code, finding.problem.expected) == (code, expected)
    assert [fix.safe for fix in finding.fixes] == ([safe] if expected else [])


def found_in_a_change(text: str, style: str) -> list[str]:
    """The rules that speak of a cell in a column of changes."""
    found = serious(render(planted(report("2019"), "disclosure", "licence", "change", text), style))
    return [finding.code for finding in found]


def found_where_it_is_a_habit(old: str, new: str) -> list[tuple[str, int]]:
    """The rules that speak of a table in which many cells are so, each with its related places."""
    clean = report(seed=1)
    (table,) = (table for table in clean.tables() if table.id == "requests")
    cells = [place for place, text in table.figures().items() if text == old][:30]
    assert len(cells) > 10
    for row, column in cells:
        clean = planted(clean, "requests", row, column, new)
    found = [finding for finding in serious(render(clean, "gfm")) if finding.code in RULES]
    assert all(str(len(cells)) in finding.message for finding in found)
    return [(finding.code, len(finding.problem.related)) for finding in found]
