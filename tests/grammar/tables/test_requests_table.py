"""表三 in every form that it takes once it is text: the figures, and what cannot be known."""

from __future__ import annotations

import pytest
from nianbao.grammar import CellKind, Doubt, Table

from tests.grammar.tables.writing import (
    FORMS,
    KEEPING,
    REMEDIES,
    WRITERS,
    Figures,
    bars,
    inline,
    lines,
    pipe,
    printed,
    read,
    sound,
)

Row = tuple[list[str], list[str]]
ROWS: list[tuple[str, list[str], str]] = [
    ("received", ["一、本年新收政府信息公开申请数量"], "4 1 0 0 2 0 7"),
    ("carried_in", ["二、上年结转政府信息公开申请数量"], "1 0 0 0 0 0 1"),
    ("granted", ["三、本年度办理结果", "（一）予以公开"], "2 0 0 0 1 0 3"),
    ("partial", ["（二）部分公开（区分处理的，只计这一情形，不计其他情形）"], "1 0 0 0 0 0 1"),
    ("denied_secret", ["（三）不予公开", "1.属于国家秘密"], "0 0 0 0 0 0 0"),
    ("denied_law", ["2.其他法律行政法规禁止公开"], "0 0 0 0 0 0 0"),
    ("denied_safety", ["3.危及“三安全一稳定”"], "0 0 0 0 0 0 0"),
    ("denied_third_party", ["4.保护第三方合法权益"], "0 0 0 0 0 0 0"),
    ("denied_internal", ["5.属于三类内部事务信息"], "0 0 0 0 0 0 0"),
    ("denied_process", ["6.属于四类过程性信息"], "0 0 0 0 0 0 0"),
    ("denied_enforcement", ["7.属于行政执法案卷"], "0 0 0 0 0 0 0"),
    ("denied_query", ["8.属于行政查询事项"], "0 0 0 0 0 0 0"),
    ("unavailable_not_held", ["（四）无法提供", "1.本机关不掌握相关政府信息"], "1 1 0 0 0 0 2"),
    ("unavailable_not_ready", ["2.没有现成信息需要另行制作"], "0 0 0 0 0 0 0"),
    ("unavailable_unclear", ["3.补正后申请内容仍不明确"], "0 0 0 0 0 0 0"),
    ("refused_petition", ["（五）不予处理", "1.信访举报投诉类申请"], "0 0 0 0 0 0 0"),
    ("refused_repeat", ["2.重复申请"], "0 0 0 0 0 0 0"),
    ("refused_publication", ["3.要求提供公开出版物"], "0 0 0 0 0 0 0"),
    ("refused_excessive", ["4.无正当理由大量反复申请"], "0 0 0 0 0 0 0"),
    ("refused_confirm", ["5.要求行政机关确认或重新出具已获取信息"], "0 0 0 0 0 0 0"),
    (
        "other_no_correction",
        ["（六）其他处理", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"],
        "0 0 0 0 0 0 0",
    ),
    (
        "other_no_payment",
        ["2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"],
        "0 0 0 0 0 0 0",
    ),
    ("other_else", ["3.其他"], "0 0 0 0 0 0 0"),
    ("handled", ["（七）总计"], "4 1 0 0 1 0 6"),
    ("carried_out", ["四、结转下年度继续办理"], "1 0 0 0 1 0 2"),
]
REQUESTS: Figures = {id: figures.split() for id, _, figures in ROWS}
NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
HEAD = [
    [NOTE, "申请人情况"],
    ["自然人", "法人或其他组织", "总计"],
    ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"],
]
GRID = [*HEAD, *(labels + figures.split() for _, labels, figures in ROWS)]


def requests(text: str) -> Table:
    return read(f"三、收到和处理政府信息公开申请情况\n{text}\n四、政府信息公开行政复议、行政诉讼情况").tables[
        "requests"
    ]


@pytest.mark.parametrize("writer", WRITERS)
def test_requests(writer: str) -> None:
    table = requests(WRITERS[writer](GRID))
    assert printed(table) == REQUESTS and sound(table)


BROKEN = {
    "商业企业": "商业\n企业",
    "科研机构": "科研\n机构",
    "社会公益组织": "社会\n公益\n组织",
    "法律服务机构": "法律服\n务机构",
    "自然人": "自\n然\n人",
    "总计": "总\n计",
    "三、本年度办理结果": "三\n、\n本\n年\n度\n办\n理\n结\n果",
    "（三）不予公开": "（三）\n不予公开",
    "（四）无法提供": "（四）无\n法提供",
    "1.属于国家秘密": "1.属于\n国家秘密",
    "3.危及“三安全一稳定”": "3.危及“三安全\n一稳定”",
}


@pytest.mark.parametrize("mark", ["\n", "\n\n", " "])
def test_labels_broken_inside_their_cells(mark: str) -> None:
    grid = [[BROKEN.get(cell, cell).replace("\n", mark) for cell in row] for row in GRID]
    for writer in (pipe, bars) if mark == " " else (lines, bars):
        if writer is bars and mark == "\n\n":
            continue
        table = requests(writer(grid))
        assert printed(table) == REQUESTS and sound(table)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("1.", "1．"), ("1.", "1、"), ("1.", "1. "), ("“三安全一稳定”", '"三安全一稳定"'), ("（", "("),
        ("（三）", "（ 三 ）"),
        ("（", "（ "), ("、行政机关不再", "，行政机关不再"), ("、行政机关不再", ", 行政机关不再"),
        ("（三）不予公开", "（三） 不予公开"),
    ],
)  # fmt: skip
def test_other_marks_in_labels(old: str, new: str) -> None:
    for writer in (pipe, lines, bars):
        table = requests(
            writer(
                [
                    [cell if cell[0].isdigit() and len(cell) < 3 else cell.replace(old, new) for cell in row]
                    for row in GRID
                ]
            )
        )
        assert printed(table) == REQUESTS and sound(table)


