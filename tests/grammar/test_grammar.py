"""report.lark: free of conflicts, total, and fed with tokens that stand where they say."""

from __future__ import annotations

import re
import time
from itertools import takewhile
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lark import UnexpectedInput
from nianbao.grammar import Source, official_formats, parse
from nianbao.grammar.document.lexer import SHORT
from nianbao.grammar.document.parser import GRAMMAR
from nianbao.grammar.document.tokens import CELL_SHAPES, PLAIN, LabelsToken, Token
from nianbao.grammar.formats.format import key
from nianbao.grammar.formats.labels import Labels, title_key
from nianbao.grammar.parse import lexer, tokens

from .replay import Terminal, by_lark

PROSE = ("TITLE", "SUBHEADING", "DATE", "AGENCY", "PAGE", "TEXT")
OPENERS = ("CAPTION", "COLUMN", "SPAN", "ROW")
LABELS = (*OPENERS, "STRAY")


# ── The grammar ─────────────────────────────────────────────────────────────


STRICT = by_lark(GRAMMAR.read_text("utf-8"), "report", "cell")


def accepts(names: list[str], start: str = "report") -> bool:
    given: Any = [Terminal(name) for name in names]
    try:
        STRICT.parse(given, start=start)
    except UnexpectedInput:
        return False
    return True


@st.composite
def legal(draw: st.DrawFn) -> list[str]:
    """What the lexer can say: prose and headings in any order; TABLE and an official label open a table, and labels of one kind come in runs."""
    names: list[str] = []
    for _ in range(draw(st.integers(0, 12))):
        kind = draw(st.sampled_from((*PROSE, "HEADING", "table")))
        if kind != "table":
            names.append(kind)
            continue
        names.append("TABLE")
        names += [
            draw(st.sampled_from(LABELS if number else OPENERS)) for number in range(draw(st.integers(1, 8)))
        ]
    return names


@given(legal())
def test_every_legal_sequence_is_a_report(names: list[str]) -> None:
    assert accepts(names)


@pytest.mark.parametrize(
    "names",
    [
        ["ROW"],
        ["STRAY"],
        ["HEADING", "ROW"],
        ["TEXT", "COLUMN"],
        ["TABLE", "ROW", "TEXT", "ROW"],
        ["TABLE", "TEXT", "ROW"],
        ["TABLE", "STRAY"],
    ],
)
def test_the_grammar_says_what_is_legal(names: list[str]) -> None:
    assert not accepts(names)


def test_an_empty_text_is_a_report() -> None:
    assert accepts([])
    report = parse(Source("a.md", ""))
    assert (report.front, report.sections, report.tables, report.title, report.year) == (
        (),
        (),
        {},
        None,
        None,
    )


@pytest.mark.parametrize("shape", CELL_SHAPES)
def test_a_cell_is_one_of_its_shapes(shape: str) -> None:
    assert accepts([shape], start="cell")
    assert not accepts([shape, shape], start="cell")


def test_the_lexer_takes_its_shapes_from_the_grammar() -> None:
    rule = re.search(r"^cell : (.*)$", GRAMMAR.read_text("utf-8"), re.MULTILINE)
    assert rule and tuple(rule[1].split(" | ")) == CELL_SHAPES


def test_what_is_not_looked_for_in_long_lines_is_short() -> None:
    widths = {terminal.name: terminal.pattern.max_width for terminal in STRICT.terminals}
    assert max(widths["DATE"], widths["AGENCY"]) <= SHORT


# ── Tokens of real texts ────────────────────────────────────────────────────

OFFICIAL = sorted(
    {
        label
        for format in official_formats()
        for table in format.tables.values()
        for block in table.blocks
        for label in (
            *block.labels,
            block.caption,
            *(row.label for row in block.rows),
            *(span.label for span in block.spans),
        )
    }
)
HEADINGS = [section.heading for section in official_formats()[-1].sections]
LINES = [
    "青禾县民政局2023年政府信息公开工作年度报告", "青禾县民政局2023年政府信息公开", "工作年度报告", "青禾县民政局", "2024年1月9日", "- 3 -", "（一）主动公开。",
    "1.属于", "一、", "七、下一步打算", "本年新", "制作数量", "三、本年", "度办理结果", "注：含上年度结转数量。", "无法归类的一行",
]  # fmt: skip
BITS = [
    "0", "12", "3.5", "-", "/", "无", "+4", "13元", "5件", "22（其中修订 16 件）", "|", "||", " | ", "\t", "\n", "\n\n", " ", "　", "|---|---|\n", "# ", "**",
    "、", "。", "：", "務(wù)",
]  # fmt: skip
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


# ── What is seen at once ──

