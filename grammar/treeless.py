"""Parsers that Lark builds from our grammars. They make no tree: what a rule has matched goes to a builder at once."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import lark
from lark.lexer import Lexer


class _Repeated:
    """What a `*` in a grammar has matched so far: all that Lark wants of a tree."""

    __slots__ = ("children",)

    def __init__(self, _rule: str, children: list[Any]) -> None:
        self.children = children


def treeless(grammar: Path, lexer: type[Lexer], builder: object, *start: str) -> lark.Lark:
    """The parser for a grammar file. `builder` has a method for each rule, which gets the list of what its parts came to.

    Raises if the grammar has a conflict. A `lark.Transformer` would make a tree of each repetition, so the builder is none.
    """
    text = grammar.read_text("utf-8")
    edition = hashlib.sha256(f"{text}\n{lark.__version__}".encode()).hexdigest()[:12]
    with _kept(_beside_compiled(f"{grammar.name}.{edition}.{sys.implementation.cache_tag}")) as cache:
        return lark.Lark(
            text, parser="lalr", lexer=lexer, start=list(start), strict=True, maybe_placeholders=False,
            transformer=cast(Any, builder), tree_class=cast(Any, _Repeated), cache=cache,
        )  # fmt: skip


@contextmanager
def _kept(file: Path | None) -> Iterator[str | bool]:
    """Where Lark may find the tables that it worked out, or keep them; False where it may not, or where another process is just about it."""
    if file is None:
        yield False
        return
    begun = file.with_name(f"{file.name}.begun")
    if file.exists() and not begun.exists():
        yield str(file)
        return
    try:
        os.close(os.open(begun, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
    except OSError:
        yield False
        return
    try:
        yield str(file)
    finally:
        begun.unlink()


def _beside_compiled(name: str) -> Path | None:
    """A file in the folder of compiled modules; None where Python may not write such."""
    compiled = __spec__.cached if __spec__ else None
    return Path(compiled).with_name(name) if compiled and not sys.dont_write_bytecode else None
