"""Reads a report's year, period and date, each with its place in the text."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache

from ..model import Day, Fact, Label, Line, LineKind, Origin, Period
from ..numerals import number
from ..regex import Regex
from ..text.maps import Span


def _pattern(text: str, *needs: str) -> Regex:
    """Compile a pattern in which _ stands for the blanks that some texts have between characters."""
    return Regex(text.replace("_", " {0,3}"), needs=needs)


_YEAR = _pattern(r"(20\d\d)_年")
_TITLE_YEAR = _pattern(r"20\d\d(?=_年)|20\d\d")
_CHINESE_YEAR = _pattern(r"二[〇○零O0][〇○零O0一二三四五六七八九]{2}(?=_年)")
_DIGITS = str.maketrans("〇○零O一二三四五六七八九", "0000123456789")
_BRACKETS = Regex(r"\([^()]*\)")

_NUMBER = "[0-9]{1,2}|[一二三四五六七八九十]{1,3}"
_TO = "_(?:截?至|到|-|—|–|~){1,2}_(?:同年|当年|本年)?_"
_DAY_1 = rf"(?P<first>(?P<y1>20\d\d)_年_(?P<m1>{_NUMBER})_月_(?P<d1>{_NUMBER})_日)"
_DAY_2 = rf"(?P<last>(?:(?P<y2>20\d\d)_年_)?(?P<m2>{_NUMBER})_月_(?P<d2>{_NUMBER})_日)"
_MONTH_1 = rf"(?P<first>(?P<y1>20\d\d)_年_(?P<m1>{_NUMBER})_月?_份?)"
_MONTH_2 = rf"(?P<last>(?:(?P<y2>20\d\d)_年_)?(?P<m2>{_NUMBER})_月)(?!_[\d一二三])"
_POINTS_1 = r"(?P<first>(?P<y1>20\d\d)(?P<point>[-./])(?P<m1>\d{1,2})(?P=point)(?P<d1>\d{1,2}))"
_POINTS_2 = r"(?P<last>(?P<y2>20\d\d)(?P=point)(?P<m2>\d{1,2})(?P=point)(?P<d2>\d{1,2}))(?!\d)"
_TO_SIGNS = "至到-—–~起开"  # one of these follows the first day
_LONGEST_DAY = 60  # characters of a day with all possible blanks, up to the sign that follows
_UNTIL = "截(?:至|止[到至]?)_"
_SHAPES = (
    _pattern(rf"{_DAY_1}(?:_[0零]_时)?_(?:起|开始|始)?_,?{_TO}{_DAY_2}", "日"),
    _pattern(_POINTS_1 + _TO + _POINTS_2, ".", "-", "/"),
    _pattern(_MONTH_1 + _TO + _MONTH_2, "月"),
    _pattern(_UNTIL + _DAY_2, "截"),
    _pattern(_UNTIL + _MONTH_2, "截"),
    # The crawlers of some sites lose 年, 月 and 日 or the digits between them: 202311日至1231日. The lost
    # part belongs to a whole year.
    _pattern(
        r"(?P<first>(?P<y1>20\d\d)_年?_0?1_月?_0?1_日?)_(?:起|开始)?_,?_(?:至|到|-|—|–|~){1,2}"
        r"_(?:20\d\d)?_年?_1_2_月?_3_[01]_日?"
    ),
    _pattern(r"(?<=[自从])(?P<first>(?P<y1>20\d\d)_年_0?1_月_0?1_日)_(?:起|开始|至|到)"),
)
_BEGINS = Regex("20(?=[0-9]{2})|截(?=[至止])")
_LABEL = Regex(
    "统计的?(?:期限|时限|时间|周期|时段|区间|起止|日期|期间)|(?:所列|涉及|列出)的?(?:各项|统计|相关)?数据|报告期"
    "|数据的?(?:统计|期限|时限|时间|时段|日期|起止|区间|截[至止])|本报告的?(?:统计|数据)"
)
_END = Regex("[。;!?]")

_NAMED = _pattern(
    r"(?P<year>20\d\d)_年度?[^。;,、《》]{0,30}?信息公开[^。;,《》]{0,8}?(?:报告|年报)"
    r"(?=[》)。;,:]|$|如下|予以|现|公[布开]|发布)"
)
_PRESENTS = Regex("现将|现予|现公开|社会公开|编制|编写|公布|发布|形成|撰写|起草|制作")
_EARLIER = Regex("上一?年|去年|往年|已于|已经|曾|[按如]期|按时|及时|完成|[0-9] ?月")
_OTHER_PERIOD = Regex("[比较]|同期|上一?年|去年")
_CAPTION = Regex(r"统计表|情况表|一览表|报表|汇总表|^单位[^,]*年度?\)?$|^[^,;]*20\d\d *年度?[^,;]{0,25}情况$")
_CAPTION_YEAR = _pattern(r"(20\d\d)_年(?!_\d|_[一二三四五六七八九十]_月)")
_OTHER_MATTER = Regex("[比较]|同期|结转")
_CAPTION_LENGTH = 50
_CARD = Regex("发布|印发|成文|日期|时间|索引")  # the info boxes of sites say when a page was published
_SIGNATURE_LENGTH = 40
_WITNESSES = (Origin.TITLE, Origin.SELF_REFERENCE, Origin.PERIOD, Origin.CAPTION, Origin.SIGNATURE)
_COMPARED = Regex(r"[比较同第] ?$")


def with_digits(text: str) -> str:
    """Return the text with years such as 二〇二三 in digits, at the same offsets."""
    return _CHINESE_YEAR.sub(lambda match: match[0].translate(_DIGITS), text) if "二" in text else text


# ── The report year ─────────────────────────────────────────────────────────


def read_years(
    text: str,
    titles: Iterable[Line],
    front: Sequence[Line],
    periods: Iterable[Period],
    captions: Iterable[Line | Label],
    overview: Sequence[Line],
    lines: Sequence[Line],
    dated: Fact[date] | None,
) -> Iterator[Fact[int]]:
    """Yield every place that tells the report year, the most reliable first.

    The order is: title, self-reference, period, captions, prose, date.
    """
    for title in titles:
        start, end = title.span
        printed = _BRACKETS.sub(lambda bracket: " " * len(bracket[0]), with_digits(text[start:end]))
        for match in _TITLE_YEAR.finditer(printed):
            yield Fact(int(match[0]), Origin.TITLE, Span(start + match.start(), start + match.end()))
    for line in front:
        yield from _in_self_reference(line)
    for period in periods:
        day = period.first or period.last
        if day and period.year:
            told = period.whole and (
                period.labelled or any(line.span.start <= period.span.start < line.span.end for line in front)
            )
            yield Fact(
                period.year, Origin.PERIOD if told else Origin.PROSE, Span(day.span.start, day.span.start + 4)
            )
    for caption in captions:
        yield from _in_caption(caption)
    counted = _in_prose(overview) or _in_prose(lines)
    if counted:
        yield counted
    if dated:
        yield Fact(dated.value.year - 1, dated.origin, dated.span)


def stated_years(years: Iterable[Fact[int]]) -> list[Fact[int]]:
    """Return the places that state the year. A date of signature stands for the year before it."""
    return [reading for reading in years if reading.origin in _WITNESSES]


def agreed_year(years: Sequence[Fact[int]]) -> Fact[int] | None:
    """Return the first of the places with the year that most kinds of statements agree on.

    Of equals, the year of the prose counts, or else that of the weightier statement.
    """
    votes = Counter(
        value for _, value in {(reading.origin, reading.value): None for reading in stated_years(years)}
    )
    if len(votes) < 2:
        return next((reading for reading in years if not votes or reading.value in votes), None)
    most = max(votes.values())
    equals = [reading for reading in years if votes[reading.value] == most]
    prose = next((reading.value for reading in years if reading.origin is Origin.PROSE), None)
    return next((reading for reading in equals if reading.value == prose), equals[0])


def _in_self_reference(line: Line) -> Iterator[Fact[int]]:
    if "信息公开" not in line.text or line.kind is not LineKind.TEXT:
        return
    text = with_digits(line.text)
    for match in _NAMED.finditer(text):
        if presents(text, match.start()):
            yield Fact(int(match["year"]), Origin.SELF_REFERENCE, _place(line, match, "year"))


def presents(text: str, at: int) -> bool:
    """Whether a sentence presents the report that it names: 现公布《…》, but not last year's or a basis."""
    start, _ = _sentence(text, at)
    return bool(_PRESENTS.search(text, start, at)) and not _EARLIER.search(text, start, at)


