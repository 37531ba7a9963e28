"""NB120: lines of a web page around the report."""

from __future__ import annotations

import pytest

from tests.linter.plain_report import findings, messages, overview, report


@pytest.mark.parametrize(
    "line",
    [
        "当前位置：首页 > 政务公开 > 年度报告", "索引号：QH0012/2024-00031", "索 引 号：QH0012",
        "【字体：大 中 小】", "打印 关闭 收藏",
        "来源：县民政局 发布时间：2024-01-12",
        "浏览次数：31", "上一篇：没有了", "扫一扫在手机打开当前页", "晋ICP备00000000号-1",
        "网站标识码：1400000001", "主办单位：青禾县人民政府办公室",
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
        "（四）设置长者模式，优化无障碍浏览", "公开专栏首页增设检索入口，打印资料供群众取用。",
        "群众扫一扫二维码即可查看办事指南。", "联系电话：0300-0000000",
        "主办单位由办公室担任。",
        "信息来源可查、去向可追。", "规范字体和字号", "（五）政务公开",
        "网站浏览次数31万次，比上一年增加2万次。",
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
