"""Numbers of persons in a text: identity cards, bank cards and private telephones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from enum import Enum
from itertools import cycle
from typing import NamedTuple

from ...grammar import Report, Source, Span
from ...grammar.regex import Regex


class Kind(Enum):
    """What a number is."""

    IDENTITY = "identity"
    CARD = "card"
    MOBILE = "mobile"


class PersonalNumber(NamedTuple):
    """A number of a person in the text."""

    span: Span
    kind: Kind


_REGION = "(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91)[0-9]{4}"
_BIRTH = "(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
_IDENTITY = Regex(rf"{_REGION}[ -]?{_BIRTH}[ -]?[0-9]{{3}}[0-9Xx](?![0-9A-Za-z])")
_LONG_NUMBER = Regex("[1-9][0-9]{5}")
_PREFIX = "1(?:3[0-9]|4[014-9]|5[0-35-9]|6[2567]|7[0-8]|8[0-9]|9[0-35-9])"
_MOBILE = Regex(
    rf"{_PREFIX}(?:[0-9]{{8}}|(?P<gap>[ -])[0-9]{{4}}(?P=gap)[0-9]{{4}})(?![0-9A-Za-z@_/-]|\.[0-9])"
)
_CARD = Regex(
    r"(?:[卡账帐]号|[账帐]户|银行卡|储蓄卡|信用卡)[^0-9。;\n]{0,15}"
    r"(?P<number>[3-69][0-9]{3}(?: ?[0-9]{4}){3}(?: ?[0-9]{1,3})?)(?![0-9])",
    needs=("卡号", "账号", "帐号", "账户", "帐户", "银行卡", "储蓄卡", "信用卡"),
)

_WEIGHTS, _CHECKS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), "10X98765432"
_CARDS = ("62", "60", "4", "51", "52", "53", "54", "55", "35", "37", "68", "69", "9558")

_TOUCHING = Regex(r"[0-9A-Za-z./_=%-]$")
_NO_PHONE = Regex(
    r"(?:编号|文号|[索案单证]引?号|标识码|备案|信用代码|代码|序号|流水号|"
    r"(?<!手机)(?<!电话)(?<!联系)号码)[:( ]{0,3}$"
)
_CODE = Regex("代码[:( ]{0,3}$")  # of an organisation
_COUNTED = Regex(r" {0,2}(?:[万亿]?元|[万亿]|[条件次个人份篇项%号])")
_SENTENCE_END = Regex(r"[。;!?\n]")
# An office publishes how to reach it; whose number it is is told by the words next to it.
_OFFICE = Regex(
    "联系|电话|咨询|热线|传真|邮编|邮箱|地址|办公|值班|客服|监督|举报|投诉|受理|技术支持|主办|承办"
)
_PRIVATE = Regex(
    "(?:申请人|当事人|投诉人|信访人|举报人|被处罚人|来[电信]人|[市村居]民|[户机]主|姓名|身份证|本人|患者|学生|职工|某)[^可请拨向致]{0,12}$"
)
_PERSON = Regex("申请人|当事人|身份证|户主|本人|姓名")
_NEAR = 30  # characters between such a word and the number
_COUNTRY = Regex(r"\+86[ -]?$")
_PAYEE = Regex("财政|国库|非税|专户|收款|缴费|缴款|开户|户名")


def personal_numbers(source: Source, report: Report | None) -> list[PersonalNumber]:
    """The numbers of persons, in the order of the text. Figures of tables are no telephones."""
    text = source.text
    spans = tuple(table.span for table in report.tables.values()) if report else ()
    return sorted({*_identities(text), *_cards(text), *_mobiles(text, spans)}, key=lambda one: one.span)


def _identities(text: str) -> Iterator[PersonalNumber]:
    for match in _IDENTITY.finditer(text) if _LONG_NUMBER.search(text) else ():
        number = re.sub("[ -]", "", match[0])
        before, _ = _sentence(text, *match.span())
        if _valid_identity(number) and not _TOUCHING.search(before) and not _CODE.search(before):
            yield PersonalNumber(Span(*match.span()), Kind.IDENTITY)


def _valid_identity(number: str) -> bool:
    """Whether the date of birth is one and the check digit is right (GB 11643)."""
    try:
        date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECKS[total % 11] == number[-1].upper()


def _cards(text: str) -> Iterator[PersonalNumber]:
    for match in _CARD.finditer(text):
        number = match["number"].replace(" ", "")
        if number.startswith(_CARDS) and len(number) >= 16 and _luhn(number):
            before, after = _sentence(text, match.start(), match.end())
            if _PERSON.search(before + match[0]) or not _PAYEE.search(before + match[0] + after):
                yield PersonalNumber(Span(*match.span("number")), Kind.CARD)


def _luhn(number: str) -> bool:
    doubled = (int(digit) * factor for digit, factor in zip(reversed(number), cycle((1, 2)), strict=False))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _mobiles(text: str, tables: tuple[Span, ...]) -> Iterator[PersonalNumber]:
    for match in _MOBILE.finditer(text):
        before, after = _sentence(text, *match.span())
        before = _COUNTRY.sub("", before)
        if _TOUCHING.search(before) or _NO_PHONE.search(before) or _COUNTED.match(after):
            continue
        if not _is_office(before, after) and not any(
            table.start <= match.start() < table.end for table in tables
        ):
            yield PersonalNumber(Span(*match.span()), Kind.MOBILE)


def _is_office(before: str, after: str) -> bool:
    return not _PRIVATE.search(before) and bool(
        _OFFICE.search(before[-_NEAR:]) or _OFFICE.search(after[:_NEAR])
    )


def _sentence(text: str, start: int, end: int) -> tuple[str, str]:
    """The text of the sentence before and after a place; the text of the line above if none comes before."""
    before = _SENTENCE_END.split(text[max(0, start - 200) : start])
    after = _SENTENCE_END.split(text[end : end + 60], maxsplit=1)[0]
    return before[-1] if before[-1].strip() or len(before) < 2 else before[-2], after
