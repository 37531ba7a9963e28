"""The parsers do what Lark's own do with the same grammar, whether its tables were worked out or kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lark import GrammarError, Lark, Tree, UnexpectedInput
from lark.lexer import Lexer
from nianbao.grammar.treeless import Parser

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


class Token(NamedTuple):
    """All that a parser wants of a token; the rest is what Lark wants of one."""

    type: str
    number: int
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0
    start_pos: int = 0
    end_pos: int = 0


class PassedOn(Lexer):
    """The tokens as they are."""

    def __init__(self, _conf: Any) -> None: ...

    def lex(self, tokens: Any) -> Iterator[Any]:  # type: ignore[override]
        return iter(tokens)


class Builder:
    """Makes what Lark's trees are."""

    def __getattr__(self, rule: str) -> Any:
        if rule.startswith("_"):
            raise AttributeError(rule)
        return lambda children: Tree(rule, list(children))


LARK = Lark(GRAMMAR, parser="lalr", lexer=PassedOn, start=["start", "other"], maybe_placeholders=False, strict=True)


@pytest.fixture(scope="module")
def parser(tmp_path_factory: pytest.TempPathFactory) -> Parser:
    path = tmp_path_factory.mktemp("grammar") / "tried.lark"
    path.write_text(GRAMMAR, "utf-8")
    return Parser(path, Builder(), "start", "other")


@given(st.lists(st.sampled_from(TERMINALS), max_size=14), st.sampled_from(("start", "other")))
def test_it_does_what_lark_does(parser: Parser, types: list[str], start: str) -> None:
    given: Any = [Token(type, number) for number, type in enumerate(types)]
    try:
        expected = LARK.parse(given, start=start)
    except UnexpectedInput:
        with pytest.raises(KeyError):
            parser.parse(given, start)
    else:
        assert parser.parse(given, start) == expected


def test_it_knows_the_terminals(parser: Parser) -> None:
    assert parser.terminals == {*TERMINALS}
    assert parser.shapes == {"WORD": "w+"}


def test_long_repetitions_take_time_in_proportion(parser: Parser) -> None:
    """Values of a repetition are added to those before, not copied with them: a quadratic parser would be at this for minutes."""
    tokens: Any = [Token("WORD", number) for number in range(300_000)]
    assert len(parser.parse(tokens, "start").children) == len(tokens)


def test_a_grammar_with_a_conflict_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bad.lark").write_text("start: a | b\na: X\nb: X\n%declare X\n", "utf-8")
    with pytest.raises(GrammarError):
        Parser(tmp_path / "bad.lark", Builder(), "start")
