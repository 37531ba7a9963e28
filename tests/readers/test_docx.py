"""Word documents: what is printed is read, nothing else, and wherever it stands it is found again."""

from __future__ import annotations

import json
import os
import random
import shutil
import struct
import subprocess
from collections import Counter
from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nianbao.grammar import Location, Source, Span, official_formats
from nianbao.linter import ReadError, check
from nianbao.linter.readers import docx, from_bytes, read
from nianbao.linter.readers.docx import package
from nianbao.linter.readers.docx.counting import written

from tests.generator import FAULTS, Draft, NotApplicable, draft, random_figures, render
from tests.generator.docx import packed, unzipped, word, zipped

from ..linter.test_command import nianbao


def read_text(body: str, **parts: str) -> str:
    return from_bytes(packed(body, **parts), "a.docx").original


def lines(body: str, **parts: str) -> list[str]:
    return read_text(body, **parts).splitlines()


def p(*content: str, properties: str = "") -> str:
    runs = "".join(part if part.startswith("<") else f"<w:r><w:t>{part}</w:t></w:r>" for part in content)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{runs}</w:p>"


# ── Automatic numbers ─────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("format", "numbers"),
    [
        ("decimal", {1: "1", 10: "10", 123: "123"}),
        ("decimalZero", {1: "01", 12: "12"}),
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 21: "二十一", 99: "九十九"}),
        ("chineseCountingThousand", {10: "十", 100: "一百", 101: "一百零一", 110: "一百一十", 123: "一百二十三", 1001: "一千零一"}),
        ("japaneseCounting", {4: "四", 12: "十二"}),
        ("taiwaneseCountingThousand", {12: "十二"}),
        ("ideographDigital", {1: "一", 10: "一〇", 12: "一二"}),
        ("chineseLegalSimplified", {1: "壹", 10: "壹拾", 12: "壹拾贰"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
        ("ideographZodiac", {1: "子", 12: "亥"}),
        ("ideographZodiacTraditional", {1: "甲子", 12: "乙亥", 60: "癸亥"}),
        ("upperRoman", {4: "IV", 9: "IX", 14: "XIV", 1990: "MCMXC"}),
        ("lowerRoman", {3: "iii"}),
        ("upperLetter", {1: "A", 26: "Z", 27: "AA", 53: "AAA"}),
        ("lowerLetter", {2: "b"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "㉑", 36: "㊱", 50: "㊿", 51: "51"}),
        ("decimalEnclosedParen", {1: "⑴", 20: "⒇"}),
        ("decimalEnclosedFullstop", {1: "⒈", 20: "⒛"}),
        ("ideographEnclosedCircle", {1: "㊀", 10: "㊉"}),
        ("decimalFullWidth", {12: "１２"}),
        ("bullet", {3: ""}),
        ("none", {3: ""}),
        ("hindiNumbers", {3: "3"}),
    ],
)
def test_number_formats(format: str, numbers: dict[int, str]) -> None:
    assert {number: written(number, format) for number in numbers} == numbers
    assert all(isinstance(written(number, format), str) for number in range(0, 33_000, 7))


