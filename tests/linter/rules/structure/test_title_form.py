"""NB102: titles in their common form, and what is wrong with others."""

from __future__ import annotations

import re

import pytest
from nianbao.linter import Severity

from tests.linter.rules.template.reports import codes, findings, of, report


@pytest.mark.parametrize(
    "title",
    [
        "青禾县民政局2023年政府信息公开工作年度报告", "青禾县民政局2023年度政府信息公开工作年度报告",
        "2023年青禾县民政局政府信息公开工作年度报告",
        "2023年度青禾县民政局政府信息公开工作年度报告", "青禾县民政局\n2023年政府信息公开工作年度报告",
        "# 青禾县民政局\n\n# 2023 年度政府信息公开工作年度报告",
        "青禾县民政局2023年度\n政府信息公开工作年度报告", "2023年青禾县民政局\n政府信息公开工作年度报告",
        "青禾县民政局二〇二三年政府信息公开工作年度报告",
        "**青禾县民政局2023年政府信息公开工作年度报告**\n（2024年1月12日）",
        "青禾縣民政局2023年政府信息公開工作年度報告",
        "附件1\n青禾县民政局2023年政府信息公开工作年度报告",
        ("当前位置：首页 > 年报 > 青禾县民政局2023年政府信息公开工作年度报告\n"
            "青禾县民政局2023年政府信息公开工作年度报告"),
    ],
)  # fmt: skip
def test_titles_in_their_common_form(title: str) -> None:
    assert codes(report(title)) == []


@pytest.mark.parametrize(
    "agency", ["云岭市冷溪区", "柳溪镇", "行政审批服务局", "青禾县卫生健康委", "文华阁乡"]
)
def test_short_names_are_no_fault_of_the_title(agency: str) -> None:
    assert (
        codes(
            report(f"{agency}2023年政府信息公开工作年度报告", overview="2023年，公开信息86条。", signature="")
        )
        == []
    )


def test_the_word_government_may_stand_once_for_both() -> None:
    assert (
        codes(
            of("柳溪镇人民政府", "我镇")
            .replace("人民政府2023年政府信息", "人民政府信息", 1)
            .replace("柳溪镇", "2023年柳溪镇", 1)
        )
        == []
    )


def test_an_agency_above_the_title_is_not_missing() -> None:
    assert codes(report("青禾县人民政府\n2023年政府信息公开工作年度报告")) == []


FORMS = {
    "青禾县民政局关于2023年度政府信息公开工作的年度报告": "多了“关于”，多了“的”",
    "青禾县民政局2023年政府信息公开工作的年度报告": "多了“的”",
    "青禾县民政局2023年度政府信息公开工作报告": "缺“年度”",
    "青禾县民政局2023年政府信息公开年度报告": "缺“工作”",
    "青禾县民政局2023年政府信息公开年度工作报告": "写成“年度工作报告”",
    "2023年青禾县民政局政府信息公开工作情况报告": "写成“工作情况报告”",
    "2023青禾县民政局2023年度政府信息公开工作年度报告": "年份写了两次",
    "2023年政府信息公开工作年度报告": "缺机关名称",
    "青禾县民政局政府信息公开工作年度报告": "缺年份",
    "青禾县民政局2023政府信息公开工作年度报告": "缺“年”",
    "青禾县民政局2023年年度政府信息公开工作年度报告": "写成“2023年年度”",
    "青禾县民政局2023年政府信息公开工作年度报告（图片版）": "多了“（图片版）”",
    "青禾县民政局2023年政务信息公开工作年度报告": "写成“政务信息公开”",
    "青禾县民政局2023年信息公开工作年度报告": "缺“政府”",
    "青禾县民政局政府信息公开工作2023年度报告": "年份写在“政府信息公开”后面",
    "青禾县民政局2023年政府信息公开工作年报": "写成“工作年报”",
}


@pytest.mark.parametrize(("title", "fault"), FORMS.items())
def test_what_is_wrong_with_a_title(title: str, fault: str) -> None:
    (finding,) = findings(report(title))
    assert (finding.code, finding.severity) == ("NB102", Severity.INFO)
    assert finding.message.startswith(f"标题{fault}，应为“") and re.search(
        "青禾县民政局2023年度?政府信息公开工作年度报告”$|“2023年", finding.message
    )
