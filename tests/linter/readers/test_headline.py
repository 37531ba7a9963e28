"""A page whose article has no title takes the one in its head."""

from __future__ import annotations

import pytest
from nianbao.grammar import parse
from nianbao.linter.readers import from_bytes

TITLE = "松坪县水务局2023年政府信息公开工作年度报告"
ARTICLE = (
    "<h2>一、总体情况</h2><p>（一）主动公开。发布信息86条。</p><h2>二、主动公开政府信息情况</h2><p>无。</p>"
)


def title(head: str, article: str = ARTICLE) -> str | None:
    report = parse(from_bytes(f"<html><head>{head}</head><body>{article}</body></html>".encode(), "a.html"))
    return report.title.text if report.title else None


@pytest.mark.parametrize(
    "head",
    [
        f"<title>{TITLE}</title>",
        f"<title>{TITLE}_松坪县人民政府</title>",
        f"<title>松坪县人民政府 | {TITLE}</title>",
        f'<title>正文</title><meta name="ArticleTitle" content="{TITLE}">',
    ],
)
def test_the_title_of_the_page_is_that_of_the_report(head: str) -> None:
    assert title(head) == TITLE


@pytest.mark.parametrize("head", ["<title>松坪县人民政府</title>", "<title>政府信息公开年度报告</title>", ""])
def test_the_name_of_a_site_is_no_title(head: str) -> None:
    assert title(head) is None


def test_a_title_in_the_article_counts() -> None:
    own = "松坪县水务局2022年政府信息公开工作年度报告"
    assert title(f"<title>{TITLE}</title>", f"<h1>{own}</h1>{ARTICLE}") == own