def level(number: int, format: str, text: str, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{format}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def abstract(id: int, *levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{id}">{"".join(levels)}</w:abstractNum>'


def num(id: int, series: int, overrides: str = "") -> str:
    return f'<w:num w:numId="{id}"><w:abstractNumId w:val="{series}"/>{overrides}</w:num>'


def item(text: str, list: int, depth: int | None = 0, style: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    depths = f'<w:ilvl w:val="{depth}"/>' if depth is not None else ""
    return p(text, properties=f'{named}<w:numPr>{depths}<w:numId w:val="{list}"/></w:numPr>')


OUTLINE = abstract(0, level(0, "chineseCountingThousand", "%1、"), level(1, "chineseCounting", "（%2）"), level(2, "decimal", "%3."))


def test_deeper_levels_begin_anew() -> None:
    body = "".join(item("甲", 1, depth) for depth in (0, 1, 2, 2, 1, 2, 0, 1, 2))
    numbers = ["一、", "（一）", "1.", "2.", "（二）", "1.", "二、", "（一）", "1."]
    assert lines(body, numbering=OUTLINE + num(1, 0)) == [f"{number}甲" for number in numbers]


def test_a_level_may_go_on_or_begin_anew_only_after_some_other() -> None:
    on = abstract(0, level(0, "decimal", "%1."), level(1, "decimal", "%2)", '<w:lvlRestart w:val="0"/>'))
    assert lines(item("甲", 1, 0) + item("甲", 1, 1) + item("甲", 1, 0) + item("甲", 1, 1), numbering=on + num(1, 0)) == ["1.甲", "1)甲", "2.甲", "2)甲"]
    deep = abstract(0, level(0, "decimal", "%1."), level(1, "decimal", "%2)"), level(2, "decimal", "(%3)", '<w:lvlRestart w:val="1"/>'))
    body = "".join(item("甲", 1, depth) for depth in (0, 1, 2, 1, 2, 0, 1, 2))
    assert [line[:-1] for line in lines(body, numbering=deep + num(1, 0))] == ["1.", "1)", "(1)", "2)", "(2)", "2.", "1)", "(1)"]


def test_lists_of_one_series_count_on_unless_they_begin_anew() -> None:
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    other = f'<w:lvlOverride w:ilvl="0">{level(0, "upperRoman", "%1.")}</w:lvlOverride>'
    numbering = OUTLINE + num(1, 0) + num(2, 0) + num(3, 0, again) + num(4, 0, other)
    body = item("甲", 1) + item("甲", 2) + item("甲", 3) + item("甲", 3) + item("甲", 4)
    assert lines(body, numbering=numbering) == ["一、甲", "二、甲", "一、甲", "二、甲", "III.甲"]


def test_numbers_of_a_style_and_of_those_it_is_based_on() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="2"><w:basedOn w:val="1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="3"><w:basedOn w:val="1"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="4"><w:basedOn w:val="1"/><w:pPr><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="5"><w:basedOn w:val="6"/></w:style><w:style w:type="paragraph" w:styleId="6"><w:basedOn w:val="5"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="7"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    )
    linked = abstract(1, level(0, "decimal", "%1."), level(1, "decimal", "%2)", '<w:pStyle w:val="7"/>'))
    body = "".join(p("甲", properties=f'<w:pStyle w:val="{style}"/>') for style in (1, 2, 3, 4, 5, 7, 99))
    assert lines(body, styles=styles, numbering=OUTLINE + linked + num(1, 0) + num(2, 1)) == ["一、甲", "二、甲", "（一）甲", "甲", "甲", "1)甲", "甲"]
    assert lines(item("甲", 0, 0, "1") + item("甲", 2, None), styles=styles, numbering=OUTLINE + linked + num(1, 0) + num(2, 1)) == ["甲", "1.甲"]


def test_the_default_style_may_number_and_a_list_may_be_a_style() -> None:
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="numbering" w:styleId="公文"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    )
    link = '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="公文"/></w:abstractNum>'
    assert lines(p("甲") + p("乙"), styles=styles, numbering=OUTLINE + link + num(1, 5) + num(2, 0)) == ["一、甲", "二、乙"]


def test_what_stands_between_number_and_text() -> None:
    patterns = (("%1", ""), ("%1", '<w:suff w:val="nothing"/>'), ("%1、", ""), ("第%1条", ""), ("%1.%2", "<w:isLgl/>"))
    series = [abstract(id, level(0, "chineseCounting", pattern, more)) + num(id + 1, id) for id, (pattern, more) in enumerate(patterns)]
    shown = [lines(item("甲", id), numbering="".join(series)) for id in range(1, 6)]
    assert shown == [["一 甲"], ["一甲"], ["一、甲"], ["第一条 甲"], ["1.甲"]]


def test_numbers_of_paragraphs_that_were_deleted_do_not_count() -> None:
    deleted = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del w:id="1"/></w:rPr>'
    gone = p('<w:del w:id="2"><w:r><w:delText>旧</w:delText></w:r></w:del>', properties=deleted)
    assert lines(item("甲", 1) + gone + item("乙", 1), numbering=OUTLINE + num(1, 0)) == ["一、甲", "二、乙"]


# ── Text ──────────────────────────────────────────────────────────────────────

BEGIN, SEPARATE, END = (f'<w:r><w:fldChar w:fldCharType="{type}"/></w:r>' for type in ("begin", "separate", "end"))
INSTRUCTION = "<w:r><w:instrText>{}</w:instrText></w:r>"


@pytest.mark.parametrize(
    ("paragraph", "text"),
    [
        (p("新", '<w:ins w:id="1"><w:r><w:t>增</w:t></w:r></w:ins>', '<w:del w:id="2"><w:r><w:delText>旧</w:delText></w:r></w:del>'), "新增"),
        (p('<w:moveFrom w:id="1"><w:r><w:t>甲</w:t></w:r></w:moveFrom>', "乙", '<w:moveTo w:id="2"><w:r><w:t>甲</w:t></w:r></w:moveTo>'), "乙甲"),
        (p("共", BEGIN, INSTRUCTION.format(" =1+1 "), SEPARATE, "2", END, "件"), "共2件"),
        (p("甲", BEGIN, INSTRUCTION.format("IF "), BEGIN, INSTRUCTION.format("X"), SEPARATE, "藏", END, SEPARATE, "乙", END, "丙"), "甲乙丙"),
        (p("甲", BEGIN, INSTRUCTION.format("PAGE"), END, "乙"), "甲乙"),
        (p(END, "甲"), "甲"),
        (p('<w:fldSimple w:instr="DATE"><w:r><w:t>2025年</w:t></w:r></w:fldSimple>'), "2025年"),
        (p('<w:hyperlink r:id="x"><w:r><w:t>网址</w:t></w:r></w:hyperlink>', '<w:smartTag><w:r><w:t>日期</w:t></w:r></w:smartTag>'), "网址日期"),
        (p("<w:sdt><w:sdtPr><w:alias w:val='名'/></w:sdtPr><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt>"), "控件"),
        (p("<w:r><w:t>青禾</w:t><w:noBreakHyphen/><w:t>云岭</w:t><w:softHyphen/></w:r>"), "青禾-云岭"),
        (p("<w:r><w:t>一</w:t><w:br/><w:t>二</w:t><w:br w:type='page'/><w:t>三</w:t><w:cr/></w:r>"), "一\n二\n三\n"),
        (p("<w:r><w:tab/><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r>"), " 甲 乙"),
        (p("<w:r><w:t>规章</w:t><w:tab/><w:t>0</w:t><w:tab/><w:t>1</w:t></w:r>"), "规章\t0\t1"),
        (p("<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>", "<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>显</w:t></w:r>"), "显"),
        (p("<w:r><w:sym w:font='Wingdings' w:char='F0FE'/></w:r>", "<w:r><w:sym w:font='Symbol' w:char='00B0'/></w:r>", "甲"), "☑°甲"),
        (p("<w:r><w:ruby><w:rt><w:r><w:t>hé</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>禾</w:t></w:r></w:rubyBase></w:ruby></w:r>"), "禾"),
        (p("<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>"), "a+b"),
        (p("<w:r><w:t xml:space='preserve'> 甲 </w:t></w:r>", "<w:r><w:t>\n  乙\n</w:t></w:r>", "丙"), " 甲 乙丙"),
        (p("<w:bookmarkStart w:id='0' w:name='x'/>", "甲", "<w:proofErr w:type='spellEnd'/>", "<w:commentRangeStart w:id='0'/>"), "甲"),
        (p("甲", properties='<w:rPr><w:del w:id="1"/></w:rPr>') + p("乙"), "甲乙"),
        (p("甲", properties='<w:rPr><w:del w:id="1"/></w:rPr>'), "甲"),
        ("<w:sdt><w:sdtContent>" + p("甲") + "</w:sdtContent></w:sdt><w:customXml>" + p("乙") + "</w:customXml>", "甲\n乙"),
        (p("甲") + p() + p(" ") + p("乙"), "甲\n乙"),
    ],
)  # fmt: skip
def test_the_text_is_what_is_printed(paragraph: str, text: str) -> None:
    assert read_text(paragraph) == text + "\n"


BOX = "<wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx>"
OLD_BOX = "<w:pict><v:shape><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></v:shape></w:pict>"


def test_a_text_box_is_read_once_and_after_its_paragraph() -> None:
    new = f"<mc:Choice Requires='wps'><w:drawing>{BOX}</w:drawing></mc:Choice>"
    both = f"<w:r><mc:AlternateContent>{new}<mc:Fallback>{OLD_BOX}</mc:Fallback></mc:AlternateContent></w:r>"
    inner = both.format(p("里"), p("里"))
    body = p("外", both.format(p("框") + p("二", inner), p("框")), "面") + p("后")
    assert lines(body) == ["外面", "框", "二", "里", "后"]
    empty = "<w:r><mc:AlternateContent><mc:Choice Requires='x'/><mc:Fallback>" + OLD_BOX.format(p("旧框")) + "</mc:Fallback></mc:AlternateContent></w:r>"
    assert lines(p("甲", empty)) == ["甲", "旧框"]


def test_notes_follow_their_paragraph_once_and_headers_are_left_out() -> None:
    notes = (
        '<w:footnote w:id="-1" w:type="separator">'
        + p("线")
        + '</w:footnote><w:footnote w:id="2">'
        + p("注", '<w:r><w:footnoteReference w:id="2"/></w:r>')
        + "</w:footnote>"
    )
    ends = '<w:endnote w:id="1">' + p("尾注") + "</w:endnote>"
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    cell = f"<w:tbl><w:tr><w:tc>{p('5', reference)}</w:tc></w:tr></w:tbl>"
    assert lines(p("甲", reference, '<w:r><w:endnoteReference w:id="1"/></w:r>', reference) + p("乙"), footnotes=notes, endnotes=ends) == [
        "甲",
        "注",
        "尾注",
        "乙",
    ]
    assert lines(cell + p("乙"), footnotes=notes) == ["| 5 |", "注", "乙"]


# ── Tables ────────────────────────────────────────────────────────────────────


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{''.join(cells)}</w:tr>"


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{text if text.startswith('<') else p(text) if text else '<w:p/>'}</w:tc>"


def control(content: str) -> str:
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"


SPAN, RESTART, GO_ON, LEGACY = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:hMerge w:val="continue"/>'


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (table(tr(tc("甲", SPAN), tc("0")), tr(tc("乙"), tc("丙"), tc(""))), ["| 甲 | 0 |", "| 乙 | 丙 | |"]),
        (table(tr(tc("甲", RESTART), tc("1")), tr(tc("", GO_ON), tc("2")), tr(tc("乙"), tc("3"))), ["| 甲 | 1 |", "| | 2 |", "| 乙 | 3 |"]),
        (table(tr(tc("甲", RESTART + SPAN), tc("1")), tr(tc("藏", GO_ON + SPAN), tc("2"))), ["| 甲 | 1 |", "| | 2 |"]),
        (table(tr(tc("甲", GO_ON), tc("1")), tr(tc("乙", RESTART), tc("2")), tr(tc("丙"), tc("3"))), ["| 甲 | 1 |", "| 乙 | 2 |", "| 丙 | 3 |"]),
        (table(tr(tc("甲"), tc("", LEGACY), tc("1"))), ["| 甲 | | 1 |"]),
        (table(tr(tc("甲"), tc("1")), tr(tc("2"), properties='<w:gridBefore w:val="1"/>')), ["| 甲 | 1 |", "| | 2 |"]),
        (table(tr(tc("甲")), tr(tc("旧"), properties='<w:del w:id="1"/>'), tr(tc("新"), properties='<w:ins w:id="1"/>')), ["| 甲 |", "| 新 |"]),
        (table(tr(tc("甲"), tc("旧", '<w:cellDel w:id="1"/>'))), ["| 甲 |"]),
        (table(tr(tc(p("商业") + p("企业")), tc(p("<w:r><w:t>社会</w:t><w:br/></w:r>") + p("") + p("0")))), ["| 商业 企业 | 社会  0 |"]),
        (table(tr(tc(p("<w:r><w:t>甲|乙</w:t><w:tab/><w:t>丙</w:t><w:br/><w:t>丁</w:t></w:r>")), tc("1"))), ["| 甲¦乙 丙 丁 | 1 |"]),
        (table(control(tr(control(tc("甲")), tc("1")))), ["| 甲 | 1 |"]),
        (table(tr(tc(p("一、甲") + table(tr(tc("规章"), tc("0"))) + p("乙")))), ["一、甲", "| 规章 | 0 |", "乙"]),
        (table(tr(tc(p("一、甲") + p("乙。")))), ["一、甲", "乙。"]),
        (table(tr(tc("左"), tc(p("右") + p("长" * 61)))), ["左", "右", "长" * 61]),
    ],
)  # fmt: skip
def test_rows_have_a_field_for_each_cell_and_a_blank_one_below_merged_cells(content: str, text: list[str]) -> None:
    assert lines(content) == text


