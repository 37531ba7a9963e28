"""表四, whose figures have no row label."""

from __future__ import annotations

import pytest
from nianbao.grammar import Doubt, Table

from tests.grammar.tables.writing import (
    CASES,
    REMEDIES,
    WRITERS,
    bars,
    lines,
    pipe,
    printed,
    read,
    sound,
    spreadsheet,
)


def remedies(text: str) -> Table:
    return read(
        f"四、政府信息公开行政复议、行政诉讼情况\n{text}\n五、存在的主要问题及改进情况\n更新不及时。"
    ).tables["remedies"]


@pytest.mark.parametrize("writer", WRITERS)
def test_remedies(writer: str) -> None:
    table = remedies(WRITERS[writer](REMEDIES))
    assert printed(table) == {"cases": CASES} and sound(table)
    assert [table.cells["cases", f"{group}_total"].value for group in ("review", "direct", "after")] == [
        1,
        2,
        1,
    ]


HEADS: dict[str, str] = {
    "labels broken": "\n\n".join(
        f"{label[:2]}\n{label[2:]}" if len(label) == 4 else label for row in REMEDIES[:3] for label in row
    ),
    "leading blank cells": "行政复议 | | | | | 行政诉讼 | | | | | | | | | |\n" + pipe(REMEDIES[1:3]),
    "cut": pipe(
        [
            [{"结果纠正": "结果", "其他结果": "其他", "尚未审结": "尚未"}.get(label, label) for label in row]
            for row in REMEDIES[:3]
        ]
    ),
    "two of three rows": pipe(REMEDIES[1:3]),
    "all in one line": " ".join(label for row in REMEDIES[:3] for label in row),
    "letters scattered": "行政复议 行政诉讼\n结 结 其 尚 未经复议直接起诉 复议后起诉\n果 果 他 未\n"
    "总计 结 结 其 尚 总计 结 结 其 尚 总计\n维 纠 结 审\n持 正 果 结",
}


@pytest.mark.parametrize("head", HEADS)
def test_the_figures_do_not_depend_on_the_head(head: str) -> None:
    for figures in (" ".join(CASES), " | ".join(CASES) + " |", "\n\n".join(CASES)):
        table = remedies(f"{HEADS[head]}\n{figures}")
        assert printed(table) == {"cases": CASES} or table.doubt is Doubt.HEAD_LOST
        if head != "letters scattered":
            assert table.doubt is None


def test_a_unit_in_the_first_cell_makes_it_no_label() -> None:
    for writer in (pipe, bars, lines, spreadsheet):
        table = remedies(writer([*REMEDIES[:3], [f"{figure}件" for figure in CASES]]))
        assert [cell.value for cell in table.cells.values()] == [int(figure) for figure in CASES]
        assert sound(table)


def test_a_note_below_the_table() -> None:
    report = read(
        f"四、政府信息公开行政复议、行政诉讼情况\n{pipe(REMEDIES)}\n注：行政复议、行政诉讼数量含上年度结转数量。\n五、存在的主要问题及改进情况"
    )
    assert printed(report.tables["remedies"]) == {"cases": CASES}
    assert [line.text for line in report.sections[0].lines] == ["注:行政复议、行政诉讼数量含上年度结转数量。"]


def test_blank_cases() -> None:
    for writer in ("pipe", "bars", "bars alone", "spreadsheet"):
        table = remedies(
            WRITERS[writer]([*REMEDIES[:3], ["" if figure == "0" else figure for figure in CASES]])
        )
        assert [cell.text or "0" for cell in table.cells.values()] == CASES, writer
        assert {cell.value for cell in table.cells.values()} == {None, 1, 2}
