"""Growth, multiples and differences that are printed in the prose, and the two figures they follow from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import permutations
from typing import NamedTuple

from ...grammar.regex import Regex
from ..prose.amounts import Amount, Measure
from .shares import share_fits

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


class Change(NamedTuple):
    """Two figures that a printed change contradicts."""

    before: Amount
    now: Amount
    base: Decimal  # the value before, which may follow from a printed difference
    exact: Decimal  # the change as it should be printed; below 0 for a decline
    start: int  # of the words that print it


class Changes:
    """The changes of one stretch of prose."""

    def __init__(self, text: str, figures: Sequence[Amount]) -> None:
        self.text, self.figures = text, figures
        self.counts = [
            figure
            for figure in figures
            if figure.measure is Measure.COUNT and figure.unit and not figure.spelt
        ]

    def growth(self, figure: Amount, start: int) -> Change | None:
        """The growth or decline that the clause from `start` to a figure states, if it is wrong."""
        change = _CHANGE.search(self.text[start : figure.start])
        at = start + change.start() if change else start
        pair = self._compared(figure, start, at) if change else None
        if change is None or pair is None:
            return None
        before, now, base = pair
        if before.vague or now.vague or before.unit != now.unit or base <= 0:
            return None
        sign = -1 if _LESS.match(change["way"]) else 1
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
        return Change(before, now, base, exact, at)

    def multiple(self, figure: Amount, start: int) -> Change | None:
        """The multiple that the clause from `start` to a figure states, if it is wrong."""
        of = _TIMES_OF.search(self.text[start : figure.start])
        before = self._only(start + of.start(1), figure.start) if of else None
        now = self._before(start + of.start()) if of else None
        if not before or not now or before.unit != now.unit or before.vague or now.vague or before.low <= 0:
            return None
        if share_fits(figure, now.low / before.high, now.high / before.low):
            return None
        return Change(before, now, before.value, now.value / before.value, start)

    def points(self, figure: Amount) -> Change | None:
        """The difference in points between two rates, if it is wrong."""
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
        return Change(one, other, one.value, exact, figure.start)

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
