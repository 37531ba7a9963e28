"""Whatever the bytes of a page are, they are read, the report is whole, and places are real places."""

from __future__ import annotations

import random
import re
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nianbao.grammar.text.maps import Markup
from nianbao.linter import ReadError, Source, Span, check
from nianbao.linter.readers import from_bytes

from tests.generator import Draft, draft, random_figures
from tests.generator.html import HTML_STYLES, render_html


def report(number: int) -> Draft:
    rng = random.Random(number)
    return draft(rng, random_figures(rng, rng.choice(["2019", "2021"])))


def message(data: bytes, name: str = "a.html") -> str:
    with pytest.raises(ReadError) as caught:
        from_bytes(data, name)
    return caught.value.phrase.text("zh")


# ── Bytes ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
@pytest.mark.parametrize("declared", ["", "utf-8", "gb2312", "GBK", "iso-8859-1", "x-nonsense"])
def test_encodings_whatever_the_page_says(encoding: str, declared: str) -> None:
    page = f'<meta charset="{declared}">{render_html(report(1), "unclosed")}'
    source = from_bytes(page.encode(encoding), "a.html")
    assert source.file == page
    assert check(source) == []


def test_big5_is_read_where_the_page_says_so() -> None:
    text = "<p>一、總體情況</p><p>縣政府全年主動公開資訊。</p>"
    source = from_bytes(
        f"<meta http-equiv=Content-Type content='text/html; charset=big5'>{text}".encode("big5"), "a.html"
    )
    assert source.original.splitlines() == ["一、總體情況", "縣政府全年主動公開資訊。"]


def test_a_broken_character_does_not_hide_the_page() -> None:
    page = (
        render_html(report(1), "unclosed")
        .encode("gb18030")
        .replace("一、".encode("gb18030"), b"\xff\x20" + "一、".encode("gb18030"), 1)
    )
    source = from_bytes(b"<meta charset=gb2312>" + page, "a.html")
    assert "\ufffd" in source.original and source.encoding == "gb18030"


@pytest.mark.parametrize(
    "page",
    [
        "<html><body></body></html>",
        "<script>document.write('x')</script>",
        "<frameset><frame src=a.html></frameset>",
        "<p> &nbsp; <p>",
    ],
)
def test_a_page_without_text(page: str) -> None:
    assert message(page.encode()).startswith("网页里没有文字")


def test_what_is_no_page() -> None:
    assert "不是文本文件" in message(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_web_archives(encoding: str) -> None:
    page = render_html(report(2), "wps")
    archive = MIMEMultipart("related")
    archive.attach(MIMEText(page, "html", encoding))
    archive.attach(MIMEText("body {}", "css", "utf-8"))
    source = from_bytes(archive.as_bytes(), "a.mht")
    assert source.original == from_bytes(page.encode(), "a.html").original
    assert not source.has_lines and source.edit_span(Span(0, 1)) is None
    assert check(source) == []
    (text,) = (part for part in archive.get_payload() if part.get_content_subtype() == "css")  # type: ignore[union-attr]
    assert "没有网页正文" in message(b"MIME-Version: 1.0\n" + text.as_bytes(), "a.mht")  # type: ignore[union-attr]


@pytest.mark.parametrize("name", ["a.doc", "a.xls", "a.htm", "a", "-"])
def test_a_page_by_another_name(name: str) -> None:
    page = "<html>" + render_html(report(3), "unclosed")
    assert isinstance(from_bytes(page.encode("gb18030"), name).map, Markup)


# ── Any markup ────────────────────────────────────────────────────────────

PARTS = [
    "<p>", "</p>", "<P", "<div>", "</div>", "<table>", "</table>", "<tr>", "<td>", "</td>",
    "<td rowspan=99999 colspan=0>",
    "<td colspan='999999999999'>", "<th>",
    "<tbody>", "<caption>", "<li>", "<dd>", "<br>", "<img src=a>", "<a href=x>", "</a>", "<pre>", "<select>",
    "<del>", "</del>", "<span hidden>", "</span>",
    "<!--", "-->", "<!-- nianbao: x -->", "<![CDATA[", "]]>", "<!", "<?", "</", "<", ">", "&", "&nbsp;",
    "&nbsp", "&#0;", "&#x110000;", "&lt;", "&#10;",
    "&#1234567890;", "<script>", "</script>", "<style>", "<title>", '<a b="', "'", '"', "=", "|", "\0",
    "\r\n", "\t",
    "\u2028", "\ud7ff", "一、总体情况", "。", "0", "12", "报告",
]  # fmt: skip
soup = st.lists(st.one_of(st.sampled_from(PARTS), st.text(max_size=5)), max_size=60).map("".join)


@st.composite
def mangled(draw: st.DrawFn) -> str:
    """A page with pieces cut out, doubled or replaced."""
    page = render_html(report(draw(st.integers(0, 50))), draw(st.sampled_from(HTML_STYLES)))
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(page)))
        end = min(len(page), start + draw(st.integers(0, 200)))
        page = page[:start] + draw(st.sampled_from([*PARTS, page[start:end] * 2])) + page[end:]
    return page