WORDS = Labels(official_formats())
junk = st.text(alphabet="<bBrR/> #*_、。（2023年度的", max_size=12)


@given(junk, st.integers(0, 30))
def test_a_quick_look_overlooks_no_label_and_no_title(before: str, length: int) -> None:
    for label in (*OFFICIAL, *WORDS.titles, ""):
        text = before + label[:length]
        assert WORDS.begins_label(text) == (key(text) in WORDS.by_key or key(text) in WORDS.prefixes), text
        assert WORDS.may_begin_title(text) or title_key(text) not in WORDS.titles, text


@given(
    st.lists(st.sampled_from([*OFFICIAL, *BITS, "", "12", "一", "1O"]), min_size=1, max_size=8),
    st.sampled_from("|\t"),
)
def test_figures_are_counted_to_the_next_label(fields: list[str], mark: str) -> None:
    pieces = [piece for piece in lexer().cutter.cut(mark.join(fields) + mark) if piece.row >= 0]
    for index, piece in enumerate(pieces):
        same = (other for other in pieces[index:] if other.row == piece.row)
        assert piece.figures == len(
            list(takewhile(lambda other: lexer().shape(other.text) in {"BLANK", *PLAIN}, same))
        )


# ── The shapes of cells ─────────────────────────────────────────────────────

SHAPES = {
    "BLANK": ("", " ", "   "),
    "FIGURE": ("0", "7", "11398889", "59237.2449", "0.092", "1,234", "1,234,567", "1,234.5", "007"),
    "SIGNED": ("+144", "-417", "−3", "+ 5", "增3", "减2", "增加5", "减少 12", "-0.5", "+3.25"),
    "MONEY": ("251000元", "13713.89元", "160.5964万元", "8,040元", "3 万元", "1.2亿元", "0元"),
    "NOTED": ("22(其中修订16件)", "55(含自然失效 29 件)", "3 (其中修订1件)", "5件", "12 条", "0宗", "3.5(万元)"),
    "PLACEHOLDER": ("-", "/", "—", "——", "–", "\\", "无", "*", "--", "___", "·"),
    "NUMERAL": ("三", "十二", "一百二十", "〇", "二〇", "两", "一", "三万"),
    "LETTERED": ("O", "l0", "1O", "I", "oo", "3l5"),
    "WORDS": (
        "规章", "总计", "其他", "1.属于国家秘密", "暂无", "无数据", "无。", "OK", "l 0", "第三", "三件", "十二.", "1 2", "1、2", "12,34", "1,2345",
        "1.2.3", "1.", ".5", "+", "+-3", "增", "增多3", "元", "万元5", "(其中修订16件)", "22(其中", "2023年12月", "约5", "1/2", "50%", "-无",
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


# ── Speed ───────────────────────────────────────────────────────────────────

LENGTH = 30_000
SECONDS = 3  # a hundred times what it takes while the time grows with the length
MONOTONOUS = {
    "bars": "|",
    "bars in lines": "|\n",
    "tabs": "\t\t\t0\n",
    "figures": "0 ",
    "figures in lines": "0\n\n",
    "numerals in lines": "一、\n",
    "headings": "一、总体情况\n",
    "unknown headings": "一、某项工作\n",
    "headings in one line": "。 一、总体情况 ",
    "unknown headings in one line": "一、某项工作 ",
    "sentences in one line": "。一、某",
    "rows": "一、本年新收政府信息公开申请数量 | 1 | 0 | 0 | 0 | 0 | 0 | 1 |\n",
    "rows in one line": "一、本年新收政府信息公开申请数量 1 0 0 0 0 0 1 ",
    "rows of two tables": "规章 | 0 | 0 | 0 |\n自然人 | 0 |\n结果维持 | 0\n",
    "strange rows": "某行 | 1 | 0 | 0 |\n",
    "labels": "规章\n0\n",
    "pieces of labels": "本\n年\n新\n",
    "captions": "第二十条第（一）项\n",
    "titles": "某局2023年政府信息公开工作年度报告\n",
    "words of titles": "政府信息公开",
    "dates": "2023年1月1日\n",
    "periods": "2023年1月1日至",
    "years": "2023年",
    "agencies": "鹿鸣县水务局\n",
    "glosses": "務(wù)",
    "brackets": "(",
    "zero-width": "\u200b",
    "blanks": " ",
    "letters": "公",
}


@pytest.mark.parametrize("unit", MONOTONOUS)
def test_time_grows_with_the_length_only(unit: str) -> None:
    text = f"{HEADINGS[0]}\n有序开展。\n{HEADINGS[1]}\n{(MONOTONOUS[unit] * LENGTH)[:LENGTH]}"
    started = time.perf_counter()
    parse(Source("a.md", text))
    assert time.perf_counter() - started < SECONDS