def _in_caption(caption: Line | Label) -> Iterator[Fact[int]]:
    if (
        "年" not in caption.text
        or len(caption.text) > _CAPTION_LENGTH
        or _END.search(caption.text)
        or not _CAPTION.search(with_digits(caption.text))
    ):
        return
    years = list(_CAPTION_YEAR.finditer(with_digits(caption.text)))
    if len(years) == 1 and not _OTHER_MATTER.search(caption.text):
        yield Fact(int(years[0][1]), Origin.CAPTION, _place(caption, years[0], 1))


def _in_prose(lines: Sequence[Line]) -> Fact[int] | None:
    """Return the year that is named most often; of several, the first."""
    counts: Counter[int] = Counter()
    first: dict[int, Span] = {}
    for line in lines:
        if line.kind not in (LineKind.TEXT, LineKind.SUBHEADING) or _CARD.search(line.text[:40]):
            continue
        for match in _YEAR.finditer(with_digits(line.text)):
            if not _COMPARED.search(line.text[max(0, match.start() - 2) : match.start()]):
                counts[int(match[1])] += 1
                first.setdefault(int(match[1]), _place(line, match, 1))
    year = max(counts, key=lambda year: counts[year], default=None)
    return Fact(year, Origin.PROSE, first[year]) if year else None


