"""The fixes of rules about bodies and years: each settles its finding, and few are safe."""

from __future__ import annotations

import pytest

from tests.linter.fixing import applied
from tests.linter.rules.template.reports import PERIOD, codes, findings, report

FIXED = {
    "title lacks a word": report("青禾县民政局2023年政府信息公开年度报告"),
    "title in Markdown": report("# **青禾县民政局 2023 年度政府信息公开工作报告**"),
    "title over two lines": report("青禾县民政局2023年度\n政府信息公开工作报告"),
    "title without agency": report("2023年政府信息公开工作年度报告"),
    "title without year": report("青禾县民政局政府信息公开工作年度报告"),
    "title in Chinese numerals": report("青禾县民政局二〇二三年政府信息公开年度报告"),
    "year of the title": report("青禾县民政局2022年政府信息公开工作年度报告", PERIOD),
    "year of the title in Chinese numerals": report("青禾县民政局二〇二二年政府信息公开工作年度报告", PERIOD),
    "year of the period": report(preamble="统计期限自2022年1月1日起至2022年12月31日止。"),
    "year of the period in Chinese numerals": report(
        preamble="统计期限自二〇二二年一月一日起至二〇二二年十二月三十一日止。"
    ),
    "year of the name": report(preamble="现公布《青禾县民政局2022年政府信息公开工作年度报告》。"),
    "year of the date": report(signature="青禾县民政局\n2026年1月12日"),
    "date in the report year": report(signature="青禾县民政局\n（2023年1月12日）"),
    "opening": report(overview="2022年，我局认真履职。\n（一）主动公开。2023年公开信息86条。"),
    "plan and looking back": report(problems="2022年，我局仍存在不足。2023年，我局将继续努力。"),
    "last day": report(preamble="统计期限自2023年1月1日起至2023年12月30日止。"),
    "first year": report(preamble="统计期限自2022年1月1日起至2023年12月31日止。"),
    "period backwards": report(preamble="数据统计自2023年1月1日起至2022年12月31日止。"),
    "months": report(preamble="统计期限为2023年1—11月。"),
    "points": report(preamble="统计期限：2023.01.01-2023.12.30。"),
    "until": report(preamble="统计数据截至2023年12月30日，本报告统计数据以此为准。"),
    "wrong verb": report(preamble="截止2023年12月31日。", other="截止目前，无。"),
    "signature": report(signature="青禾县水务局\n2024年1月12日"),
    "name in the preamble": report(preamble="现公布《白鹭县民政局2023年政府信息公开工作年度报告》。"),
    "name in the title": report(
        preamble="现公布《青禾县水务局2023年政府信息公开工作年度报告》。",
        signature="青禾县水务局\n2024年1月12日",
    ),
    "first person": report(overview="2023年，我镇公开信息86条，我镇还举办培训。"),
}


@pytest.mark.parametrize("text", FIXED.values(), ids=FIXED)
def test_a_fix_makes_the_finding_go_away(text: str) -> None:
    (finding,) = findings(text)
    assert codes(applied(text, finding.fixes[0])) == []


def test_only_the_wrong_verb_is_fixed_without_asking() -> None:
    safe = {
        name
        for name, text in FIXED.items()
        if any(fix.safe for finding in findings(text) for fix in finding.fixes)
    }
    assert safe == {"wrong verb"}