def read_places(page: str) -> Source | None:
    """The source of a page, all of whose places are real ones."""
    try:
        source = from_bytes(b"\xef\xbb\xbf" + page.encode("utf-8", "replace"), "a.html")
    except ReadError as error:
        assert error.phrase.text("zh").startswith("网页里没有文字")
        return None
    assert isinstance(source.map, Markup)
    assert source.file == page
    end = last = 0
    for piece in source.map.pieces:
        assert end <= piece.start <= piece.end <= len(source.original)
        assert last <= piece.first <= piece.last <= len(page)
        end, last = piece.end, piece.last
        read, written = source.original[piece.start : piece.end], page[piece.first : piece.last]
        if len(read) == len(written) > 0 and "&" not in written:
            assert all(a == b or a in "¦＜ " for a, b in zip(read, written, strict=True))
    return source


@given(soup)
def test_any_text_is_read(page: str) -> None:
    source = read_places(page)
    if source:
        for start in range(0, len(source.text), 7):
            span = source.file_span(Span(start, min(start + 5, len(source.text))))
            assert 0 <= span.start <= span.end <= len(page)


@settings(max_examples=40)
@given(mangled())
def test_any_page_is_read(page: str) -> None:
    source = read_places(page)
    for finding in check(source) if source else ():
        if finding.span and source:
            span = source.file_span(finding.span)
            assert 0 <= span.start <= span.end <= len(page)


@settings(max_examples=60)
@given(st.integers(0, 200), st.sampled_from([style for style in HTML_STYLES if style != "page"]), st.data())
def test_no_missing_tag_loses_a_word(number: int, style: str, data: st.DataObject) -> None:
    """Tags are left out at random, start or end; every paragraph and heading is still there, in order."""
    written = report(number)
    page = render_html(written, style, random.Random(number))
    body = page.index("<body") if "<body" in page else 0
    tags = [match.span() for match in re.finditer("<[^>!]*>", page) if match.start() > body]
    for start, end in sorted(
        data.draw(st.lists(st.sampled_from(tags), max_size=12, unique=True)), reverse=True
    ):
        page = page[:start] + page[end:]
    text = re.sub(r"[\s|]", "", from_bytes(page.encode(), "a.html").original)
    at = 0
    for section in written.sections:
        for paragraph in (section.heading, *section.body):
            at = text.find(re.sub(r"\s", "", paragraph), at)
            assert at >= 0, paragraph
    assert written.signature in text[at:] and written.date in text[at:]


UNITS = [
    "<!--",
    "<a ",
    "<a b='",
    '<a b=">" ',
    "<?",
    "<![CDATA[",
    "<script>x",
    "</",
    "&amp",
    "<div>a",
    "<p>甲",
    "<b>x",
    "<td>a",
    "<td rowspan=999>1",
    "<tr>",
    "甲 \n",
]
UNITS += [
    "<table><tr><td>a",
    "<table>",
    "</div>",
    "<a href=x>y",
    "<img src=x>",
    "<div hidden>x",
    "<pre>a\nb",
    "<li>",
]


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.timeout(60)
def test_a_hundred_kilobytes_of_one_tag(unit: str) -> None:
    """Each takes a second or less; quadratic time would not end within the limit."""
    try:
        assert from_bytes((unit * (100_000 // len(unit))).encode(), "a.html").original
    except ReadError as error:
        assert error.phrase.text("zh").startswith("网页里没有文字")
