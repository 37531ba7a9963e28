"""Parsers that Lark builds from our grammars. They make no tree: what a rule has matched goes to a builder at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from lark import Lark
from lark.lexer import Lexer


class _Repeated:
    """What a `*` in a grammar has matched so far: all that Lark wants of a tree."""

    __slots__ = ("children",)

    def __init__(self, _rule: str, children: list[Any]) -> None:
        self.children = children


def treeless(grammar: Path, lexer: type[Lexer], builder: object, *start: str) -> Lark:
    """The parser for a grammar file. `builder` has a method for each rule, which gets the list of what its parts came to.

    Raises if the grammar has a conflict. A `lark.Transformer` would make a tree of each repetition, so the builder is none.
    """
    return Lark(
        grammar.read_text("utf-8"), parser="lalr", lexer=lexer, start=list(start), strict=True, maybe_placeholders=False,
        transformer=cast(Any, builder), tree_class=cast(Any, _Repeated),
    )  # fmt: skip
