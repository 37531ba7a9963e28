"""Sentences of the prose into clauses, with their figures as quantities: the parser that Lark builds from claims.lark."""

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
    """How exact a figure wants to be."""

    EXACT = "exact"
    ABOUT = "about"  # 约, 近, 左右
    OVER = "over"  # 余, 多, 逾
    UNDER = "under"  # 不足


class Quantity(Struct, frozen=True, gc=False):
    """A number with its unit, money in 元; `span` in the text of the source; `step`: one of its last printed digit, 1000 for 1.2万."""

    value: Decimal
    accuracy: Accuracy
    unit: str
    span: Span
    step: Decimal = Decimal(1)

    def moved(self, by: int) -> Quantity:
        """The quantity, so many characters further on in the text."""
        return replace(self, span=self.span.moved(by))


ZERO = Quantity(Decimal(0), Accuracy.EXACT, "", Span(0, 0))  # said in words


class Run(Struct):
    """Words that follow each other."""

    type: str  # WORDS, its terminal in claims.lark
    words: list[WordToken]


class Share(NamedTuple):
    """Per cent, percentage points or a multiple."""

    text: str


class Group(NamedTuple):
    """What stands in brackets."""

    clauses: list[list[Any]]

    @property
    def adds_nothing(self) -> bool:
        """Whether it neither adds to what is counted nor takes from it: （件）, （含网上申请）."""
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
    """What each rule of claims.lark comes to."""

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
    """The value of a number, and one of its last digit."""
    digits = re.match(r"[0-9][0-9,]*(?:\.(?P<decimals>[0-9]+))?", text)
    if not digits:
        return Decimal(number("一" + text if text[0] in _MAGNITUDES else text) or 0), Decimal(1)
    value, step = Decimal(digits[0].replace(",", "")), Decimal(1).scaleb(-len(digits["decimals"] or ""))
    for magnitude in text[digits.end() :].replace(" ", ""):
        value, step = value * _MAGNITUDES[magnitude], step * _MAGNITUDES[magnitude]
    return value, step


@cache
def grammar() -> Parser:
    """The parser; it has no conflict, or Lark refuses to build it."""
    return Parser(GRAMMAR, ClaimsBuilder(), "sentence", "word")


def clauses(tokens: Sequence[WordToken]) -> list[list[Item]]:
    """The clauses of a sentence, each a list of words, quantities, shares and groups."""
    return cast(list[list[Item]], grammar().parse(runs(tokens), "sentence"))


def runs(tokens: Sequence[WordToken]) -> Iterator[WordToken | Run]:
    """The tokens of a sentence, with its words put together where they follow each other."""
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
    """The words of the prose, with those of the formats, and how a sentence is cut into them."""

    def __init__(self, formats: Formats) -> None:
        super().__init__(formats, grammar().shapes)
