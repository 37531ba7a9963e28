"""NB411: the day on which a site published a report."""

from __future__ import annotations

import pytest
from nianbao.linter import check
from nianbao.linter.readers import from_bytes

from tests.linter.rules.template.reports import codes, report

SIGNED = "青禾县民政局\n2024年1月20日"
PAGE = (
    "<html><head><title>{title}</title>{head}</head><body><div class='article'>{card}<h1>{title}</h1>{body}"
    "</div></body></html>"
)


@pytest.mark.parametrize(
    ("card", "found"),
    [
        ("发布日期：2024年2月1日", ["NB411"]),
        ("发布时间：2024-02-19 10:21 来源：青禾县民政局", ["NB411"]),
        ("索引号：QH-2024-001 公开日期：2024/03/05", ["NB411"]),
        ("| 发布日期 | 2024-02-20 | 主题分类 | 民政 |", ["NB411"]),
        ("发布日期：2024年1月31日", []),
        ("发布时间：2026-02-19", []),  # published anew
        ("成文日期：2024年2月1日", []),
        ("发布时间：2024-02-30", []),
    ],
)
def test_the_day_in_the_card(card: str, found: list[str]) -> None:
    text = f"{card}\n\n{report(signature=SIGNED)}"
    assert [code for code in codes(text) if code.startswith("NB4")] == found


def test_a_late_report_is_told_once() -> None:
    text = f"发布日期：2024年2月20日\n\n{report(signature=SIGNED.replace('1月20日', '2月18日'))}"
    assert [code for code in codes(text) if code.startswith("NB4")] == ["NB407"]


@pytest.mark.parametrize(
    ("head", "card", "found"),
    [
        ('<meta name="PubDate" content="2024-02-19 09:12"/>', "", ["NB411"]),
        ("<meta name='publishtime' content='2024-02-19'>", "", ["NB411"]),
        ("", "<div class='info'><span>发布日期：</span><span>2024-02-19</span></div>", ["NB411"]),
        ('<meta name="PubDate" content="2024-01-19 09:12"/>', "", []),
        ("", "", []),
    ],
)
def test_the_day_of_a_page(head: str, card: str, found: list[str]) -> None:
    title, _, body = report(signature=SIGNED).partition("\n")
    paragraphs = "".join(f"<p>{line}</p>" for line in body.splitlines() if line)
    page = PAGE.format(title=title, head=head, card=card, body=paragraphs)
    told = check(from_bytes(page.encode(), "report.html"))
    assert [finding.code for finding in told if finding.code.startswith("NB4")] == found
