"""NB002: what is an annual report, also without a title, and what has a form of its own."""

from __future__ import annotations

import pytest
from nianbao.linter import Severity, check
from nianbao.linter.readers import from_bytes

OVERVIEW = "一、总体情况\n\n2023年，我局主动公开政府信息86条。\n"


def codes(text: str) -> dict[str, Severity]:
    return {finding.code: finding.severity for finding in check(from_bytes(text.encode(), "a.txt"))}


@pytest.mark.parametrize(
    "lead",
    [
        "现公布青禾县民政局2023年政府信息公开工作年度报告。",
        "本年度报告根据《中华人民共和国政府信息公开条例》编制，统计期限为2023年1月1日至12月31日。",
        "根据条例要求，现将青禾县民政局2023年度政府信息公开工作年度报告公布如下：",
    ],
)
def test_a_report_that_presents_itself_needs_no_title(lead: str) -> None:
    found = codes(f"{lead}\n\n{OVERVIEW}")
    assert "NB002" not in found and "NB101" in found


@pytest.mark.parametrize(
    "lead",
    ["为做好民政工作，现将有关情况报告如下。", "我局按时公布了2022年政府信息公开工作年度报告。"],
)
def test_another_document_with_such_a_heading(lead: str) -> None:
    assert list(codes(f"{lead}\n\n{OVERVIEW}")) == ["NB002"]


@pytest.mark.parametrize(
    "title",
    ["青禾师范学院\n2022—2023学年信息公开工作年度报告", "青禾大学2022-2023学年度信息公开年度报告"],
)
def test_a_report_on_an_academic_year_has_another_form(title: str) -> None:
    overview = "一、概述\n\n2022年9月1日至2023年8月31日，学校主动公开信息86条。\n"
    assert codes(f"{title}\n\n{overview}\n二、主动公开情况\n\n无。\n") == {"NB002": Severity.INFO}
