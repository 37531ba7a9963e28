"""The page as text: a report is whole and never becomes markup, links lead somewhere, nothing is loaded."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nianbao.linter import Config, Examination, Source, examine, outputs

from tests.linter.outputs.cases import (
    FAULTY,
    ODD_NAMES,
    clean,
    every_kind,
    faulty,
    generated,
    laid_out,
    named,
    not_a_report,
    unread,
    waived,
    written,
)

_EMPTY = {"meta", "input", "br"}
_ALLOWED = _EMPTY | {
    "html", "head", "title", "style", "script", "body", "header", "main", "nav", "section", "footer",
    "article", "div", "details", "summary", "h1", "h2", "h4",
    "p", "ol", "li", "a", "b", "span", "code", "mark", "table", "thead", "tbody", "tr", "th", "td", "pre",
    "button", "label",
}  # fmt: skip
_ATTRIBUTES = {
    "lang", "charset", "http-equiv", "content", "name", "id", "class", "href", "type", "hidden", "role",
    "title", "tabindex", "scope", "colspan", "rowspan",
    "checked", "placeholder", "aria-label", "data-e", "data-f", "data-filter", "data-faulty", "data-print",
    "data-report", "data-view",
}  # fmt: skip


class Element:
    """An element of the page with all that is in it."""

    def __init__(self, tag: str, attributes: dict[str, str], parent: Element | None) -> None:
        self.tag, self.attributes, self.parent = tag, attributes, parent
        self.children: list[Element | str] = []

    def all(self, tag: str = "", class_: str = "") -> Iterator[Element]:
        for child in self.children:
            if isinstance(child, Element):
                if tag in ("", child.tag) and (
                    not class_ or class_ in child.attributes.get("class", "").split()
                ):
                    yield child
                yield from child.all(tag, class_)

    def one(self, tag: str = "", class_: str = "") -> Element:
        (found,) = self.all(tag, class_)
        return found

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)


class Page(HTMLParser):
    """Reads strictly: every element is closed where it should be."""

    def __init__(self, *examinations: Examination, **options: object) -> None:
        super().__init__()
        self.at = self.root = Element("", {}, None)
        self.feed(written("html", examinations, outputs.Options(root="/reports", **options)))  # type: ignore[arg-type]
        self.close()
        assert self.at is self.root

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {key: value or "" for key, value in attrs}
        assert tag in _ALLOWED and set(attributes) <= _ATTRIBUTES and len(attributes) == len(attrs), (
            self.get_starttag_text()
        )
        element = Element(tag, attributes, self.at)
        self.at.children.append(element)
        if tag not in _EMPTY:
            self.at = element

    def handle_endtag(self, tag: str) -> None:
        assert self.at.tag == tag and self.at.parent, (self.at.tag, tag)
        self.at = self.at.parent

    def handle_data(self, data: str) -> None:
        self.at.children.append(data)

    @property
    def reports(self) -> list[Element]:
        return list(self.root.all("details", "report"))


def squeezed(text: str) -> str:
    return "".join(text.split())


def assert_sound(page: Page) -> None:
    """Ids are unique, links and numbers lead somewhere, and no address is outside."""
    ids = Counter(element.attributes["id"] for element in page.root.all() if "id" in element.attributes)
    assert set(ids.values()) <= {1}
    for link in (link for link in page.root.all("a") if link.attributes):
        assert link.attributes["href"].startswith("#") and link.attributes["href"][1:] in ids, link.attributes
    for report in page.reports:
        for element in report.all():
            for number in element.attributes.get("data-e", "").split():
                assert f"{report.attributes['id']}-e{number}" in ids
            for number in element.attributes.get("data-f", "").split():
                assert f"{report.attributes['id']}-f{number}" in ids


def grid(table: Element) -> list[int]:
    """The width of each row, as a browser lays the cells out; cells never cover each other."""
    covered: list[set[int]] = [set() for _ in table.all("tr")]
    for number, row in enumerate(table.all("tr")):
        for cell in [*row.all("th"), *row.all("td")]:
            column = next(column for column in range(100) if column not in covered[number])
            for line in covered[number : number + int(cell.attributes.get("rowspan", 1))]:
                columns = set(range(column, column + int(cell.attributes.get("colspan", 1))))
                assert not line & columns
                line |= columns
    return [len(row) for row in covered]


def test_every_kind_of_file() -> None:
    page = Page(*every_kind())
    assert_sound(page)
    assert [report.one("span", "path").text for report in page.reports][:4] == [
        "报告/faulty.md",
        "报告/clean.md",
        "会议纪要.txt",
        "二进制.md",
    ]
    assert [next(report.all("article")).text.startswith("\n这个文件没有") for report in page.reports] == [
        False,
        False,
        True,
        True,
        False,
        False,
        False,
    ]


def test_findings_lead_to_their_places() -> None:
    (report,) = Page(faulty()).reports
    marked = {
        element.attributes["id"]: element
        for element in report.one("article").all()
        if "id" in element.attributes
    }
    found = {}
    for finding in report.all("li", "finding"):
        place = marked[next(finding.all("a")).attributes["href"][1:]]
        found[finding.one("p", "code").text.split()[0]] = (place.tag, place.text)
    assert found["NB301"] == ("td", "31") and found["NB304"] == ("td", "0")
    assert found["NB104"] == ("mark", "基本情况") and found["NB202"] == ("mark", "本年废止件")


def test_two_findings_lead_to_one_cell() -> None:
    page = Page(examine(Source("a.md", FAULTY.replace("| 31 |", "| 31件 |"))))
    assert_sound(page)
    cell = next(page.reports[0].one("article").all("td", "faulty"))
    assert len(cell.attributes["data-f"].split()) == 2 and "error" in cell.attributes["class"]
    assert len(cell.attributes["title"].splitlines()) == 4  # two messages, two equations


def test_a_faulty_cell_tells_its_equations() -> None:
    (report,) = Page(faulty()).reports
    first, second = report.one("article").all("td", "faulty")
    assert "应为 13，现为 31" in first.attributes["title"]
    assert (
        "✗ 自然人：31 + 1 ≠ 14 + 0" in first.attributes["title"]
        and "✗ 本年新收：13 ≠ 31 + 0" in first.attributes["title"]
    )
    assert (
        second.attributes["title"].splitlines()[1] == "✗ 行政复议：0 ≠ 2 + 1 + 0 + 0"
        and second.attributes["tabindex"] == "0"
    )
    involved = [cell.text for cell in report.one("article").all("td", "involved")]
    assert len(involved) == 3 + 6 + 4


def test_the_certificate_lists_every_equation() -> None:
    report = Page(faulty(), passed=True, date="2024-01-31").reports[0]
    certificate = report.one("details", "certificate")
    assert certificate.one("summary").text == "已核 42 项：通过 39，问题 3，存疑 0"
    rows = [row.text for row in certificate.all("tr")]
    assert (
        len(rows) == 42
        and "✗行政复议0 ≠ 2 + 1 + 0 + 0" in rows
        and "核对日期：2024-01-31" in certificate.text
    )


def test_the_sheet_to_work_off() -> None:
    page = Page(faulty(), clean(), waived())
    sheets = list(page.root.all("section", "sheet"))
    assert [sheet.attributes["data-report"] for sheet in sheets] == ["r1", "r3"]
    heads, *rows = [[cell.text for cell in [*row.all("th"), *row.all("td")]] for row in sheets[0].all("tr")]
    assert heads == ["序号", "级别", "位置", "问题", "应为", "依据规则", "整改情况"]
    assert [row[0] for row in rows] == list("123456") and {row[6] for row in rows} == {""}
    assert (
        rows[2][1:3] == ["错误", "表三 · 本年新收 · 自然人\n第 45 行"]
        and rows[2][4] == "13（需人工确认）"
        and rows[2][5] == "NB301 收到与办理不平衡"
    )
    assert "审核人：____" in sheets[0].text
    assert next(sheets[1].all("tr", "waived")).text.endswith(
        "报告内注释：因县里统一用此标题（至 2999-12-31）"
    )


def test_what_several_edits_fix_is_named_by_them() -> None:
    page = Page(examine(Source("a.md", FAULTY.replace("，", ","))))
    (row,) = (row.text for row in page.root.one("section", "sheet").all("tr") if "半角" in row.text)
    assert re.search(r"\d+ 处改为全角标点", row)


def test_rules_are_explained_once() -> None:
    rules = list(Page(faulty(), waived(), unread()).root.one("footer").all("details", "rule"))
    assert [rule.attributes["id"] for rule in rules] == [
        "NB001",
        "NB103",
        "NB104",
        "NB202",
        "NB204",
        "NB301",
        "NB304",
    ]
    assert all("依据" in [head.text for head in rule.all("h4")] for rule in rules) and not any(
        "```" in rule.text for rule in rules
    )


def test_waived_findings_are_marked_and_not_counted() -> None:
    page = Page(waived())
    badges = {badge.text for badge in next(page.reports[0].all("summary")).all("b", "badge")}
    assert badges == {"错误 3", "警告 1", "已豁免 2"}
    assert {chip.text for chip in page.root.all("label", "chip")} == {
        "错误 3",
        "警告 1",
        "提示 0",
        "已豁免 2",
    }


def test_it_loads_nothing() -> None:
    """The page holds only what its policy names; everything else is forbidden."""
    text = written("html", [faulty()])
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)
    assert policy and policy[1].startswith("default-src 'none'; ") and "unsafe" not in policy[1]
    for tag in ("style", "script"):
        (inside,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy[1]
        assert not re.search(r"url\(|@import|https?:|fetch|XMLHttp|innerHTML|eval", inside)
    assert not re.search(
        r"\b(?:src|style|on\w+)=|https?://",
        re.sub(r"<(style|script)>.*?</\1>|<article.*?</article>", "", text, flags=re.DOTALL),
    )


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '“"><img src=x onerror=alert(1)>',
        "</td></table></details><h1>",
        "<!-- x",
        "&lt;b&gt;&amp;",
        "' onmouseover='x",
        "]]>\0\x01",
    ],
)
def test_hostile_text_stays_text(hostile: str) -> None:
    text = (
        FAULTY.replace("河堤路", hostile)
        .replace("| 本年废止件 ", f"| 本年废止{hostile}件 ")
        .replace("基本情况", f"基本{hostile}情况")
        .replace("| 31 |", f"| 31{hostile} |")
    )
    page = Page(examine(Source(f"{hostile}.md", text)))
    assert_sound(page)
    assert "松陵县水利局" in page.reports[0].one("article").text


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=40))
@settings(max_examples=40)
def test_any_text_stays_text(text: str) -> None:
    assert_sound(
        Page(examine(Source("a.md", FAULTY.replace("河堤路", text).replace("| 31 |", f"| {text} |"))))
    )


@pytest.mark.parametrize("name", ODD_NAMES)
def test_odd_names(name: str) -> None:
    assert_sound(Page(named(faulty(), name), named(unread(), name)))


@given(st.integers(0, 10**9))
@settings(max_examples=60)
def test_nothing_of_a_report_is_lost(seed: int) -> None:
    """Every line, heading, label and cell is on the page, findings lead to places, and tables are whole."""
    examination = generated(seed)
    assert examination.report and examination.source
    page = Page(examination)
    assert_sound(page)
    report, source = page.reports[0], examination.source
    article = report.one("article")
    shown = squeezed(article.text)
    for line in examination.report.lines:
        assert squeezed(source.quote(line.span)).lstrip("#") in shown
    for section in examination.report.sections:
        assert squeezed(source.quote(section.heading.span)) in shown
    for table in examination.report.tables.values():
        for row in table.rows:
            assert squeezed(source.quote(row.label.span)) in shown
    sound = [table for table in examination.report.tables.values() if not table.doubt]
    cells = [squeezed(source.quote(cell.span)) for table in sound for row in table.rows for cell in row.cells]
    assert [squeezed(cell.text) for cell in article.all("td")] == cells
    places = {element.attributes["id"] for element in article.all() if "id" in element.attributes}
    wanted = {f"r1-p{number}" for number, finding in enumerate(examination.findings, 1) if finding.span}
    assert places == wanted
    if all(row.fits for table in sound for row in table.rows):
        for one in article.all("table"):
            assert len(set(grid(one))) == 1


@given(st.integers(0, 10**9))
@settings(max_examples=20)
def test_places_come_in_the_order_of_the_text(seed: int) -> None:
    """The page keeps the order of the file, so that both can be read side by side."""
    examination = generated(seed)
    assert examination.report and examination.source
    shown = squeezed(Page(examination).reports[0].one("article").text)
    headings = [
        squeezed(examination.source.quote(section.heading.span)) for section in examination.report.sections
    ]
    at = [
        shown.index(heading)
        for heading in headings
        if headings.count(heading) == 1 and shown.count(heading) == 1
    ]
    assert all(one < other for one, other in pairwise(at))


@pytest.mark.parametrize(
    "examination", [laid_out("报告.docx", paged=False), laid_out("报告.pdf", paged=True)], ids=["docx", "pdf"]
)
def test_a_file_without_lines(examination: Examination) -> None:
    page = Page(examination)
    assert_sound(page)
    places = [place.text for place in page.root.all("span", "place")]
    assert not any(re.search(r"第 \d+ 行", place) for place in places)
    # A heading and a cell of a table need no number of a paragraph.
    paged = examination.name.endswith(".pdf")
    assert any(re.search(r"第 \d+ 页", place) for place in places) is paged


def test_comments_are_not_shown() -> None:
    page = Page(waived())
    assert "nianbao: ignore" not in page.reports[0].one("article").text


def test_a_run_of_one_and_of_none() -> None:
    assert Page(faulty()).root.one("nav").attributes["class"] == "one"
    assert Page(faulty(), clean()).root.one("nav").attributes["class"] == "many"
    assert_sound(Page())
    assert_sound(Page(not_a_report()))
    assert_sound(Page(examine(Source("a.md", "# 说明"), Config(ignore=frozenset({"NB002"})))))
