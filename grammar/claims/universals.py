"""Claims that need no figure: that there was none of something, and that all of it came to one end.

The words of a clause may stand in any order: 未收到申请, 申请未收到, 无因…引起的行政复议、诉讼等情况. What
narrows the statement, such as 败诉 or 超期, makes it no claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec.structs import replace

from ..regex import Regex
from ..text.maps import Span
from .clausewise import Clause, clauses_of
from .quantities import ZERO, Accuracy, Quantity
from .subjects import REMEDIES, Claim, counts_all
from .vocabulary import word_lists
from .wordsets import any_of

_YEAR = Regex("20[0-9]{2}(?=年)")
_NUMBER_OF_YEAR = Regex("20[0-9]{2}(?![0-9])")
_DONE = ("", "received", "new", "processed", "finished")


@cache
def _patterns() -> dict[str, Regex]:
    """The word lists of claims.toml, each as one pattern; a list of narrowing words belongs to its topic."""
    return {
        name: Regex(any_of(sorted(words, key=len, reverse=True)))
        for name, words in word_lists()["universals"].items()
    }


@cache
def _kinds() -> dict[str, str]:
    """What all requests may be said to be, by its words."""
    words = word_lists()["universals"]
    return {word: name for name in ("granted", "person", "organisation") for word in words[name]}


def universals(text: str, claims: Sequence[Claim]) -> Iterator[Claim]:
    """Yield the claims of none and of all in a sentence, in which other claims were found."""
    words = _patterns()
    if not words["quick"].search(text):
        return
    parts = clauses_of(text)
    for at, clause in enumerate(parts):
        years = [int(year[0]) for year in _YEAR.finditer(text[: clause.start + len(clause.text)])]
        for claim in (*_none(clause, parts[at + 1 : at + 2], words), *_all(text, clause, claims, words)):
            yield replace(claim, year=years[-1]) if years else claim


# ── None ──────────────────────────────────────────────────────────────────────


def _none(clause: Clause, following: Sequence[Clause], words: dict[str, Regex]) -> Iterator[Claim]:
    """The topics that a clause, with what continues it, says there were none of."""
    denied = words["none"].search(clause.text)
    zero = words["nought"].search(clause.text)
    if (not denied and not zero) or re.search("[0-9]", _NUMBER_OF_YEAR.sub("", clause.text)):
        return
    if denied:
        begin = denied.start() + 1 if denied[0].startswith("零") else denied.end()
        tail, start = clause.text[begin:], denied.start()
        for further in following:
            if tail and words["continues"].match(further.text) and not words["ends"].search(tail):
                tail += "," + further.text
        before = words["lead"].sub("", clause.text[: denied.start()])
        if not _topical(tail, words) and before:  # 依申请公开未发生
            tail, start = clause.text[: denied.start()] + tail, 0
    else:
        assert zero is not None
        tail, start = clause.text[: zero.end()], 0
    if re.search("[0-9]", _NUMBER_OF_YEAR.sub("", tail)) or words["reserve"].search(clause.text):
        return
    span = Span(clause.start + start, clause.start + len(clause.text.rstrip()))
    for name in _topical(tail, words):
        topic, role = _MEANT[name]
        if name == "requests" and not words["coming"].search(tail):
            role = ""
        yield Claim(topic, role, "", _zero(span), span, zero=True)


_MEANT = {
    "reviews": ("reviews", ""),
    "lawsuits": ("lawsuits", ""),
    "requests": ("requests", "received"),
    "carried_out": ("requests", "carried_out"),
    "carried_in": ("requests", "carried_in"),
}


def _topical(tail: str, words: dict[str, Regex]) -> list[str]:
    """What the words behind “none” name, unless others narrow it."""
    remedies = [name for name in ("reviews", "lawsuits") if words[name].search(tail)]
    if remedies:
        told = "行政" in tail or "公开" in tail or "被" in tail
        return remedies if told and not words["narrow_remedies"].search(tail) else []
    for name in ("carried_out", "carried_in"):
        if words[name].search(tail):
            return [] if words["narrow_carried"].search(tail) else [name]
    asked = words["requests"].search(tail)
    if not asked or words["narrow_requests"].search(tail) or not words["received"].match(tail):
        return []
    return ["requests"]


# ── All ───────────────────────────────────────────────────────────────────────


def _all(text: str, clause: Clause, claims: Sequence[Claim], words: dict[str, Regex]) -> Iterator[Claim]:
    """What a clause says of all cases that were counted before it."""
    found = words["all"].search(clause.text) or words["alone"].match(clause.text)
    if not found:
        return
    tail = clause.text[found.end() :] or found[0]
    if re.search("[0-9]", tail):
        return
    yield from _of_one_kind(text, clause, found, claims, words)
    if words["narrow_all"].search(clause.text):
        return
    span = Span(clause.start + found.start(), clause.start + len(clause.text.rstrip()))
    before = [
        claim
        for claim in claims
        if claim.quantity.span.end <= clause.start + found.start() and not claim.zero
    ]
    if not before:
        return
    counted = [claim for claim in before if not claim.part_of]
    if words["done"].search(tail):
        last = [
            claim
            for claim in counted
            if claim.role != "carried_in"
            and counts_all(replace(claim, who="", role="" if claim.role == "processed" else claim.role))
            and claim.who in ("", "person")
            and claim.quantity.value
        ]
        if last and _told_of(text, last[-1], clause.start, words):
            yield Claim("requests", "all_finished", "", _zero(span), span, zero=True)
        if words["decided"].search(tail):
            yield from _of_remedies(text, before, "pending", span)
    elif words["decided"].search(tail):
        yield from _of_remedies(text, before, "pending", span)
    elif words["upheld"].search(tail):
        yield from _of_remedies(text, before, "all_upheld", span)


def _of_one_kind(
    text: str, clause: Clause, found: re.Match[str], claims: Sequence[Claim], words: dict[str, Regex]
) -> Iterator[Claim]:
    """All requests that were counted right before had one result, or came from one kind of applicants."""
    kind = words["besides"].sub("", clause.text[: found.start()] + clause.text[found.end() :])
    name = _kinds().get(kind, "")
    start = clause.start + found.start()
    before = [claim for claim in claims if claim.quantity.span.end <= start]
    if not name or not before:
        return
    counted = before[-1]
    if (
        counted.topic != "requests"
        or counted.role not in _DONE
        or counted.who
        or counted.part_of
        or counted.partly
        or not counted.quantity.value
        or re.search("[0-9]", text[counted.quantity.span.end : start])
    ):
        return
    span = Span(start, clause.start + len(clause.text.rstrip()))
    yield replace(
        counted,
        role="granted+partial" if name == "granted" else counted.role,
        who="" if name == "granted" else name,
        quantity=replace(counted.quantity, accuracy=Accuracy.ALL, span=span),
        span=span,
        part_of=counted.quantity,
        zero=True,
    )


def _of_remedies(text: str, before: Sequence[Claim], role: str, span: Span) -> Iterator[Claim]:
    """One end of all reviews and lawsuits that were counted last."""
    if before[-1].topic not in REMEDIES or re.search(
        "[0-9]", text[before[-1].quantity.span.end : span.start]
    ):
        return
    last = dict.fromkeys(
        claim.topic
        for claim in before
        if claim.topic in REMEDIES
        and claim.role in _DONE
        and (not claim.partly or "公开" in text[: claim.span.end])
        and claim.quantity.value
    )
    for topic in last:
        yield Claim(topic, role, "", _zero(span), span, zero=True)


def _told_of(text: str, claim: Claim, until: int, words: dict[str, Regex]) -> bool:
    """Whether nothing else is counted between a claim and what is said of all."""
    between = text[claim.span.end : until]
    return not re.search("[0-9]", between) or (
        bool(words["parts"].search(between)) and not words["other_things"].search(between)
    )


def _zero(span: Span) -> Quantity:
    return replace(ZERO, span=span)
