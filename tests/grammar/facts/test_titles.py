"""Titles in all their forms, with body and year, and lines that are none."""

from __future__ import annotations

import pytest
from nianbao.grammar import Origin, Report

from tests.grammar.facts.reports import read


def facts(report: Report) -> tuple[int | None, str | None]:
    return report.year.value if report.year else None, report.agency.value if report.agency else None


TITLES = {
    "T1": ("沧浪市卫生健康委员会2023年政府信息公开工作年度报告", "沧浪市卫生健康委员会"),
    "T2": ("临渊州公安局2023年度政府信息公开工作年度报告", "临渊州公安局"),
    "T3 a": ("2023年东屏市政府信息公开工作年度报告", "东屏市"),
    "T3 b": ("2023年度鱼鸣镇政府信息公开工作年度报告", "鱼鸣镇"),
    "T3 c": ("2023 年上水市科学技术委员会政府信息公开工作年度报告", "上水市科学技术委员会"),
    "T4": ("盐湖县教育和体育局关于2023年度政府信息公开工作的年度报告", "盐湖县教育和体育局"),
    "T5": ("漳河市审计局2023年政府信息公开工作的年度报告", "漳河市审计局"),
    "T6 a": ("鞍岭市人力资源和社会保障局2023年度政府信息公开工作报告", "鞍岭市人力资源和社会保障局"),
    "T6 b": ("红柳区人民政府办公室2023年政府信息公开工作报告", "红柳区人民政府办公室"),
    "T7": ("花田汽车城管理委员会2023年政府信息公开年度报告", "花田汽车城管理委员会"),
    "T8": ("文华阁乡2023年度政府信息公开年度报告", "文华阁乡"),
    "T9": ("长河市公安局2023年政府信息公开年度工作报告", "长河市公安局"),
    "T10": ("2023年连云乡人民政府政府信息公开工作情况报告", "连云乡人民政府"),
    "T11": ("2023湖滨县大坪乡2023年度政府信息公开工作年度报告", "湖滨县大坪乡"),
    "T12": ("2023年政府信息公开工作年度报告", None),
    "T13": ("永泰市冷溪区2023年政府信息公开工作年度报告", "永泰市冷溪区"),
    "T14": ("行政审批服务局2023年政府信息公开工作年度报告", "行政审批服务局"),
    "T15": ("信江县卫生健康委2023年政府信息公开工作年度报告", "信江县卫生健康委"),
    "T16 a": ("鹿鸣县2023年政府信息公开工作年度报告（超链版）", "鹿鸣县"),
    "T16 b": ("鹿鸣县2023年政府信息公开工作年度报告(图片版)", "鹿鸣县"),
    "T17": ("舒河市市场监督管理局2023年政务信息公开年度报告", "舒河市市场监督管理局"),
    "official report": ("鹿鸣县水务局关于2023年政府信息公开工作的报告", "鹿鸣县水务局"),
    "year late": ("鹿鸣县水务局政府信息公开工作2023年度报告", "鹿鸣县水务局"),
    "short": ("鹿鸣县水务局2023年政府信息公开工作年报", "鹿鸣县水务局"),
    "blanks": ("鹿鸣县水务局 2023 年政府信息公开 工作年度报告", "鹿鸣县水务局"),
    "two lines": ("鹿鸣县水务局2023年政府信息公开\n\n工作年度报告", "鹿鸣县水务局"),
    "agency above": ("鹿鸣县水务局\n2023年政府信息公开工作年度报告", "鹿鸣县水务局"),
    "three lines": ("鹿鸣县水务局\n关于2023年政府信息公开工作的\n年度报告", "鹿鸣县水务局"),
    "twice": (
        "马头镇人民政府2023年度政府信息公开工作年度报告\n马头镇人民政府2023年政府信息公开工作年度报告",
        "马头镇人民政府",
    ),
    "in book marks": ("《鹿鸣县水务局2023年政府信息公开工作年度报告》", "鹿鸣县水务局"),
    "heading": ("# 鹿鸣县水务局2023年政府信息公开工作年度报告", "鹿鸣县水务局"),
    "bold": ("**鹿鸣县水务局2023年政府信息公开工作年度报告**", "鹿鸣县水务局"),
    "Chinese numerals": ("鹿鸣县水务局二〇二三年政府信息公开工作年度报告", "鹿鸣县水务局"),
    "Chinese numerals first": ("二〇二三年鹿鸣县水务局政府信息公开工作年度报告", "鹿鸣县水务局"),
    "index card": (
        (
            "索引号：675490773/2024-00050\n发布时间：2024-01-23 10:37\n"
            "鹿鸣县水务局2023年政府信息公开工作年度报告\n浏览次数：1203"
        ),
        "鹿鸣县水务局",
    ),
    "index table": (
        "索 引 号 | 675490773/2024-00050 | 分 类 | 综合政务 |\n鹿鸣县水务局2023年政府信息公开工作年度报告",
        "鹿鸣县水务局",
    ),
    "bread crumbs": (
        "当前位置：首页 > 政府信息公开 > 政府信息公开年报\n鹿鸣县水务局2023年政府信息公开工作年度报告",
        "鹿鸣县水务局",
    ),
    "traditional": ("鹿鳴縣水務局2023年政府信息公開工作年度報告", "鹿鸣县水务局"),
}


