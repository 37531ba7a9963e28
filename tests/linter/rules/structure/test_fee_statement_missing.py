"""NB112: what counts as a statement on fees."""

from __future__ import annotations

import pytest
from nianbao.linter import Severity

from tests.linter.plain_report import (
    CLOSING,
    findings,
    messages,
    overview,
    report,
)

UNPAID = (
    "三、收到和处理政府信息公开申请情况\n"
    "（六）其他处理 | 2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"
    " | {} | 0 | 0 | 0 | 0 | 0 | {} |"
)


@pytest.mark.parametrize(
    "other",
    ["无。", "暂无其他需要报告的事项。", "本局承办的3件建议已全部答复。", "全年公开行政事业性收费项目2项。"],
)
def test_nothing_said_of_fees(other: str) -> None:
    (finding,) = findings("NB112", report(other=other))
    assert (finding.message, finding.severity) == (
        "没有写信息处理费的收取情况；没有收取的，也应说明",
        Severity.INFO,
    )
    assert messages("NB112", report(other=other).replace("2023", "2020")) == []


@pytest.mark.parametrize(
    "other",
    [
        "未收取信息处理费。",
        "全年收取信息 处理费 0 元。",
        "本年度无收费情况。",
        "未发生费用。",
        "全年没有向申请人收取任何费用。",
        "免收检索、复制费。",
        "政府信息公开收费0元。",
    ],
)
def test_fees_are_told_in_many_words(other: str) -> None:
    assert messages("NB112", report(other=other)) == []


def test_fees_told_elsewhere() -> None:
    assert (
        messages(
            "NB112",
            report(
                overview=overview() + "\n2023年，我局没有收取政府信息公开费用，不存在减免。", other="无。"
            ),
        )
        == []
    )


def test_unpaid_requests_without_a_word_on_fees() -> None:
    text = report(other="无。").replace("三、收到和处理政府信息公开申请情况\n（表格略）", UNPAID.format(2, 2))
    (finding,) = findings("NB112", text)
    assert (finding.severity, finding.message) == (
        Severity.WARNING,
        "表三“逾期未缴费”有 2 件，应写明信息处理费的收取情况",
    )
    assert [finding.severity for finding in findings("NB112", text.replace("| 2 |", "| 0 |"))] == [
        Severity.INFO
    ]
    assert messages("NB112", text.replace("无。", "收取信息处理费0元。")) == []


def test_fees_where_others_speak() -> None:
    assert messages("NB112", report().partition("六、")[0] + CLOSING) == []
    assert messages("NB112", report(other="")) == []
