"""Figures of the prose as printed: counts with units, shares, percentage points, multiples."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from enum import Enum

from msgspec import Struct

from ...grammar import Report, Span
from ...grammar.memory import remembered
from ...grammar.numerals import number
from ...grammar.regex import Regex


class Stretch(Struct, frozen=True):
    """Prose up to a full stop, without blanks and line ends between its characters."""

    text: str
    line: int  # where its line begins in `Source.text`
    offsets: range | list[int]  # where each character stands in that line

    @property
    def start(self) -> int:
        return self.line + self.offsets[0]

    @property
    def end(self) -> int:
        return self.line + self.offsets[-1] + 1

    def span(self, start: int, end: int) -> Span:
        """Where a range of the text stands in `Source.text`."""
        return Span(self.line + self.offsets[start], self.line + self.offsets[end - 1] + 1)


_STRETCH = Regex(r"(?:[^。!?|\t]+|。(?=其中))+")  # a list of parts belongs to the sentence before
_LONGEST = 3000  # characters; what is longer is no sentence but a list or a table in disguise
_BLANK = Regex("[ \n]+(?![0-9A-Za-z])|(?<![0-9A-Za-z])[ \n]+")  # those between two numbers stay


def stretches(report: Report) -> Iterator[Stretch]:
    """The stretches of the prose."""
    return (
        Stretch(text, passage.start, offsets)
        for passage in report.passages
        for text, offsets in _pieces(passage.text)
    )


@remembered
def _pieces(line: str) -> list[tuple[str, range | list[int]]]:
    return [
        _without_blanks(match[0], match.start())
        for match in _STRETCH.finditer(line)
        if len(match[0]) <= _LONGEST
    ]


def _without_blanks(text: str, start: int) -> tuple[str, range | list[int]]:
    if " " not in text and "\n" not in text:
        return text, range(start, start + len(text))
    kept, offsets, end = "", list[int](), 0
    for blank in _BLANK.finditer(text):
        kept += text[end : blank.start()]
        offsets += range(start + end, start + blank.start())
        end = blank.end()
    return kept + text[end:], [*offsets, *range(start + end, start + len(text))]


class Measure(Enum):
    """The kinds of figures."""

    COUNT = "count"
    PERCENT = "percent"
    POINTS = "points"
    TIMES = "times"


class Amount(Struct, frozen=True):
    """A figure in a stretch."""

    start: int  # of the words that say how exact it is, or of the figure
    end: int
    value: Decimal
    step: Decimal  # one unit of the last printed digit
    unit: str
    measure: Measure
    vague: bool  # more, less or about so many
    spelt: bool  # in Chinese numerals, which are also parts of other words
    depth: int  # how many brackets it stands in

    @property
    def low(self) -> Decimal:
        """The least that is printed so."""
        return self.value - self._slack

    @property
    def high(self) -> Decimal:
        """The most that is printed so."""
        return self.value + self._slack

    @property
    def _slack(self) -> Decimal:
        return (
            self.step / 2 if self.step != 1 else Decimal(0)
        )  # whole numbers are counted, others are measured


_UNIT = (
    "[件场户]次?|[元宗份起例次篇期封项家类批名幅张册则]|条(?:次|(?!例))|人(?:次|(?![大民]))|部(?![分门委])|处(?![理罚室长])"
    "|个(?!工作日|月|百分点|小时|季度|自然日|交易日)"
)
_NUMERAL = "一二两三四五六七八九十百千"
_AMOUNT = Regex(
    rf"(?=[大约接将近超逾不至0-9百{_NUMERAL}])"  # most characters begin none, which this tells at once
    r"(?P<before>大约|约|接近|将近|近|超过|逾|超|不足|不到|至少)?(?:(?<![0-9A-Za-z.第〔\[-])(?P<digits>[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+(?:\.[0-9]+)?)"
    rf"(?P<some>余|多|几)?(?P<multiple>[百千万亿]{{0,2}})(?P<odd>余|多)?(?:(?P<share>%|‰|个百分点|倍)|(?P<unit>{_UNIT}))?"
    rf"|百分之(?P<hundredths>[零{_NUMERAL}]+)(?:点(?P<tenths>[零一二三四五六七八九]+))?"
    rf"|(?<![第每统任同单这那某哪唯进专几数{_NUMERAL}])(?P<numeral>[{_NUMERAL}]+)(?P<over>余|多)?(?P<counted>{_UNIT}))(?P<after>以上|左右|上下|余|多)?"
)
_NO_COUNT = Regex(r"[年月日号时点分秒楼室层天周岁届:/.×A-Za-z〕\]]|个工作日|个月|个小时|个季度|-[0-9]|年度")
_MULTIPLES = {"百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}
_DIGITS = str.maketrans("零一二三四五六七八九", "0123456789")
_MEASURES = {"%": Measure.PERCENT, "‰": Measure.PERCENT, "个百分点": Measure.POINTS, "倍": Measure.TIMES}


@remembered
def amounts(text: str) -> tuple[Amount, ...]:
    """The figures of a stretch that count or compare something, from left to right.

    Dates, document numbers and the like are none.
    """
    found = []
    depth = seen = 0
    for match in _AMOUNT.finditer(text):
        depth += text.count("(", seen, match.start()) - text.count(")", seen, match.start())
        seen = match.start()
        amount = _amount(match, max(depth, 0))
        if amount:
            found.append(amount)
    return tuple(found)


def _amount(match: re.Match[str], depth: int) -> Amount | None:
    vague = any(match[name] for name in ("before", "some", "odd", "over", "after"))
    start, end = match.span()
    if match["hundredths"]:
        whole, tenths = (
            number(match["hundredths"].strip("零")) or 0,
            (match["tenths"] or "").translate(_DIGITS),
        )
        value = Decimal(f"{whole}.{tenths}") if tenths else Decimal(whole)
        return Amount(
            start, end, value, Decimal(1).scaleb(-len(tenths)), "%", Measure.PERCENT, vague, False, depth
        )
    if match["numeral"]:
        return Amount(
            start,
            end,
            Decimal(number(match["numeral"]) or 0),
            Decimal(1),
            match["counted"],
            Measure.COUNT,
            vague,
            True,
            depth,
        )
    if not match["unit"] and not match["share"] and _NO_COUNT.match(match.string, end):
        return None
    digits, share = match["digits"].replace(",", ""), match["share"]
    value = Decimal(digits)
    step = Decimal(1).scaleb(-len(digits.partition(".")[2]))
    unit = match["unit"] or share or ""
    if unit == "元":
        unit = match["multiple"] + unit
    else:
        for multiple in match["multiple"]:
            value, step = value * _MULTIPLES[multiple], step * _MULTIPLES[multiple]
    if share == "‰":
        value, step = value / 10, step / 10
    return Amount(
        start, end, value, step, unit, _MEASURES.get(share or "", Measure.COUNT), vague, False, depth
    )
