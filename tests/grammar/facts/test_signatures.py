"""Who signs a report and when, and what names its body besides."""

from __future__ import annotations

from datetime import date

import pytest
from nianbao.grammar import Origin

from tests.grammar.facts.reports import read

SIGNATURES = [
    "鹿鸣县水务局\n2024年1月19日", "鹿鸣县水务局\n\n2024 年 1 月 19 日",
    "                                    鹿鸣县水务局\n                     2024年1月19日",
    "\u00a0\u00a0\u00a0鹿鸣县水务局\n\u00a0\u00a0\u00a02024年1月19日",
    "鹿鸣县水务局\n二〇二四年一月十九日", "鹿鸣县水务局\n（2024年1月19日）", "鹿鸣县水务局\n2024年01月19日",
    "鹿鸣县水务局　　2024年1月19日", "鹿鸣县水务局 2024年1月19日", "鹿鸣县水务局2024年1月19日",
    ("鹿鸣县水务局\n2024年1月19日\n主办单位：鹿鸣县人民政府办公室\n"
        "网站标识码:1411270001 晋ICP备19007275号-1\n下一篇: 没有了"),
]  # fmt: skip


@pytest.mark.parametrize("signature", SIGNATURES)
def test_signatures(signature: str) -> None:
    report = read("统计期限为2023年1月1日至12月31日。", closing=signature)
    assert report.agency and (report.agency.value, report.agency.origin) == ("鹿鸣县水务局", Origin.SIGNATURE)
    assert report.dated and report.dated.value == date(2024, 1, 19)


@pytest.mark.parametrize("line", ["2024年2月30日", "2024年13月1日", "2024126日", "2024年1月"])
def test_dates_that_are_none(line: str) -> None:
    assert read("", closing=line).dated is None


@pytest.mark.parametrize(
    "agency",
    [
        "鹿鸣县政务公开领导小组办公室",
        "鹿鸣县青山镇人民政府",
        "鹿鸣经济技术开发区管委会",
        "鹿鸣市卫生健康委员会",
        "国家税务总局鹿鸣县税务局",
        "青山街道办事处",
        "鹿鸣市公共资源交易中心",
    ],
)
def test_who_signs(agency: str) -> None:
    report = read("", closing=f"{agency}\n2024年1月19日")
    assert report.agency and report.agency.value == agency


def test_a_report_that_names_itself() -> None:
    report = read("现公布《鹿鸣县水务局2023年政府信息公开工作年度报告》。")
    assert report.agency and (report.agency.value, report.agency.origin) == (
        "鹿鸣县水务局",
        Origin.SELF_REFERENCE,
    )


@pytest.mark.parametrize(
    "law",
    [
        "《中华人民共和国政府信息公开条例》",
        "《中华人民共和国政府信息公开工作年度报告格式》",
        "《政府信息公开信息处理费管理办法》",
    ],
)
def test_the_law_is_no_agency(law: str) -> None:
    assert read(f"根据{law}编制。").agency is None


def test_the_subject_of_the_first_sentence() -> None:
    report = read("", "2023年，鹿鸣县水务局认真贯彻条例。")
    assert report.agency and (report.agency.value, report.agency.origin) == ("鹿鸣县水务局", Origin.PROSE)


@pytest.mark.parametrize(
    "title",
    [
        "关于报送2023年政府信息公开工作年度报告的报告",
        "关于印发2023年政府信息公开工作年度报告的通知",
        "政府信息公开工作年度报告",
    ],
)
def test_a_verb_is_no_agency(title: str) -> None:
    assert read(title).agency is None
