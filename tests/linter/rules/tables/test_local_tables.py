"""Tables as provinces and sites print them: explanations, divided rows, cut heads, blank tables."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from nianbao.linter import Finding, Severity, Source, check

from tests.generator import STYLES, Block, Draft, Row, render, renders

from .cells import report

NOTES = {
    "normative_documents": "（决定、通告、意见、通知等公文一般都算）",
    "rules": "（只由设区的市填写）",
    "licences": "（2023年1—12月）",
}
# Not read yet: in plain lines a blank within an explanation ends its label, and a whole table in one line
# has no bounds between the labels of a head.
BLANKS_END_LABELS = ("lines", "tabs")
ONE_LINE = ("inline",)
IN_ROWS = ("markdown", "gfm-repeat", "pipe", "pipe-leading", "tsv")


def changed(clean: Draft, change: Callable[[Block], Block]) -> Draft:
    table = next(table for table in clean.tables() if table.id == "disclosure")
    return clean.with_table(replace(table, blocks=tuple(map(change, table.blocks))))


def with_notes(block: Block) -> Block:
    notes = list(NOTES.values())
    rows = tuple(replace(row, label=row.label + notes[number % 3]) for number, row in enumerate(block.rows))
    return replace(block, rows=rows)


def with_details(block: Block) -> Block:
    """A row 其中 below the first of each block."""
    first = block.rows[0]
    detail = Row("", f"其中：{first.label[:2]}变更", (), dict.fromkeys(first.figures, "0"))
    return replace(block, rows=(first, detail, *block.rows[1:]))


def with_cut_heads(block: Block) -> Block:
    header = tuple(
        tuple(replace(cell, text=cell.text.removesuffix("数量").removesuffix("数")) for cell in row)
        for row in block.header
    )
    return replace(block, header=header)


def found(draft: Draft, style: str) -> list[Finding]:
    findings = check(Source("a.md", render(draft, style, random.Random(3))))
    return [finding for finding in findings if finding.code < "NB5"]


def told(draft: Draft, style: str, least: Severity) -> list[str]:
    severities = [Severity.ERROR] if least is Severity.ERROR else [Severity.ERROR, Severity.WARNING]
    return [f"{one.code} {one.message}" for one in found(draft, style) if one.severity in severities]


@pytest.mark.parametrize("format_id", ["2019", "2021"])
@pytest.mark.parametrize("style", STYLES)
def test_labels_may_carry_explanations(style: str, format_id: str) -> None:
    draft = changed(report(format_id), with_notes)
    if style not in BLANKS_END_LABELS and renders(draft, style):
        assert told(draft, style, Severity.WARNING) == []


@pytest.mark.parametrize("format_id", ["2019", "2021"])
@pytest.mark.parametrize("style", STYLES)
def test_details_below_a_row_are_information(style: str, format_id: str) -> None:
    draft = changed(report(format_id), with_details)
    if renders(draft, style):
        assert told(draft, style, Severity.WARNING) == []


@pytest.mark.parametrize("style", STYLES)
def test_heads_without_their_end_are_no_errors(style: str) -> None:
    draft = changed(report(), with_cut_heads)
    if style not in ONE_LINE and renders(draft, style):
        assert told(draft, style, Severity.ERROR) == []


@pytest.mark.parametrize("style", IN_ROWS)
def test_a_wholly_blank_table_is_one_error(style: str) -> None:
    clean = report()
    table = next(table for table in clean.tables() if table.id == "requests")
    blocks = (
        replace(block, rows=tuple(replace(row, figures=dict.fromkeys(row.figures, "")) for row in block.rows))
        for block in table.blocks
    )
    blank = clean.with_table(replace(table, blocks=tuple(blocks)))
    assert told(blank, style, Severity.ERROR) == ["NB208 表三没有填数字"]
