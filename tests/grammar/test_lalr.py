"""The grammars have no conflict, and our parser builds what Lark's own parser builds."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lark import GrammarError, Lark, Token, Transformer, UnexpectedToken
from lark.lexer import Lexer
from nianbao.grammar import Source
from nianbao.grammar.claims.quantities import GRAMMAR as CLAIMS
from nianbao.grammar.claims.quantities import ClaimsBuilder, runs
from nianbao.grammar.document.parser import GRAMMAR as REPORT
from nianbao.grammar.document.parser import ReportBuilder, parse_tokens
from nianbao.grammar.document.parser import grammar as parser_of_reports
from nianbao.grammar.document.tokens import HeadingToken
from nianbao.grammar.lalr import Parser, is_saved
from nianbao.grammar.parse import tokens

from tests.generator import clean
from tests.grammar.claims.sentences import vocabulary
from tests.grammar.terminals import terminals

STARTS = {REPORT: ("report", "cell"), CLAIMS: ("sentence", "word")}


class Passed(Lexer):
    """Gives Lark the tokens it is asked to parse."""

    def __init__(self, _conf: object) -> None: ...

    def lex(self, given: Any) -> Iterator[Any]:  # type: ignore[override]
        return iter(given)


def lark_tokens(types: Iterable[str]) -> list[Token]:
    """Tokens as Lark makes them, each with its index for its text."""
    return [Token(type, str(index), 0, 1, 1, 1, 1, 0) for index, type in enumerate(types)]


def built(grammar: Path) -> Parser:
    """A parser whose builder has no method for any rule, so that it makes trees."""
    return Parser(grammar, Transformer(), *STARTS[grammar], strict=True)


def larks_own(grammar: Path) -> Lark:
    text = grammar.read_text("utf-8")
    return Lark(text, parser="lalr", lexer=Passed, start=list(STARTS[grammar]), maybe_placeholders=False)


PARSERS = {grammar: (built(grammar), larks_own(grammar)) for grammar in STARTS}


def results(grammar: Path, types: Iterable[str]) -> tuple[Any, Any]:
    """Our result and Lark's for the same tokens: a tree, or the token that is refused."""
    ours, larks = PARSERS[grammar]
    given, start = lark_tokens(types), STARTS[grammar][0]
    return outcome(lambda: ours.parse(given, start)), outcome(lambda: larks.parse(given, start))


def outcome(parse: Callable[[], Any]) -> Any:
    try:
        return parse()
    except UnexpectedToken as error:
        return error.token.type, str(error.token)


@pytest.mark.parametrize("grammar", STARTS, ids=lambda path: path.name)
def test_a_grammar_has_no_conflict(grammar: Path) -> None:
    built(grammar)


@pytest.mark.parametrize(("grammar", "builder"), [(REPORT, ReportBuilder()), (CLAIMS, ClaimsBuilder())])
def test_what_lark_saved_is_of_this_grammar_and_this_lark(
    grammar: Path, builder: Transformer[Any, Any]
) -> None:
    assert is_saved(grammar, builder), "run python -m tests.grammar.save_parsers"


def test_a_parser_is_made_where_none_is_saved(tmp_path: Path) -> None:
    copy = tmp_path / REPORT.name
    shutil.copy(REPORT, copy)
    made = Parser(copy, ReportBuilder(), "report", "cell")
    found = tokens(Source("a.md", clean(random.Random(1))))
    assert made.parse(found, "report") == parse_tokens(found)
    assert made.shapes == parser_of_reports().shapes


def test_a_conflict_is_an_error_where_the_build_is_strict(tmp_path: Path) -> None:
    (tmp_path / "bad.lark").write_text('start: one | two\none: A\ntwo: A\nA: "a"\n', "utf-8")
    with pytest.raises(GrammarError):
        Parser(tmp_path / "bad.lark", Transformer(), "start", strict=True)


@pytest.mark.parametrize("grammar", STARTS, ids=lambda path: path.name)
@given(st.data())
def test_any_tokens_are_parsed_as_by_lark(grammar: Path, data: st.DataObject) -> None:
    types = data.draw(st.lists(st.sampled_from(terminals(grammar)), max_size=12))
    ours, larks = results(grammar, types)
    assert ours == larks


@settings(max_examples=10)
@given(st.integers(0, 2**32))
def test_reports_are_parsed_as_by_lark(seed: int) -> None:
    found = tokens(Source("a.md", clean(random.Random(seed))))
    ours, larks = results(REPORT, [token.type for token in found])
    assert ours == larks
    headings = [found[int(section.children[0])] for section in larks.children[1:]]
    assert [part.heading for part in parse_tokens(found)[1:]] == [
        token.heading for token in headings if isinstance(token, HeadingToken)
    ]


@settings(max_examples=10)
@given(st.integers(0, 2**32))
def test_sentences_are_parsed_as_by_lark(seed: int) -> None:
    for sentence in clean(random.Random(seed)).split("。"):
        words = vocabulary().tokens(Source("a.md", sentence).text)
        ours, larks = results(CLAIMS, [token.type for token in runs(words)])
        assert ours == larks