@pytest.mark.parametrize(
    ("id", "short"),
    [
        ("other_no_correction", "1.逾期不补正"),
        ("other_no_correction", "1.申请人无正当理由逾期不补正"),
        ("other_no_payment", "2.逾期不缴费"),
        ("denied_law", "2.其他法律行政止公开"),
        ("partial", "（二）部分公开"),
        ("denied_safety", "3.危及三安全一稳定"),
        ("carried_in", "二、上年结转政府信息公开申请数"),
    ],
)
def test_shortened_and_misspelt_labels_keep_their_figures(id: str, short: str) -> None:
    official = next(labels[-1] for row, labels, _ in ROWS if row == id)
    for writer in (pipe, lines, bars, inline):
        table = requests(writer([[cell.replace(official, short) for cell in row] for row in GRID]))
        assert printed(table) == REQUESTS and table.doubt is None


def test_the_label_of_the_total_may_stand_in_the_next_row_of_the_head() -> None:
    grid = [HEAD[0], HEAD[1][:2], [*HEAD[2], "总计"], *GRID[3:]]
    for writer in WRITERS.values():
        table = requests(writer(grid))
        assert printed(table) == REQUESTS and sound(table)


def test_the_head_in_two_rows() -> None:
    grid = [
        *HEAD[:2],
        ["商业", "科研", "社会公益", "法律服务", "其他"],
        ["企业", "机构", "组织", "机构"],
        *GRID[3:],
    ]
    table = requests(pipe(grid))
    assert printed(table) == REQUESTS
    assert not table.row_differences and table.doubt is None


@pytest.mark.parametrize("page", ["- 4 -", "— 4 —", "P. 4", "第 4 页", "第4页 共9页"])
def test_a_page_may_end_inside_the_table(page: str) -> None:
    rows = inline(GRID).split("\n")
    for again in ([], rows[:3]):
        table = requests("\n".join([*rows[:14], page, *again, *rows[14:]]))
        assert printed(table) == REQUESTS and sound(table)


@pytest.mark.parametrize("number", range(1, 25, 4))
@pytest.mark.parametrize("writer", ["pipe", "bars", "lines"])
def test_the_head_may_come_again(writer: str, number: int) -> None:
    table = requests(WRITERS[writer]([*GRID[: 3 + number], *HEAD, *GRID[3 + number :]]))
    assert printed(table) == REQUESTS


def test_place_holders_of_merged_cells() -> None:
    """A row below a merged label begins with as many blank cells as the label covers columns (徐闻)."""
    written = ["| " + " | ".join(row) + " |" for row in HEAD]
    depth = 0
    for _, labels, figures in ROWS:
        depth = (
            0
            if labels[0][0] in "一二四"
            else 1
            if labels[0][0] in "三（" and len(labels) < 3 and labels[-1][0] == "（"
            else 2
        )
        blank = max(depth - len(labels) + 1, 0)
        written.append("| " + "| " * blank + " | ".join(labels + figures.split()) + " |")
    table = requests("\n".join(written))
    assert printed(table) == REQUESTS and sound(table)


