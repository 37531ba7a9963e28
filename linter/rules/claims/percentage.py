from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from ....grammar.regex import Regex
from ...claims.bare_shares import against_table, not_a_whole
from ...claims.changes import Changes
from ...claims.prose import Prose
from ...claims.shares import Shares
from ...claims.statements import vocabulary_of
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
OF_TABLE = Message(
    zh="正文写“{said}”，按表三是 {exact}%（{part} ÷ {whole}）",
    en="the prose says “{said}”; by table 3 it is {exact}% ({part} ÷ {whole})",
)
NOT_WHOLE = Message(
    zh="所列 {count} 项占比之和为 {sum}%，不是 100%", en="the {count} shares add up to {sum}%, not to 100 %"
)
MORE = Message(zh="增长", en="a growth")
LESS = Message(zh="下降", en="a decline")
FIGURE = Message(zh="算式用到的数“{figure}”", en="“{figure}” goes into it")

_WANTED = Regex(r"[0-9] ?[%‰倍]|百分之|个百分点", needs=("%", "‰", "倍", "百分"))
_RATE = Regex(
    "(?:办结|答复|回复|办复|办理|满意|公开|处理|及时|按时|按期|规范|合格|准确|覆盖|知晓|回应|受理)[^,;:0-9]{0,4}率[^,;:0-9]{0,4}$"
)
_BEFORE = 2  # sentences in which the base of a share may stand


@rule("NB510", "percentage", Severity.WARNING)
def percentage(prose: Prose) -> Iterator[Problem]:
    for stretch, before in _with_those_before(prose):
        found = _Stretch(stretch, before)
        yield from found.bare(prose)
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
        self.stretch, self.text = stretch, stretch.text
        self.figures = amounts(stretch.text)
        self.shares = Shares(stretch.text, self.figures, [one.text for one in before])
        self.changes = Changes(stretch.text, self.figures)

    def printed(self, figure: Amount) -> str:
        return self.text[figure.start : figure.end]

    def reading(self, figure: Amount) -> _Wrong | None:
        """The error in a share, growth or difference that does not follow from the figures around it."""
        if figure.measure is Measure.COUNT:
            return None
        if figure.measure is Measure.POINTS:
            return self._points(figure)
        start = max(map(self.text.rfind, ",;:(", [0] * 4, [figure.start] * 4)) + 1
        if figure.measure is Measure.PERCENT:
            if figure in self.shares.parts:
                return self._share(figure)
            if rate := self._rate(figure, self.text[start : figure.start]):
                return rate
        growth = self._growth(figure, start)
        return growth or (self._multiple(figure, start) if figure.measure is Measure.TIMES else None)

    def bare(self, prose: Prose) -> Iterator[Problem]:
        """Problems of shares without counts: against the table, or else against each other."""
        told, span = self.shares.parts.keys(), self.stretch.span
        if not any(one.measure is Measure.PERCENT and one not in told for one in self.figures):
            return
        vocabulary = vocabulary_of(prose.audit.report.formats)
        wrong = list(against_table(self.text, self.figures, told, prose.audit, vocabulary))
        for one in wrong:
            exact = _rounded(one.part / one.whole * 100, one.figure)
            said = self.text[one.start : one.figure.end]
            phrase = OF_TABLE(said=said, exact=exact, part=f"{one.part:f}", whole=f"{one.whole:f}")
            place = span(one.figure.start, one.figure.end)
            yield Problem(phrase, place, expected=exact, found=self.printed(one.figure))
        parts = [] if wrong else not_a_whole(self.text, self.figures, told)
        if parts:
            total = sum((part.value for part in parts), Decimal(0))
            place = span(parts[0].start, parts[-1].end)
            phrase = NOT_WHOLE(count=len(parts), sum=f"{total:f}")
            yield Problem(phrase, place, expected="100%", found=f"{total:f}%")

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

    def _growth(self, figure: Amount, start: int) -> _Wrong | None:
        found = self.changes.growth(figure, start)
        if found is None:
            return None
        shown = _rounded(abs(found.exact), figure)
        by_difference = found.before.value != found.base
        phrase = GROWTH(
            before=f"{found.base:f}{found.before.unit}" if by_difference else self.printed(found.before),
            now=self.printed(found.now),
            change=MORE() if found.exact > 0 else LESS(),
            exact=shown,
            said=self.text[found.start : figure.end],
        )
        return _Wrong(phrase, shown, (found.before, found.now))

    def _multiple(self, figure: Amount, start: int) -> _Wrong | None:
        found = self.changes.multiple(figure, start)
        if found is None:
            return None
        before, now = self.printed(found.before), self.printed(found.now)
        exact = _rounded(found.exact, figure)
        phrase = MULTIPLE(before=before, now=now, exact=exact, found=self.printed(figure))
        return _Wrong(phrase, exact, (found.before, found.now))

    def _points(self, figure: Amount) -> _Wrong | None:
        found = self.changes.points(figure)
        if found is None:
            return None
        one, other = self.printed(found.before), self.printed(found.now)
        phrase = POINTS(one=one, other=other, exact=f"{found.exact:f}", found=self.printed(figure))
        return _Wrong(phrase, f"{found.exact:f}", (found.before, found.now))


def _rounded(value: Decimal, figure: Amount) -> str:
    """A value with two decimals, or as many more as a figure has, without zeros that say nothing."""
    return f"{value.quantize(min(figure.step, Decimal('0.01'))).normalize():f}"