# ── The period ──────────────────────────────────────────────────────────────


def read_periods(lines: Iterable[Line]) -> Iterator[Period]:
    """Yield the stretches of time that the text calls the period of the figures, and other whole years."""
    for line in lines:
        if line.kind is LineKind.TEXT:
            text, end = with_digits(line.text), 0
            # The end of the sentence, and whether it speaks of the period of the figures.
            stop, labelled = -1, False
            for begin in _BEGINS.finditer(text):
                match = None
                if begin.start() >= end and _reaches(text, begin.start()):
                    match = next(
                        (match for match in (shape.match(text, begin.start()) for shape in _SHAPES) if match),
                        None,
                    )
                if match:
                    end = match.end()
                    if match.start() > stop:
                        start, stop = _sentence(text, match.start())
                        labelled = bool(_LABEL.search(text, start, stop)) and not _OTHER_PERIOD.search(
                            text, start, stop
                        )
                    period = _period(line, match, labelled)
                    if period.labelled or _of_a_year(period):
                        yield period


def _reaches(text: str, start: int) -> bool:
    """Whether a day that begins here may be the first or last day of a stretch of time."""
    if text[start] == "截":
        return True
    ahead = text[start : start + _LONGEST_DAY]
    return any(sign in ahead for sign in _TO_SIGNS)


def _period(line: Line, match: re.Match[str], labelled: bool) -> Period:
    parts = {name: number(text) for name, text in match.groupdict().items() if text and name[0] in "ymd"}
    first = last = None
    if "y1" in parts:
        first = Day(
            parts["y1"] or 0, parts.get("m1", 1) or 0, parts.get("d1", 1) or 0, _place(line, match, "first")
        )
    if "m2" in parts:
        year, month = parts.get("y2", parts.get("y1")) or 0, parts["m2"] or 0
        day = parts["d2"] if "d2" in parts else monthrange(year, month)[1] if 0 < month < 13 else 0
        last = Day(year, month, day or 0, _place(line, match, "last"))
    return Period(_place(line, match, 0), first, last, labelled)


def _of_a_year(period: Period) -> bool:
    """Whether a period begins on 1 January and ends at, or nearly at, the end of a year."""
    first, last = period.first, period.last
    return (
        first is not None and first[1:3] == (1, 1) and (last is None or (last.month == 12 and last.day >= 30))
    )


# ── The date ────────────────────────────────────────────────────────────────


def read_date(front: Sequence[Line], closing: Sequence[Line], shape: Regex) -> Fact[date] | None:
    """Return the day on which a report was signed, or None.

    It stands at the end, or at the title in brackets or below an agency. Another day at the title may be the
    day on which a site published the page. `shape` is DATE of report.lark.
    """
    last = [
        (at > 0 and closing[at - 1].kind is LineKind.AGENCY, at)
        for at in range(len(closing))
        if closing[at].kind in (LineKind.DATE, LineKind.TEXT)
    ]
    for _, at in sorted(last, reverse=True):
        if found := _day(closing[at], shape):
            return Fact(found[0], Origin.SIGNATURE, found[1])
    for at, line in enumerate(front):
        if line.kind in (LineKind.DATE, LineKind.TEXT) and (found := _day(line, shape)):
            signed = (
                line.kind is LineKind.TEXT
                or line.text.startswith("(")
                or (at > 0 and front[at - 1].kind is LineKind.AGENCY)
            )
            return Fact(found[0], Origin.SIGNATURE if signed else Origin.MASTHEAD, found[1])
    return None


def _day(line: Line, shape: Regex) -> tuple[date, Span] | None:
    """Return the day that fills a line, or that follows a short name such as a county in the same line."""
    if line.kind is LineKind.TEXT and (len(line.text) > _SIGNATURE_LENGTH or not line.text.endswith("日")):
        return None
    text = with_digits(line.text)
    match = shape.fullmatch(text) if line.kind is LineKind.DATE else _signature(shape.pattern).fullmatch(text)
    try:
        return (
            (
                date(int(match["year"]), number(match["month"]) or 0, number(match["day"]) or 0),
                _place(line, match, "date" if "date" in match.groupdict() else 0),
            )
            if match
            else None
        )
    except ValueError:
        return None  # 2月30日


@cache
def _signature(shape: str) -> Regex:
    return Regex(rf"[一-龥、]{{1,16}}[省市县区州盟旗镇乡] +(?P<date>{shape})")


# ── Places ──────────────────────────────────────────────────────────────────


def _sentence(text: str, at: int) -> tuple[int, int]:
    """Return the start and end of the sentence around an offset."""
    end = _END.search(text, at)
    return max(text.rfind(mark, 0, at) for mark in "。;!?") + 1, end.start() if end else len(text)


def _place(line: Line | Label, match: re.Match[str], group: int | str) -> Span:
    # Lines keep their text as it is in the source, so offsets in both are the same.
    return Span(line.span.start + match.start(group), line.span.start + match.end(group))