@pytest.mark.parametrize("blank", ["", " ", "\u00a0"])
@pytest.mark.parametrize("writer", KEEPING)
def test_blank_cells_are_blank_and_in_their_place(writer: str, blank: str) -> None:
    grid = [
        *HEAD,
        *(
            labels + [blank if figure == "0" else figure for figure in figures.split()]
            for _, labels, figures in ROWS
        ),
    ]
    table = requests(WRITERS[writer](grid))
    assert table.doubt is None and not table.row_differences
    for row in table.rows:
        assert row.format and row.fits, row
        expected = REQUESTS[row.format.id]
        assert [cell.text or "0" for cell in row.cells] == expected
        assert [cell.kind is CellKind.BLANK for cell in row.cells] == [figure == "0" for figure in expected]
        assert all(cell.value is None for cell in row.cells if cell.kind is CellKind.BLANK)


@pytest.mark.parametrize("mark", ["-", "/", "—", "无"])
@pytest.mark.parametrize("writer", WRITERS)
def test_marks_instead_of_zeros(writer: str, mark: str) -> None:
    table = requests(
        WRITERS[writer](
            [*HEAD, *(labels + figures.replace("0", mark).split() for _, labels, figures in ROWS)]
        )
    )
    assert printed(table) == {
        id: [mark if figure == "0" else figure for figure in figures] for id, figures in REQUESTS.items()
    }
    assert {cell.value for cell in table.cells.values() if cell.kind is CellKind.PLACEHOLDER} == {None}
    assert sound(table)


# In rows of a PDF nothing tells the blank before a unit from those between cells.
@pytest.mark.parametrize(
    ("writer", "unit"),
    [
        (writer, unit)
        for writer in WRITERS
        for unit in ("件", "宗", " 件")
        if (writer, unit) != ("inline", " 件")
    ],
)
def test_figures_with_a_unit(writer: str, unit: str) -> None:
    table = requests(
        WRITERS[writer](
            [*HEAD, *(labels + [figure + unit for figure in figures.split()] for _, labels, figures in ROWS)]
        )
    )
    assert {
        id: [cell.removesuffix(unit) for cell in cells] for id, cells in printed(table).items()
    } == REQUESTS
    assert table.cells["received", "total"].value == 7
    assert sound(table)


def test_a_row_that_is_one_figure_and_blank_cells() -> None:
    table = requests(
        pipe(GRID).replace(
            "一、本年新收政府信息公开申请数量 | 4 | 1 | 0 | 0 | 2 | 0 | 7 |",
            "一、本年新收政府信息公开申请数量 | 7 | ||||||||",
        )
    )
    first = table.rows[0]
    assert [cell.value for cell in first.cells if cell.text] == [7]
    assert not any(cell.value == 0 for cell in first.cells)


def test_inner_blanks_of_a_row() -> None:
    row = "| | 2.其他法律行政法规禁止公开 | 5 | | | | | | 5 |"
    table = requests(pipe(GRID).replace("2.其他法律行政法规禁止公开 | 0 | 0 | 0 | 0 | 0 | 0 | 0 |", row))
    assert printed(table)["denied_law"] == ["5", "", "", "", "", "", "5"]
    assert table.cells["denied_law", "total"].value == 5 and table.cells["denied_law", "legal"].value is None


def test_figures_between_the_lines_of_a_label() -> None:
    text = inline(GRID)
    for whole, first, second in (
        ("5.要求行政机关确认或重新出具已获取信息", "5.要求行政机关确认或重新", "出具已获取信息"),
        (
            "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
            "（二）部分公开（区分处理的，只计这一情 形，不",
            "计其他情形）",
        ),
        ("2.没有现成信息需要另行制作", "2.没有现成信息需要另", "行制作"),
    ):
        figures = " ".join(next(row[-7:] for row in GRID if row[-8:-7] == [whole]))
        text = text.replace(f"{whole} {figures}", f"{first}\n{figures}\n{second}")
    table = requests(text)
    assert printed(table) == REQUESTS
    assert not table.row_differences.missing and not table.row_differences.extra


def test_figures_above_their_label_are_not_those_of_another_row() -> None:
    text = inline(GRID).replace(
        "（四）无法提供 1.本机关不掌握相关政府信息 1 1 0 0 0 0 2",
        "（四）无法提供\n1 1 0 0 0 0 2\n1.本机关不掌握相关政府信息",
    )
    read_off = printed(requests(text))
    assert (
        read_off.get("unavailable_not_held", REQUESTS["unavailable_not_held"])
        == REQUESTS["unavailable_not_held"]
    )
    assert {id: figures for id, figures in read_off.items() if id != "unavailable_not_held"} == {
        id: figures for id, figures in REQUESTS.items() if id != "unavailable_not_held"
    }


