"""What a phrase and its figure say, added to the claims of the sentence."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from ..text.maps import Span
from .phrases import Phrase
from .quantities import ZERO, Quantity
from .subjects import (
    DECIDED,
    FLOW,
    ON_REQUEST,
    REMEDIES,
    Claim,
    Subject,
    counts_all,
    fits,
    is_outcome,
    measures,
)
from .vocabulary import WEAK


def all_finished(phrase: Phrase) -> None:
    """Claim that every request is finished, as in 均已办结 and 办结率100%."""
    latest, subject = phrase.context.named, phrase.subject
    if latest is None:
        said = subject.topic == "requests" and subject.word not in WEAK and subject.role in ("", "finished")
    else:
        said = all(map(counts_all, latest)) and any(
            claim.role != "carried_in" and claim.quantity.value for claim in latest
        )
    if said:
        _say(phrase, "requests", "all_finished")


def all_upheld(phrase: Phrase) -> None:
    """Claim that no case had another result, as in 均维持."""
    latest = phrase.context.latest
    if latest and all(
        claim.topic in REMEDIES and claim.role in ("", "received", "new", "processed") for claim in latest
    ):
        for topic in {
            claim.topic: None
            for claim in latest
            if claim.quantity.value and not claim.partly and phrase.subject.topic in ("", claim.topic)
        }:
            _say(phrase, topic, "all_upheld")


def stated(phrase: Phrase) -> Quantity:
    """Return the zero that the words of a phrase state."""
    assert phrase.start is not None
    return replace(ZERO, span=Span(phrase.start, phrase.end))


def _say(phrase: Phrase, topic: str, role: str) -> None:
    """Add a claim that needs no figure."""
    _add(phrase, topic, role, phrase.subject, stated(phrase), zero=True)


def claim(phrase: Phrase, subject: Subject, quantity: Quantity, zero: bool = False) -> None:
    """Add a claim if the words name its subject clearly."""
    context, role = phrase.context, subject.role
    topic = subject.topic
    outcome = is_outcome(role)
    if not topic and (role or subject.who):
        topic = context.topic or context.told_of(role)
        if outcome and topic != "requests":
            topic = context.topic = "requests"
    if not topic or not fits(topic, role) or not (zero or measures(topic, quantity)):
        return
    partly = subject.partly or context.narrow or (subject.others and not subject.topic)
    if topic == "requests":
        asked = subject.verb and role in ("received", "new")  # 收到依申请公开2件 is no class of documents
        partly |= context.documents and not asked and (not subject.topic or subject.word in ON_REQUEST)
        partly |= subject.word in ON_REQUEST and not role and not zero and quantity.value != 0
        if role.startswith("carried") and not subject.topic:
            counted = any(claim.topic == "requests" for claim in context.claims)
            partly |= (context.of_others and not counted) or _of_remedies(
                context.wholes if context.parts else context.latest
            )
    elif topic in DECIDED:
        partly |= context.of_others and not role and not (subject.word.endswith("决定") and not context.parts)
        context.of_others |= partly
    partly |= context.parts and phrase.lead and not outcome and not subject.who
    if subject.topic and not partly:
        context.topic, context.of_others = subject.topic, False
    _add(phrase, topic, role, replace(subject, partly=partly), quantity, zero)


def _add(phrase: Phrase, topic: str, role: str, subject: Subject, quantity: Quantity, zero: bool) -> None:
    context = phrase.context
    kind = "who" if subject.who else "flow" if role in FLOW or role.startswith("carried") else "outcome"
    if context.whole and context.kind_of_part not in ("", kind):
        context.whole, context.parts = None, False
    context.kind_of_part = kind
    start = quantity.span.start if phrase.start is None else min(phrase.start, quantity.span.start)
    span = Span(start, max(phrase.end, quantity.span.end))
    of = context.wholes[-1].role if context.whole and context.wholes else ""
    added = Claim(
        topic,
        role,
        subject.who,
        quantity,
        span,
        subject.partly,
        context.scope,
        context.year,
        context.last,
        context.whole,
        zero,
        of,
    )
    context.claims.append(added)
    if not zero:
        context.latest = [*(context.latest or ()), added]


def _of_remedies(claims: Sequence[Claim] | None) -> bool:
    return claims is not None and len(claims) > 0 and claims[-1].topic in REMEDIES
