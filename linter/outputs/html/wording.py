"""The words of the page."""

from __future__ import annotations

from ...audit import Verdict
from ...messages import Message

PAGE = {
    "title": Message(zh="政府信息公开年报检查结果", en="Annual reports checked"),
    "list": Message(zh="报告", en="Reports"),
    "search": Message(zh="按名称查找", en="Find by name"),
    "faulty": Message(zh="只看有问题的", en="Only those with findings"),
    "results": Message(zh="检查结果", en="Results"),
    "paper": Message(zh="整改单", en="Worksheet"),
    "print": Message(zh="打印整改单", en="Print worksheet"),
    "meaning": Message(zh="规则说明", en="What the rules mean"),
    "nothing": Message(zh="没有需要整改的问题。", en="Nothing needs to be fixed."),
    "made": Message(zh="检查工具", en="Checked with"),
}
TOTALS = Message(
    zh="检查 {files} 个文件、{reports} 份报告；{equations}",
    en="{files} files, {reports} reports; {equations}",
)
CLEAN = Message(zh="没有问题", en="nothing found")

YEAR = Message(zh="{year} 年度", en="{year}")
UNREAD = Message(
    zh="这个文件没有作为年度报告读出，没有正文可以显示。",
    en="This file was not read as an annual report, so there is no text to show.",
)
NO_FINDINGS = Message(zh="没有发现问题", en="Nothing was found")
RELATED = Message(zh="相关：{text}", en="see: {text}")
PRINT_THIS = Message(zh="打印本报告的整改单", en="Print this report's worksheet")
DOUBTFUL = Message(
    zh="这张表没有读准，按原文显示：",
    en="This table was not read with certainty and is shown as it stands:",
)
OTHER_TEXT = Message(zh="表中其他文字：", en="Other text in the table: ")
MARKS = {Verdict.PASSED: "✓", Verdict.FAILED: "✗", Verdict.UNKNOWN: "？"}

SHEET = Message(zh="政府信息公开工作年度报告整改单", en="Annual report: corrections to make")
SHEET_FILE = Message(zh="文件：{path}", en="File: {path}")
SHEET_AGENCY = Message(zh="单位：{agency}　年度：{year}", en="Agency: {agency}, year {year}")
COLUMNS = (
    Message(zh="序号", en="No."),
    Message(zh="级别", en="Level"),
    Message(zh="位置", en="Place"),
    Message(zh="问题", en="Problem"),
    Message(zh="应为", en="Should be"),
    Message(zh="依据规则", en="Rule"),
    Message(zh="整改情况", en="Done"),
)
SIGN = Message(
    zh="检查人：____________　整改人：____________　审核人：____________　　____年____月____日",
    en="Checked by: ____________ Corrected by: ____________ Approved by: ____________ Date: ____________",
)
