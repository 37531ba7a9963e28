"""Read sentences of the prose into claims: figures and their subjects."""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from ..memory import remembered
from .clauses import read_clauses
from .neutral import is_slogan, narrowed, without_neutral
from .quantities import Accuracy, Quantity, Vocabulary, clauses
from .subjects import Claim, Context
from .universals import universals

__all__ = ["Accuracy", "Claim", "Quantity", "Vocabulary", "claims_in"]

_SUBJECTS = frozenset(("TOPIC", "ROLE", "WHO", "CARRIED", "CARRIED_IN", "CARRIED_OUT", "RATE"))


def claims_in(
    text: str, offset: int, vocabulary: Vocabulary, topic: str = "", year: int | None = None
) -> tuple[list[Claim], str]:
    """Return the claims of one sentence and its last topic.

    `offset` is the start of the sentence in the text of the source.
    `topic` is the last topic of the sentence before, and `year` is the year of the report.
    """
    claims, last = _claims_in(text, vocabulary, topic, year)
    return [claim.moved(offset) for claim in claims], last


@remembered
def _claims_in(text: str, vocabulary: Vocabulary, topic: str, year: int | None) -> tuple[list[Claim], str]:
    if not vocabulary.counts(text, topic):
        return [], next((found for found in reversed(vocabulary.topics(text)) if found), topic)
    original, text = text, without_neutral(text)
    tokens = vocabulary.tokens(text)
    kinds = {token.type for token in tokens}
    if not kinds & _SUBJECTS:
        return [], "" if kinds & {"DIGITS", "NUMERAL"} else topic
    named = {token.id for token in tokens if token.type == "TOPIC"}
    remedies = {"reviews", "lawsuits"} <= named
    context = Context(vocabulary, topic, year, documents="DOCUMENT" in kinds, remedies=remedies)
    read_clauses(clauses(tokens), context)
    claims = _with_universals(original, context.claims)
    if any(claim.role == "carried_out" and claim.quantity.value for claim in claims):
        # Here “all” means only the requests that were due.
        claims = [claim for claim in claims if claim.role != "all_finished"]
    return _unambiguous(
        [narrowed(original, claim) for claim in claims if not is_slogan(original, claim)]
    ), context.topic


def _with_universals(text: str, claims: list[Claim]) -> list[Claim]:
    """Return the claims of a sentence with those of none and of all that are not among them yet."""
    found = list(claims)
    for claim in universals(text, claims):
        same = [
            other
            for other in found
            if other.zero
            and other.topic == claim.topic
            and (other.role == claim.role or {other.role, claim.role} <= {"", "received", "new"})
        ]
        if not any(not other.partly for other in same):
            found = [other for other in found if other not in same]
            found.append(claim)
    said: set[tuple[str, str]] = set()
    kept = []
    for claim in sorted(found, key=lambda claim: claim.span.start):
        what = (claim.topic, "" if claim.role in ("received", "new") else claim.role)
        if not claim.zero or claim.partly or what not in said:  # 未收到申请，无依申请公开情况 says one thing
            kept.append(claim)
        said.update([what] if claim.zero and not claim.partly else [])
    return kept


def _unambiguous(claims: list[Claim]) -> list[Claim]:
    """Mark claims as partial where one sentence has different figures for one subject.

    In 废止3件，宣布失效1件, for example, neither figure is the whole.
    """
    values: dict[tuple[object, ...], set[Decimal]] = {}
    for claim in claims:
        values.setdefault(_counted(claim), set()).add(claim.quantity.value)
    return [replace(claim, partly=claim.partly or len(values[_counted(claim)]) > 1) for claim in claims]


def _counted(claim: Claim) -> tuple[object, ...]:
    return (
        claim.topic,
        claim.role,
        claim.who,
        claim.year,
        claim.last,
        claim.part_of,
        claim.partly,
        claim.quantity.unit == "元",
    )