@pytest.mark.parametrize(("title", "agency"), TITLES.values(), ids=TITLES)
def test_titles(title: str, agency: str | None) -> None:
    report = read(title)
    assert facts(report) == (2023, agency)


@pytest.mark.parametrize(
    "title",
    [
        "鹿鸣县水务局\n2023年政府信息公开工作年度报告", "鹿鸣县水务局2023年度\n政府信息公开工作年度报告",
        "2023年鹿鸣县水务局\n\n政府信息公开工作年度报告",
        "# 鹿鸣县水务局\n\n# 2023 年政府信息公开工作年度报告",
        "鹿鸣县水务局（县河长办）\n2023年政府信息公开工作年度报告",
        "鹿鸣县水务局2023年度政府\n信息公开工作年度报告",
        "2023年鹿鸣县水务局政府\n信息公开工作年度报告",
    ],
)  # fmt: skip
def test_a_title_is_whole_where_it_begins_in_the_line_above(title: str) -> None:
    report = read(title)
    assert report.title and "鹿鸣县水务局" in report.title.text and "2023" in report.title.text
    assert "".join(report.source.quote(report.title.span).replace("#", "").split()) == "".join(
        title.replace("#", "").split()
    )


def test_the_title_of_a_page_above_a_title_of_two_lines() -> None:
    report = read("2023年政府信息公开工作年度报告\n鹿鸣县水务局\n2023年政府信息公开工作年度报告")
    assert report.title and report.title.text == "鹿鸣县水务局2023年政府信息公开工作年度报告"
    assert report.agency and report.agency.value == "鹿鸣县水务局"


def test_the_title_in_the_card_of_a_site() -> None:
    report = read(
        "| 标 题 | 鹿鸣县水务局2023年政府信息公开工作年度报告 | ||\n| 索引号 | 0001/2024-00007 | 文 号 | |"
    )
    assert report.title and report.title.text == "鹿鸣县水务局2023年政府信息公开工作年度报告"
    assert report.source.quote(report.title.span) == report.title.text


def test_the_name_of_a_site_is_no_part_of_the_title() -> None:
    report = read("鹿鸣县人民政府\n2023年政府信息公开工作年度报告", closing="鹿鸣县水务局\n2024年1月12日")
    assert report.title and report.title.text == "2023年政府信息公开工作年度报告"
    assert report.agency and report.agency.value == "鹿鸣县水务局"


@pytest.mark.parametrize(
    "line",
    ["政府信息公开目录", "来源：鹿鸣县水务局", "首页 > 年报", "2024-01-12", "鹿鸣县人民政府网站", "公开专栏"],
)
def test_other_lines_above_are_no_part_of_the_title(line: str) -> None:
    report = read(f"{line}\n2023年政府信息公开工作年度报告")
    assert report.title and report.title.text == "2023年政府信息公开工作年度报告"


@pytest.mark.parametrize("title", ["河包镇政府信息公开工作年度报告", "会同山县林业局信息公开工作年度报告"])
def test_a_title_without_a_year(title: str) -> None:
    report = read(title, "2023年工作有序开展。")
    assert report.title and report.title.text == title
    assert report.year and (report.year.value, report.year.origin) == (2023, Origin.PROSE)
    assert (
        report.agency
        and report.agency.value == title[: title.index("政府信息" if "政府" in title else "信息")]
    )


def test_the_title_is_told_with_its_place() -> None:
    front = "首页\n\n鹿鸣县水务局2023年政府信息公开\n工作年度报告"
    report = read(front)
    assert report.title and report.title.text == "鹿鸣县水务局2023年政府信息公开工作年度报告"
    assert report.source.quote(report.title.span) == "鹿鸣县水务局2023年政府信息公开\n工作年度报告"


@pytest.mark.parametrize(
    "line",
    [
        "2023年，我局政府信息公开工作取得新的成绩，现将年度报告公布如下。",
        "根据《中华人民共和国政府信息公开条例》，特向社会公布2023年政府信息公开工作年度报告。",
        "（2023年政府信息公开工作年度报告）附件：统计表",
        "政府信息公开",
        "2023年度工作报告",
    ],
)
def test_lines_that_are_no_title(line: str) -> None:
    assert read(line).title is None


def test_a_title_quoted_later_is_no_title() -> None:
    assert read("首页", "鹿鸣县水务局2022年政府信息公开工作年度报告").title is None
