"""Parsers that Lark makes of our grammars, fed with tokens of our own lexers.

What Lark makes of a grammar is saved beside it by Lark itself, as working it out would take a tenth of a start.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, Protocol

import lark
from lark import Lark, Token, Transformer
from lark.lexer import Lexer
from msgspec import Struct


class Terminal(Protocol):
    """A token: all that Lark asks of one is its type."""

    type: str


class Fed(Lexer):
    """Takes the place of Lark's lexers, which are not used: tokens are fed to the parser."""

    def __init__(self, _conf: object) -> None: ...

    def lex(self, *_: Any) -> Iterator[Token]:
        return iter(())


class _Repeated(Struct):
    """What Lark puts into the rule that a repetition, such as (A | B)*, is part of."""

    children: list[Any]


class Builder(Transformer[Any, Any]):
    """What each rule of a grammar comes to: what the method of its name returns."""

    def __default__(self, data: str, children: list[Any], meta: object) -> _Repeated:
        return _Repeated(children)


class Parser:
    """The parser for a grammar file. Its `builder` gets what the parts of each rule came to, and no tree is made.

    Raises `lark.GrammarError` for a grammar that cannot be read, and where `strict` for one that has a conflict.
    """

    def __init__(
        self, grammar: Path, builder: Transformer[Any, Any], *starts: str, strict: bool = False
    ) -> None:
        saved = None if strict else _saved(grammar, builder)
        self._lark = saved or _made(grammar, builder, starts, strict)
        # The patterns of the terminals that have one, by name.
        self.shapes = {terminal.name: terminal.pattern.to_regexp() for terminal in self._lark.terminals}

    def parse(self, tokens: Iterable[Terminal], start: str) -> Any:
        """What the builder makes of the tokens. Raises `lark.UnexpectedToken` where the grammar does not allow one."""
        parser = self._lark.parse_interactive(start=start)
        feed: Callable[[Any], object] = parser.feed_token
        for token in tokens:
            feed(token)
        return parser.feed_eof()  # type: ignore[no-untyped-call]


def _made(grammar: Path, builder: Transformer[Any, Any], starts: tuple[str, ...], strict: bool) -> Lark:
    return Lark(
        grammar.read_text("utf-8"),
        parser="lalr",
        lexer=Fed,
        start=list(starts),
        transformer=builder,
        maybe_placeholders=False,
        strict=strict,
    )


# ── What Lark saves ───────────────────────────────────────────────────────────


def saved_beside(grammar: Path) -> Path:
    """The file that holds what Lark made of a grammar."""
    return grammar.with_suffix(".saved")


def save(grammar: Path, builder: Transformer[Any, Any], *starts: str) -> None:
    """Save what Lark makes of a grammar, with the version of Lark and the grammar that it holds for."""
    file = BytesIO()
    _made(grammar, builder, starts, strict=True).save(file)
    saved_beside(grammar).write_bytes(_made_of(grammar, builder) + file.getvalue())


def is_saved(grammar: Path, builder: Transformer[Any, Any]) -> bool:
    """Whether what is saved was made of this grammar by this version of Lark."""
    return saved_beside(grammar).read_bytes().startswith(_made_of(grammar, builder))


def _saved(grammar: Path, builder: Transformer[Any, Any]) -> Lark | None:
    """The parser as it was saved; None where the grammar or Lark is another one now."""
    made_of = _made_of(grammar, builder)
    try:
        saved = saved_beside(grammar).read_bytes()
    except OSError:
        return None
    return Lark.load(BytesIO(saved[len(made_of) :])) if saved.startswith(made_of) else None


def _made_of(grammar: Path, builder: Transformer[Any, Any]) -> bytes:
    kind = type(builder)
    digest = hashlib.sha256(grammar.read_bytes()).hexdigest()
    return f"lark {lark.__version__} {kind.__module__}.{kind.__qualname__} {digest}\n".encode()