def picture(width: int) -> str:
    return f'<w:r><w:drawing><wp:inline><wp:extent cx="{width}" cy="9"/><a:blip r:embed="r9"/></wp:inline></w:drawing></w:r>'


def test_large_pictures_leave_a_mark_and_seals_do_not() -> None:
    assert lines(p("甲", picture(5_000_000)) + p(picture(1_500_000)) + p("青禾县民政局")) == ["甲", "[图片]", "青禾县民政局"]
    old = "<w:r><w:pict><v:shape style='width:{}pt;height:9pt'><v:imagedata r:id='r1'/></v:shape></w:pict></w:r>"
    assert lines(p(old.format(400)) + p(old.format(50)) + p("甲")) == ["[图片]", "甲"]
    assert lines(table(tr(tc("甲"), tc(p(picture(5_000_000)))))) == ["| 甲 | [图片] |"]


def test_a_picture_in_place_of_a_table_is_said_to_be_one() -> None:
    format = official_formats()[-1]
    sections = "".join(p(section.heading) + (p(picture(5_000_000)) if section.table else p("本年度没有需要报告的内容。")) for section in format.sections)
    found = [
        finding.problem.cell
        for finding in check(from_bytes(packed(p("青禾县民政局2025年政府信息公开工作年度报告") + sections), "a.docx"))
        if finding.code == "NB006"
    ]
    assert [cell and cell.table for cell in found] == list(format.tables)


