"""What the prose counts: sentences read into claims, each a figure with what it counts.

A figure belongs to the words before it in its clause, or to those right behind it; between them nothing may stand that is not understood, so that
a figure of something else is never taken for one of ours. What a clause leaves out, it has from the clauses before it in the sentence.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, cast

from lark import Lark, Transformer
from lark.common import LexerConf
from lark.lexer import Lexer

from .format import Formats
from .numerals import number
from .source import Span, fold

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

GRAMMAR = Path(__file__).with_name("claims.lark")
WORDS = Path(__file__).with_name("claims.toml")


class Accuracy(Enum):
    """How exact a figure wants to be."""

    EXACT = "exact"
    ABOUT = "about"  # 约, 近, 左右
    OVER = "over"  # 余, 多, 逾
    UNDER = "under"  # 不足


class Quantity(NamedTuple):
    """A number with its unit; `span` in the text of the source."""

    value: Decimal
    accuracy: Accuracy
    unit: str
    span: Span


class Claim(NamedTuple):
    """A figure in the prose and what it counts.

    `topic`, `role`, `who`: ids of claims.toml and of the formats, empty where not said; `partly`: something not understood narrows what is counted;
    `scope`: words that make it a count of others too; `year`: as named, None where none is; `last`: of the year before; `part_of`: the claim it is a
    part of; `zero`: said in words, as 未收到.
    """

    topic: str
    role: str
    who: str
    quantity: Quantity
    span: Span
    partly: bool = False
    scope: tuple[str, ...] = ()
    year: int | None = None
    last: bool = False
    part_of: Quantity | None = None
    zero: bool = False


@dataclass(slots=True)
class Token:
    """What the parser sees: `type` is a terminal of claims.lark, `id` what a word means."""

    type: str
    start_pos: int
    end_pos: int
    text: str
    id: str = ""

    @property
    def line(self) -> int:
        return 0

    column = end_line = end_column = line


class _Quantified(NamedTuple):
    quantity: Quantity


class _Share(NamedTuple):
    token: Token


class _Group(NamedTuple):
    clauses: list[list[Any]]


Item = Token | _Quantified | _Share | _Group

_MAGNITUDES = {"千": 1_000, "万": 10_000, "亿": 100_000_000}
_ACCURACY = {"不": Accuracy.UNDER, "逾": Accuracy.OVER, "超": Accuracy.OVER}


class _Builder(Transformer[Token, list[list[Item]]]):
    """Runs inside the parser, so no tree is ever built."""

    def sentence(self, children: list[Any]) -> list[list[Item]]:
        return [child for child in children if isinstance(child, list)]

    def clause(self, children: list[Any]) -> list[Item]:
        return children

    def group(self, children: list[Any]) -> _Group:
        return _Group(children[1])

    def word(self, children: list[Token]) -> Token:
        return children[0]

    def share(self, children: list[Token]) -> _Share:
        return _Share(next(child for child in children if child.type not in ("BEFORE", "AFTER")))

    def quantity(self, children: list[Token]) -> _Quantified:
        parts = {child.type: child for child in children}
        accuracy = Accuracy.EXACT
        if "BEFORE" in parts:
            accuracy = _ACCURACY.get(parts["BEFORE"].text[0], Accuracy.ABOUT)
        elif "AFTER" in parts:
            accuracy = Accuracy.ABOUT if parts["AFTER"].text in ("左右", "上下") else Accuracy.OVER
        figure = next(child for child in children if child.type in ("DIGITS", "NUMERAL"))
        span = Span(figure.start_pos, children[-1].end_pos)
        return _Quantified(Quantity(_value(figure.text), accuracy, parts["UNIT"].text if "UNIT" in parts else "", span))


def _value(text: str) -> Decimal:
    digits = re.match(r"[0-9][0-9,]*(?:\.[0-9]+)?", text)
    if not digits:
        return Decimal(number(text) or 0)
    value = Decimal(digits[0].replace(",", ""))
    for magnitude in text[digits.end() :]:
        value *= _MAGNITUDES[magnitude]
    return value


class _ClaimsLexer(Lexer):
    """Lark's custom lexer: takes its shapes from the terminals of claims.lark, its words from claims.toml and the formats."""

    def __init__(self, conf: LexerConf) -> None:
        self.shapes = {terminal.name: terminal.pattern.to_regexp() for terminal in conf.terminals}

    def lex(self, tokens: Sequence[Token]) -> Iterator[Token]:  # type: ignore[override]  # Lark passes on what it was given
        return iter(tokens)


