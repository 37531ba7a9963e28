"""表二 in every form that it takes once it is text, and what its cells may hold."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from nianbao.grammar import CellKind, Source, parse

from tests.grammar.tables.writing import DISCLOSURE, FORMS, printed, read, sound


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("end", ["", "\n三、收到和处理政府信息公开申请情况", "\n以上数据截至年末。"])
def test_disclosure(form: str, end: str) -> None:
    table = read(f"二、主动公开政府信息情况\n{FORMS[form]}{end}").tables["disclosure"]
    assert printed(table) == DISCLOSURE
    assert sound(table)
    assert table.version.id == "2021"


BEFORE = (
    "该部分以表格形式报告。表格如下:",
    "单位: 鹿鸣县水务局 2023年度",
    "（单位：件）",
    "表1 主动公开政府信息情况统计表",
    "2023 年，我局按规定公开了有关信息，具体如下：",
)


@pytest.mark.parametrize("before", BEFORE)
def test_lines_between_heading_and_table(before: str) -> None:
    for form in (
        "pipe, padded to the widest row",
        "bare lines, labels broken, figures with stray blanks",
        "rows of a PDF",
    ):
        report = read(f"二、主动公开政府信息情况\n{before}\n{FORMS[form]}")
        assert printed(report.tables["disclosure"]) == DISCLOSURE
        assert sound(report.tables["disclosure"])
        assert [report.source.quote(line.span) for line in report.sections[0].lines] == [before]


def test_a_table_without_a_heading_before_it() -> None:
    assert printed(read(FORMS["pipe, padded to the widest row"]).tables["disclosure"]) == DISCLOSURE


def test_the_first_caption_may_be_lost() -> None:
    table = read(FORMS["leading bars"].split("\n", 1)[1]).tables["disclosure"]
    assert printed(table) == DISCLOSURE


@pytest.mark.parametrize(
    "caption", ["第二十条 第（一）项", "第二十条  第(一)项", "第二十条（一）项", "第二十条第（一） 项"]
)
def test_captions(caption: str) -> None:
    table = read(FORMS["rows of a PDF"].replace("第二十条第（一）项", caption)).tables["disclosure"]
    assert printed(table) == DISCLOSURE and table.blocks[0].caption


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("本年制发件数 | 本年废止件数 | 现行有效件数", "本年 | 本年 | 现行有效件"),
        ("现行有效件数", "现行有效件"),
        ("行政事业性收费", "行政事业型收费"),
        ("行政规范性文件", "规范性文件"),
        ("行政规范性文件", "行政规范性文件（本级制定）"),
        ("信息内容", "内容"),
    ],
)
def test_slips_in_labels_do_not_hide_figures(old: str, new: str) -> None:
    for form in ("pipe, padded to the widest row", "leading bars"):
        table = read(FORMS[form].replace(old, new)).tables["disclosure"]
        assert printed(table) == DISCLOSURE and table.doubt is None


def test_captions_alone_are_no_reason_to_fail() -> None:
    report = read(
        "二、主动公开政府信息情况\n第二十条第（一）项\n第二十条第（五）项\n三、收到和处理政府信息公开申请情况"
    )
    table = report.tables.get("disclosure")
    assert table is None or (not table.cells and len(table.row_differences.missing) == 6)


OLD = """\
第二十条第(一)项 | |||
信息内容 | 本年新 制作数量 | 本年新 公开数量 | 对外公开总数量 |
规章 | 0 | 0 | 0 |
规范性文件 | 5 | 5 | 61 |
第二十条第(五)项 | |||
信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量 |
行政许可 | 716 | -417 | 29497 |
其他对外管理服务事项 | 12 | 增3 | 0 |
第二十条第(六)项 | |||
信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量 |
行政处罚 | 144 | +144 | 9 |
行政强制 | 0 | 0 | 0 |
第二十条第(八)项 | |||
信息内容 | 上一年项目数量 | 本年增/减 | |
行政事业性收费 | 2 | 减1 | |
第二十条第(九)项 | |||
信息内容 | 采购项目数量 | 采购总金额 | |
政府集中采购 | 7 | 13713.89元 |
"""


def test_the_form_of_2019() -> None:
    table = read(OLD, 2020).tables["disclosure"]
    assert table.version.id == "2019" and sound(table)
    values = {key: cell.value for key, cell in table.cells.items()}
    assert (
        values["licence", "change"] == -417
        and values["other_service", "change"] == 3
        and values["penalty", "change"] == 144
    )
    assert values["fee", "change"] == -1
    assert table.cells["procurement", "amount"].kind is CellKind.MONEY
    assert values["procurement", "amount"] == Decimal("13713.89")
    assert values["normative", "public_total"] == 61


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("11398889", CellKind.FIGURE, 11398889),
        ("1,234", CellKind.FIGURE, 1234),
        ("０", CellKind.FIGURE, 0),
        ("59237.2449", CellKind.FIGURE, Decimal("59237.2449")),
        ("22（其中修订 16 件）", CellKind.NOTED, 22),
        ("55（含自然失效 29 件）", CellKind.NOTED, 55),
        ("5件", CellKind.NOTED, 5),
        ("160.5964万元", CellKind.MONEY, Decimal("160.5964")),
        ("+1036", CellKind.SIGNED, 1036),
        ("-417", CellKind.SIGNED, -417),
        ("增加5", CellKind.SIGNED, 5),
        ("/", CellKind.PLACEHOLDER, None),
        ("—", CellKind.PLACEHOLDER, None),
        ("无", CellKind.PLACEHOLDER, None),
        ("", CellKind.BLANK, None),
        ("\u00a0", CellKind.BLANK, None),
    ],
)
def test_cells(text: str, kind: CellKind, value: Any) -> None:
    source = Source(
        "a.md", FORMS["leading bars"].replace("| 规章 | 1 | 0 | 2 |", f"| 规章 | 1 | {text} | 2 |")
    )
    cell = parse(source).tables["disclosure"].cells["rules", "repealed"]
    assert (cell.kind, cell.value) == (kind, value)
    assert source.quote(cell.span) == text.strip()


def test_words_in_a_cell_are_no_figure() -> None:
    for form in ("leading bars", "pipe, padded to the widest row"):
        table = read(FORMS[form].replace("行政处罚 | 0 |", "行政处罚 | 见附件 |")).tables["disclosure"]
        assert printed(table)["penalty"] == ["见附件"]
        assert (table.cells["penalty", "decisions"].kind, table.cells["penalty", "decisions"].value) == (
            CellKind.WORDS,
            None,
        )


def test_of_a_row_that_stands_twice_the_first_counts() -> None:
    twice = FORMS["leading bars"].replace("| 行政处罚 | 0 | ", "| 行政处罚 | 0 | \n| 行政处罚 | 5 | ")
    table = read(twice).tables["disclosure"]
    assert printed(table) == DISCLOSURE
    assert [label.text for label in table.row_differences.extra] == ["行政处罚"]
    assert table.row_differences.extra[0].span.start > table.cells["penalty", "decisions"].end
