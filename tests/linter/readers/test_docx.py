"""Word documents: what is printed is read, nothing else, and wherever it stands it is found again."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from nianbao.grammar import Location, Span, official_formats
from nianbao.linter import check
from nianbao.linter.readers import from_bytes

from tests.command import nianbao
from tests.generator import FAULTS, draft, random_figures
from tests.generator.docx import packed, word
from tests.linter.readers.markup import BOX, OLD_BOX, control, lines, p, read_text, table, tc, tr

# ── Text ──────────────────────────────────────────────────────────────────────

BEGIN, SEPARATE, END = (
    f'<w:r><w:fldChar w:fldCharType="{type}"/></w:r>' for type in ("begin", "separate", "end")
)
INSTRUCTION = "<w:r><w:instrText>{}</w:instrText></w:r>"


@pytest.mark.parametrize(
    ("paragraph", "text"),
    [
        (p("新", '<w:ins w:id="1"><w:r><w:t>增</w:t></w:r></w:ins>',
            '<w:del w:id="2"><w:r><w:delText>旧</w:delText></w:r></w:del>'),
            "新增"),
        (p('<w:moveFrom w:id="1"><w:r><w:t>甲</w:t></w:r></w:moveFrom>', "乙",
            '<w:moveTo w:id="2"><w:r><w:t>甲</w:t></w:r></w:moveTo>'),
            "乙甲"),
        (p("共", BEGIN, INSTRUCTION.format(" =1+1 "), SEPARATE, "2", END, "件"), "共2件"),
        (p("甲", BEGIN, INSTRUCTION.format("IF "), BEGIN, INSTRUCTION.format("X"),
            SEPARATE, "藏", END, SEPARATE, "乙", END, "丙"),
            "甲乙丙"),
        (p("甲", BEGIN, INSTRUCTION.format("PAGE"), END, "乙"), "甲乙"),
        (p(END, "甲"), "甲"),
        (p('<w:fldSimple w:instr="DATE"><w:r><w:t>2025年</w:t></w:r></w:fldSimple>'), "2025年"),
        (p('<w:hyperlink r:id="x"><w:r><w:t>网址</w:t></w:r></w:hyperlink>',
            '<w:smartTag><w:r><w:t>日期</w:t></w:r></w:smartTag>'),
            "网址日期"),
        (p("<w:sdt><w:sdtPr><w:alias "
            "w:val='名'/></w:sdtPr><w:sdtContent><w:r><w:t>控件</w:t></w:r></w:sdtContent></w:sdt>"),
            "控件"),
        (p("<w:r><w:t>青禾</w:t><w:noBreakHyphen/><w:t>云岭</w:t><w:softHyphen/></w:r>"), "青禾-云岭"),
        (p("<w:r><w:t>一</w:t><w:br/><w:t>二</w:t><w:br w:type='page'/><w:t>三</w:t><w:cr/></w:r>"),
            "一\n二\n三\n"),
        (p("<w:r><w:tab/><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r>"), " 甲 乙"),
        (p("<w:r><w:t>规章</w:t><w:tab/><w:t>0</w:t><w:tab/><w:t>1</w:t></w:r>"), "规章\t0\t1"),
        (p("<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>",
            "<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>显</w:t></w:r>"),
            "显"),
        (p("<w:r><w:sym w:font='Wingdings' w:char='F0FE'/></w:r>",
            "<w:r><w:sym w:font='Symbol' w:char='00B0'/></w:r>", "甲"),
            "☑°甲"),
        (p("<w:r><w:ruby><w:rt><w:r><w:t>hé</w:t></w:r></w:rt>"
            "<w:rubyBase><w:r><w:t>禾</w:t></w:r></w:rubyBase></w:ruby></w:r>"),
            "禾"),
        (p("<m:oMath><m:r><m:t>a+b</m:t></m:r></m:oMath>"), "a+b"),
        (p("<w:r><w:t xml:space='preserve'> 甲 </w:t></w:r>", "<w:r><w:t>\n  乙\n</w:t></w:r>", "丙"),
            " 甲 乙丙"),
        (p("<w:bookmarkStart w:id='0' w:name='x'/>", "甲", "<w:proofErr w:type='spellEnd'/>",
            "<w:commentRangeStart w:id='0'/>"),
            "甲"),
        (p("甲", properties='<w:rPr><w:del w:id="1"/></w:rPr>') + p("乙"), "甲乙"),
        (p("甲", properties='<w:rPr><w:del w:id="1"/></w:rPr>'), "甲"),
        ("<w:sdt><w:sdtContent>" + p("甲") + "</w:sdtContent></w:sdt>"
            "<w:customXml>" + p("乙") + "</w:customXml>",
            "甲\n乙"),
        (p("甲") + p() + p(" ") + p("乙"), "甲\n乙"),
    ],
)  # fmt: skip
def test_the_text_is_what_is_printed(paragraph: str, text: str) -> None:
    assert read_text(paragraph) == text + "\n"


def test_a_text_box_is_read_once_and_after_its_paragraph() -> None:
    new = f"<mc:Choice Requires='wps'><w:drawing>{BOX}</w:drawing></mc:Choice>"
    both = f"<w:r><mc:AlternateContent>{new}<mc:Fallback>{OLD_BOX}</mc:Fallback></mc:AlternateContent></w:r>"
    inner = both.format(p("里"), p("里"))
    body = p("外", both.format(p("框") + p("二", inner), p("框")), "面") + p("后")
    assert lines(body) == ["外面", "框", "二", "里", "后"]
    empty = (
        "<w:r><mc:AlternateContent><mc:Choice Requires='x'/><mc:Fallback>"
        + OLD_BOX.format(p("旧框"))
        + "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert lines(p("甲", empty)) == ["甲", "旧框"]
    going_on = p("甲", both.format(p("框"), p("框")), properties='<w:rPr><w:del w:id="1"/></w:rPr>')
    assert lines(going_on + p("乙")) == ["甲乙", "框"] and lines(going_on) == ["甲", "框"]


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
    assert lines(
        p("甲", reference, '<w:r><w:endnoteReference w:id="1"/></w:r>', reference) + p("乙"),
        footnotes=notes,
        endnotes=ends,
    ) == [
        "甲",
        "注",
        "尾注",
        "乙",
    ]
    assert lines(cell + p("乙"), footnotes=notes) == ["| 5 |", "注", "乙"]


# ── Tables ────────────────────────────────────────────────────────────────────


SPAN, RESTART, GO_ON, LEGACY = (
    '<w:gridSpan w:val="2"/>',
    '<w:vMerge w:val="restart"/>',
    "<w:vMerge/>",
    '<w:hMerge w:val="continue"/>',
)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (table(tr(tc("甲", SPAN), tc("0")), tr(tc("乙"), tc("丙"), tc(""))), ["| 甲 | 0 |", "| 乙 | 丙 | |"]),
        (table(tr(tc("甲", RESTART), tc("1")), tr(tc("", GO_ON), tc("2")), tr(tc("乙"), tc("3"))),
            ["| 甲 | 1 |", "| | 2 |", "| 乙 | 3 |"]),
        (table(tr(tc("甲", RESTART + SPAN), tc("1")), tr(tc("藏", GO_ON + SPAN), tc("2"))),
            ["| 甲 | 1 |", "| | 2 |"]),
        (table(tr(tc("甲", GO_ON), tc("1")), tr(tc("乙", RESTART), tc("2")), tr(tc("丙"), tc("3"))),
            ["| 甲 | 1 |", "| 乙 | 2 |", "| 丙 | 3 |"]),
        (table(tr(tc("甲"), tc("", LEGACY), tc("1"))), ["| 甲 | | 1 |"]),
        (table(tr(tc("甲"), tc("1")), tr(tc("2"), properties='<w:gridBefore w:val="1"/>')),
            ["| 甲 | 1 |", "| | 2 |"]),
        (table(tr(tc("甲")), tr(tc("旧"), properties='<w:del w:id="1"/>'),
            tr(tc("新"), properties='<w:ins w:id="1"/>')),
            ["| 甲 |", "| 新 |"]),
        (table(tr(tc("甲"), tc("旧", '<w:cellDel w:id="1"/>'))), ["| 甲 |"]),
        (table(tr(tc(p("商业") + p("企业")), tc(p("<w:r><w:t>社会</w:t><w:br/></w:r>") + p("") + p("0")))),
            ["| 商业 企业 | 社会  0 |"]),
        (table(tr(tc(p("<w:r><w:t>甲|乙</w:t><w:tab/><w:t>丙</w:t><w:br/><w:t>丁</w:t></w:r>")), tc("1"))),
            ["| 甲¦乙 丙 丁 | 1 |"]),
        (table(control(tr(control(tc("甲")), tc("1")))), ["| 甲 | 1 |"]),
        (table(tr(tc(p("一、甲") + table(tr(tc("规章"), tc("0"))) + p("乙")))),
            ["一、甲", "| 规章 | 0 |", "乙"]),
        (table(tr(tc(p("一、甲") + p("乙。")))), ["一、甲", "乙。"]),
        (table(tr(tc("左"), tc(p("右") + p("长" * 61)))), ["左", "右", "长" * 61]),
    ],
)  # fmt: skip
def test_rows_have_a_field_for_each_cell_and_a_blank_one_below_merged_cells(
    content: str, text: list[str]
) -> None:
    assert lines(content) == text


def picture(width: int) -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="{width}" cy="9"/><a:blip '
        'r:embed="r9"/></wp:inline></w:drawing></w:r>'
    )


def test_large_pictures_leave_a_mark_and_seals_do_not() -> None:
    assert lines(p("甲", picture(5_000_000)) + p(picture(1_500_000)) + p("青禾县民政局")) == [
        "甲",
        "[图片]",
        "青禾县民政局",
    ]
    old = (
        "<w:r><w:pict><v:shape style='width:{}pt;"
        "height:9pt'><v:imagedata r:id='r1'/></v:shape></w:pict></w:r>"
    )
    assert lines(p(old.format(400)) + p(old.format(50)) + p("甲")) == ["[图片]", "甲"]
    assert lines(table(tr(tc("甲"), tc(p(picture(5_000_000)))))) == ["| 甲 | [图片] |"]


def test_a_picture_in_place_of_a_table_is_said_to_be_one() -> None:
    format = official_formats()[-1]
    sections = "".join(
        p(section.heading) + (p(picture(5_000_000)) if section.table else p("本年度没有需要报告的内容。"))
        for section in format.sections
    )
    found = [
        finding.problem.cell
        for finding in check(
            from_bytes(packed(p("青禾县民政局2025年政府信息公开工作年度报告") + sections), "a.docx")
        )
        if finding.code == "NB006"
    ]
    assert [cell and cell.table for cell in found] == list(format.tables)


# ── Places ────────────────────────────────────────────────────────────────────


def test_places_count_the_paragraphs_that_one_sees_outside_tables() -> None:
    source = from_bytes(
        packed(
            p("甲")
            + p()
            + table(tr(tc("乙"), tc("0")))
            + p("<w:r><w:t>丙</w:t><w:br/><w:t>丁</w:t></w:r>")
            + p("戊")
        ),
        "a.docx",
    )
    places = {
        character: source.location(Span(at, at + 1))
        for at, character in enumerate(source.text)
        if character in "甲乙丁戊"
    }
    assert places == {
        "甲": Location(paragraph=1),
        "乙": Location(),
        "丁": Location(paragraph=2),
        "戊": Location(paragraph=3),
    }
    assert not source.has_lines and source.encoding == "" and len(source.sha256) == 64


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
    assert {finding["range"] for finding in report["findings"]} == {None} and all(
        finding["place"] for finding in report["findings"]
    )
