"""Fixes, waivers and blank tables as actions of a real server."""

from __future__ import annotations

import re

from nianbao.linter import Source, check, examine

from tests.lsp.client import RawClient
from tests.lsp.editor import Buffer
from tests.lsp.page import Page


def test_fixes_of_a_finding(page: Page) -> None:
    found = page.actions(page.buffer.range("基本情况"), "quickfix")
    safe = found["改为“总体情况”"]
    assert safe["isPreferred"] is True
    assert page.after(safe) == page.buffer.text.replace("一、基本情况", "一、总体情况")
    assert [one["code"] for one in safe["diagnostics"]] == ["NB104"]
    unsafe = page.actions(page.buffer.range("| 31 |"))["改为 13（需人工确认）"]
    assert "isPreferred" not in unsafe
    assert "| 13 | 0" in page.after(unsafe)


def test_fixes_on_a_dirty_buffer(server: RawClient, faulty: str) -> None:
    """The diagnostics that the client holds are older than its text."""
    page = Page(server, "dirty.md", faulty)
    old = server.diagnostics(page.uri)
    text = "\n\n" + faulty
    server.replace(page.uri, text, 2)
    buffer = Buffer(text)
    found = page.actions(buffer.range("| 31 |"), diagnostics=old)
    (change,) = found["改为 13（需人工确认）"]["edit"]["documentChanges"]
    assert change["textDocument"]["version"] == 2
    assert buffer.edited(change["edits"]) == text.replace("| 31 | 0", "| 13 | 0", 1)


def test_a_waiver_is_put_before_the_line_or_the_table(page: Page) -> None:
    at_heading = page.actions(page.buffer.range("基本情况"))["不计 NB104（请补写理由）"]
    text = page.after(at_heading)
    assert "\n<!-- nianbao: ignore NB104 因…… -->\n## 一、基本情况" in text
    codes = {
        finding.code: finding.waived for finding in check(Source("x.md", text.replace("因……", "因上级要求")))
    }
    assert codes["NB104"] is not None
    in_table = page.after(page.actions(page.buffer.range("| 31 |"))["不计 NB301（请补写理由）"])
    assert "\n\n<!-- nianbao: ignore NB301 因…… -->\n| （本列数据" in in_table
    codes = {
        finding.code: finding.waived
        for finding in check(Source("x.md", in_table.replace("因……", "因系统导出")))
    }
    assert codes["NB301"] is not None and codes["NB104"] is None


def test_no_waiver_where_it_would_be_printed(server: RawClient, faulty: str) -> None:
    page = Page(server, "plain.txt", faulty, "plaintext")
    assert not [title for title in page.actions(page.buffer.everything) if "不计" in title]


def test_all_safe_fixes_at_once(page: Page) -> None:
    (action,) = page.actions(page.buffer.everything, "source.fixAll").values()
    assert action["kind"] == "source.fixAll.nianbao"
    text = page.after(action)
    assert "一、总体情况" in text and "本年废止件数" in text and "行政执法案卷" in text
    assert re.findall(r"\d+", text) == re.findall(r"\d+", page.buffer.text)
    left = check(Source("x.md", text))
    assert not [finding for finding in left if any(fix.safe for fix in finding.fixes)]
    assert page.actions(page.buffer.everything, "source.fixAll.nianbao") and not page.actions(
        page.buffer.everything, "source.organizeImports"
    )


def test_line_ends_stay_what_they_are(server: RawClient, faulty: str) -> None:
    page = Page(server, "crlf.md", faulty.replace("\n", "\r\n"))
    for action in page.actions(page.buffer.everything).values():
        text = page.after(action)
        assert text.count("\n") == text.count("\r\n") >= page.buffer.text.count("\r\n")


def test_a_blank_table_where_one_is_missing(server: RawClient, faulty: str) -> None:
    start, end = faulty.index("| 行政复议 |"), faulty.index("## 五、")
    page = Page(server, "tableless.md", faulty[:start] + faulty[end:])
    action = page.actions(page.buffer.range("政府信息公开行政复议、行政诉讼情况", 1))[
        "补上空白表四（需人工确认）"
    ]
    report = examine(Source("x.md", page.after(action))).report
    assert report and "remedies" in report.tables
