import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import permutations
from typing import NamedTuple

from ....grammar.regex import Regex
from ...claims.prose import Prose
from ...claims.shares import Shares, share_fits
from ...findings import Problem, Related, Severity
from ...messages import Message, Phrase
from ...prose.amounts import Amount, Measure, Stretch, amounts
from ...prose.enumerations import MOST
from ...registry import rule

SHARE = Message(
    zh="“{part}”占“{whole}”的 {exact}%，正文写“{found}”",
    en="“{part}” is {exact}% of “{whole}”; the prose says “{found}”",
)
GROWTH = Message(
    zh="由“{before}”到“{now}”{change} {exact}%，正文写“{said}”",
    en="from “{before}” to “{now}” is {change} of {exact}%; the prose says “{said}”",
)
MULTIPLE = Message(
    zh="“{now}”是“{before}”的 {exact} 倍，正文写“{found}”",
    en="“{now}” is {exact} times “{before}”; the prose says “{found}”",
)
POINTS = Message(
    zh="“{one}”与“{other}”相差 {exact} 个百分点，正文写“{found}”",
    en="“{one}” and “{other}” differ by {exact} points; the prose says “{found}”",
)
RATE = Message(
    zh="“{found}”超过 100%，比率不应大于 100%", en="“{found}” is above 100 %, which no rate can be"
)
MORE = Message(zh="增长", en="a growth")
LESS = Message(zh="下降", en="a decline")
FIGURE = Message(zh="算式用到的数“{figure}”", en="“{figure}” goes into it")

_WANTED = Regex(r"[0-9] ?[%‰倍]|百分之|个百分点", needs=("%", "‰", "倍", "百分"))
_RATE = Regex(
    "(?:办结|答复|回复|办复|办理|满意|公开|处理|完成|及时|按时|按期)[^,;:0-9]{0,4}率[^,;:0-9]{0,4}$"
)
_BEFORE = 2  # sentences in which the base of a share may stand
_CHANGE = Regex(
    "(?P<way>增长|上升|增加|提高|提升|增幅|增|下降|减少|降低|降幅|减)(?:率|幅度|幅)?(?:了|约|近|为|达到?|超过?|逾|将近)*$"
)
_LESS = Regex("下降|减少|降低|降幅|减")
_COMPARED = Regex("(?:相?[较比]|与|同)(?P<base>[^,;:、(]*)$")
_FROM = Regex("[由从](?P<base>[^,;:、(]*)[增减升降提][^,;:、(]{0,3}[到至为](?P<now>[^,;:(]*)$")
_FOLLOWS = Regex(
    r"\((?:20[0-9]{2}年度?|上年度?|上一年度?|去年)(?:同期)?(?:[为是共]|收到|公开|发布){0,2}(?=[0-9])"
)
_DIFFERENCE = Regex("(?P<way>增加|减少|增长|下降|多|少|上升)了?$")
_LIST = Regex("其中|包括|包含|分别|分为|[(:]")
_TIMES_OF = Regex("[是为]([^,;:、(]*)的$")


@rule("NB510", "percentage", Severity.WARNING)
def percentage(prose: Prose) -> Iterator[Problem]:
    for stretch, before in _with_those_before(prose):
        found = _Stretch(stretch, before)
        for figure in found.figures if len(found.figures) <= MOST else ():
            reading = found.reading(figure)
            if reading:
                related = tuple(
                    Related(FIGURE(figure=found.printed(used)), stretch.span(used.start, used.end))
                    for used in reading.figures
                )
                printed = found.printed(figure)
                yield Problem(
                    reading.phrase,
                    stretch.span(figure.start, figure.end),
                    expected=reading.expected,
                    found=printed,
                    related=related,
                )


def _with_those_before(prose: Prose) -> Iterator[tuple[Stretch, list[Stretch]]]:
    """The stretches with a share, each with those right before it in its paragraph."""
    wanted = {stretch.start for stretch in prose.stretches_with(_WANTED)}
    last: list[Stretch] = []
    for stretch in prose.stretches if wanted else ():
        last = [one for one in last if one.line == stretch.line][-_BEFORE:]
        if stretch.start in wanted:
            yield stretch, last
        last.append(stretch)


