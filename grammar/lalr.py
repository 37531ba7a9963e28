"""Parsers that Lark makes of our grammars, fed with tokens of our own lexers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Protocol

from lark import Lark, Transformer
from lark import Token as LarkToken
from lark.lexer import Lexer


class Terminal(Protocol):
    """A token: all that Lark asks of one is its type."""

    type: str


class Fed(Lexer):
    """Takes the place of Lark's lexers, which are not used: tokens are fed to the parser."""

    def __init__(self, _conf: object) -> None: ...

    def lex(self, *_: Any) -> Iterator[LarkToken]:
        return iter(())


class Parser:
    """The parser for a grammar file. Its `builder` gets what the parts of each rule came to, and no tree is made.

    Raises `lark.GrammarError` for a grammar that cannot be read, and where `strict` for one that has a conflict.
    """

    def __init__(
        self, grammar: Path, builder: Transformer[Any, Any], *starts: str, strict: bool = False
    ) -> None:
        self._lark = Lark(
            grammar.read_text("utf-8"),
            parser="lalr",
            lexer=Fed,
            start=list(starts),
            transformer=builder,
            maybe_placeholders=False,
            strict=strict,
        )
        # The patterns of the terminals that have one, by name.
        self.shapes = {terminal.name: terminal.pattern.to_regexp() for terminal in self._lark.terminals}

    def parse(self, tokens: Iterable[Terminal], start: str) -> Any:
        """What the builder makes of the tokens. Raises `lark.UnexpectedToken` where the grammar does not allow one."""
        parser = self._lark.parse_interactive(start=start)
        feed: Callable[[Any], object] = parser.feed_token
        for token in tokens:
            feed(token)
        return parser.feed_eof()  # type: ignore[no-untyped-call]
