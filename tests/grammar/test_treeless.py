"""The parsers do what Lark's own do with the same grammar, whether its tables were worked out or kept."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lark import GrammarError, Lark, Tree, UnexpectedInput
from nianbao.grammar import parse as report_parser
from nianbao.grammar.claims.reading import quantities
from nianbao.grammar.treeless import Parser

from .replay import Terminal, by_lark

# All that our grammars use: repetitions at the beginning, in the middle and at the end, options, recursion, alternatives, rules that may be empty.
GRAMMAR = """
start : COMMA? item*
item  : WORD FIGURE* COLON? | group | blank END
group : OPEN start CLOSE
blank :
other : FIGURE+
WORD  : /w+/
%declare FIGURE COLON COMMA OPEN CLOSE END
"""
TERMINALS = ("WORD", "FIGURE", "COLON", "COMMA", "OPEN", "CLOSE", "END")


class Builder:
    """Makes what Lark's trees are."""

    def __getattr__(self, rule: str) -> Any:
        if rule.startswith("_"):
            raise AttributeError(rule)
        return lambda children: Tree(rule, list(children))


LARK = by_lark(GRAMMAR, "start", "other")


@pytest.fixture(scope="module")
def parser(tmp_path_factory: pytest.TempPathFactory) -> Parser:
    path = tmp_path_factory.mktemp("grammar") / "tried.lark"
    path.write_text(GRAMMAR, "utf-8")
    return Parser(path, Builder(), "start", "other")


def compare(parser: Parser, lark: Lark, types: list[str], start: str) -> None:
    """Both make the same of a sequence of terminals, or refuse it."""
    given: Any = [Terminal(type, number) for number, type in enumerate(types)]
    try:
        expected = lark.parse(given, start=start)
    except UnexpectedInput:
        with pytest.raises(KeyError):
            parser.parse(given, start)
    else:
        assert parser.parse(given, start) == expected


@given(st.lists(st.sampled_from(TERMINALS), max_size=14), st.sampled_from(("start", "other")))
def test_it_does_what_lark_does(parser: Parser, types: list[str], start: str) -> None:
    compare(parser, LARK, types, start)


def test_it_knows_the_terminals(parser: Parser) -> None:
    assert parser.terminals == {*TERMINALS}
    assert parser.shapes == {"WORD": "w+"}


def test_long_repetitions_take_time_in_proportion(parser: Parser) -> None:
    """Values of a repetition are added to those before, not copied with them: a quadratic parser would be at this for minutes."""
    tokens: Any = [Terminal("WORD", number) for number in range(300_000)]
    assert len(parser.parse(tokens, "start").children) == len(tokens)


def test_a_grammar_with_a_conflict_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bad.lark").write_text("start: a | b\na: X\nb: X\n%declare X\n", "utf-8")
    with pytest.raises(GrammarError):
        Parser(tmp_path / "bad.lark", Builder(), "start")


@pytest.mark.parametrize(("path", "start"), [(report_parser.GRAMMAR, "report"), (quantities.GRAMMAR, "sentence")])
@given(data=st.data())
def test_it_does_so_with_our_grammars(path: Path, start: str, data: st.DataObject) -> None:
    parser, lark = ours(path, start)
    types = data.draw(st.lists(st.sampled_from(sorted(parser.terminals)), max_size=20))
    compare(parser, lark, types, start)


@cache
def ours(path: Path, start: str) -> tuple[Parser, Lark]:
    return Parser(path, Builder(), start), by_lark(path.read_text("utf-8"), start)
