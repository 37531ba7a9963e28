"""Web pages are read with places, and fixing them fixes the report."""

from __future__ import annotations

import random
import re
import subprocess
import sys
from pathlib import Path

import pytest
from nianbao.linter import Source, Span, check, examine, read
from nianbao.linter.fixes import apply_fixes
from nianbao.linter.readers import from_bytes

from tests.generator import FAULTS, NotApplicable, draft, random_figures, render
from tests.generator.html import HTML_STYLES, render_html

PAGES = Path(__file__).with_name("pages")
# Each page with all its findings: code, cell by its ids, and the text of the file there.
# Official labels are in the pages only.
EXPECTED = {
    "unclosed.html": [
        ("NB104", "", "基本情况"),
        ("NB302", "requests/received/total", "31"),
        ("NB304", "remedies/cases/review_total", "0"),
    ],
    "word.htm": [
        ("NB501", "", "15件"),
        ("NB211", "disclosure/penalty/decisions", "4件"),
        ("NB204", "requests/denied_enforcement/", "7.属于行政执法卷宗"),
    ],
    "layout.html": [
        ("NB202", "disclosure/rules/valid", "现行有效件"),
        ("NB302", "requests/partial/total", "0"),
        ("NB103", "", ""),
    ],
    "uneven.html": [("NB208", "disclosure/licence/change", "")],
    "pictures.html": [
        ("NB006", "disclosure//", "<img"),
        ("NB006", "requests//", "<img"),
        ("NB006", "remedies//", "<img"),
    ],
    "site.shtml": [("NB204", "requests/denied_enforcement/", "7.属于行政执法卷宗")],
}


def text_of(page: str, name: str = "a.html") -> list[str]:
    """The lines that are read of a page."""
    return from_bytes(page.encode(), name).original.splitlines()


def said(source: Source) -> set[tuple[str, str, str]]:
    """The parts of a finding that are the same wherever it stands."""
    return {
        (finding.code, str(finding.problem.cell), str(finding.problem.expected)) for finding in check(source)
    }


def as_bytes(page: str, style: str) -> bytes:
    return page.encode("gb18030" if style == "word" else "utf-8")


# ── Pages ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("name", EXPECTED)
def test_pages(name: str) -> None:
    source = read(PAGES / name)
    found = []
    for finding in check(source):
        assert finding.span
        cell = finding.problem.cell
        start, end = source.file_span(finding.span)
        written = re.sub(r"<[^>]*>|\s", "", source.file[start:end]) or source.file[start:end][:4]
        found.append(
            (finding.code, f"{cell.table}/{cell.row or ''}/{cell.column or ''}" if cell else "", written)
        )
    assert len(found) == len(EXPECTED[name])
    for (code, where, written), (wanted, cell_ids, begins) in zip(found, EXPECTED[name], strict=True):
        assert (code, written[: len(begins)]) == (wanted, begins)
        assert code == "NB202" or where == cell_ids


def test_every_page_is_listed() -> None:
    assert set(EXPECTED) == {path.name for path in PAGES.iterdir()}


def test_a_remark_in_a_table_waives_the_row_below() -> None:
    (finding,) = check(read(PAGES / "site.shtml"))
    assert finding.waived and finding.waived.reason == "用词以县政府办公室通知为准"


@pytest.mark.parametrize("name", ["site.shtml", "layout.html", "unclosed.html"])
def test_what_a_site_prints_is_left_out(name: str) -> None:
    text = read(PAGES / name).original
    lines = text.splitlines()
    assert not re.search(
        "首页|字体|打印|ICP备|公网安备|彩票|索 引 号|指南|发布[日时]|访问量|电话：|地址：", text
    )
    assert re.search("20[0-9]{2}年政府信息公开工作年度报告$", lines[0]) and re.search("[0-9]日$", lines[-1])


