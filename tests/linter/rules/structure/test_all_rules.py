"""All rules of the structure are silent about a correct report, and about what is no report."""

from __future__ import annotations

import pytest
from nianbao.linter import all_rules

from tests.linter.plain_report import (
    messages,
    report,
)

CODES = [rule.code for rule in all_rules() if rule.family == "structure"]


@pytest.mark.parametrize("code", CODES)
def test_a_report_as_it_should_be_is_silent(code: str) -> None:
    assert messages(code, report()) == []
    assert messages(code, report().translate(str.maketrans("（），：；", "(),:;"))) == []


@pytest.mark.parametrize("code", CODES)
def test_what_is_no_report_is_silent(code: str) -> None:
    assert (
        messages(code, "关于召开座谈会的通知\n（一）时间。另行通知。\n（三）地点。XX楼。\n当前位置：首页\n")
        == []
    )
