"""What is read of a table in text copied out of a PDF: all of it, or a doubt."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from nianbao.grammar import Doubt
from nianbao.grammar.parse import parse
from nianbao.grammar.text.source import Source
from nianbao.linter import check

from tests.generator import Draft, draft, random_figures, render

NARROW, WIDE = 7, 16  # characters of a label in a line of its cell


def a_draft(seed: int = 3) -> Draft:
    rng = random.Random(seed)
    return draft(rng, random_figures(rng, "2021"))


def copied(text: str, before: int, width: int = NARROW) -> str:
    """Tables in bare lines, with labels broken over lines; figures stand `before` the last lines."""
    return "\n".join(piece for line in text.split("\n") for piece in _broken(line, before, width))


def _broken(line: str, before: int, width: int) -> Iterator[str]:
    words = line.split()
    figures = [word for word in words if word.isdigit()]
    labels = words[: -len(figures)]
    if len(figures) < 7 or words[-len(figures) :] != figures or not labels:
        yield line
        return
    pieces = [label[at : at + width] for label in labels for at in range(0, len(label), width)]
    at = max(len(pieces) - 1 - before, 0)
    for number, piece in enumerate(pieces):
        yield f"{piece}    {'   '.join(figures)}" if number == at else piece


def test_figures_behind_the_whole_label_are_read() -> None:
    report = parse(Source("a.txt", copied(render(a_draft(), "inline"), before=0)))
    assert report.tables["requests"].fits
    assert not report.tables["requests"].doubt


@pytest.mark.parametrize("before", [1, 2, 3])
def test_figures_amid_their_labels_are_a_doubt_and_nothing_else(before: int) -> None:
    text = copied(render(a_draft(), "inline"), before)
    report = parse(Source("a.txt", text))
    assert report.scattered["requests"].count > 3
    codes = [finding.code for finding in check(Source("a.txt", text))]
    assert "NB005" in codes
    assert not {"NB201", "NB202", "NB203", "NB204", "NB205", "NB207", "NB301", "NB302", "NB304"} & set(codes)


def test_one_fault_in_a_table_with_some_broken_labels_is_told() -> None:
    text = copied(render(a_draft(), "inline"), before=0, width=WIDE)
    before, row, after = text.partition("2.重复申请")
    report = parse(Source("a.txt", before + after.split("\n", 1)[1]))
    assert row
    assert not report.tables["requests"].doubt
    assert [missing.expected.id for missing in report.tables["requests"].row_differences.missing]


def test_a_table_that_takes_figures_from_elsewhere_is_a_doubt() -> None:
    text = copied(render(a_draft(), "inline"), before=0)
    before, row, after = text.partition("（七）总计")
    assert row
    report = parse(Source("a.txt", f"{before}{row} 1 2 3 4 5 6 {after}"))
    assert report.tables["requests"].doubt is Doubt.LABELS_BROKEN


def test_a_table_of_something_else_is_missing_not_unread() -> None:
    text = (
        "青禾县民政局2023年政府信息公开工作年度报告\n一、总体情况\n本年公开信息86条。\n"
        "二、主动公开政府信息情况\n网站 1 0 0 1\n公众号 4 2 1 5\n合计 5 2 1 6\n"
        "六、其他需要报告的事项\n无。\n青禾县民政局\n2024年1月12日\n"
    )
    assert not parse(Source("a.txt", text)).scattered
    assert "NB201" in {finding.code for finding in check(Source("a.txt", text))}
