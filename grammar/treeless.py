"""Parsers that Lark builds from our grammars. They make no tree: what a rule has matched goes to a builder at once."""

from __future__ import annotations

import sys
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

    Raises if the grammar has a conflict. A `lark.Transformer` would make a tree of each repetition, so the builder is none. The tables that Lark works out
    are kept with the compiled modules, where there are such, and are worked out anew when the grammar, Lark or Python is another one.
    """
    return Lark(
        grammar.read_text("utf-8"), parser="lalr", lexer=lexer, start=list(start), strict=True, maybe_placeholders=False,
        transformer=cast(Any, builder), tree_class=cast(Any, _Repeated), cache=_beside_compiled(f"{grammar.name}.{sys.implementation.cache_tag}"),
    )  # fmt: skip


def _beside_compiled(name: str) -> str | bool:
    """A file in the folder of compiled modules; False where Python may not write there."""
    compiled = __spec__.cached if __spec__ else None
    return str(Path(compiled).with_name(name)) if compiled and not sys.dont_write_bytecode else False
