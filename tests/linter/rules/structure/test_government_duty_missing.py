"""NB111: what the report of a government must say besides."""

from __future__ import annotations

import pytest
from nianbao.linter import Severity

from tests.linter.plain_report import (
    TITLE,
    findings,
    messages,
    overview,
    report,
)

DUTIES = "政务公开纳入年度考核，发放问卷征求意见，没有需要追责的情形。"


@pytest.mark.parametrize(
    ("agency", "severity"),
    [
        ("云岭市人民政府", Severity.WARNING), ("云岭市青禾县", Severity.WARNING),
        ("柳溪镇人民政府", Severity.INFO), ("青禾县民政局", None),
        ("青禾县人民政府办公室", None), ("青石桥街道办事处", None), ("云岭经济技术开发区", None),
    ],
)  # fmt: skip
def test_duties_of_governments(agency: str, severity: Severity | None) -> None:
    title = TITLE.replace("青禾县民政局", agency)
    found = findings("NB111", report(title=title, closing=""))
    assert [(finding.severity, finding.message) for finding in found] == (
        [(severity, "政府的报告没有写“工作考核、社会评议、责任追究”，应写明其情况")] if severity else []
    )
    assert messages("NB111", report(title=title, overview=overview() + DUTIES, closing="")) == []


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("开展绩效考评，组织群众评议，没有问责情形。", ""),
        ("落实责任追究制度，满意度测评得分较高。", "工作考核"),
        ("考核结果作为评优依据，没有追责情形。", "社会评议"),
        ("工作考核占分5%。", "社会评议、责任追究"),
    ],
)
def test_duties_in_other_words(text: str, missing: str) -> None:
    found = messages("NB111", report(title=TITLE.replace("民政局", "人民政府"), overview=overview() + text))
    assert found == ([f"政府的报告没有写“{missing}”，应写明其情况"] if missing else [])


def test_a_missing_aspect_is_not_also_a_missing_duty() -> None:
    text = report(title=TITLE.replace("民政局", "人民政府"), overview=overview().partition("（五）")[0])
    assert messages("NB110", text) == ["“总体情况”没有写“监督保障”，应分别写明"]
    assert messages("NB111", text) == []
