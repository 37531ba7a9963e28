"""NB404: years that contradict each other, and which of them is named."""

from __future__ import annotations

import pytest

from tests.linter.rules.template.reports import PERIOD, codes, findings, report


def test_the_odd_one_is_named_and_the_others_are_related() -> None:
    (finding,) = findings(report(preamble="数据统计期限为2022年1月1日至2022年12月31日。"))
    assert finding.message == "统计期限写的是 2022 年，标题说的是 2023 年"
    assert [related.phrase.text("zh") for related in finding.related] == [
        "标题：2023 年",
        "成文日期：2024 年",
    ]
    (finding,) = findings(report("青禾县民政局2022年政府信息公开工作年度报告", PERIOD))
    assert finding.message == "标题写的是 2022 年，统计期限说的是 2023 年"


def test_the_prose_decides_between_two() -> None:
    assert [
        finding.message
        for finding in findings(
            report(overview="2022年，我局履职。", signature="青禾县民政局\n2023年1月12日")
        )
    ] == ["标题写的是 2023 年，成文日期说的是 2022 年"]
    assert codes(report(signature="青禾县民政局\n2023年1月12日")) == ["NB408"]


def test_a_given_year_is_compared_with_the_title() -> None:
    (finding,) = findings(report(), year=2022)
    assert (finding.code, finding.message) == ("NB404", "标题写的是 2023 年，检查时指定的是 2022 年")
    assert codes(report(), year=2023) == []


@pytest.mark.parametrize(
    "preamble",
    [
        "统计期限为202311日至1231日。", "统计期限自20231月1日起至202312月31日止。",
        "统计期限为2023 11日到1231日。",
        "统计期限自2023年1月1日起至202023年12月31日止。",
        "我局已于2023年1月公布《青禾县民政局2022年政府信息公开工作年度报告》。",
        "按照《关于做好2022年度政府信息公开工作年度报告编制工作的通知》，编制本报告。",
        "发布日期：2022-03-04", "2022年5月3日",
    ],
)  # fmt: skip
def test_what_is_no_conflict_of_years(preamble: str) -> None:
    assert codes(report(preamble=preamble)) == []
