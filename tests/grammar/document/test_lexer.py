"""Tokens of a text stand where they say and lose no word; cells have the shapes of report.lark."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lark.lexer import PatternRE
from nianbao.grammar import Source, official_formats, parse
from nianbao.grammar.document.lexer import SHORT
from nianbao.grammar.document.parser import GRAMMAR, grammar
from nianbao.grammar.document.tokens import CELL_SHAPES, LabelsToken, Token
from nianbao.grammar.parse import lexer, tokens

from tests.grammar.document.tokens import BITS, HEADINGS, LABELS, LINES, OFFICIAL, OPENERS, PROSE

part = st.one_of(
    st.sampled_from(OFFICIAL), st.sampled_from(HEADINGS + LINES), st.sampled_from(BITS), st.text(max_size=4)
)
assembled = st.lists(part, max_size=50).map("".join)


def legality(found: list[Token]) -> None:
    """The tokens follow each other as `legal` says."""
    open_table, previous = False, ""
    for token in found:
        if token.type == "TABLE":
            open_table = True
        elif token.type in LABELS:
            assert open_table
            assert token.type in OPENERS if previous == "TABLE" else token.type != previous
            assert isinstance(token, LabelsToken) and {entry.kind for entry in token.entries} == {token.type}
        else:
            assert token.type in (*PROSE, "HEADING")
            assert previous != "TABLE"
            open_table = False
        previous = token.type
    assert previous != "TABLE"


def soundness(source: Source, found: list[Token]) -> None:
    """Every token, label and cell is the text where it stands, and they stand in order."""
    end = 0
    for token in found:
        assert end <= token.start_pos <= token.end_pos <= len(source.text), token
        written = source.text[token.start_pos : token.end_pos]
        if token.type == "TABLE":
            assert token.text in official_formats()[-1].tables
            end = token.start_pos
            continue
        if isinstance(token, LabelsToken):
            assert [token.start_pos, token.end_pos] == [token.entries[0].start, token.entries[-1].end]
            for entry in token.entries:
                assert end <= entry.start <= entry.end
                assert "".join(source.text[entry.start : entry.end].split()) == "".join(entry.text.split())
                end = entry.end
                for cell in entry.cells:
                    assert end <= cell.start <= cell.end
                    assert source.text[cell.start : cell.end] == cell.text
                    end = cell.end
            continue
        if token.type == "TITLE":
            assert re.sub(r"[\s#*]", "", written) == re.sub(r"[\s#*]", "", token.text)
        else:
            assert written == token.text
        end = token.end_pos


@given(st.one_of(st.text(), assembled))
def test_tokens_are_legal_and_stand_where_they_say(original: str) -> None:
    source = Source("a.md", original)
    found = tokens(source)
    legality(found)
    soundness(source, found)
    parse(source)


@given(assembled)
def test_every_word_is_in_some_token(original: str) -> None:
    source = Source("a.md", original)
    covered = bytearray(len(source.text))
    for token in tokens(source):
        entries = token.entries if isinstance(token, LabelsToken) else []
        places = [(place.start, place.end) for entry in entries for place in (entry, *entry.cells)]
        for start, end in places or [(token.start_pos, token.end_pos)]:
            covered[start:end] = b"\1" * (end - start)
    # Marks, rules and page numbers inside tables are not kept, nor is a merged label that is repeated.
    lost = "".join(character for character, seen in zip(source.text, covered, strict=True) if not seen)
    words = {*re.findall(r"\w+", source.text)}
    assert all(word in words or not word.isalpha() for word in re.findall(r"[一-龥]+", lost))
    if "|" not in source.text and "\t" not in source.text:
        assert not re.search(r"[一-龥]", lost), lost


# ── The shapes of cells ─────────────────────────────────────────────────────

SHAPES = {
    "BLANK": ("", " ", "   "),
    "FIGURE": ("0", "7", "11398889", "59237.2449", "0.092", "1,234", "1,234,567", "1,234.5", "007"),
    "SIGNED": ("+144", "-417", "−3", "+ 5", "增3", "减2", "增加5", "减少 12", "-0.5", "+3.25"),
    "MONEY": ("251000元", "13713.89元", "160.5964万元", "8,040元", "3 万元", "1.2亿元", "0元"),
    "NOTED": ("22(其中修订16件)", "55(含自然失效 29 件)", "3 (其中修订1件)", "5件", "12 条", "0宗",
        "3.5(万元)"),
    "PLACEHOLDER": ("-", "/", "—", "——", "–", "\\", "无", "*", "--", "___", "·"),
    "NUMERAL": ("三", "十二", "一百二十", "〇", "二〇", "两", "一", "三万"),
    "LETTERED": ("O", "l0", "1O", "I", "oo", "3l5"),
    "WORDS": (
        "规章", "总计", "其他", "1.属于国家秘密", "暂无", "无数据", "无。", "OK", "l 0", "第三", "三件",
        "十二.", "1 2", "1、2", "12,34", "1,2345",
        "1.2.3", "1.", ".5", "+", "+-3", "增", "增多3", "元", "万元5", "(其中修订16件)", "22(其中",
        "2023年12月", "约5", "1/2", "50%", "-无",
    ),
}  # fmt: skip
"""Of each shape what belongs to it; WORDS holds the near misses of the others."""


@pytest.mark.parametrize(
    ("shape", "text"), [(shape, text) for shape, texts in SHAPES.items() for text in texts]
)
def test_shapes(shape: str, text: str) -> None:
    assert lexer().shape(text) == shape


@given(st.integers(0, 10**9))
def test_every_count_is_a_figure(number: int) -> None:
    assert {lexer().shape(text) for text in (str(number), f"{number:,}", f"{number}.{number}")} == {"FIGURE"}
    assert lexer().shape(f"{number}件") == "NOTED"
    assert lexer().shape(f"{number}元") == "MONEY"
    assert lexer().shape(f"增{number}") == "SIGNED"


@given(st.text(min_size=1, max_size=12))
def test_every_text_has_one_shape(text: str) -> None:
    assert lexer().shape(text) in CELL_SHAPES


def test_the_lexer_takes_its_shapes_from_the_grammar() -> None:
    rule = re.search(r"^cell : (.*)$", GRAMMAR.read_text("utf-8"), re.MULTILINE)
    assert rule and tuple(rule[1].split(" | ")) == CELL_SHAPES


def test_what_is_not_looked_for_in_long_lines_is_short() -> None:
    assert all(PatternRE(grammar().shapes[name]).max_width <= SHORT for name in ("DATE", "AGENCY"))
