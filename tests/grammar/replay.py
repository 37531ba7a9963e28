"""Lark's own parsers, given terminals instead of a text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from lark import Lark
from lark.lexer import Lexer


class Terminal(NamedTuple):
    """A token, with all that Lark wants of one; `number` tells it from the others."""

    type: str
    number: int = 0
    start_pos: int = 0
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0
    end_pos: int = 0


class _PassedOn(Lexer):
    def __init__(self, _conf: Any) -> None: ...

    def lex(self, tokens: Any) -> Iterator[Any]:  # type: ignore[override]  # Lark passes on what it was given
        return iter(tokens)


def by_lark(grammar: str, *starts: str) -> Lark:
    """The parser of a grammar; its `parse` takes a list of terminals. Raises `GrammarError` where it has a conflict."""
    return Lark(
        grammar, parser="lalr", lexer=_PassedOn, start=list(starts), strict=True, maybe_placeholders=False
    )