def test_both_years_side_by_side_are_not_mixed() -> None:
    last_year = "9 9 9 9 9 9 54"
    text = "\n".join(f"{' '.join(labels)} {figures} {labels[-1]} {last_year}" for _, labels, figures in ROWS)
    table = requests(text)
    assert table.doubt is not None or printed(table) == REQUESTS


def test_a_label_outside_its_row() -> None:
    """As OCR prints it: the label is a paragraph, its figures are a table."""
    rows = [f"| {' | '.join(row)} |\n|{'---|' * len(row)}\n" for row in GRID]
    at = next(number for number, row in enumerate(GRID) if row[0].startswith("2.没有现成"))
    rows[at] = (
        "2.没有现成信息需要另\n行制作\n\n| 0 | 0 | 0 | 0 | 0 | 0 | 0 |\n|---|---|---|---|---|---|---|\n"
    )
    table = requests("\n".join(rows))
    assert printed(table) == REQUESTS and sound(table)


def test_a_spanning_label_cut_over_rows() -> None:
    text = (
        pipe(GRID)
        .replace("三、本年度办理结果 |", "三、 |")
        .replace("（二）部分公开", "本年 | （二）部分公开")
        .replace("2.其他法律", "度办 理结 果 | 2.其他法律")
    )
    table = requests(text)
    assert printed(table) == REQUESTS and table.doubt is None


# ── What cannot be known ────────────────────────────────────────────────────


def deduplicated(text: str) -> str:
    """As two crawlers do: a line that occurred before is dropped."""
    return "\n".join(line for line in dict.fromkeys(text.split("\n")) if line)


@pytest.mark.parametrize("writer", ["lines", "bars", "bars alone"])
def test_lines_that_occur_once_only_are_in_doubt(writer: str) -> None:
    table = requests(deduplicated(WRITERS[writer](GRID)))
    assert table.doubt is not None
    assert not any(cell.value == 0 for key, cell in table.cells.items() if REQUESTS[key[0]][0] != "0")


def test_a_deduplicated_report_has_no_table_that_is_judged() -> None:
    zero = "\n\n".join(
        FORMS["rows of a PDF"].translate(str.maketrans("123478", "000000")).replace(" ", "\n\n").split("\n\n")
    )
    text = (
        f"二、主动公开政府信息情况\n{zero}\n三、收到和处理政府信息公开申请情况\n{lines(GRID)}\n"
        f"四、政府信息公开行政复议、行政诉讼情况\n{lines(REMEDIES)}\n"
    )
    report = read(deduplicated(text))
    assert {id: table.doubt is not None for id, table in report.tables.items()} == dict.fromkeys(
        ("disclosure", "requests", "remedies"), True
    )


@pytest.mark.parametrize("writer", ["lines", "inline"])
def test_blank_cells_that_left_no_trace_are_in_doubt(writer: str) -> None:
    grid = [
        *HEAD,
        *(labels + [figure for figure in figures.split() if figure != "0"] for _, labels, figures in ROWS),
    ]
    table = requests(WRITERS[writer](grid))
    assert table.doubt is Doubt.CELLS_LOST
    assert not any(cell.value == 0 for cell in table.cells.values())


def test_a_lost_figure_is_that_row_only() -> None:
    for writer in (lines, inline):
        table = requests(writer([row[:-1] if row[0] == "2.重复申请" else row for row in GRID]))
        assert table.doubt is None
        assert [row.format.id for row in table.rows if row.format and not row.fits] == ["refused_repeat"]
        assert printed(table) == {id: figures for id, figures in REQUESTS.items() if id != "refused_repeat"}


@pytest.mark.parametrize("writer", WRITERS)
def test_a_lost_row_is_missing_and_nothing_else(writer: str) -> None:
    for lost in ("denied_third_party", "handled", "carried_in", "other_else"):
        grid = [*HEAD, *(labels + figures.split() for id, labels, figures in ROWS if id != lost)]
        table = requests(WRITERS[writer](grid))
        assert [missing.expected.id for missing in table.row_differences.missing] == [lost]
        assert printed(table) == {id: figures for id, figures in REQUESTS.items() if id != lost}


def test_a_row_of_its_own() -> None:
    for writer in WRITERS.values():
        grid = [*GRID[:10], ["其他主动公开事项", *"1234567"], *GRID[10:]]
        table = requests(writer(grid))
        assert printed(table) == REQUESTS
        assert [label.text for label in table.row_differences.extra] == ["其他主动公开事项"]


def test_headings_without_tables() -> None:
    assert (
        read(
            "二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n四、政府信息公开行政复议、行政诉讼情况\n五、存在的主要问题及改进情况\n无。"
        ).tables
        == {}
    )