# ── Places ────────────────────────────────────────────────────────────────────


def test_places_count_the_paragraphs_that_one_sees_outside_tables() -> None:
    source = from_bytes(packed(p("甲") + p() + table(tr(tc("乙"), tc("0"))) + p("<w:r><w:t>丙</w:t><w:br/><w:t>丁</w:t></w:r>") + p("戊")), "a.docx")
    places = {character: source.location(Span(at, at + 1)) for at, character in enumerate(source.text) if character in "甲乙丁戊"}
    assert places == {"甲": Location(paragraph=1), "乙": Location(), "丁": Location(paragraph=2), "戊": Location(paragraph=3)}
    assert not source.has_lines and source.encoding == "" and len(source.sha256) == 64


# ── The same report in every form ─────────────────────────────────────────────

SEEDS = 110


def drafts(count: int, offset: int = 0) -> list[tuple[str, Draft]]:
    """Reports in either format, two in three with a fault."""
    made: list[tuple[str, Draft]] = []
    for seed in range(offset, offset + count):
        rng = random.Random(seed)
        one, name = draft(rng, random_figures(rng, rng.choice(["2019", "2021"]))), "clean"
        if seed % 3:
            name = rng.choice([name for name in FAULTS if name != "drop-figure"])  # Markdown cannot tell which cell of a row is missing, Word can
            try:
                one = FAULTS[name](one, rng).draft
            except NotApplicable:
                name = "clean"
        made.append((f"{seed} {name}", one))
    return made


