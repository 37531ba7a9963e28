"""Any text is read without an exception, places are real places, and rules speak both languages."""

from __future__ import annotations

import random
import re

from hypothesis import given
from hypothesis import strategies as st
from nianbao.grammar import Source, Span, official_formats, parse
from nianbao.grammar.document.tokens import LabelsToken
from nianbao.grammar.parse import tokens
from nianbao.linter import Config, check

from tests.generator import STYLES, draft, random_figures, render, renders

LABELS = sorted(
    {
        label
        for format in official_formats()
        for table in format.tables.values()
        for block in table.blocks
        for label in (*block.labels, *(row.label for row in block.rows), block.caption)
    }
)
HEADINGS = [section.heading for section in official_formats()[-1].sections]
PARTS = [
    *LABELS,
    *HEADINGS,
    "0",
    "12",
    "3.5",
    "|",
    "||",
    "\t",
    "\n",
    "\n\n",
    " ",
    "/",
    "无",
    "增3",
    "13元",
    "2023年",
    "（一）",
    "1.",
    "——",
    "\r\n",
    "務(wù)",
    "\u200b",
    "⼀",
]
soup = st.lists(st.one_of(st.sampled_from(PARTS), st.text(max_size=6)), max_size=60).map("".join)


@st.composite
def mangled(draw: st.DrawFn) -> str:
    """A correct report with pieces cut out, doubled, or moved."""
    rng = random.Random(draw(st.integers(0, 10_000)))
    report = draft(rng, random_figures(rng, rng.choice(["2019", "2021"])))
    style = draw(st.sampled_from([style for style in STYLES if renders(report, style)]))
    text = render(report, style, rng)
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(len(text), start + 400)))
        kind = draw(st.sampled_from(["cut", "double", "insert", "truncate"]))
        if kind == "cut":
            text = text[:start] + text[end:]
        elif kind == "double":
            text = text[:end] + text[start:]
        elif kind == "insert":
            text = text[:start] + draw(soup) + text[start:]
        else:
            text = text[:end]
    return text


def sound(text: str) -> None:
    source = Source("a.md", text)
    for token in tokens(source):
        assert 0 <= token.start_pos <= token.end_pos <= len(source.text)
        if token.type != "TABLE":
            assert "".join(token.text.split()) in "".join(
                source.text[token.start_pos : token.end_pos].split()
            )
        for entry in token.entries if isinstance(token, LabelsToken) else ():
            for cell in entry.cells:
                assert source.text[cell.start : cell.end] == cell.text
    for lang in ("zh", "en"):
        for finding in check(source, Config(lang=lang)):
            assert finding.code != "NB999", finding.message
            assert finding.message and not re.search(r"\{[a-z_]+\}", finding.message)
            for span in [
                finding.span,
                *(related.span for related in finding.related),
                *(edit.span for fix in finding.fixes for edit in fix.edits),
            ]:
                if span is not None:
                    assert 0 <= span.start <= span.end <= len(source.text)
                    start, end = source.original_span(span)
                    assert 0 <= start <= end <= len(text)
                    source.position(start)


@given(st.text())
def test_any_text(text: str) -> None:
    sound(text)


@given(soup)
def test_official_words_in_any_order(text: str) -> None:
    sound(text)


@given(mangled())
def test_mangled_reports(text: str) -> None:
    sound(text)


@given(mangled(), st.data())
def test_findings_do_not_depend_on_line_ends(text: str, data: st.DataObject) -> None:
    unix = "\n".join(text.replace("\r\n", "\n").split("\r"))
    windows = unix.replace("\n", "\r\n")
    assert [(f.code, f.message) for f in check(Source("a.md", unix))] == [
        (f.code, f.message) for f in check(Source("a.md", windows))
    ]


@given(mangled())
def test_cells_are_where_they_say(text: str) -> None:
    source = Source("a.md", text)
    for table in parse(source).tables.values():
        for cell in table.cells.values():
            assert source.text[cell.span.start : cell.span.end] == cell.text
            assert isinstance(cell.span, Span)