class _Wrong(NamedTuple):
    """A wrong share or growth: its message, the expected figure, and the figures it was computed from."""

    phrase: Phrase
    expected: str
    figures: tuple[Amount, ...]


class _Stretch:
    """The figures of one stretch, and what each share and growth among them follows from."""

    def __init__(self, stretch: Stretch, before: Sequence[Stretch] = ()) -> None:
        self.text = stretch.text
        self.figures = amounts(stretch.text)
        self.shares = Shares(stretch.text, self.figures, [one.text for one in before])
        self.counts = [
            figure
            for figure in self.figures
            if figure.measure is Measure.COUNT and figure.unit and not figure.spelt
        ]

    def printed(self, figure: Amount) -> str:
        return self.text[figure.start : figure.end]

    def reading(self, figure: Amount) -> _Wrong | None:
        """The error in a share, growth or difference that does not follow from the figures around it."""
        if figure.measure is Measure.COUNT:
            return None
        if figure.measure is Measure.POINTS:
            return self._points(figure)
        start = max(map(self.text.rfind, ",;:(", [0] * 4, [figure.start] * 4)) + 1
        clause = self.text[start : figure.start]
        if figure.measure is Measure.PERCENT:
            if figure in self.shares.parts:
                return self._share(figure)
            if rate := self._rate(figure, clause):
                return rate
        change = _CHANGE.search(clause)
        if change:
            return self._growth(figure, start, start + change.start(), change["way"])
        return self._multiple(figure, start, clause) if figure.measure is Measure.TIMES else None

    # ── Shares ────────────────────────────────────────────────────────────

    def _share(self, figure: Amount) -> _Wrong | None:
        found = self.shares.wrong(figure)
        if found is None:
            return None
        exact = _rounded(found.part.value / found.whole.value * 100, figure)
        phrase = SHARE(
            part=found.part_printed, whole=found.whole_printed, exact=exact, found=self.printed(figure)
        )
        near = found.whole in self.figures
        return _Wrong(phrase, exact, (found.part, found.whole) if near else (found.part,))

    def _rate(self, figure: Amount, clause: str) -> _Wrong | None:
        """A rate above 100 %, which no rate of answers can be."""
        if figure.value <= 100 or figure.vague or not _RATE.search(clause):
            return None
        return _Wrong(RATE(found=self.printed(figure)), "100%", ())

    def _pairs(self, unit: str) -> Iterator[tuple[Amount, Amount]]:
        return (
            (one, two)
            for one, two in permutations(self.counts, 2)
            if one.unit == two.unit == unit and two.low > 0
        )

    def _before(self, offset: int) -> Amount | None:
        """The count that stands last before an offset, in its clause or the one before."""
        last = next((count for count in reversed(self.counts) if count.end <= offset), None)
        return (
            last
            if last
            and len(re.findall("[,;:]", self.text[last.end : offset])) <= 1
            and not self._between(last, offset)
            else None
        )

    def _main(self, offset: int) -> Amount | None:
        """The count that a comparison at an offset is about: behind a list, the whole of the list."""
        openings = _LIST.finditer(self.text, self.text.rfind(";", 0, offset) + 1, offset)
        return next(
            (count for opening in openings if (count := self._before(opening.start()))), None
        ) or self._before(offset)

    def _between(self, count: Amount, offset: int) -> bool:
        """Whether another share stands between a count and an offset."""
        return any(
            figure.measure is not Measure.COUNT and count.end <= figure.start < offset
            for figure in self.figures
        )

    # ── Growth ────────────────────────────────────────────────────────────

    def _growth(self, figure: Amount, start: int, at: int, way: str) -> _Wrong | None:
        pair = self._compared(figure, start, at)
        if pair is None:
            return None
        before, now, base = pair
        if before.vague or now.vague or before.unit != now.unit or base <= 0:
            return None
        sign = -1 if _LESS.match(way) else 1
        factor = Decimal(1 if figure.measure is Measure.TIMES else 100)
        if any(
            share_fits(
                figure,
                *sorted((sign * (one.low / two.high - 1) * factor, sign * (one.high / two.low - 1) * factor)),
            )
            for one, two in self._pairs(now.unit)
        ):
            return None
        exact = (now.value / base - 1) * factor
        low, high = sorted((sign * exact, sign * ((now.high / base - 1) * factor)))
        if share_fits(figure, low, high) or figure.measure is Measure.TIMES:
            return None
        said = self.text[at : figure.end]
        shown = _rounded(abs(exact), figure)
        before_text = self.printed(before) if before.value == base else f"{base:f}{before.unit}"
        phrase = GROWTH(
            before=before_text,
            now=self.printed(now),
            change=MORE() if exact > 0 else LESS(),
            exact=shown,
            said=said,
        )
        return _Wrong(phrase, shown, (before, now))

    def _compared(self, figure: Amount, start: int, at: int) -> tuple[Amount, Amount, Decimal] | None:
        """The figure of the year before (or the difference), this year's, and the value to compare with.

        None where the text does not name both figures.
        """
        moved = _FROM.search(self.text[:at].rstrip(","))
        if moved and len(self.text[:at]) - moved.start() < 60:
            base, now = (self._only(*moved.span(name)) for name in ("base", "now"))
            return (base, now, base.value) if base and now else None
        compared = _COMPARED.search(self.text[start:at])
        if compared:
            base, now = self._only(start + compared.start("base"), at), self._main(start + compared.start())
            if base and now:
                return (base, now, base.value) if base is not now else None
        follows = _FOLLOWS.match(self.text, figure.end)
        if follows:
            base, now = (
                next((count for count in self.counts if count.start == follows.end()), None),
                self._main(start),
            )
            return (base, now, base.value) if base and now else None
        difference = self._before(start)
        way = _DIFFERENCE.search(self.text[: difference.start]) if difference else None
        if difference and way:
            clause = max(map(self.text.rfind, ",;:(", [0] * 4, [difference.start] * 4)) + 1
            now, sign = self._main(clause), -1 if way["way"] in ("减少", "下降", "少") else 1
            if now is None or not _COMPARED.search(self.text[clause : way.start()]):
                return None
            bases = [
                one.value - sign * difference.value
                for one in self.counts
                if one is not difference and one.unit == difference.unit
            ]
            if any(
                base > 0 and share_fits(figure, difference.low / base * 100, difference.high / base * 100)
                for base in bases
            ):
                return None
            return difference, now, now.value - sign * difference.value
        return None

    def _only(self, start: int, end: int) -> Amount | None:
        """The one count in a range."""
        within = [count for count in self.counts if start <= count.start and count.end <= end]
        return within[0] if len(within) == 1 else None

    # ── Multiples and points ──────────────────────────────────────────────

    def _multiple(self, figure: Amount, start: int, clause: str) -> _Wrong | None:
        of = _TIMES_OF.search(clause)
        before = self._only(start + of.start(1), figure.start) if of else None
        now = self._before(start + of.start()) if of else None
        if not before or not now or before.unit != now.unit or before.vague or now.vague or before.low <= 0:
            return None
        if share_fits(figure, now.low / before.high, now.high / before.low):
            return None
        exact = _rounded(now.value / before.value, figure)
        return _Wrong(
            MULTIPLE(
                before=self.printed(before), now=self.printed(now), exact=exact, found=self.printed(figure)
            ),
            exact,
            (before, now),
        )

    def _points(self, figure: Amount) -> _Wrong | None:
        rates = [other for other in self.figures if other.measure is Measure.PERCENT]
        others = [other for other in self.figures if other.measure is Measure.POINTS]
        if len(rates) != 2 or len(others) != 1 or any(rate.vague for rate in rates) or figure.vague:
            return None
        one, other = rates
        if not re.search("[较比由从]", self.text[: max(other.start, figure.start)]) or figure.start < one.end:
            return None
        exact = abs(one.value - other.value)
        if abs(exact - figure.value) <= (one.step + other.step + figure.step) / 2:
            return None
        phrase = POINTS(
            one=self.printed(one), other=self.printed(other), exact=f"{exact:f}", found=self.printed(figure)
        )
        return _Wrong(phrase, f"{exact:f}", (one, other))


def _rounded(value: Decimal, figure: Amount) -> str:
    """A value with two decimals, or as many more as a figure has, without zeros that say nothing."""
    return f"{value.quantize(min(figure.step, Decimal('0.01'))).normalize():f}"
