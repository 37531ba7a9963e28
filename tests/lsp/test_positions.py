"""Positions and edits as an editor counts them, in all encodings and beside every kind of line end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types as t
from nianbao.grammar import Span
from nianbao.linter import Config
from nianbao.lsp.client import Client
from nianbao.lsp.positions import Grid
from nianbao.lsp.report.archive import Archive
from nianbao.lsp.settings import Terms
from nianbao.lsp.workspace import Document
from pygls.workspace import PositionCodec, TextDocument

from tests.lsp.editor import UNITS, Buffer

TRAPS = "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"  # only the first two end a line
texts = st.text(st.sampled_from("a表é0|𠮷😀" + TRAPS), max_size=30)
encodings = st.sampled_from(sorted(UNITS))


def document(text: str, encoding: str) -> Document:
    return Document(
        "file:///x.md", "markdown", 1, text, Client(encoding=encoding), Terms(Config()), Archive()
    )


def change(buffer: Buffer, start: int, end: int, text: str) -> t.TextDocumentContentChangePartial:
    first, last = (t.Position(**buffer.position(offset)) for offset in (start, end))
    return t.TextDocumentContentChangePartial(range=t.Range(first, last), text=text)


def in_line_end(text: str, offset: int) -> bool:
    """No position lies between the two characters of one line end."""
    return text[max(offset - 1, 0) : offset + 1] == "\r\n"


@given(texts, encodings)
def test_every_offset_has_its_position(text: str, encoding: str) -> None:
    grid, buffer = Grid(text, encoding), Buffer(text, encoding)
    for offset in range(len(text) + 1):
        if not in_line_end(text, offset):
            position = grid.position(offset)
            assert {"line": position.line, "character": position.character} == buffer.position(offset)
            assert grid.offset(position) == offset
            assert grid.line_span(position.line) == Span(
                buffer.starts[position.line], buffer.ends[position.line][0]
            )


@given(texts, encodings, st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), texts), max_size=4))
def test_edits_leave_what_the_editor_has(text: str, encoding: str, edits: list[tuple[int, int, str]]) -> None:
    changes = []
    buffer = Buffer(text, encoding)
    for one, other, new in edits:
        start, end = sorted((min(one, len(buffer.text)), min(other, len(buffer.text))))
        if in_line_end(buffer.text, start) or in_line_end(buffer.text, end):
            continue
        changes.append(change(buffer, start, end, new))
        buffer = Buffer(buffer.text[:start] + new + buffer.text[end:], encoding)
    changed = document(text, encoding).changed(changes, 2)
    assert (changed.text, changed.version) == (buffer.text, 2)


@given(texts, encodings, st.integers(0, 2**31 - 1), st.integers(0, 2**31 - 1))
def test_a_position_behind_the_end_is_the_end(text: str, encoding: str, line: int, character: int) -> None:
    grid = Grid(text, encoding)
    offset = grid.offset(t.Position(line, character))
    assert 0 <= offset <= len(text)
    if line >= grid.lines:
        assert offset == len(text)


@pytest.mark.parametrize("encoding", sorted(UNITS))
def test_within_a_character_is_before_it(encoding: str) -> None:
    grid = Grid("a😀b", encoding)
    whole = grid.position(2).character
    assert [grid.offset(t.Position(0, units)) for units in range(whole)] == [0, *[1] * (whole - 1)]


@pytest.mark.parametrize("encoding", sorted(UNITS))
def test_a_lone_surrogate_is_a_character(encoding: str) -> None:
    """Editors that cut a text in the middle of a character send these."""
    text = "a\ud83d|b"
    grid = Grid(text, encoding)
    assert [grid.offset(grid.position(offset)) for offset in range(len(text) + 1)] == list(
        range(len(text) + 1)
    )


@pytest.mark.xfail(
    strict=True,
    reason=(
        "pygls takes more characters for line ends than the protocol does: once this passes, its "
        "documents can be used"
    ),
)
@pytest.mark.parametrize("trap", ["\u2028", "\u2029", "\v", "\f", "\x1c", "\x85"])
def test_upstream_counts_lines_as_editors_do(trap: str) -> None:
    text = f"a{trap}b\nc"
    theirs = TextDocument("file:///x", text, position_codec=PositionCodec(t.PositionEncodingKind.Utf16))
    theirs.apply_change(
        t.TextDocumentContentChangePartial(range=t.Range(t.Position(1, 0), t.Position(1, 1)), text="d")
    )
    assert theirs.source == f"a{trap}b\nd"


@pytest.mark.parametrize("trap", ["\u2028", "\u2029", "\v", "\f", "\x1c", "\x85"])
def test_we_count_lines_as_editors_do(trap: str) -> None:
    edit = t.TextDocumentContentChangePartial(range=t.Range(t.Position(1, 0), t.Position(1, 1)), text="d")
    assert document(f"a{trap}b\nc", "utf-16").changed([edit], 2).text == f"a{trap}b\nd"
