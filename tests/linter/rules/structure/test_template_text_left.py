"""NB118: text of a template that was left, and text that only looks like it."""

from __future__ import annotations

import pytest
from nianbao.linter import Severity

from tests.linter.plain_report import findings, messages, overview, report


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("全年公开信息XX条。", "XX条"),
        ("XX县民政局高度重视。", "XX县"),
        ("××局认真落实。", "××局"),
        ("公开信息×条，收到申请×件。", "×条"),
        ("20XX年，我局继续努力。", "20XX年"),
        ("202X年度继续努力。", "202X年"),
        ("XXX镇人民政府编制本报告。", "XXX镇人民政府"),
        ("全年办结＊＊件，群众满意。", "＊＊件"),
        ("全年公开____条。", "____"),
        ("日期：2024年__月__日", "__"),
        ("{{ title }}", "{{ title }}"),
        ("【单位名称】认真落实。", "【单位名称】"),
        ("本报告可在县政府网站（具体网址）查阅。", "（具体网址）"),
        ("（此处填写公开情况）", "（此处填写公开情况）"),
        ("<填写>", "<填写>"),
        ("联系电话：XXXXXXX", "电话：XX"),
        ("该部分以表格形式报告。", "该部分以表格形式报告"),
        ("所列数据的统计期限为。", "统计期限为"),
    ],
)
def test_template_text(text: str, found: str) -> None:
    (finding,) = findings("NB118", report(overview=f"{overview()}\n{text}"))
    assert f"“{found}" in finding.message and finding.severity is Severity.ERROR


@pytest.mark.parametrize(
    "text",
    [
        "**主动公开**全年发布**条例**解读3篇，**件**数不多。",
        "申请人张××申请公开征地信息，李XX申请公开低保信息，王某某申请两次。",
        "联系电话：138****0000，传真：0300-0000000。",
        "实行7×24小时服务，面积为3×4米，人数增加×10。",
        "诉某XX公司一案已审结，涉及XX公司2件。",
        "办公室主任李××负责答复，赵××局长审定。",
        "___",
        "使用Xxxx软件，文件名为a__b.txt，见http://www.example.gov.cn/t__1。",
        "统计期限为2023年1月1日至12月31日。",
        "本部分数据见表格，以图文形式解读政策。",
        "（网站地址：www.example.gov.cn；电话：0300-0000000）",
        "【解读】【图解】各3期。",
    ],
)
def test_what_is_no_template_text(text: str) -> None:
    assert messages("NB118", report(overview=f"{overview()}\n{text}")) == []


def test_one_placeholder_in_many_places_is_one_finding() -> None:
    (finding,) = findings("NB118", report(overview="公开信息XX条。\n收到申请XX条。", other="XX条。"))
    assert len(finding.related) == 2
