"""Normalisation, and the exact way back to the text as it was."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nianbao.grammar import Position, Source, Span


def text(original: str) -> str:
    return Source("a.txt", original).text


# ── Normalisation ───────────────────────────────────────────────────────────


@pytest.mark.parametrize("mark", ["\n", "\r\n", "\r", "\f", "\v", "\u2028", "\u2029", "\x85"])
def test_every_line_end_is_one_newline(mark: str) -> None:
    assert text(f"规章{mark}0{mark}{mark}1") == "规章\n0\n\n1"


def test_mixed_line_ends() -> None:
    assert text("a\r\nb\rc\nd\r\r\ne\n\rf") == "a\nb\nc\nd\n\ne\n\nf"


@pytest.mark.parametrize("blank", ["\u00a0", "\u3000", "\u2002", "\u2003", "\u2009", "\u202f"])
def test_blanks_are_blanks(blank: str) -> None:
    assert text(f"{blank}规章{blank}{blank}0") == " 规章  0"


def test_tabs_stay() -> None:
    assert text("\t规章\t0") == "\t规章\t0"


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("第二十条第（一）项", "第二十条第(一)项"),
        ("单位：万元，０１２３．９％", "单位:万元,0123.9%"),
        ("１．属于", "1.属于"),
        ("规章｜０｜", "规章|0|"),
        ("ＡＢＣ！？；", "ABC!?;"),
    ],
)
def test_full_width_is_folded(read: str, meant: str) -> None:
    assert text(read) == meant


def test_chinese_punctuation_stays() -> None:
    kept = "《年报》、“三安全”。〔2021〕……——·"
    assert text(kept) == kept


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("⼀、总体情况", "一、总体情况"),
        ("⾏政许可", "行政许可"),
        ("⽆法提供", "无法提供"),
        ("⾃然⼈", "自然人"),
        ("⺠⻅⻓⻔⻛⻬⻥", "民见长门风齐鱼"),
        ("⼾", "户"),
        ("⽬⽉⽇", "目月日"),
    ],
)
def test_radicals_are_characters(read: str, meant: str) -> None:
    assert text(read) == meant


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("政務(wù)公開(kāi)", "政务公开"),
        ("報(bào)告", "报告"),
        ("申請(qǐng)數(shù)量", "申请数量"),
        ("現(xiàn)行有效件數(shù)", "现行有效件数"),
        ("轉(zhuǎn)", "转"),
        ("務（wù）", "务"),
        ("綠(lǜ)", "绿"),
    ],
)
def test_glosses_are_dropped(read: str, meant: str) -> None:
    assert text("務" + read) == "务" + meant


@pytest.mark.parametrize(
    "kept",
    [
        "第(一)项",
        "平台(O2O)",
        "客户端(app)",
        "(wù)",
        "政务(",
        "代码(abc)",
        "公开(12)",
        "公开()",
        "公开(Wi-Fi)",
    ],
)
def test_what_is_no_gloss_stays(kept: str) -> None:
    assert text(kept) == kept


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("規範性文件", "规范性文件"),
        ("行政複議、行政訴訟", "行政复议、行政诉讼"),
        ("總體情況", "总体情况"),
        ("本年製發件數", "本年制发件数"),
        ("無法提供", "无法提供"),
        ("復議後起訴", "复议后起诉"),
        ("業務、檔案、計劃", "业务、档案、计划"),
    ],
)
def test_traditional_is_simplified(read: str, meant: str) -> None:
    assert text(read) == meant


def test_simplified_text_is_not_touched() -> None:
    kept = "乾县人民政府：里面、皇后、干部、台州、于都、范围、覆盖、瞭望、著作"
    assert text(kept) == kept.replace("：", ":")


@pytest.mark.parametrize(
    "invisible", [*"\u200b\u200c\u200d\u200e\u202a\u202c\u2060\u2066\ufeff\u00ad\x00\x08\x7f\ufe0f"]
)
def test_invisible_characters_are_dropped(invisible: str) -> None:
    assert text(f"{invisible}规{invisible}章{invisible}{invisible}") == "规章"


def test_folding_keeps_the_length() -> None:
    original = "（一）１．　\u00a0⼀務\u2028；｜"
    assert len(text(original)) == len(original)


# ── The way back ────────────────────────────────────────────────────────────

PARTS = {
    "一": "一", "、": "、", "0": "0", "|": "|", "\n": "\n", "\t": "\t", "a": "a", "(": "(", ")": ")",
    "務": "务", "數": "数", "（": "(", "）": ")", "１": "1", "\u3000": " ", "\u00a0": " ", "\f": "\n",
    "\u2028": "\n", "⾏": "行",
    "\r\n": "\n", "\u200b": "", "\ufeff": "", "\x01": "", "務(wù)": "务", "數（shù）": "数",
}  # fmt: skip
"""Pieces of an original and how they are read; an original of these needs none of the code under test."""


@st.composite
def originals(draw: st.DrawFn) -> tuple[list[str], Source]:
    parts = draw(st.lists(st.sampled_from(sorted(PARTS)), max_size=40))
    # Only a text that has a traditional character is read as traditional.
    parts = ["務", *parts]
    return parts, Source("a.txt", "".join(parts))


def places(parts: list[str]) -> list[tuple[str, int, int]]:
    """Each character of the normalised text with the range of the original that it comes from."""
    found = []
    at = 0
    for part in parts:
        for character in PARTS[part]:
            begin = at + (1 if part == "\r\n" else 0)  # \r is dropped, \n stays
            found.append((character, begin, at + len(part)))
        at += len(part)
    return found


@given(originals())
def test_text_is_the_parts_read_one_by_one(drawn: tuple[list[str], Source]) -> None:
    parts, source = drawn
    assert source.text == "".join(PARTS[part] for part in parts)


@given(originals(), st.data())
def test_quotes_hold_the_span_and_nothing_else(drawn: tuple[list[str], Source], data: st.DataObject) -> None:
    parts, source = drawn
    known = places(parts)
    start = data.draw(st.integers(0, len(known) - 1))
    end = data.draw(st.integers(start + 1, len(known)))
    span = source.original_span(Span(start, end))
    assert span == Span(known[start][1], known[end - 1][2])
    assert source.quote(Span(start, end)) == source.original[known[start][1] : known[end - 1][2]]


@given(originals(), st.data())
def test_empty_spans_stay_empty(drawn: tuple[list[str], Source], data: st.DataObject) -> None:
    _, source = drawn
    at = data.draw(st.integers(0, len(source.text)))
    start, end = source.original_span(Span(at, at))
    assert start == end and 0 <= start <= len(source.original)
    assert source.quote(Span(at, at)) == ""


@given(st.text(), st.data())
def test_any_span_of_any_text_is_a_range_of_the_original(original: str, data: st.DataObject) -> None:
    source = Source("a.txt", original)
    start = data.draw(st.integers(0, len(source.text)))
    end = data.draw(st.integers(start, len(source.text)))
    span = source.original_span(Span(start, end))
    assert 0 <= span.start <= span.end <= len(original)
    # Everything that is not changed by reading stands in the quote, in its order.
    quote = iter(source.quote(Span(start, end)))
    assert all(character in quote for character in source.text[start:end] if character in "abc123一二|()")


@given(st.text(alphabet="ab章\r\n\f\u2028\u200b", max_size=30), st.data())
def test_lines_are_counted_as_editors_do(original: str, data: st.DataObject) -> None:
    source = Source("a.txt", original)
    offset = data.draw(st.integers(0, len(original)))
    before = re.split(r"\r\n|\r|\n", original[:offset])
    if original[:offset].endswith("\r") and original[offset : offset + 1] == "\n":
        before = [*before[:-2], before[-2] + "\r"]  # between the two characters of one line end
    assert source.position(offset) == Position(len(before), len(before[-1]) + 1)


def test_form_feeds_and_separators_end_no_line_of_the_file() -> None:
    source = Source("a.txt", "a\fb\u2028c\x85d\ne")
    assert source.position(source.original.index("d")) == Position(1, 7)
    assert source.position(source.original.index("e")) == Position(2, 1)


def test_a_line_by_its_number() -> None:
    source = Source("a.txt", "甲\r\n\r乙\u2028丙\n丁")
    assert [source.line(number) for number in range(1, 5)] == ["甲", "", "乙\u2028丙", "丁"]


def test_a_byte_order_mark_takes_a_column_but_no_text() -> None:
    source = Source("a.txt", "\ufeff规章")
    assert source.text == "规章"
    assert source.original_span(Span(0, 2)) == Span(1, 3)


def test_a_gloss_belongs_to_the_character_before_it() -> None:
    source = Source("a.txt", "政務(wù)公開(kāi)局")
    assert source.quote(Span(1, 2)) == "務(wù)"
    assert source.quote(Span(2, 4)) == "公開(kāi)"
    assert source.quote(Span(0, 1)) == "政"
    assert source.quote(Span(4, 5)) == "局"
