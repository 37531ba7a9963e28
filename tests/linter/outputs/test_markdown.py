"""The summary in Markdown, rendered by a Markdown parser that is not ours."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from nianbao.linter import Config, Examination, Source, examine

from tests.linter.outputs.cases import (
    CLEAN,
    FAULTY,
    ODD_NAMES,
    clean,
    faulty,
    generated,
    named,
    waived,
    written,
)

_TAGS = {
    "h2",
    "p",
    "details",
    "summary",
    "b",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "br",
    "s",
    "ul",
    "li",
}


class Rendered(HTMLParser):
    """The rows of cells and the elements that a reader of the merge request sees."""

    def __init__(self, *examinations: Examination) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.rows: list[list[str]] = []
        self.opened = 0
        self.summaries: list[str] = []
        self._into: list[str] = []
        self.feed(MarkdownIt("js-default", {"html": True}).render(written("markdown", examinations)))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for key, value in attrs if key == "href"]
        self.opened += tag == "details" and ("open", "") in [(key, value or "") for key, value in attrs]
        if tag == "tr":
            self.rows.append([])
        if tag == "td":
            self.rows[-1].append("")
            self._into = self.rows[-1]
        if tag == "summary":
            self.summaries.append("")
            self._into = self.summaries
        if tag == "br" and self._into:
            self._into[-1] += "\n"

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "summary"):
            self._into = []

    def handle_data(self, data: str) -> None:
        if self._into:
            self._into[-1] += data

    @property
    def findings(self) -> list[list[str]]:
        return [row for row in self.rows if row]


def test_totals_then_a_table_for_each_report() -> None:
    page = Rendered(faulty(), clean())
    assert written("markdown", [faulty(), clean()]).startswith(
        "## 年报检查：不能发布：2 个文件中 1 个要改；3 处错误必须改；3 处警告请核对\n\n"
        "检查 2 个文件、2 份报告。核对等式 84 个，成立 81，不成立 3，无法核对 0。错误 3，警告 3，提示 0。\n"
    )
    assert (
        page.summaries == ["报告/faulty.md 松陵县水利局 2023 错误 3，警告 3", "没有问题的文件 1 个"]
        and page.opened == 1
    )
    row = next(row for row in page.findings if row[4] == "NB301 unbalanced-requests")
    assert row[0].endswith(" 错误") and row[1].splitlines()[1] == "第 45 行" and row[3] == "13（需人工确认）"
    assert "应为 13，现为 31\n“自然人”列：31 + 1 ≠ 14" in row[2]


def test_nothing_to_say() -> None:
    assert written("markdown", [clean()]).startswith("## 年报检查：没有发现问题，可以发布\n")
    assert written("markdown", []).startswith("## 年报检查：没有查成：没有找到一份年度报告")


def test_many_reports_are_folded() -> None:
    assert Rendered(*(named(faulty(), f"{number}.md") for number in range(12))).opened == 0


def test_what_is_waived_is_struck_out_and_says_why() -> None:
    row = next(row for row in Rendered(waived()).findings if row[4].startswith("NB104"))
    assert row[0] == "警告 已豁免" and row[2].endswith("报告内注释：因县里统一用此标题（至 2999-12-31）")


def test_rules_are_linked_where_they_have_a_page() -> None:
    page = Rendered(examine(Source("a.md", FAULTY), Config(page_url="https://rules.example/{code}?a=(b|c)")))
    assert len(page.links) == 6 and page.links[0].startswith("https://rules.example/NB")
    assert not Rendered(faulty()).links


@settings(max_examples=60)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30))
def test_quoted_text_stays_text(text: str) -> None:
    """Whatever a report says, it makes no markup and breaks no table."""
    examination = examine(
        Source("a.md", CLEAN.replace("## 一、总体情况", f"## 一、总体情况概述\n\n## 七、{text}"))
    )
    page = Rendered(examination)
    assert page.tags <= _TAGS and not page.links
    assert {len(row) for row in page.findings} <= {5} and len(page.findings) == len(examination.findings)


def test_hostile_text_stays_text() -> None:
    hostile = (
        "<img src=x onerror=alert(1)>",
        "[x](http://evil.example)",
        "`code` *b* _i_ ~~s~~",
        "![i](http://evil.example/i.png)",
        "</details>",
        "\\|",
    )
    for text in hostile:
        page = Rendered(examine(Source("a.md", FAULTY.replace("## 一、基本情况", f"## 一、基本{text}情况"))))
        assert page.tags <= _TAGS and not page.links
        assert len(page.findings) >= 5 and {len(row) for row in page.findings} == {5}


def test_odd_names() -> None:
    for name in ODD_NAMES:
        page = Rendered(named(faulty(), name), named(clean(), f"clean{name}"))
        assert page.tags <= _TAGS and len(page.findings) == 6


@settings(max_examples=20)
@given(st.integers(0, 10**9))
def test_any_report(seed: int) -> None:
    examination = generated(seed)
    findings = Rendered(examination).findings
    assert [row[4].split()[0] for row in findings] == [finding.code for finding in examination.findings]
    for row, finding in zip(findings, examination.findings, strict=True):
        assert row[2].splitlines()[0] == " ".join(finding.message.split())
