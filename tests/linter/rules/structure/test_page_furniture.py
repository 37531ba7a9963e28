"""What is no part of a report: template text and pieces of web pages, NB118 and NB120."""

from __future__ import annotations

import pytest
from nianbao.linter import Severity

from tests.linter.plain_report import findings, messages, overview, report

# ── NB118 template-text-left ────────────────────────────────────────────────


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


# ── NB120 page-furniture ────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "line",
    [
        "当前位置：首页 > 政务公开 > 年度报告", "索引号：QH0012/2024-00031", "索 引 号：QH0012", "【字体：大 中 小】", "打印 关闭 收藏",
        "来源：县民政局 发布时间：2024-01-12",
        "浏览次数：31", "上一篇：没有了", "扫一扫在手机打开当前页", "晋ICP备00000000号-1", "网站标识码：1400000001", "主办单位：青禾县人民政府办公室",
        "首页 | 政务公开 | 互动交流",
        "分享到：", "发布机构: | 青禾县民政局 |",
    ],
)  # fmt: skip
def test_page_furniture(line: str) -> None:
    (finding,) = findings("NB120", f"{line}\n{report()}")
    assert "1 处" in finding.message
    assert len(findings("NB120", f"{report()}\n{line}")) == 1


@pytest.mark.parametrize(
    "line",
    [
        "（四）设置长者模式，优化无障碍浏览", "公开专栏首页增设检索入口，打印资料供群众取用。", "群众扫一扫二维码即可查看办事指南。", "联系电话：0300-0000000",
        "主办单位由办公室担任。",
        "信息来源可查、去向可追。", "规范字体和字号", "（五）政务公开", "网站浏览次数31万次，比上一年增加2万次。",
    ],
)  # fmt: skip
def test_what_is_no_page_furniture(line: str) -> None:
    assert messages("NB120", report(overview=f"{overview()}\n{line}")) == []


def test_a_page_in_one_line() -> None:
    text = " ".join(
        f"当前位置：首页 > 年报\n{report()}\n网站标识码：1400000001 晋ICP备00000000号-1".split("\n")
    )
    (finding,) = findings("NB120", text)
    assert "当前位置" in finding.message