@cache
def _grammar() -> Lark:
    return Lark(GRAMMAR.read_text("utf-8"), parser="lalr", lexer=_ClaimsLexer, start="sentence", strict=True, maybe_placeholders=False, transformer=_Builder())


class Vocabulary:
    """The words of the prose, with those of the formats, and how a sentence is cut into them."""

    def __init__(self, formats: Formats) -> None:
        data = tomllib.loads(WORDS.read_text("utf-8"))
        self.words: dict[str, tuple[str, str]] = {}
        for kind, words in data["words"].items():
            self._add(kind, {word: word for word in words if kind not in ("BEFORE", "AFTER", "UNIT")})
        for format in formats:
            for table in format.tables.values():
                for block in table.blocks:
                    self._add("ROLE", {_bare(span.label): span.id for span in block.spans if len(_bare(span.label)) > 2})
                    if table.id == "requests":
                        self._add("ROLE", {_bare(row.label): row.id for row in block.rows if row.span and len(_bare(row.label)) > 2})
                        self._add("WHO", {column.label: column.id for column in block.columns if len(column.label) > 2})
                    if table.id == "remedies":
                        self._add("ROLE", {column.label: f"{column.id.split('_')[1]}_result" for column in block.columns if len(column.label) > 2})
        for kind, section in (("TOPIC", "topics"), ("ROLE", "roles"), ("WHO", "who")):
            for id, words in data[section].items():
                self._add(kind, dict.fromkeys(words, id))
        shapes = cast(Any, _grammar().parser.lexer).lexer.shapes
        listed = {kind: "|".join(sorted(map(re.escape, data["words"][kind]), key=len, reverse=True)) for kind in ("BEFORE", "AFTER", "UNIT")}
        numerals = f"(?<![第每统唯同任单专某另进]){shapes['NUMERAL']}(?=(?:{listed['AFTER']})?(?:{listed['UNIT']}))"
        digits = shapes["DIGITS"]
        words = "|".join(map(re.escape, sorted(self.words, key=len, reverse=True)))
        self._token = re.compile(
            "|".join(
                (
                    f"(?P<SKIPPED>{shapes['SKIPPED']})",
                    f"(?P<POINTS>{shapes['POINTS']})",
                    f"(?P<PERCENT>{shapes['PERCENT']})",
                    f"(?P<TIMES>{shapes['TIMES']})",
                    f"(?P<YEAR>{shapes['YEAR']})",
                    rf"(?:(?P<BEFORE>{listed['BEFORE']}) *)?(?:(?P<DIGITS>{digits})|(?P<NUMERAL>{numerals})) *(?P<AFTER>{listed['AFTER']})?"
                    rf" *(?P<UNIT>{listed['UNIT']})?(?P<AGAIN>{listed['AFTER']})?",
                    f"(?P<WORD>{words})",
                    r"(?P<COMMA>[,:])|(?P<PAUSE>、)|(?P<OPEN>\()|(?P<CLOSE>\))",
                )
            )
        )

    def _add(self, kind: str, words: dict[str, str]) -> None:
        for word, id in words.items():
            self.words[fold(word)] = kind, id

    def tokens(self, text: str, offset: int) -> list[Token]:
        """A sentence cut into tokens; `offset`: where it begins in the text of the source."""
        tokens: list[Token] = []
        end = 0
        for match in self._token.finditer(text):
            self._other(tokens, text, end, match.start(), offset)
            end = match.end()
            kind = match.lastgroup or ""
            if kind == "WORD":
                kind, id = self.words[match[0]]
                tokens.append(Token(kind, offset + match.start(), offset + end, match[0], id))
            elif match["DIGITS"] or match["NUMERAL"]:
                tokens += [
                    Token("AFTER" if name == "AGAIN" else name, offset + match.start(name), offset + match.end(name), match[name])
                    for name in ("BEFORE", "DIGITS", "NUMERAL", "AFTER", "UNIT", "AGAIN")
                    if match[name]
                ]
            else:
                tokens.append(Token(kind, offset + match.start(), offset + end, match[0]))
        self._other(tokens, text, end, len(text), offset)
        return _paired(tokens)

    @staticmethod
    def _other(tokens: list[Token], text: str, start: int, end: int, offset: int) -> None:
        if re.search(r"\w", text[start:end]):
            tokens.append(Token("OTHER", offset + start, offset + end, text[start:end].strip()))


