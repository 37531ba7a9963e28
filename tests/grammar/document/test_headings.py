"""Which lines are headings: every wording met in real reports, and everything that only looks like one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from nianbao.grammar import Report, Source, parse

OFFICIAL = [
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
]
IDS = ["overview", "proactive", "requests", "remedies", "problems", "other"]
BODIES = [
    "2023年，县水务局扎实做好公开工作。\n（一）主动公开。发布停水通知216条。",
    (
        "第二十条第（一）项\n信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 |\n"
        "规章 | 0 | 0 | 0 |\n行政规范性文件 | 3 | 1 | 17 |"
    ),
    "自然人 | 法人或其他组织 | 总计 |\n"
    "一、本年新收政府信息公开申请数量 | 4 | 1 | 0 | 0 | 2 | 0 | 7 |\n"
    "二、上年结转政府信息公开申请数量 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n"
    "三、本年度办理结果 | （一）予以公开 | 4 | 1 | 0 | 0 | 1 | 0 | 6 |\n"
    "四、结转下年度继续办理 | 1 | 0 | 0 | 0 | 1 | 0 | 2 |",
    (
        "行政复议 | 行政诉讼 |\n结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 未经复议直接起诉 | "
        "复议后起诉 |\n"
    )
    + "0 | " * 15,
    "解读形式单一。下一步将增加图表。",
    "未收取信息处理费。",
]


def document(
    headings: list[str], front: str = "鹿鸣县水务局2023年政府信息公开工作年度报告", gap: str = "\n"
) -> str:
    return gap.join(
        [
            front,
            *(line for pair in zip(headings, BODIES, strict=True) for line in pair if line),
            "鹿鸣县水务局",
            "2024年1月19日",
        ]
    )


def read(text: str) -> Report:
    return parse(Source("a.md", text))


def sections(text: str) -> list[str]:
    return [
        section.format.id if section.format else f"?{section.heading.text}" for section in read(text).sections
    ]


def with_heading(place: int, heading: str) -> str:
    return document([*OFFICIAL[:place], heading, *OFFICIAL[place + 1 :]])


# ── Wordings ────────────────────────────────────────────────────────────────


def test_official_headings_are_exact() -> None:
    report = read(document(OFFICIAL))
    assert [
        (section.format and section.format.id, section.numeral, section.point, section.exact)
        for section in report.sections
    ] == [(id, numeral, "、", True) for id, numeral in zip(IDS, "一二三四五六", strict=True)]
    assert not report.section_differences and not report.duplicates
    assert list(report.tables) == ["disclosure", "requests", "remedies"]


SAME = {
    0: (
        "一、总体情况、", "一、 总体情况", "一、总体情况：", "一、 总 体 情 况", "## 一、总体情况",
        "**一、总体情况**", "一、總體情況", "⼀、总体情况",
        "　　一、总体情况", "一.总体情况", "一． 总体情况", "1、总体情况", "1.总体情况", "第一部分 总体情况",
        "第一部分、总体情况",
        "一 总体情况", "（一）总体情况",
    ),
    1: ("二、主动公开政府信息情况：",),
    2: ("三、收到和处理 政府信息公开申请情况", "三、收到和處理政府信息公開申請情況"),
    3: (
        "四、政府信息公开行政复议 、 行政诉讼情况", "四、政府信息公开行政复议行政诉讼情况",
        "四、政府信息公開行政復議、行政訴訟情況",
    ),
    4: ("存在的主要问题及改进情况", "四、存在的主要问题及改进情况"),
    5: ("五、其他需要报告的事项", "六、其他需要报告的事项。"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("place", "heading"), [(place, heading) for place, headings in SAME.items() for heading in headings]
)
def test_other_marks_do_not_make_another_heading(place: int, heading: str) -> None:
    report = read(with_heading(place, heading))
    assert [
        section.format.id if section.format else section.heading.text for section in report.sections
    ] == IDS
    assert (
        report.sections[place].exact or "復" in heading or "處" in heading or "體" in heading
    )  # printed otherwise, read the same


VARIANTS = {
    0: (
        "一、基本情况",
        "一、总体情况概述",
        "一、信息公开总体情况",
        "一、政府信息公开工作总体情况",
        "一、总体公开情况",
        "一、工作基本情况",
        "一、工作概述",
        "一、基本工作情况",
        "一、概述",
        "一、2023年政务公开总体情况",
        "一、政府信息公开工作基本情况",
        "一、2020年政务公开工作完成情况及成效",
        "一、總體概述",
    ),
    1: (
        "二、主动公开政府政府情况",
        "二、信息公开情况",
        "二、2023年政府信息公开工作的具体情况",
        "二、主动公开政府信息的情况",
        "二、行政机关主动公开政府信息情况",
    ),
    2: (
        "三、收到和处理政府信息公开情况",
        "三、收到和处理政府信息公开申请的情况",
        "三、行政机关收到和处理政府信息公开申请情况",
        "三、依申请公开政府信息情况",
    ),
    3: (
        "四、政府信息公开行政复议和行政诉讼情况",
        "四、政府信息公开行政复议及行政诉讼情况",
        "四、行政复议和行政诉讼情况",
        "四、政府信息公开行政复议及行政应诉情况",
        "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
        "四、因政府信息公开工作被申请行政复议和提起行政诉讼情况",
        "四、因政府信息公开被申请行政复议和提起行政诉讼情况",
        "四、因政府信息公开工作被申请行政复议及提起行政诉讼情况",
        "四、因政府信息公开工作被申请行政复议提起行政诉讼情况",
        "四、因政府信息公开工作被行政复议和提起行政诉讼情况",
        "四、因政府信息公开申请行政复议和提起行政诉讼的情况",
        "四、政府信息公开工作被申请行政复议和提起行政诉讼情况",
    ),
    4: (
        "五、存在的主要问题及下步改进措施",
        "五、存在的主要问题及整改措施",
        "五、政府信息公开工作存在的主要问题及改进情况",
        "五、存在问题及改进情况",
        "五、存在的主要问题及改进措施",
        "五、存在的主要问题和改进情况",
        "五、存在的问题及改进情况",
        "五、政府信息公开工作中存在的主要问题及改进情况",
        "五、政府信息公开工作存在主要问题及改进情况",
        "五、存在的主要问题及改情况",
    ),
    5: (
        "六、其他需要报告事项",
        "六、其他报告的事项",
        "六、其进他需要报告的事项",
        "六、其它需要报告的事项",
    ),
}


@pytest.mark.parametrize(
    ("place", "heading"), [(place, heading) for place, headings in VARIANTS.items() for heading in headings]
)
def test_wordings_met_in_real_reports(place: int, heading: str) -> None:
    report = read(with_heading(place, heading))
    assert [
        section.format.id if section.format else section.heading.text for section in report.sections
    ] == IDS
    assert not report.section_differences
    assert list(report.tables) == ["disclosure", "requests", "remedies"]
    assert not report.sections[place].exact or "的情况" in heading  # 的 does not count


# ── Numerals ────────────────────────────────────────────────────────────────


def test_numerals_that_start_again() -> None:
    headings = [
        "一、总体情况",
        *(f"{numeral}、{heading[2:]}" for numeral, heading in zip("一二三四五", OFFICIAL[1:], strict=True)),
    ]
    assert sections(document(headings)) == IDS


def test_all_numerals_lost() -> None:
    report = read(document([heading[2:] for heading in OFFICIAL]))
    assert [section.format.id for section in report.sections if section.format] == IDS
    assert {section.numeral for section in report.sections} == {""}


def test_a_seventh_part() -> None:
    text = document([*OFFICIAL[:5], "七、其他需要报告的事项"]).replace(
        "七、其他", "六、2024年工作思路\n加强培训，拓宽渠道。\n七、其他"
    )
    assert sections(text) == [*IDS[:5], "?六、2024年工作思路", "other"]


def test_parts_that_are_missing() -> None:
    report = read(document(OFFICIAL).replace("一、总体情况\n", "").replace("六、其他需要报告的事项\n", ""))
    assert [section.format.id for section in report.sections if section.format] == IDS[1:5]
    assert [missing.expected.id for missing in report.section_differences.missing] == ["overview", "other"]


def test_headings_without_anything_else() -> None:
    assert sections("\n".join(OFFICIAL)) == IDS


# ── Headings and what stands beside them ────────────────────────────────────


@pytest.mark.parametrize("gap", [" ", "  ", "　"])
def test_a_heading_may_share_its_line_with_text(gap: str) -> None:
    text = (
        document(OFFICIAL)
        .replace("一、总体情况\n", f"一、总体情况{gap}")
        .replace("五、存在的主要问题及改进情况\n", f"五、存在的主要问题及改进情况{gap}")
    )
    report = read(text)
    assert [section.format.id for section in report.sections if section.format] == IDS
    assert report.sections[0].lines[0].text == "2023年,县水务局扎实做好公开工作。"
    assert report.sections[0].exact and report.sections[4].exact


@pytest.mark.parametrize("mark", ["。", "：", ":", "。 "])
@pytest.mark.parametrize("place", [0, 5])
def test_a_mark_may_stand_between_a_heading_and_its_text(place: int, mark: str) -> None:
    text = document(OFFICIAL).replace(f"{OFFICIAL[place]}\n", f"{OFFICIAL[place]}{mark}")
    assert sections(text) == IDS


def test_nothing_to_report_in_the_line_of_the_heading() -> None:
    for end in ("：无。", "。无", " 无", "：无"):
        text = document(OFFICIAL).replace(
            "六、其他需要报告的事项\n未收取信息处理费。", f"六、其他需要报告的事项{end}"
        )
        assert sections(text) == IDS, end


@pytest.mark.parametrize(
    ("place", "broken"),
    [
        (2, "三、收到和处理\n政府信息公开申请情况"),
        (2, "三、收到和处理政府信息公开申请情\n况"),
        (3, "四、政府信息公开行政复议、\n行政诉讼情况"),
        (3, "四、政府信息公开行政复议、行政诉讼\n情况"),
        (3, "四、因政府信息公开工作被申请行政复议、\n提起行政诉讼情况"),
        (2, "三、\n收到和处理政府信息公开申请情况"),
    ],
)
def test_a_heading_may_be_broken_over_two_lines(place: int, broken: str) -> None:
    report = read(with_heading(place, broken))
    assert [
        section.format.id if section.format else section.heading.text for section in report.sections
    ] == IDS
    whole = "".join(broken.split())
    assert "".join(report.sections[place].heading.text.split()) == whole
    assert report.sections[place].exact == (whole == OFFICIAL[place])
    assert report.sections[place].numeral == whole[0]


def test_the_whole_report_in_one_line() -> None:
    bodies = ["有序开展。", "见附表。", "见附表。", "见附表。", "解读少。", "无。"]
    text = " ".join(line for pair in zip(OFFICIAL, bodies, strict=True) for line in pair)
    assert sections(f"鹿鸣县水务局按要求编制。 {text}") == IDS


def test_headings_inside_a_layout_table() -> None:
    text = (
        "鹿鸣县水务局2023年政府信息公开工作年度报告 "
        + "|" * 120
        + "\n"
        + " ".join(document(OFFICIAL).split("\n")[1:])
    )
    report = read(text)
    assert [section.format.id for section in report.sections if section.format] == IDS
    assert list(report.tables) == ["disclosure", "requests", "remedies"]


# ── What only looks like a heading ──────────────────────────────────────────


def test_rows_of_a_table_are_no_headings() -> None:
    for gap in ("\n", "\n\n"):
        text = document(OFFICIAL, gap=gap).replace(" | ", gap).replace(" |", "")
        report = read(text)
        assert [section.format.id for section in report.sections if section.format] == IDS
        rows = [row.format.id for row in report.tables["requests"].rows if row.format]
        assert rows == ["received", "carried_in", "granted", "carried_out"]


def test_the_last_row_right_before_the_fourth_heading() -> None:
    rows = ["一、本年新收政府信息公开申请数量", *"0000000", "四、结转下年度继续办理", *"1000001"]
    report = read("\n".join([OFFICIAL[2], *rows, OFFICIAL[3]]))
    assert [section.format.id for section in report.sections if section.format] == ["requests", "remedies"]
    assert [cell.text for cell in report.tables["requests"].rows[-1].cells] == list("1000001")


@pytest.mark.parametrize(
    "row",
    [
        "三、本年度\n办理结果",
        "三\n、\n本\n年\n度\n办\n理\n结\n果",
        "三、\n本年度办理结果",
        "三、本年度办理\n结果",
    ],
)
def test_broken_rows_of_a_table_are_no_headings(row: str) -> None:
    text = document(OFFICIAL).replace(" | ", "\n").replace(" |", "").replace("三、本年度办理结果", row)
    assert sections(text) == IDS


CONTENTS: dict[str, Callable[[int, str], str]] = {
    "bare": lambda number, heading: heading,
    "dots": lambda number, heading: f"{heading}……{number}",
    "many dots": lambda number, heading: f"{heading}{'.' * 30}{number}",
    "blank": lambda number, heading: f"{heading} {number}",
    "tab": lambda number, heading: f"{heading}\t{number}",
    "page below": lambda number, heading: f"{heading}\n{number}",
    "semicolons": lambda number, heading: heading + ("；" if number < 6 else "。"),
    "dash": lambda number, heading: f"{heading} - {number} -",
}


@pytest.mark.parametrize("style", CONTENTS)
@pytest.mark.parametrize("after", ["\n", "\n\n2023年是水务工作的关键一年。\n"])
def test_a_list_of_contents_is_no_heading(style: str, after: str) -> None:
    contents = "\n".join(CONTENTS[style](number, heading) for number, heading in enumerate(OFFICIAL, 1))
    text = document(OFFICIAL).replace(OFFICIAL[0], f"目录\n{contents}{after}{OFFICIAL[0]}", 1)
    report = read(text)
    assert [
        section.format.id if section.format else section.heading.text for section in report.sections
    ] == IDS
    assert not report.duplicates
    assert report.sections[0].lines


@pytest.mark.parametrize(
    "preamble",
    [
        "本报告由" + "；".join(OFFICIAL) + "六个部分组成。",
        "本报告由" + "，".join(OFFICIAL) + "六个部分组成。",
        "全文包括 " + " ".join(OFFICIAL) + " 等六个部分。",
        "全文包括" + "、".join(heading[2:] for heading in OFFICIAL) + "六个部分。",
        "报告包括："
        + "；".join(f"{number}.{heading[2:]}" for number, heading in enumerate(OFFICIAL, 1))
        + "。",
        "报告包括以下部分：\n" + "\n".join(f"{heading}；" for heading in OFFICIAL),
    ],
)
def test_a_preamble_that_lists_the_parts_has_no_headings(preamble: str) -> None:
    report = read(document(OFFICIAL).replace(OFFICIAL[0], f"{preamble}\n{OFFICIAL[0]}", 1))
    assert [
        section.format.id if section.format else section.heading.text for section in report.sections
    ] == IDS
    assert not report.duplicates


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_numbers_of_its_own_inside_the_first_part(gap: str) -> None:
    own = ["加强组织领导", "抓好主动公开", "规范依申请公开", "强化信息管理", "完善平台建设", "做好监督保障"]
    body = gap.join(
        f"{numeral}、{title}{gap}年内做了若干工作，效果良好。"
        for numeral, title in zip("一二三四五六", own, strict=True)
    )
    assert sections(document(OFFICIAL, gap=gap).replace("（一）主动公开。发布停水通知216条。", body)) == IDS


@pytest.mark.parametrize(
    "line",
    [
        "1.主动公开情况",
        "1、主动公开情况：",
        "2.依申请公开政府信息情况",
        "2.政府信息主动公开情况",
        "（一）主动公开政府信息情况",
        "(二)收到和处理政府信息公开申请情况。",
        "一是主动公开情况。",
        "主动公开情况",
        "主动公开政府信息情况。",
        "二、依申请公开情况",
        "三、收到和处理政府信息公开申请情况详见第三部分。",
        "主动公开政府信息情况良好。",
        "四、行政复议、行政诉讼方面。全年没有发生。",
    ],
)
def test_subheadings_of_the_first_part_are_no_headings(line: str) -> None:
    report = read(document(OFFICIAL).replace("（一）主动公开。发布", f"{line}\n发布"))
    assert [
        section.format.id if section.format else section.heading.text for section in report.sections
    ] == IDS
    assert not report.duplicates


@pytest.mark.parametrize(
    "line",
    ["其他", "其他需要报告的事项如下：", "一、", "二、 ", "第二十条第（一）项", "情况", "一、本年新收"],
)
def test_lines_that_are_no_headings(line: str) -> None:
    assert sections(f"某段文字。\n{line}\n另一段文字。\n") == []


def test_parts_of_the_overview_that_are_numbered_like_sections() -> None:
    text = """青禾县民政局2023年政府信息公开工作年度报告

