"""Parse sentences of the prose with claims.lark into clauses whose figures are quantities."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, cast

from msgspec import Struct
from msgspec.structs import replace

from ..formats.format import Formats
from ..lalr import Builder, Parser
from ..numerals import number
from ..text.maps import Span
from . import vocabulary as words
from .vocabulary import WordToken

GRAMMAR = Path(__file__).with_name("claims.lark")


class Accuracy(Enum):
    """The accuracy that the words around a figure give it."""

    EXACT = "exact"
    ABOUT = "about"  # 约, 近, 左右
    OVER = "over"  # 余, 多, 逾
    UNDER = "under"  # 不足
    ALL = "all"  # 均, 全部: all of those counted before, and of others perhaps


class Quantity(Struct, frozen=True, gc=False):
    """A number with its unit."""

    value: Decimal  # money in 元
    accuracy: Accuracy
    unit: str  # as written, without 百, 千, 万 or 亿; empty if there is none
    span: Span  # in the text of the source
    step: Decimal = Decimal(1)  # the value of 1 in its last printed digit: 1000 for 1.2万

    def moved(self, by: int) -> Quantity:
        """Return the quantity moved along the text by a number of characters."""
        return replace(self, span=self.span.moved(by))


ZERO = Quantity(Decimal(0), Accuracy.EXACT, "", Span(0, 0))  # stated in words


class Run(Struct):
    """A run of consecutive words."""

    type: str  # always WORDS, its terminal in claims.lark
    words: list[WordToken]


class Share(NamedTuple):
    """A percentage, a number of percentage points, or a multiple."""

    text: str


class Group(NamedTuple):
    """The clauses in a pair of brackets."""

    clauses: list[list[Any]]

    @property
    def adds_nothing(self) -> bool:
        """Whether the brackets leave the meaning of a figure unchanged, as （件） and （含网上申请） do."""
        items = [
            item
            for clause in self.clauses
            for item in clause
            if not (isinstance(item, WordToken) and item.type in ("PLAIN", "ITEM"))
        ]
        return all(
            isinstance(item, WordToken) and (item.type in ("PARTS", "CHANNEL") or item.text in words.WEAK)
            for item in items
        )


Item = WordToken | Quantity | Share | Group

_ALONE = frozenset(
    ("BEFORE", "DIGITS", "NUMERAL", "AFTER", "UNIT", "PERCENT", "POINTS", "TIMES", "OPEN", "CLOSE", "COMMA")
)
_MAGNITUDES = {"百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_ACCURACY = {"不": Accuracy.UNDER, "逾": Accuracy.OVER, "超": Accuracy.OVER}


class ClaimsBuilder(Builder):
    """Builds the result of each rule of claims.lark."""

    def sentence(self, children: list[Any]) -> list[list[Item]]:
        return [child for child in children if isinstance(child, list)]

    def clause(self, children: list[Any]) -> list[Item]:
        items: list[Item] = []
        for child in children:
            if isinstance(child, Run):
                items += child.words
            else:
                items.append(child)
        return items

    def group(self, children: list[Any]) -> Group:
        return Group(children[1])

    def share(self, children: list[WordToken]) -> Share:
        return Share(children[0].text)

    def quantity(self, children: list[WordToken]) -> Quantity:
        parts = {child.type: child for child in children}
        accuracy = Accuracy.EXACT
        if "BEFORE" in parts:
            accuracy = _ACCURACY.get(parts["BEFORE"].text[0], Accuracy.ABOUT)
        elif "AFTER" in parts:
            accuracy = Accuracy.ABOUT if parts["AFTER"].text in ("左右", "上下") else Accuracy.OVER
        figure = next(child for child in children if child.type in ("DIGITS", "NUMERAL"))
        (value, step), unit = _value(figure.text), parts["UNIT"].text if "UNIT" in parts else ""
        if len(unit) == 2 and unit[0] in _MAGNITUDES:
            value, step, unit = value * _MAGNITUDES[unit[0]], step * _MAGNITUDES[unit[0]], unit[1]
        return Quantity(value, accuracy, unit, Span(figure.start_pos, children[-1].end_pos), step)


def _value(text: str) -> tuple[Decimal, Decimal]:
    """Return the value of a number, and the value of 1 in its last digit."""
    digits = re.match(r"[0-9][0-9,]*(?:\.(?P<decimals>[0-9]+))?", text)
    if not digits:
        return Decimal(number("一" + text if text[0] in _MAGNITUDES else text) or 0), Decimal(1)
    value, step = Decimal(digits[0].replace(",", "")), Decimal(1).scaleb(-len(digits["decimals"] or ""))
    for magnitude in text[digits.end() :].replace(" ", ""):
        value, step = value * _MAGNITUDES[magnitude], step * _MAGNITUDES[magnitude]
    return value, step


@cache
def grammar() -> Parser:
    """Return the parser for claims.lark."""
    return Parser(GRAMMAR, ClaimsBuilder(), "sentence", "word")


def clauses(tokens: Sequence[WordToken]) -> list[list[Item]]:
    """Return the clauses of a sentence, each a list of words, quantities, shares and groups."""
    return cast(list[list[Item]], grammar().parse(runs(tokens), "sentence"))


def runs(tokens: Sequence[WordToken]) -> Iterator[WordToken | Run]:
    """Yield the tokens of a sentence, with consecutive words joined into runs."""
    words: list[WordToken] = []
    for token in tokens:
        if token.type not in _ALONE:
            words.append(token)
            continue
        if words:
            yield Run("WORDS", words)
            words = []
        yield token
    if words:
        yield Run("WORDS", words)


class Vocabulary(words.Lexicon):
    """The words of the prose and of the formats, which cut a sentence into tokens."""

    def __init__(self, formats: Formats) -> None:
        super().__init__(formats, grammar().shapes)
