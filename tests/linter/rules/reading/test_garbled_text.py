"""NB004: texts in a wrong encoding, and characters that were lost or damaged."""

from __future__ import annotations

import pytest
from nianbao.grammar import Source
from nianbao.linter import Severity, check

from tests.linter.fixing import applied
from tests.linter.rules.reading.reports import BODY, findings, report


def said(text: str) -> list[tuple[str, int]]:
    """The sample and the number of places of each kind of damage."""
    return [(finding.problem.found or "", 1 + len(finding.related)) for finding in findings(text, "NB004")]


def misread(text: str, encoding: str, read_as: str) -> str:
    return text.encode(encoding).decode(read_as, "replace")


@pytest.mark.parametrize(
    ("encoding", "read_as"),
    [
        ("utf-8", "gb18030"),
        ("utf-8", "latin-1"),
        ("utf-8", "cp1252"),
        ("gb18030", "latin-1"),
        ("gb18030", "utf-8"),
    ],
)
def test_a_report_in_a_wrong_encoding_is_one_finding(encoding: str, read_as: str) -> None:
    text = misread(report(BODY * 5), encoding, read_as)
    found = check(Source("a.md", text))
    assert [finding.code for finding in found if finding.code in ("NB002", "NB004")] == ["NB004"]
    (finding,) = (finding for finding in found if finding.code == "NB004")
    assert finding.severity is Severity.ERROR


def test_twice_in_a_wrong_encoding() -> None:
    assert len(said(misread(misread(report(BODY * 5), "utf-8", "gb18030"), "utf-8", "gb18030"))) == 1


@pytest.mark.parametrize("read_as", ["gb18030", "latin-1"])
def test_what_was_meant_is_said(read_as: str) -> None:
    # Of these characters nothing is lost on the way.
    (finding,) = findings(report(misread("主动公示政务信息", "utf-8", read_as)), "NB004")
    assert "应为“主动公示政务信息”" in finding.message and finding.severity is Severity.WARNING


def test_a_garbled_part_leaves_the_report_a_report() -> None:
    found = check(Source("a.md", report(BODY * 5 + misread("主动公开，政务公开。", "utf-8", "gb18030"))))
    assert [finding.severity for finding in found if finding.code == "NB004"] == [Severity.WARNING]


@pytest.mark.parametrize(
    ("body", "sample"),
    [
        ("锟斤拷锟斤拷公开", "锟斤拷锟斤拷公开"),
        ("主动公开????信息", "????"),
        ("??公开??信息??", "??"),
        ("主动公开\ufffd信息", "\ufffd"),
        ("\uf0b7主动公开", "\uf0b7"),
        ("主动(cid:230)(cid:231)公开", "(cid:230)(cid:231)"),
        ("依法履行監督權?,F將有关情况公布如下", "?,F"),
        ("⾏政许可", "⾏"),
        ("公开⻔户网站", "⻔"),
        ("公開(kāi)信息", "開(kāi)"),
        ("统计期限为202311日至1231日", "202311日"),
        ("统计期限为2023 11日到1231日", "202311日"),
        ("统计期限为20231月1日起至202312月31日止", "20231月"),
        ("统计期限为2023年11日至2023年1231日", "2023年11日"),
        ("发布于2024126日", "2024126日"),
        ("自 2025 1 1 日", "202511日"),
        ("国办公开办函〔202130号", "202130号"),
        ("国办公开办函202130 号", "202130号"),
    ],
)
def test_damage(body: str, sample: str) -> None:
    assert said(report(body))[0][0] == sample


@pytest.mark.parametrize(
    "body",
    [
        "公开了什么???怎么公开？？？？",
        "申请××件，共·····条，±5°，café、naïve、Ð。",
        "张骞、王骞参加；六(lù)安路、亳(bó)州路。",
        "2023年1月1日至2023年12月31日，2023 年 1 月 1 日，2023-12-31，2023.1.5，2023年1—12月。",
        "公开信息202315条、20231件，2023年3日内办结，2023年5日均访问20231次，月均20122次。",
        "延长至120日，青政发〔2021〕30号，第202130号公告，档案202311号。",
        "﹝2021﹞30号、【2021】30号。",
    ],
)
def test_text_that_is_whole(body: str) -> None:
    assert said(report(body)) == []


@pytest.mark.parametrize(
    ("body", "after"),
    [
        ("⾏政许可⼀件，⻔户网站⾏。", "行政许可一件，门户网站行。"),
        ("政務(wù)公開(kāi)信息，業務。", "政務公開信息，業務。"),
    ],
)
def test_safe_fixes(body: str, after: str) -> None:
    text = report(body)
    (finding,) = findings(text, "NB004")
    assert finding.fixes[0].safe
    assert applied(text, finding.fixes[0]) == report(after)
    assert findings(report(after), "NB004") == []


def test_each_kind_once() -> None:
    text = report("⾏政⾏政⾏政⾏政⾏政，公开(cid:1)，202311日至1231日。")
    assert said(text) == [("⾏", 4), ("(cid:1)", 1), ("202311日", 2)]


def test_other_documents_are_not_blamed_twice() -> None:
    codes = [finding.code for finding in check(Source("a.txt", "????????????\n????????"))]
    assert codes == ["NB004"]
    codes = [finding.code for finding in check(Source("a.txt", "会议通知\n请各单位参加。"))]
    assert codes == ["NB002"]