def findings(source: Source) -> Counter[tuple[str, object, str | None]]:
    return Counter((finding.code, finding.problem.cell, finding.problem.expected) for finding in check(source))


def test_a_report_in_word_gets_the_same_findings_as_in_markdown() -> None:
    faulty = 0
    for name, one in drafts(SEEDS):
        expected = findings(Source("a.md", render(one, "markdown", random.Random(1))))
        faulty += bool(expected)
        assert findings(from_bytes(word(one, random.Random(name)), "a.docx")) == expected, name
    assert faulty > SEEDS / 3


def page(one: Draft) -> str:
    """A plain page, for LibreOffice to make a document of."""
    blocks = [f"<p>{escape(line)}</p>" for line in (*one.title, *one.preamble)]
    for section in one.sections:
        blocks += [f"<p>{escape(line)}</p>" for line in (section.heading, *section.body) if line]
        if section.table:
            rows = (
                "".join(f'<td rowspan="{cell.rowspan}" colspan="{cell.colspan}">{escape(cell.text)}</td>' for cell in row) for row in section.table.layout()
            )
            blocks.append(f"<table border=1>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>")
    blocks += [f"<p>{escape(line)}</p>" for line in (one.signature, one.date) if line]
    return f"<!DOCTYPE html><html><head><meta charset=utf-8></head><body>{''.join(blocks)}</body></html>"


