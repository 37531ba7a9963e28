"""The other places of a finding, in words."""

from __future__ import annotations

from msgspec import Struct

from ....grammar import Span
from ...engine import Examination
from ...findings import Finding, Problem
from ...messages import Message
from ...places import place_of

AT = Message(zh="{text}：{places}", en="{text}: {places}")
TIMES = Message(zh="{text}（{count} 处）：{places}", en="{text} ({count} times): {places}")
_NAMED = 5  # places that are named


class RelatedPlace(Struct, frozen=True):
    """What is said of one place, or of several of which the same is said in a file without lines."""

    text: str
    span: Span | None


def related_places(finding: Finding, examination: Examination, lang: str) -> list[RelatedPlace]:
    """The other places of a finding. In a file without lines they are named, those that are alike in one."""
    source = examination.source
    if source is None or source.has_lines:
        return [RelatedPlace(one.phrase.text(lang), one.span) for one in finding.related]
    places: dict[str, list[str]] = {}
    for one in finding.related:
        named = place_of(examination.report, Problem(one.phrase, one.span)) if not one.cell else ""
        places.setdefault(one.phrase.text(lang), []).append(examination.private.hide(named))
    return [RelatedPlace(_said(text, named, lang), None) for text, named in places.items()]


def _said(text: str, named: list[str], lang: str) -> str:
    distinct = list(dict.fromkeys(filter(None, named)))
    if not distinct:
        return text
    shown = ("、" if lang == "zh" else ", ").join(distinct[:_NAMED]) + "……" * (len(distinct) > _NAMED)
    message = (
        TIMES(text=text, count=len(named), places=shown) if len(named) > 1 else AT(text=text, places=shown)
    )
    return message.text(lang)