一、总体情况

2023年，我局做好公开工作。

一、主动公开情况

发布信息12条。

二、依申请公开情况

没有收到申请。

二、主动公开政府信息情况

三、收到和处理政府信息公开申请情况

四、政府信息公开行政复议、行政诉讼情况

五、存在的主要问题及改进情况

更新不够及时，将加强检查。

六、其他需要报告的事项

无。
"""
    report = read(text)
    assert [
        section.format.id if section.format else section.heading.text for section in report.sections
    ] == IDS
    assert not report.duplicates and all(section.exact for section in report.sections)


@pytest.mark.parametrize(
    "line",
    [
        "第一，主动公开政府信息情况。全年发布信息12条。",
        "**第二，存在的主要问题及改进情况。**逐项整改。",
        "第三、其他需要报告的事项无。",
    ],
)
def test_an_enumeration_in_the_prose_is_no_heading(line: str) -> None:
    report = read(f"一、总体情况\n\n{line}\n\n二、主动公开政府信息情况")
    assert [section.heading.text for section in report.sections] == [
        "一、总体情况",
        "二、主动公开政府信息情况",
    ]


@pytest.mark.parametrize("heading", ["第一部分 总体情况", "第一部分、总体情况", "第一章 总体情况"])
def test_a_part_may_be_called_so(heading: str) -> None:
    assert [
        section.format and section.format.id for section in read(f"{heading}\n\n全年平稳。").sections
    ] == ["overview"]


@pytest.mark.parametrize("numeral", ["（一）", "(一)", "1.", "1、", "一）"])
@pytest.mark.parametrize("missing", range(1, 6))
def test_a_part_with_the_words_of_a_section_is_none_where_that_section_is_missing(
    numeral: str, missing: int
) -> None:
    headings = [heading for at, heading in enumerate(OFFICIAL) if at != missing]
    title = OFFICIAL[missing].partition("、")[2]
    text = document(OFFICIAL).replace(f"{OFFICIAL[missing]}\n", "").replace(BODIES[missing], "")
    text = text.replace("（一）主动公开。", f"\n{numeral}{title}\n")
    assert [section.heading.text for section in read(text).sections] == headings


@pytest.mark.parametrize("sign", ["（{}）", "({})", "{}）"])
def test_all_sections_may_be_numbered_in_brackets(sign: str) -> None:
    headings = [sign.format(heading[0]) + heading[2:] for heading in OFFICIAL]
    text = document(headings).replace("（一）主动公开。", "1.主动公开。")
    assert sections(text) == IDS