def test_the_command_names_places_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "page.htm"
    path.write_bytes((PAGES / "word.htm").read_bytes())
    page = path.read_bytes().decode("gb18030").replace("\r\n", "\n")
    run = subprocess.run(
        [sys.executable, "-m", "nianbao", "check", str(path)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    places = re.findall(rf"^{re.escape(str(path))}:(\d+):(\d+): \S+ (NB\d+)", run.stdout, re.MULTILINE)
    assert [code for _, _, code in places] == [code for code, _, _ in EXPECTED["word.htm"]]
    lines = page.split("\n")
    for (line, column, _), (_, _, written) in zip(places, EXPECTED["word.htm"], strict=True):
        assert lines[int(line) - 1][int(column) - 1] == written[0]
    assert run.returncode == 1


# ── Parity ────────────────────────────────────────────────────────────────

# Markdown cannot show that a figure beside blank cells is lost or too many: its rows have no end.
UNDECIDABLE = {"drop-figure", "add-figure"}


@pytest.mark.parametrize("style", HTML_STYLES)
def test_clean_reports_are_read_as_in_markdown(style: str) -> None:
    for number in range(5):
        rng = random.Random(number)
        report = draft(rng, random_figures(rng, rng.choice(["2019", "2021"])))
        source = from_bytes(as_bytes(render_html(report, style, rng), style), "a.html")
        assert said(source) == said(Source("a.md", render(report, "gfm", rng))), source.original


@pytest.mark.parametrize("fault", sorted(set(FAULTS) - UNDECIDABLE))
def test_faults_are_found_as_in_markdown(fault: str) -> None:
    """Two reports for each fault, in changing styles: some 90 altogether, besides the clean ones."""
    number = found = 0
    while found < 2 and number < 40:
        rng = random.Random(f"{fault}/{number}")
        number += 1
        try:
            report = FAULTS[fault](draft(rng, random_figures(rng, rng.choice(["2019", "2021"]))), rng).draft
        except NotApplicable:
            continue
        style = HTML_STYLES[(found + len(fault)) % len(HTML_STYLES)]
        source = from_bytes(as_bytes(render_html(report, style, rng), style), "a.html")
        assert said(source) == said(Source("a.md", render(report, "gfm", rng))), (
            f"{fault} in {style}\n{source.original}"
        )
        found += 1
    assert found


@pytest.mark.parametrize("style", HTML_STYLES)
def test_a_lost_figure_is_told_from_a_blank_one(style: str) -> None:
    for number in range(4):
        rng = random.Random(number)
        planted = FAULTS["drop-figure"](draft(rng, random_figures(rng, "2021")), rng)
        source = from_bytes(as_bytes(render_html(planted.draft, style, rng), style), "a.html")
        codes = {
            finding.code
            for finding in check(source)
            if finding.problem.cell and finding.problem.cell.row == planted.row
        }
        assert codes == {"NB207"}, source.original


# ── Fixes ─────────────────────────────────────────────────────────────────

FIXABLE = [
    "truncate-column-header",
    "misspell-row-label",
    "heading-synonym",
    "heading-punctuation",
    "heading-numeral-wrong",
    "misspell-caption",
]
FIXABLE += ["full-width-digits", "thousands-separator", "leading-zero", "cell-with-unit"]


@pytest.mark.parametrize("fault", FIXABLE)
def test_fixing_the_page_fixes_the_report(fault: str) -> None:
    fixed = 0
    for number in range(6):
        rng = random.Random(number)
        try:
            report = FAULTS[fault](draft(rng, random_figures(rng, "2021")), rng).draft
        except NotApplicable:
            continue
        style = rng.choice(
            ["page", "unclosed"]
        )  # labels in one stretch of text; what is cut by tags is left as it is
        page = apply_fixes(as_bytes(render_html(report, style, rng), style), "a.html", examine)
        text = apply_fixes(render(report, "gfm", rng).encode(), "a.md", examine)
        assert said(from_bytes(page.data, "a.html")) == said(from_bytes(text.data, "a.md"))
        assert page.fixed == text.fixed
        fixed += page.fixed
    assert fixed


def test_a_fixed_page_keeps_its_encoding_and_all_else() -> None:
    data = (PAGES / "layout.html").read_bytes()
    outcome = apply_fixes(data, "layout.html", examine)
    before, after = (text.decode("gb18030") for text in (data, outcome.data))
    assert re.findall("<[^>]*>", before) == re.findall("<[^>]*>", after)
    assert len(after) - len(before) == 1  # a character that a column header lacked
    assert [finding.code for finding in check(from_bytes(outcome.data, "layout.html"))] == ["NB302", "NB103"]


def test_what_a_fix_puts_in_is_escaped() -> None:
    page = render_html(draft(random.Random(1), random_figures(random.Random(1), "2021")), "unclosed").replace(
        "<CENTER>", "<CENTER><P>A&amp;B<P>"
    )
    outcome = apply_fixes(page.replace("一、总体情况", "一、基本情况").encode(), "a.html", examine)
    assert outcome.data.decode() == page


# ── Markup ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("page", "lines"),
    [
        ("<p>20<span>2</span><b>3</b>年", ["2023年"]),
        ("<p>甲<p>乙<div>丙</div>丁", ["甲", "乙", "丙", "丁"]),
        ("甲<br>乙<br/>丙</br>丁</p>戊", ["甲", "乙", "丙", "丁", "戊"]),
        ("<p>公开\n  信息 一\t 2 \n 3</p>", ["公开信息 一 2 3"]),
        ("<p>甲&nbsp;&nbsp;乙&#160;丙</p>", ["甲\u00a0\u00a0乙\u00a0丙"]),
        ("<p>&ldquo;三&rdquo;&amp;&lt;b&gt;&#x4e00;&#19968;&nbsp1 &unknown; AT&T &",
            ["“三”&<b>一一\u00a01 &unknown; AT&T &"]),
        ("<p>甲&#10;乙&#13;丙", ["甲乙丙"]),
        ("<pre>甲  乙\n\t丙\r\n丁</pre>", ["甲  乙", "\t丙", "丁"]),
        ('<p style="white-space: pre-wrap">甲  乙\n丙</p>', ["甲  乙", "丙"]),
        ("<ul><li>甲<li>乙<ul><li>丙</ul></ul>", ["甲", "乙", "丙"]),
        ('<p title="1 > 0" data-a=\'">\'>甲</p><p title=it\'s>乙', ["甲", "乙"]),
        ("<P>甲</P ><Font Size=+1>乙</FONT>", ["甲", "乙"]),
        ("<ol><li>甲<li><p>乙<ul><li>丙</ul><li value=7>丁</ol><ol start=3 type=1><li>戊",
            ["1.甲", "2.乙", "丙", "7.丁", "3.戊"]),
        ('<ol style="list-style-type: cjk-ideographic"><li>甲<li>乙</ol><ol style="list-style:none"><li>丙',
            ["一、甲", "二、乙", "丙"]),
        ("<p>甲<o:p>&nbsp;</o:p><st1:place>乙</st1:place>", ["甲\u00a0乙"]),
        ("<p>甲<ins>乙</ins><del>丙</del><s>丁</s>", ["甲乙丁"]),
        ("<ruby>務<rp>(</rp><rt>wù</rt><rp>)</rp></ruby>", ["務"]),
        (("甲<script>if (a<b) '</p>乙'</script><style>丙</style><template><p>丁</template><!-- 戊 "
            "--><![if !x]>己<![endif]>"),
            ["甲己"]),
        ('<div style="display: NONE"><p>甲</div><p hidden>乙</p><span style="mso-hide:all">丙</span>丁',
            ["丁"]),
        ("<title>甲</title><body style='display:none'>乙", ["乙"]),
        ("<![CDATA[甲<乙]]>", ["甲<乙"]),
        ("甲<!-- nianbao: ignore NB208 因为 -->", ["甲<!-- nianbao: ignore NB208 因为 -->"]),
        ("<head><!-- nianbao: ignore NB208 因为 --></head>甲", ["<!-- nianbao: ignore NB208 因为 -->", "甲"]),
        ("<p>&lt;!-- 甲 --&gt;", ["＜!-- 甲 -->"]),
        ("<!-- 甲<p>乙", ["甲", "乙"]),
        ("<script>甲<p>乙", ["甲", "乙"]),
        ("<head><title/><script src=a.js/>甲<del/>乙", ["甲乙"]),
        ("甲 <!-- nianbao: x --> 乙", ["甲 <!-- nianbao: x --> 乙"]),
        ("<p title=\"甲>乙", ['乙']),
        ("甲<0乙<", ["甲<0乙<"]),
    ],
)  # fmt: skip
def test_text(page: str, lines: list[str]) -> None:
    assert text_of(page) == lines


@pytest.mark.parametrize(
    ("table", "lines"),
    [
        ("<tr><td>甲<td>1<tr><td>乙<td>2", ["| 甲 | 1 |", "| 乙 | 2 |"]),
        ("<tr><td rowspan=2>甲</td><td>乙</td><td>1</td></tr><tr><td>丙</td><td>2</td></tr>",
            ["| 甲 | 乙 | 1 |", "| | 丙 | 2 |"]),
        ("<tr><td>甲<td rowspan=2>9<td>1<tr><td>乙<td>2", ["| 甲 | 9 | 1 |", "| 乙 | | 2 |"]),
        ("<tr><td rowspan=0>甲<td>1<tr><td>2<tr><td>3", ["| 甲 | 1 |", "| | 2 |", "| | 3 |"]),
        ("<tbody><tr><td rowspan=9>甲<td>1<tbody><tr><td>乙<td>2", ["| 甲 | 1 |", "| 乙 | 2 |"]),
        ("<tr><td colspan=3>甲<td>1<tr><td>乙<td>丙<td>丁<td>2", ["| 甲 | 1 |", "| 乙 | 丙 | 丁 | 2 |"]),
        ("<tr><td>甲<td>&nbsp;<td><td> <p></p>", ["| 甲 | | | |"]),
        ("<tr><td><p>商业<p>企业<td>3402<br>3<td>a|b｜c", ["| 商业企业 | 3402 3 | a¦b¦c |"]),
        ("<caption>甲</caption><tr><th>乙<th>丙</tr>", ["甲", "| 乙 | 丙 |"]),
        ("<tr><td colspan=2>一、甲<tr><td>乙<td>1", ["一、甲", "| 乙 | 1 |"]),
        ("<form><tr><td>甲</td><td>1</td></tr></form>", ["| 甲 | 1 |"]),
        ("<td>甲<td>1", ["| 甲 | 1 |"]),
        ("<tr><td>甲<td><table><tr><td>1</table>", ["| 甲 | 1 |"]),
        ("<tr><td>左<td><p>甲<table><tr><td>乙<td>1</table>", ["左", "甲", "| 乙 | 1 |"]),
        ("<tr><td>甲<td>1<tr height=0><td width=9><td width=9>", ["| 甲 | 1 |"]),
        ("<tr></tr><tr><td rowspan=3>甲<td>1<tr></tr><tr><td>2", ["| 甲 | 1 |", "| | 2 |"]),
        ("<tr>乙<td>甲</td>丙<td>1</td><b>丁</b></tr>戊", ["乙", "| 甲丙 | 1丁 |", "戊"]),
        ("<tr><td>甲<td>1\u20282", ["| 甲 | 1 2 |"]),
        ("<!-- nianbao: x --><tr><td>甲<td>1", ["<!-- nianbao: x -->", "| 甲 | 1 |"]),
        (f"<tr><td>菜单<td>{'全文若干字' * 13}。", ["菜单", "全文若干字" * 13 + "。"]),
    ],
)  # fmt: skip
def test_tables(table: str, lines: list[str]) -> None:
    assert text_of(f"<table>{table}</table>") == lines


@pytest.mark.parametrize(
    ("image", "lines"),
    [
        ('<p><img src="a.png"></p>', ["一、情况", "[图片]", "二、问题"]),
        ('<p>甲<img src="a.png"></p>', ["一、情况", "甲", "二、问题"]),
        ('<p>甲<img src="a.png" width=600 height="400px"></p>', ["一、情况", "甲", "[图片]", "二、问题"]),
        ('<p><img src="a.png" style="width:16pt;height:12pt"></p>', ["一、情况", "二、问题"]),
        ('<p><img src="/images/icon_doc.gif"></p>', ["一、情况", "二、问题"]),
    ],
)
def test_pictures(image: str, lines: list[str]) -> None:
    assert text_of(f"<p>一、情况</p>{image}<p>二、问题</p>") == lines


def test_the_number_of_an_item_stands_where_its_tag_does() -> None:
    source = from_bytes("<p>甲</p>\n<ol><li class=x>乙</ol>".encode(), "a.html")
    number = Span(source.text.index("1."), source.text.index("乙"))
    assert source.file_span(number).start == source.file.index("<li") and source.edit_span(number) is None


def test_blank_cells_have_a_place() -> None:
    source = from_bytes(
        "<table><tr><td>甲</td><td class=x></td><td><p>&nbsp;</p></td></tr></table>".encode(), "a.html"
    )
    bars = [match.end() for match in re.finditer("[|]", source.text)]
    spans = [source.edit_span(Span(at, at)) for at in bars[1:3]]
    assert [source.file[span.start :][:6] for span in spans if span and span.start == span.end] == [
        "</td><",
        "&nbsp;",
    ]
