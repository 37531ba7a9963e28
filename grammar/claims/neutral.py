"""Phrases that say nothing about what is counted, and sentences that only look like counts."""

from __future__ import annotations

import re
from functools import cache

from msgspec.structs import replace

from ..regex import Regex
from .subjects import Claim
from .vocabulary import word_lists

_SLOGAN = Regex('坚持|做到|确保|力求|努力|力争|每|“|"|实现|推行')
_ONE = Regex("[一1](?:件|个|份|起|宗|项)")


@cache
def _patterns() -> tuple[Regex, Regex, Regex]:
    data = word_lists()["neutral"]
    return (
        Regex("|".join(data["phrases"]), needs=tuple(data["needs"])),
        Regex(data["assisted"]),
        Regex(data["others"]),
    )


def without_neutral(text: str) -> str:
    """Return a sentence with blanks for its neutral phrases, so that offsets stay."""
    return _patterns()[0].sub(lambda match: " " * len(match[0]), text)


def narrowed(text: str, claim: Claim) -> Claim:
    """Return the claim; as a partial one where it is about another body or other things."""
    start = max(text.rfind(mark, 0, claim.span.start) for mark in ",:;") + 1
    _, assisted, others = _patterns()
    before = text[: claim.span.end]
    if assisted.search(text, start, claim.span.end) or (
        claim.topic == "requests"
        and not claim.zero
        and others.search(before)
        and "申请" not in before
        and "公开" not in before
    ):
        return replace(claim, partly=True)
    return claim


def is_slogan(text: str, claim: Claim) -> bool:
    """Tell whether a figure is the one of a slogan, such as 办结一件申请、讲清一项政策."""
    start, end = claim.quantity.span
    if claim.zero or claim.quantity.value != 1 or not text.startswith("一", start):
        return False
    return bool(_SLOGAN.search(text, 0, start)) or len(re.findall(_ONE.pattern, text[: end + 16])) > 1