def office(folder: Path, target: str, *options: str, files: list[Path]) -> None:
    """Let LibreOffice convert files."""
    program = shutil.which("soffice")
    if program is None:
        if os.environ.get("CI") == "true":
            pytest.fail("LibreOffice must be installed in CI")
        pytest.skip("LibreOffice is not installed")
    command = [
        program,
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        *options,
        "--convert-to",
        target,
        "--outdir",
        str(folder / "out"),
    ]
    subprocess.run([*command, *map(str, files)], capture_output=True, timeout=110, check=True)


@pytest.mark.parametrize("origin", ["docx", "html"])
def test_a_report_saved_by_libreoffice_gets_the_same_findings(origin: str, tmp_path: Path) -> None:
    made = drafts(24, 1000)
    files = [tmp_path / f"{number}.{origin}" for number in range(len(made))]
    for file, (_, one) in zip(files, made, strict=True):
        file.write_bytes(word(one, random.Random(0), noise=0) if origin == "docx" else page(one).encode())
    office(tmp_path, "docx:MS Word 2007 XML", *(["--infilter=HTML (StarWriter)"] if origin == "html" else []), files=files)
    for number, (name, one) in enumerate(made):
        expected = findings(Source("a.md", render(one, "markdown", random.Random(1))))
        assert findings(read(tmp_path / "out" / f"{number}.docx")) == expected, name


# ── Files that cannot be read ─────────────────────────────────────────────────

GOOD = packed(p("甲"))


def without(*paths: str) -> bytes:
    return zipped({path: content for path, content in unzipped(GOOD).items() if path not in paths})


def with_document(content: bytes) -> bytes:
    return zipped({**unzipped(GOOD), "word/document.xml": content})


def password_bit(data: bytes) -> bytes:
    """The archive with all of its entries marked as encrypted."""
    marked = bytearray(data)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = marked.find(signature)
        while at >= 0:
            marked[at + offset] |= 1
            at = marked.find(signature, at + 1)
    return bytes(marked)


DOCTYPE = b'<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
XML = unzipped(GOOD)["word/document.xml"].partition(b"\n")[2]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "不是 Word 文档"),
        (b"PK", "已损坏"),
        (GOOD[:-30], "已损坏"),
        (b"\x00" * 400, "不是 Word 文档"),
        (without("word/document.xml"), "不是 Word 文档"),
        (zipped({"xl/workbook.xml": b"<x/>"}), "不是 Word 文档"),
        (with_document(b"<w:document"), "已损坏（word/document.xml）"),
        (with_document(b""), "已损坏"),
        (with_document(b"<html/>"), "不是 Word 文档"),
        (with_document(DOCTYPE + XML), "实体定义"),
        (with_document((DOCTYPE + XML).decode().encode("utf-16")), "实体定义"),
        (with_document(b'<?xml version="1.0" encoding="UTF-7"?>' + (DOCTYPE + XML).decode().encode("utf-7")), "实体定义"),
        (password_bit(GOOD), "打开密码"),
        (packed('<w:altChunk r:id="r9"/>'), "嵌有另一份文件"),
        (with_document(XML.replace(b"<w:p>", b"<w:p>" * 300)), "已损坏"),
    ],
)
def test_what_cannot_be_read_is_said_with_a_remedy(data: bytes, words: str) -> None:
    with pytest.raises(ReadError) as error:
        package_source(data)
    zh, en = (error.value.phrase.text(lang) for lang in ("zh", "en"))
    assert words in zh and len(zh) <= 60 and ("另存" in zh or "保存" in zh)
    assert "save" in en and error.value.name == "a.docx"


def package_source(data: bytes) -> Source:
    return docx.source(data, "a.docx", "")


def test_locked_and_old_files_are_told_apart() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    for data, words in ((ole + "EncryptedPackage".encode("utf-16-le"), "打开密码"), (ole, "旧版 Word")):
        with pytest.raises(ReadError) as error:
            package_source(data)
        assert words in error.value.phrase.text("zh")


