"""Automatic numbers, which Word counts and no file contains."""

from __future__ import annotations

import pytest
from nianbao.linter.readers.docx.counting import written

from tests.linter.readers.markup import OUTLINE, abstract, item, level, lines, num, p


@pytest.mark.parametrize(
    ("format", "numbers"),
    [
        ("decimal", {1: "1", 10: "10", 123: "123"}),
        ("decimalZero", {1: "01", 12: "12"}),
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 21: "二十一", 99: "九十九"}),
        (
            "chineseCountingThousand",
            {10: "十", 100: "一百", 101: "一百零一", 110: "一百一十", 123: "一百二十三", 1001: "一千零一"},
        ),
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


def test_deeper_levels_begin_anew() -> None:
    body = "".join(item("甲", 1, depth) for depth in (0, 1, 2, 2, 1, 2, 0, 1, 2))
    numbers = ["一、", "（一）", "1.", "2.", "（二）", "1.", "二、", "（一）", "1."]
    assert lines(body, numbering=OUTLINE + num(1, 0)) == [f"{number}甲" for number in numbers]


def test_a_level_may_go_on_or_begin_anew_only_after_some_other() -> None:
    on = abstract(0, level(0, "decimal", "%1."), level(1, "decimal", "%2)", '<w:lvlRestart w:val="0"/>'))
    assert lines(
        item("甲", 1, 0) + item("甲", 1, 1) + item("甲", 1, 0) + item("甲", 1, 1), numbering=on + num(1, 0)
    ) == ["1.甲", "1)甲", "2.甲", "2)甲"]
    deep = abstract(
        0,
        level(0, "decimal", "%1."),
        level(1, "decimal", "%2)"),
        level(2, "decimal", "(%3)", '<w:lvlRestart w:val="1"/>'),
    )
    body = "".join(item("甲", 1, depth) for depth in (0, 1, 2, 1, 2, 0, 1, 2))
    assert [line[:-1] for line in lines(body, numbering=deep + num(1, 0))] == [
        "1.",
        "1)",
        "(1)",
        "2)",
        "(2)",
        "2.",
        "1)",
        "(1)",
    ]


def test_lists_of_one_series_count_on_unless_they_begin_anew() -> None:
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    other = f'<w:lvlOverride w:ilvl="0">{level(0, "upperRoman", "%1.")}</w:lvlOverride>'
    numbering = OUTLINE + num(1, 0) + num(2, 0) + num(3, 0, again) + num(4, 0, other)
    body = item("甲", 1) + item("甲", 2) + item("甲", 3) + item("甲", 3) + item("甲", 4)
    assert lines(body, numbering=numbering) == ["一、甲", "二、甲", "一、甲", "二、甲", "III.甲"]


def test_numbers_of_a_style_and_of_those_it_is_based_on() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="1"><w:pPr><w:numPr><w:numId '
        'w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="2"><w:basedOn w:val="1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="3"><w:basedOn w:val="1"/><w:pPr><w:numPr><w:ilvl '
        'w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="4"><w:basedOn w:val="1"/><w:pPr><w:numPr><w:numId '
        'w:val="0"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="5"><w:basedOn w:val="6"/></w:style><w:style '
        'w:type="paragraph" w:styleId="6"><w:basedOn w:val="5"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="7"><w:pPr><w:numPr><w:numId '
        'w:val="2"/></w:numPr></w:pPr></w:style>'
    )
    linked = abstract(1, level(0, "decimal", "%1."), level(1, "decimal", "%2)", '<w:pStyle w:val="7"/>'))
    body = "".join(p("甲", properties=f'<w:pStyle w:val="{style}"/>') for style in (1, 2, 3, 4, 5, 7, 99))
    assert lines(body, styles=styles, numbering=OUTLINE + linked + num(1, 0) + num(2, 1)) == [
        "一、甲",
        "二、甲",
        "（一）甲",
        "甲",
        "甲",
        "1)甲",
        "甲",
    ]
    assert lines(
        item("甲", 0, 0, "1") + item("甲", 2, None),
        styles=styles,
        numbering=OUTLINE + linked + num(1, 0) + num(2, 1),
    ) == ["甲", "1.甲"]


def test_the_default_style_may_number_and_a_list_may_be_a_style() -> None:
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:pPr><w:numPr><w:numId '
        'w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="numbering" w:styleId="公文"><w:pPr><w:numPr><w:numId '
        'w:val="2"/></w:numPr></w:pPr></w:style>'
    )
    link = '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="公文"/></w:abstractNum>'
    assert lines(p("甲") + p("乙"), styles=styles, numbering=OUTLINE + link + num(1, 5) + num(2, 0)) == [
        "一、甲",
        "二、乙",
    ]


def test_what_stands_between_number_and_text() -> None:
    patterns = (
        ("%1", ""),
        ("%1", '<w:suff w:val="nothing"/>'),
        ("%1、", ""),
        ("第%1条", ""),
        ("%1.%2", "<w:isLgl/>"),
    )
    series = [
        abstract(id, level(0, "chineseCounting", pattern, more)) + num(id + 1, id)
        for id, (pattern, more) in enumerate(patterns)
    ]
    shown = [lines(item("甲", id), numbering="".join(series)) for id in range(1, 6)]
    assert shown == [["一 甲"], ["一甲"], ["一、甲"], ["第一条 甲"], ["1.甲"]]


def test_numbers_of_paragraphs_that_were_deleted_do_not_count() -> None:
    deleted = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del w:id="1"/></w:rPr>'
    gone = p('<w:del w:id="2"><w:r><w:delText>旧</w:delText></w:r></w:del>', properties=deleted)
    assert lines(item("甲", 1) + gone + item("乙", 1), numbering=OUTLINE + num(1, 0)) == ["一、甲", "二、乙"]
