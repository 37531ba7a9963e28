"""Shares that are printed without their counts: held against 表三, and against each other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from ...grammar import Report
from ...grammar.claims.quantities import ZERO
from ...grammar.claims.reading import Claim, Vocabulary
from ...grammar.claims.subjects import is_outcome
from ...grammar.regex import Regex
from ..audit import Audit
from ..prose.amounts import Amount, Measure
from .readings import Reading, figure, readings
from .shares import share_fits

_ITEM = Regex("(?P<what>[^占,;:、()0-9%]{2,20})占(?P<of>[^占,;:、()0-9]{0,10})$")
_OF_ALL = Regex("(?:比|总数|总量|全部|全年|申请|办结|答复|办理|收到|的|比例|为|约|达到?|数|量)*")
_BESIDES = Regex("其中|申请人看|结果为|属于|申请|提出|提交|件数|情况|[的由从]")  # beside a name
_REST = ("其他", "其它", "其余")
_LONGEST = 34  # characters from the name of an item to its share
# How far from 100 shares that are meant to be a whole may come to; further off they are of several wholes.
_FAR, _NEAR = 20, 10
_OTHER_WHOLE = Regex(
    "网上|网络|线上|线下|信函|邮寄|当面|现场|去年|上年|往年|同比|季度|半年|[0-9]月|全市|全县|全区|全省|全系统|各"
    "|来信|热线|提案|建议|留言|信件|复议|诉讼|其余|涉及|关于"
)
_WHOLES = (("handled",), ("received",), ("received", "carried_in"))


class BareShare(NamedTuple):
    """A share that no whole of the table explains, with the nearest that the table has."""

    figure: Amount
    start: int  # where the words of what has the share begin
    part: Decimal
    whole: Decimal


class _Item(NamedTuple):
    figure: Amount
    start: int
    what: str
    of: str


def _items(text: str, figures: Sequence[Amount], told: Collection[Amount]) -> Iterator[_Item]:
    """The shares that follow right upon what has them."""
    for one in figures:
        if one.measure is not Measure.PERCENT or one in told or one.vague:
            continue
        found = _ITEM.search(text, max(0, one.start - _LONGEST), one.start)
        if found and _begins(text, found.start()):
            yield _Item(one, found.start(), found["what"], found["of"])


def _begins(text: str, at: int) -> bool:
    """Whether a clause begins here, or the next one of shares with 、 between them."""
    return not at or text[at - 1] in ",;:(" or text.endswith("%", 0, at - 1)


# ── Beside the table ──────────────────────────────────────────────────────────


def against_table(
    text: str,
    figures: Sequence[Amount],
    told: Collection[Amount],
    audit: Audit,
    vocabulary: Vocabulary,
) -> Iterator[BareShare]:
    """The shares of outcomes and applicants that follow from no whole of the table."""
    if "申请" not in text or _OTHER_WHOLE.search(text):
        return
    wholes = [value for rows in _WHOLES if (value := _sum(audit, rows)) is not None]
    counts = {one.value for one in figures if one.measure is Measure.COUNT and not one.spelt}
    if not wholes or not counts <= set(wholes):  # another whole, or parts of it, may be meant
        return
    for item in _items(text, figures, told):
        if not _OF_ALL.fullmatch(item.of):
            continue
        pairs = [
            (part, whole)
            for part in _parts(item.what, audit, vocabulary)
            for whole in wholes
            if whole and part <= whole
        ]
        shares = [part / whole * 100 for part, whole in pairs]
        if pairs and not any(share_fits(item.figure, share, share) for share in shares):
            part, whole = min(pairs, key=lambda pair: abs(pair[0] / pair[1] * 100 - item.figure.value))
            yield BareShare(item.figure, item.start, part, whole)


def _parts(what: str, audit: Audit, vocabulary: Vocabulary) -> list[Decimal]:
    """The counts that a name of an outcome or of applicants may have in the table."""
    words = vocabulary.words
    kind, id = words.get(what) or words.get(_BESIDES.compiled.sub("", what)) or ("", "")
    if kind == "WHO":
        claims = [Claim("requests", role, id, ZERO, ZERO.span) for role in ("", "finished")]
    elif kind == "ROLE" and is_outcome(id) and not id.startswith("carried"):
        claims = [Claim("requests", id, "", ZERO, ZERO.span)]
    else:
        return []
    found = (figure(audit, reading) for claim in claims for reading in _known(claim, audit.report))
    return [value for value in found if value is not None]


def _known(claim: Claim, report: Report) -> list[Reading]:
    return [reading for reading in readings(claim, report) if reading.places]


def _sum(audit: Audit, rows: Sequence[str]) -> Decimal | None:
    return figure(audit, Reading("requests", tuple((row, "total") for row in rows)))


# ── Beside each other ─────────────────────────────────────────────────────────


def not_a_whole(text: str, figures: Sequence[Amount], told: Collection[Amount]) -> list[Amount]:
    """The shares of one list that are meant to be all of something, and do not come to 100 %."""
    chain: list[_Item] = []
    for item in _items(text, figures, told):
        if chain and (item.start != chain[-1].figure.end + 1 or item.figure.depth != chain[-1].figure.depth):
            if _falls_short(chain):
                break
            chain = []
        chain.append(item)
    return [item.figure for item in chain] if _falls_short(chain) else []


def _falls_short(chain: Sequence[_Item]) -> bool:
    """Whether shares are a whole by their words or nearly so, and not by their sum."""
    if len(chain) < 2 or len({item.of for item in chain[1:]}) > 1:
        return False
    total = sum((item.figure.value for item in chain), Decimal(0))
    slack = sum((item.figure.step for item in chain), Decimal(0))
    off = abs(total - 100)
    closed = chain[-1].what.startswith(_REST)
    return slack < off <= (_FAR if closed else _NEAR) and (closed or len(chain) > 2)