def test_a_part_that_swells_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither by what the archive says of its size nor by what it lies about it."""
    monkeypatch.setattr(package, "LIMIT", 100_000)
    bomb = with_document(XML.replace("甲".encode(), b" " * 2_000_000))
    assert len(bomb) < 10_000
    with pytest.raises(ReadError) as error:
        package_source(bomb)
    assert "word/document.xml" in error.value.phrase.text("zh") and "检查是否选错" in error.value.phrase.text("zh")
    lying = bomb.replace(struct.pack("<L", len(XML.replace("甲".encode(), b" " * 2_000_000))), struct.pack("<L", 50))
    with pytest.raises(ReadError):
        package_source(lying)


def test_patterns_and_notes_cannot_be_multiplied() -> None:
    """A short file that would become a long text."""
    numbering = abstract(0, level(0, "upperRoman", "%1" * 30_000)) + num(1, 0)
    assert len(read_text("".join(item("甲", 1) for _ in range(200)), numbering=numbering)) < 200_000
    note = '<w:footnote w:id="2">' + p("注" * 10_000) + "</w:footnote>"
    assert len(read_text(p('<w:r><w:footnoteReference w:id="2"/></w:r>') * 300 + p("甲"), footnotes=note)) < 20_000


def test_parts_that_are_missing_or_elsewhere_do_no_harm() -> None:
    assert package_source(without("_rels/.rels", "[Content_Types].xml", "word/_rels/document.xml.rels")).original == "甲\n"
    assert package_source(packed(p("乙"), main="word/document2.xml")).original == "乙\n"
    assert package_source(zipped({name.replace("/", "\\"): content for name, content in unzipped(GOOD).items()})).original == "甲\n"
    strict = {
        name: content.replace(b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"http://purl.oclc.org/ooxml/wordprocessingml/main")
        for name, content in unzipped(GOOD).items()
    }
    assert package_source(zipped(strict)).original == "甲\n"


# ── Anything at all ───────────────────────────────────────────────────────────

WHOLE = word(drafts(1)[0][1], random.Random(4), noise=0.5)
PARTS = unzipped(WHOLE)
TAGS = [
    "w:p",
    "w:r",
    "w:t",
    "w:tbl",
    "w:tr",
    "w:tc",
    "w:pPr",
    "w:numPr",
    "w:numId",
    "w:ilvl",
    "w:ins",
    "w:sdt",
    "w:fldChar",
    "w:gridSpan",
    "w:vMerge",
    "w:txbxContent",
]


def reads_or_says_why(data: bytes) -> None:
    try:
        check(package_source(data))
    except ReadError as error:
        assert error.phrase.text("zh") and error.phrase.text("en")


@settings(max_examples=60)
@given(st.data())
def test_no_bytes_make_it_crash(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(WHOLE)))
    reads_or_says_why(WHOLE[:start])
    reads_or_says_why(WHOLE[:start] + data.draw(st.binary(min_size=1, max_size=6)) + WHOLE[start + 3 :])


@settings(max_examples=60)
@given(st.data())
def test_no_markup_makes_it_crash(data: st.DataObject) -> None:
    """Elements renamed, values exchanged, and parts of the document put elsewhere, so that it is still XML."""
    part = data.draw(st.sampled_from(["word/document.xml", "word/document.xml", "word/numbering.xml", "word/styles.xml"]))
    text = PARTS[part].decode()
    for _ in range(data.draw(st.integers(1, 4))):
        if data.draw(st.booleans()):
            old, new = data.draw(st.sampled_from(TAGS)), data.draw(st.sampled_from(TAGS))
            text = text.replace(f"<{old}>", f"<{new}>").replace(f"<{old} ", f"<{new} ").replace(f"<{old}/>", f"<{new}/>").replace(f"</{old}>", f"</{new}>")
        else:
            number = data.draw(st.sampled_from(["-1", "0", "9", "99999", "x", "", "1e9", "٣"]))
            text = text.replace(f'w:val="{data.draw(st.integers(0, 9))}"', f'w:val="{number}"')
    reads_or_says_why(zipped({**PARTS, part: text.encode()}))


# ── The command ───────────────────────────────────────────────────────────────


def test_the_command_reads_word(tmp_path: Path) -> None:
    """And not the file that Word puts beside one that is open."""
    rng = random.Random(8)
    planted = FAULTS["change-remedy-figure"](draft(rng, random_figures(rng, "2021")), rng)
    (tmp_path / "年报.docx").write_bytes(word(planted.draft, rng))
    (tmp_path / "~$年报.docx").write_bytes(b"\x05owner")
    run = nianbao("check", "--format", "json", "--no-config", str(tmp_path))
    (report,) = json.loads(run.stdout)["reports"]
    assert run.returncode == 1 and report["checked"]["equations"] > 30
    assert {finding["range"] for finding in report["findings"]} == {None} and all(finding["place"] for finding in report["findings"])
