"""NB122: a report for a year before the first national form is judged by its words and sums alone."""

from __future__ import annotations

import pytest
from nianbao.linter import Severity, Source, check

OLD = """青禾县文化局{year}年政府信息公开年度报告

一、概述

{year}年，我局在网站更新栏目12个，公开信息31条。

二、依申请公开政府信息的情况

没有收到申请。

三、收费及减免的情况

没有收费。

青禾县文化局

{after}年3月20日
"""


@pytest.mark.parametrize("year", [2008, 2014, 2018])
def test_its_form_is_not_judged(year: int) -> None:
    found = check(Source("a.md", OLD.format(year=year, after=year + 1)))
    assert [finding.code for finding in found if finding.code.startswith(("NB1", "NB2"))] == ["NB122"]
    assert all(finding.severity is Severity.INFO for finding in found)


def test_its_sums_are() -> None:
    listed = "公开信息31条，其中政策12条，动态10条，公告11条，统计5条"
    text = OLD.format(year=2014, after=2015).replace("公开信息31条", listed)
    assert "NB509" in {finding.code for finding in check(Source("a.md", text))}


@pytest.mark.parametrize(
    "preamble",
    [
        "本报告由概述、依申请公开政府信息的情况、收费及减免的情况三个部分组成。",
        "全文包括概述，主动公开情况，因信息公开受到举报、行政复议、提起行政诉讼的情况，存在问题，共四个部分。",
        "本报告根据《中华人民共和国政府信息公开条例》（国务院令第492号）编制。",
    ],
)
def test_its_preamble_is_of_its_time(preamble: str) -> None:
    text = OLD.format(year=2014, after=2015).replace("\n\n一、", f"\n\n{preamble}\n\n一、", 1)
    assert [finding.code for finding in check(Source("a.md", text))] == ["NB122"]


def test_from_the_first_form_on_the_form_is_judged() -> None:
    codes = {finding.code for finding in check(Source("a.md", OLD.format(year=2019, after=2020)))}
    assert "NB103" in codes and "NB122" not in codes
