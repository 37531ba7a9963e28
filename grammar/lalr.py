"""Parsers that Lark builds from our grammars and that take tokens of our own lexers.

Lark saves each parser beside its grammar, as building it takes a tenth of the time of a start.
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
    """A token; Lark only needs its type."""

    type: str


class Fed(Lexer):
    """Replaces the lexers of Lark, which stay unused, as the parser is fed with tokens."""

    def __init__(self, _conf: object) -> None: ...

    def lex(self, *_: Any) -> Iterator[Token]:
        return iter(())


class _Repeated(Struct):
    """The values of a repetition, such as (A | B)*, which Lark inserts into the rule around it."""

    children: list[Any]


class Builder(Transformer[Any, Any]):
    """Base of builders: the value of a grammar rule is the result of the method with its name."""

    def __default__(self, data: str, children: list[Any], meta: object) -> _Repeated:
        return _Repeated(children)


class Parser:
    """The parser for a grammar file; `builder` gets the values of the parts of each rule, without a tree.

    Raises `lark.GrammarError` for an invalid grammar; if `strict`, also for one with a conflict.
    """

    def __init__(
        self, grammar: Path, builder: Transformer[Any, Any], *starts: str, strict: bool = False
    ) -> None:
        saved = None if strict else _saved(grammar, builder)
        self._lark = saved or _made(grammar, builder, starts, strict)
        # Patterns of terminals, by name.
        self.shapes = {terminal.name: terminal.pattern.to_regexp() for terminal in self._lark.terminals}

    def parse(self, tokens: Iterable[Terminal], start: str) -> Any:
        """Return the value that the builder makes of the tokens.

        Raises `lark.UnexpectedToken` for a token that the grammar does not allow.
        """
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


# ── Saved parsers ─────────────────────────────────────────────────────────────


def saved_beside(grammar: Path) -> Path:
    """Return the path of the parser that is saved for a grammar."""
    return grammar.with_suffix(".saved")


def save(grammar: Path, builder: Transformer[Any, Any], *starts: str) -> None:
    """Save the parser for a grammar, marked with the version of Lark and the grammar."""
    file = BytesIO()
    _made(grammar, builder, starts, strict=True).save(file)
    saved_beside(grammar).write_bytes(_made_of(grammar, builder) + file.getvalue())


def is_saved(grammar: Path, builder: Transformer[Any, Any]) -> bool:
    """Whether the saved parser was built from this grammar by this version of Lark."""
    return saved_beside(grammar).read_bytes().startswith(_made_of(grammar, builder))


def _saved(grammar: Path, builder: Transformer[Any, Any]) -> Lark | None:
    """Load the saved parser; None if there is none, or if the grammar or Lark has changed."""
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
