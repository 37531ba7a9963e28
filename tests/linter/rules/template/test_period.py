"""NB406: periods of the figures that are right."""

from __future__ import annotations

import pytest
from nianbao.linter import Severity

from tests.linter.fixing import applied
from tests.linter.rules.template.reports import codes, findings, report


@pytest.mark.parametrize(
    "preamble",
    [
        "统计期限自2023年1月1日起，至2023年12月31日止。", "统计期限为2023年1月1日-12月31日。",
        "数据统计时间为2023年1—12月。", "数据截至2023年12月31日。",
        "我局2023年3月组建，统计期限为2023年3月20日至2023年12月31日。", "统计期限为202311日至1231日。",
        "公示期自2023年3月1日至3月7日。",
        "集中行动自2022年1月1日至2023年12月31日。", "报名截止2023年3月1日。", "截止到2023年12月31日。",
        "申请受理截止5月30日。",
    ],
)  # fmt: skip
def test_periods_without_fault(preamble: str) -> None:
    assert codes(report(preamble=preamble)) == []


def test_what_is_not_called_the_period_is_a_warning() -> None:
    (finding,) = findings(report(overview="2023年，我局认真履职。2023年1月1日至12月30日，我局公开信息86条。"))
    assert (finding.code, finding.severity) == ("NB406", Severity.WARNING)


@pytest.mark.parametrize(
    ("preamble", "after"),
    [
        ("统计期限从2023年1月1日至12月31止。", "统计期限从2023年1月1日至12月31日止。"),
        ("数据统计期限为2023年1月1至2023年12月31日。", "数据统计期限为2023年1月1日至2023年12月31日。"),
        ("所列数据的统计期限自2023年1月1日起到2023年12月31止。",
            "所列数据的统计期限自2023年1月1日起到2023年12月31日止。"),
    ],
)  # fmt: skip
def test_the_character_for_the_day_is_missing(preamble: str, after: str) -> None:
    (finding,) = findings(report(preamble=preamble))
    assert (finding.code, finding.severity) == ("NB406", Severity.WARNING)
    assert applied(report(preamble=preamble), finding.fixes[0]) == report(preamble=after)
