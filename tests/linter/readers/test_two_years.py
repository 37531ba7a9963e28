"""A table of two years side by side is recognised in every kind of file."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from nianbao.grammar import Doubt
from nianbao.linter import Severity, examine
from nianbao.linter.readers import from_bytes

from tests.generator import STYLES, Block, Draft, Row, Table, draft, random_figures, render
from tests.generator.docx import word
from tests.generator.html import render_html
from tests.generator.pdf import print_pdf
from tests.generator.sheets import workbook

FORMS: dict[str, tuple[str, Callable[[Draft], bytes]]] = {
    "page": ("a.html", lambda report: render_html(report, "page").encode()),
    "word": ("a.docx", lambda report: word(report, random.Random(0))),
    "pdf": ("a.pdf", print_pdf),
    "sheet": ("a.xlsx", workbook),
}


def written(report: Draft, form: str) -> tuple[bytes, str]:
    """A report in a form, with the name of its file."""
    if form in STYLES:
        return render(report, form).encode(), "a.txt"
    name, write = FORMS[form]
    return write(report), name


def beside_itself(table: Table) -> Table:
    """The table with the same labels and figures once more at its right."""

    def doubled(row: Row) -> Row:
        again = {f"{column} again": text for column, text in row.figures.items()}
        return replace(
            row, figures={**row.figures, **({f"label {row.id}": row.label} if row.label else {}), **again}
        )

    def block(one: Block) -> Block:
        return replace(
            one, header=tuple(line + line for line in one.header), rows=tuple(map(doubled, one.rows))
        )

    return replace(table, blocks=tuple(map(block, table.blocks)))


@pytest.mark.parametrize("table", [0, 1, 2])
@pytest.mark.parametrize("form", [*STYLES, *FORMS])
def test_two_years_side_by_side_are_not_judged(form: str, table: int) -> None:
    rng = random.Random(table)
    clean = draft(rng, random_figures(rng, "2021"))
    one = clean.tables()[table]
    examined = examine(from_bytes(*written(clean.with_table(beside_itself(one)), form)))
    assert [finding.code for finding in examined.findings if finding.severity is not Severity.INFO] == [
        "NB005"
    ]
    assert examined.report and examined.report.tables[one.id].doubt is Doubt.ROWS_DOUBLED
