"""NB121: telephone numbers, post codes and addresses that are cut off."""

from __future__ import annotations

import pytest

from tests.linter.plain_report import findings, report


def found(preamble: str) -> list[str | None]:
    return [finding.problem.found for finding in findings("NB121", report(preamble=preamble))]


@pytest.mark.parametrize(
    ("preamble", "expected"),
    [
        ("联系电话：0300-550123。", "0300-550123"), ("电话：8454582，传真：0300-", "0300-"),
        ("电话：0300550。", "0300550"), ("电话5501，地址新禾路67号。", "5501"), ("邮政编码：3000。", "3000"),
        ("网址：http://www.，可下载。", "http://www."), ("（网址：http://）", "http://"),
        ("见www.qinghe.gov.c。", "www.qinghe.gov.c"), ("（http://qinghe）下载。", "http://qinghe"),
        ("邮箱：xxgk@。", "xxgk@"), ("联系电话：，邮编：300012。", "联系电话"), ("网址：。", "网址"),
    ],
)  # fmt: skip
def test_what_is_cut_off(preamble: str, expected: str) -> None:
    assert found(preamble) == [expected]


@pytest.mark.parametrize(
    "preamble",
    [
        "电话：0300-5501234、5501235，邮编：300012。", "电话：（0300）5501234，传真：0300—5501 235。",
        "电话：010-55012345-8012。", "热线电话：12345，举报电话：12388，电话：96123。", "电话：13800000000。",
        "网址：http://www.qinghe.gov.cn/", "www.qinghe.gov.cn，https://qinghe.example.com:8080/a。",
        "邮箱：xxgk@qinghe.gov.cn。", "电话：XXXX，邮编：××××××，网址：____。", "电话：见网站首页。",
        "接听咨询电话86次，电话回访3件，电话：\n0300-5501234", "见http://10.1.2.3/a。",
        "网址：\nwww.qinghe.gov.cn",
        "网址：http:// www.qinghe.gov.cn", "通过电话3次催办，邮编信息已更新。",
    ],
)  # fmt: skip
def test_what_is_whole(preamble: str) -> None:
    assert found(preamble) == []
