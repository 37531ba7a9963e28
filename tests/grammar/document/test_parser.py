"""report.lark takes every sequence of tokens that a lexer can produce, and no other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lark import Token, Transformer, UnexpectedInput
from nianbao.grammar import Source, parse
from nianbao.grammar.document.parser import GRAMMAR
from nianbao.grammar.document.tokens import CELL_SHAPES
from nianbao.grammar.lalr import Parser

from tests.grammar.document.tokens import LABELS, OPENERS, PROSE

STRICT = Parser(GRAMMAR, Transformer(), "report", "cell", strict=True)


def accepts(names: list[str], start: str = "report") -> bool:
    try:
        STRICT.parse([Token(name, "") for name in names], start)
    except UnexpectedInput:
        return False
    return True


@st.composite
def legal(draw: st.DrawFn) -> list[str]:
    """Sequences that the lexer can produce.

    Prose and headings come in any order. TABLE and an official label open a table; its labels come in runs.
    """
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