def _bare(label: str) -> str:
    """A label without its number and what it adds in brackets."""
    return re.sub(r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）]|[0-9]+\.)|[（(].*", "", label)


def _paired(tokens: list[Token]) -> list[Token]:
    """Brackets that have no partner are nothing."""
    open: list[Token] = []
    for token in tokens:
        if token.type == "OPEN":
            open.append(token)
        elif token.type == "CLOSE":
            if open:
                open.pop()
            else:
                token.type = "OTHER"
    for token in open:
        token.type = "OTHER"
    return tokens


@dataclass
class _Context:
    """What has been said so far in a sentence."""

    topic: str = ""
    year: int | None = None
    last: bool = False
    scope: tuple[str, ...] = ()
    whole: Quantity | None = None
    claims: list[Claim] = field(default_factory=list)


# Roles that speak of requests by themselves, and those that are claims without a figure.
_OWN = re.compile("new|carried_in|carried_out|partial|denied.*|unavailable.*|refused.*|other_(?!result).*|other")
_WEAK = ("申请", "申请件", "复议", "诉讼")  # say so little that something else may be meant
_WHOLE = ("all_finished", "all_upheld")


def claims_in(text: str, offset: int, vocabulary: Vocabulary, topic: str = "") -> tuple[list[Claim], str]:
    """The claims of one sentence, and what it spoke of last. `topic`: what the sentence before spoke of."""
    tokens = vocabulary.tokens(text, offset)
    clauses = cast(list[list[Item]], _grammar().parse(cast(Any, tokens), start="sentence"))
    context = _Context(topic)
    _read(clauses, context)
    return context.claims, context.topic


def _read(clauses: list[list[Item]], context: _Context) -> None:
    for clause in clauses:
        _Clause(context).read(clause)


class _Clause:
    """Reads one clause from left to right."""

    def __init__(self, context: _Context) -> None:
        self.context = context
        self.reset()
        self.changing = False
        self.listed: list[tuple[str, str, str]] | None = None
        self.named: list[tuple[str, str, str]] = []

    def reset(self) -> None:
        self.roles: list[str] = []
        self.who = ""
        self.fresh = ""  # the topic named since the last figure
        self.partly = self.foreign = self.zero = False
        self.start: int | None = None

    def read(self, clause: list[Item]) -> None:
        for place, item in enumerate(clause):
            following = clause[place + 1 :]
            if isinstance(item, _Quantified):
                self._quantity(item.quantity, following)
            elif isinstance(item, _Group):
                inner = replace(self.context, claims=[], whole=self.context.claims[-1].quantity if self.context.claims else None)
                _read(item.clauses, inner)
                self.context.claims += inner.claims
            elif isinstance(item, Token):
                self._word(item, clause[:place], following)
        for role in self.roles:
            topic = self.fresh or self.context.topic
            if role in _WHOLE and topic and self.start is not None:
                self._add(topic, role, self.who, Quantity(Decimal(0), Accuracy.EXACT, "", Span(self.start, self.end)), True)
        if self.zero and (self.fresh or self.roles) and self.start is not None:
            self._claim(Quantity(Decimal(0), Accuracy.EXACT, "", Span(self.start, self.end)), zero=True)

    def _word(self, token: Token, before: list[Item], following: list[Item]) -> None:
        kind = token.type
        self.end = token.end_pos
        if kind in ("TOPIC", "ROLE", "WHO", "ZERO") and self.start is None:
            self.start = token.start_pos
        if kind == "TOPIC" and token.text in _WEAK and token.id != self.context.topic:
            # Another subject's applications, or those of something that is not understood.
            self.partly, self.foreign = True, False
            self.fresh = self.fresh or token.id
        elif kind == "TOPIC":
            self.partly |= self.foreign
            self.foreign = False
            self.context.topic = self.fresh = token.id
        elif kind == "ROLE":
            if not self.fresh:
                self.foreign = False
            self.roles.append(token.id)
        elif kind == "WHO":
            self.who = token.id
        elif kind == "ZERO":
            self.zero = True
            if "收" in token.text or "接" in token.text:
                self.roles.append("received")
        elif kind == "YEAR":
            self.context.year, self.context.last = int(token.text[:4]), False
        elif kind == "LAST":
            self.context.last = True
        elif kind == "SCOPE":
            self.context.scope += (token.text,)
        elif kind == "CHANGE":
            self.changing = True
        elif kind == "CHANNEL":
            self.partly = True
        elif kind == "PARTS":
            self.context.whole = self.context.claims[-1].quantity if self.context.claims else None
            self.reset()
        elif kind == "EACH":
            self.listed = [*self.named, (self.fresh or self.context.topic, self.roles[-1] if self.roles else "", self.who)]
            if len(self.listed) != sum(isinstance(item, _Quantified) for item in following):
                self.listed = []  # as many figures as names, or none is understood
        elif kind == "PAUSE" or (kind == "FILLER" and token.text in ("和", "及", "以及", "与") and not isinstance(before[-1] if before else None, _Quantified)):
            if self.roles or self.who or self.fresh:
                self.named.append((self.fresh or self.context.topic, self.roles[-1] if self.roles else "", self.who))
            if kind == "PAUSE":
                self.reset()
            else:
                self.who = ""
        elif kind in ("OTHER", "SKIPPED"):
            self.foreign = True

    def _quantity(self, quantity: Quantity, following: list[Item]) -> None:
        if self.start is None:
            self.start = quantity.span.start
        self.end = quantity.span.end
        if self.listed is not None:
            if self.listed:
                topic, role, who = self.listed.pop(0)
                self._add(topic or ("requests" if _OWN.fullmatch(role) else ""), role, who, quantity, False)
            return
        noun = next((item for item in following if not (isinstance(item, Token) and item.type == "FILLER" and item.text == "的")), None)
        if isinstance(noun, Token) and noun.type == "TOPIC":
            self.context.topic = self.fresh = noun.id
            self.foreign = False
            self.end = noun.end_pos
        elif isinstance(noun, Token) and noun.type in ("OTHER", "CHANNEL", "WHO") and not self.fresh:
            self.foreign = True
        self._claim(quantity)
        self.reset()

    def _claim(self, quantity: Quantity, zero: bool = False) -> None:
        if self.changing:
            return
        topic = self.fresh or self.context.topic
        for role in self.roles or [""]:
            said = self.fresh or (topic if role or self.who else "") or ("requests" if _OWN.fullmatch(role) else "")
            if not self.foreign and said:
                self._add(said, role, self.who, quantity, zero)

    def _add(self, topic: str, role: str, who: str, quantity: Quantity, zero: bool) -> None:
        context = self.context
        span = Span(min(self.start if self.start is not None else quantity.span.start, quantity.span.start), max(self.end, quantity.span.end))
        whole = context.whole
        claim = Claim(topic, role, who, quantity, span, self.partly, context.scope, context.year, context.last, whole, zero)
        context.claims.append(claim)
