"""Shares of a whole that are printed in the prose, and the whole that explains them best.

The whole may stand in one of the sentences before. It is found for all shares of a sentence together: it is
the one from which most of them follow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from msgspec.structs import replace

from ...grammar.regex import Regex
from ..prose.amounts import Amount, Measure, amounts

_SHARE = Regex(r"占(?P<of>[^占,;:]*)$")
_NO_NAME = Regex("其中|其|分别|数量|总量|总数|比例|约|共|合计|均|全部|[、和及(]")
_OF_ALL = Regex(
    "(?:比|总|全部|申请|量|件数|发布|公开|信息|的|为|约|达|受理|办结|收到|新收|本年度?|全年|政府|政务|主动|依|到|分别|上述|其|办理|数|近|超过|逾|了)*"
)
_PART_FOLLOWS = Regex("[,(](?:共|计|为|即|有)(?=[0-9])")
_VAGUE = Decimal("0.1")  # 近50% is not further from 50 than this share
_MOST_BASES = 40


class Wrong(NamedTuple):
    """A share that does not follow: its part, and the whole that explains the others or is the only one."""

    part: Amount
    whole: Amount
    part_printed: str
    whole_printed: str


class _Share(NamedTuple):
    figure: Amount
    part: Amount
    of: str  # the words between 占 and the figure
    at: int  # where 占 stands
    named: tuple[Amount, ...]  # counts in those words


class Shares:
    """The shares of one stretch of prose; `before` are the sentences before it."""

    def __init__(self, text: str, figures: Sequence[Amount], before: Sequence[str]) -> None:
        self._text = text
        self._counts = [one for one in figures if _counts(one)]
        self._before = [
            (one, sentence[one.start : one.end])
            for sentence in before
            for one in amounts(sentence)
            if _counts(one) and one.depth == 0
        ]
        found = (self._read(one) for one in figures if one.measure is Measure.PERCENT)
        self.parts = {one.figure: one for one in found if one}
        self._base = self._base_of_all()

    def _read(self, figure: Amount) -> _Share | None:
        text = self._text
        start = max(map(text.rfind, ",;:(", [0] * 4, [figure.start] * 4)) + 1
        share = _SHARE.search(text[start : figure.start])
        if not share:
            return None
        at = start + share.start()
        follows = _PART_FOLLOWS.match(text, figure.end)
        part = next((one for one in self._counts if follows and one.start == follows.end()), None)
        if part is None and not self._named_anew(start, at):
            part = self._part_before(at, figure.depth)
        if part is None or "分别" in text[max(0, at - 4) : figure.start]:
            return None
        if text[figure.end :].startswith(("、", "和")) and not re.match(
            "[、和][^,;:0-9]+[0-9]+(?:件|条)", text[figure.end :]
        ):
            return None
        named = tuple(one for one in self._counts if at < one.start < figure.start)
        return _Share(figure, part, share["of"], at, named)

    def _named_anew(self, start: int, at: int) -> bool:
        """Whether the clause has a name and no count: 收到申请9件,其中予以公开占75% is not about the 9."""
        words = _NO_NAME.compiled.sub("", self._text[start:at])
        return bool(words) and not any(start <= one.start < at for one in self._counts)

    def _part_before(self, offset: int, depth: int) -> Amount | None:
        """The last count before 占 at its own level: 其他处理7件(其中撤回5件),占25% is about the 7."""
        counts = [one for one in self._counts if one.end <= offset and one.depth <= depth]
        if not counts:
            return None
        last = counts[-1]
        gap = re.sub(r"\([^()]*\)", "", self._text[last.end : offset])
        return last if len(re.findall("[,;:]", gap)) <= 1 and "%" not in gap else None

    def _bases(self, share: _Share) -> Iterator[tuple[Amount, str]]:
        """The counts that may be the whole of a share, the nearest last."""
        wanted = share.part
        for one, printed in self._before:
            if one.unit == wanted.unit and one.value >= wanted.value:
                yield one, printed
        for one in self._counts:
            if one is not wanted and one.unit == wanted.unit and one.value >= wanted.value:
                yield one, self._text[one.start : one.end]

    def _base_of_all(self) -> tuple[Amount, str] | None:
        """The whole from which at least two shares, and most of them, follow."""
        shares = [share for share in self.parts.values() if not share.named]
        if len(shares) < 2:
            return None
        bases = {base: printed for share in shares for base, printed in self._bases(share)}
        total = sum((share.part.value for share in shares), Decimal(0))
        summed = replace(shares[0].part, value=total)
        choices = [(summed, f"{total:f}{summed.unit}"), *list(bases.items())[:_MOST_BASES]]
        best = max(choices, key=lambda choice: sum(_follows(share, choice[0]) for share in shares))
        fitting = sum(_follows(share, best[0]) for share in shares)
        return best if fitting >= 2 and fitting * 2 > len(shares) else None

    def wrong(self, figure: Amount) -> Wrong | None:
        """What a share contradicts, if no whole that it may have explains it."""
        share = self.parts[figure]
        part = share.part
        if len(share.named) > 1 or part.vague:
            return None
        bases = list(self._bases(share))
        if any(_follows(share, base) for base, _ in bases):
            return None
        if share.named:
            whole, printed = share.named[0], self._text[share.named[0].start : share.named[0].end]
        elif self._base:
            whole, printed = self._base
        else:
            larger = [
                (base, printed)
                for base, printed in bases
                if base.value > part.value
                and (base, printed) not in self._before
                and base.end <= min(part.start, share.at)
            ]
            if len({base.value for base, _ in larger}) != 1 or not _OF_ALL.fullmatch(share.of):
                return None
            whole, printed = larger[0]
            if any(share_fits(figure, *_range(one, two)) for one, two in self._pairs(part.unit)):
                return None
        if not whole.value or whole.vague or part.unit != whole.unit:
            return None
        if _follows(share, whole):
            return None
        return Wrong(part, whole, self._text[part.start : part.end], printed)

    def _pairs(self, unit: str) -> Iterator[tuple[Amount, Amount]]:
        return (
            (one, two)
            for one in self._counts
            for two in self._counts
            if one is not two and one.unit == two.unit == unit and two.low > 0
        )


def _counts(figure: Amount) -> bool:
    return figure.measure is Measure.COUNT and bool(figure.unit) and not figure.spelt


def _range(part: Amount, whole: Amount) -> tuple[Decimal, Decimal]:
    return part.low / whole.high * 100, part.high / whole.low * 100


def _follows(share: _Share, whole: Amount) -> bool:
    return whole.low > 0 and share_fits(share.figure, *_range(share.part, whole))


def share_fits(figure: Amount, low: Decimal, high: Decimal) -> bool:
    """Whether anything between two values may be printed as this figure, rounded or cut off."""
    slack = max(figure.value * _VAGUE, figure.step) if figure.vague else Decimal(0)
    return low < figure.value + figure.step + slack and high >= figure.value - figure.step / 2 - slack
