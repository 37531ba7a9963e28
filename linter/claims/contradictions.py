"""Claims that contradict the tables, and claims that contradict each other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

from msgspec.structs import replace

from ...grammar import Report
from ...grammar.claims.reading import Accuracy, Claim
from ...grammar.regex import Regex
from ..audit import Audit
from ..prose.sentences import Sentence
from .money import UNITS, digits, telling
from .readings import REMEDIES, Figure, Reading, figure, figures
from .statements import Statement

# ── Prose against tables ──────────────────────────────────────────────────────


class ClaimKind(Enum):
    """The kinds of claims that may contradict a table. Each has a rule."""

    REQUESTS = "requests"  # how many requests came in
    OUTCOME = "outcome"  # how they were answered
    CARRIED = "carried"  # how many were carried over from or to another year
    REMEDIES = "remedies"  # reviews and lawsuits
    DISCLOSURE = "disclosure"  # files, decisions and fees, which the first tables count
    ZERO = "zero"  # that there was none of something, whatever it is


class Contradiction(NamedTuple):
    """A claim that no reading of it fits."""

    statement: Statement
    figures: tuple[Figure, ...]  # the readings, with what the table has for each

    @property
    def kind(self) -> ClaimKind:
        return _kind(self.statement.claim)


def _kind(claim: Claim) -> ClaimKind:
    if not claim.quantity.value and (claim.zero or (claim.topic == "requests" and not claim.role)):
        return ClaimKind.ZERO
    if claim.topic in REMEDIES:
        return ClaimKind.REMEDIES
    if claim.topic != "requests":
        return ClaimKind.DISCLOSURE
    if claim.role.startswith("carried"):
        return ClaimKind.CARRIED
    return ClaimKind.REQUESTS if claim.role in ("", "new", "received") else ClaimKind.OUTCOME


def contradictions_of(statements: Iterable[Statement], audit: Audit) -> Iterator[Contradiction]:
    """The claims about the report's own year that can be compared with tables and fit none of their readings.

    A claim that fits once the table is corrected is left to the rule that speaks of the table.
    """
    statements = list(statements)
    beside: dict[Sentence, list[Claim]] = defaultdict(list)
    for one in statements:
        beside[one.sentence].append(one.claim)
    for statement in statements:
        claim = statement.claim
        if not comparable(statement, audit) or (claim.role == "all_finished" and _kept_up(audit)):
            continue
        found = _of_the_whole(claim, figures(claim, audit), audit)
        if (
            not found
            or any(one.fits(claim) for one in found)
            or any(one.fits(claim) for one in _told_otherwise(statement, beside[statement.sentence], audit))
            or _differs_in_unit(statement, audit.report, found)
        ):
            continue
        if not audit.faults or not any(one.fits(claim) for one in figures(claim, audit, repaired=True)):
            yield Contradiction(statement, tuple(found))


def _told_otherwise(statement: Statement, beside: Sequence[Claim], audit: Audit) -> Iterator[Figure]:
    """The figures of less likely readings.

    A result of a review may be one of the lawsuits beside it, and the smaller of two figures for one thing
    may count a part of it.
    """
    claim = statement.claim
    topics = {one.topic for one in beside}
    for one in beside:
        same = (one.topic, one.role, one.who) == (claim.topic, claim.role, claim.who)
        if same and claim.role and one.part_of != claim.part_of and one.quantity.value > claim.quantity.value:
            found = [figure for figure in figures(one, audit) if figure.fits(one)]
            yield from (replace_value(figure, claim) for figure in found)
    if claim.topic in REMEDIES and not claim.zero and claim.role not in ("", "received", "new"):
        for topic in topics & REMEDIES.keys() - {claim.topic}:
            yield from figures(replace(claim, topic=topic), audit)
        if len(topics & REMEDIES.keys()) > 1:
            both = [
                found[0]
                for topic in ("reviews", "lawsuits")
                if (found := figures(replace(claim, topic=topic), audit))
            ]
            if both:
                yield Figure(both[0].reading, sum((one.value for one in both), Decimal(0)), both[0].step)


def _of_the_whole(claim: Claim, found: list[Figure], audit: Audit) -> list[Figure]:
    """Of who asked all requests of a count, only the rows that come to this count, if there are any."""
    if claim.quantity.accuracy is not Accuracy.ALL or not claim.who:
        return found
    kept = []
    for one in found:
        rows = dict.fromkeys((row, "total") for row, _ in one.reading.places)
        if figure(audit, Reading(one.reading.table, tuple(rows))) == claim.quantity.value:
            kept.append(one)
    return kept or found


def replace_value(figure: Figure, claim: Claim) -> Figure:
    """The figure as the claim says it, for a claim that is a part of what fits."""
    return figure._replace(value=claim.quantity.value)


def comparable(statement: Statement, audit: Audit) -> bool:
    """Whether a claim is about all that is counted in the report's own year."""
    report = audit.report
    claim, text = statement.claim, report.source.text
    if report.year is None or claim.partly or claim.last or claim.year not in (None, report.year.value):
        return False
    if claim.topic == "requests" and claim.zero and not claim.quantity.value:
        return claim.role not in ("processed", "finished")
    if (
        not claim.zero
        and claim.quantity.unit not in _COUNTED
        and claim.topic not in _OTHER_UNITS
        and not (claim.topic == "requests" and claim.quantity.unit in ("项", "件次", ""))
    ):
        return False
    if claim.topic == "requests":
        if not claim.role and not claim.zero and _BY_ITSELF.search(statement.sentence.text):
            return False  # beside what was published by itself, 依申请公开 is a class of documents
        if claim.who or claim.role not in _PARTIAL:
            # A part that is all of what was carried in is counted with those of the new ones.
            return (
                claim.of != "carried_in"
                or claim.part_of is None
                or claim.part_of.value != claim.quantity.value
            )
        # A part of what was counted before, or what has no word to say what happened to it.
        return (
            bool(claim.role or _IN_ALL.search(statement.sentence.text))
            if not claim.part_of
            else claim.role == "finished" and _came_in(audit) == claim.part_of.value
        )
    if claim.who:
        return False
    if claim.topic in REMEDIES:
        return (
            statement.section == "remedies"
            or "公开" in text[_told_since(text, statement) : statement.sentence.end]
        )
    # Where the clause itself does not name them, something else may be meant.
    return not text[claim.span.start].isdigit() or claim.span.end > claim.quantity.span.end


_BY_ITSELF = Regex("(?:主动|网站|平台|公众号)[^,;0-9]{0,3}(?:公开|发布)[^,;0-9]{0,12}[0-9]")
_IN_ALL = Regex("共|总|全年|年度|年内|今年|数|量|20[0-9]{2}年")
_PARTIAL = ("", "received", "processed", "finished")
_COUNTED = frozenset("件宗起个例条份次部")  # 项 counts kinds of business, not cases
_OTHER_UNITS = ("fees", "processing", "procurement")


def _told_since(text: str, statement: Statement) -> int:
    """Where the words begin that tell what reviews are about: the sentence, or the line of a denial."""
    if statement.claim.zero or "被" in statement.sentence.text:  # 答复后被行政复议
        return text.rfind("\n", 0, statement.claim.span.start) + 1
    return _stop_before(text, statement.sentence.start)


def _stop_before(text: str, offset: int) -> int:
    """Where the sentence begins, 。 to 。, or its line."""
    return max(text.rfind("。", 0, offset), text.rfind("\n", 0, offset)) + 1


def _came_in(audit: Audit) -> Decimal | None:
    """All requests that were to be handled in the year."""
    return figure(audit, Reading("requests", (("received", "total"), ("carried_in", "total"))))


def _kept_up(audit: Audit) -> bool:
    """Whether as many requests were handled as came in, so that “all of them” may be said of these."""
    handled, received = (
        figure(audit, Reading("requests", ((row, "total"),))) for row in ("handled", "received")
    )
    return handled is not None and received is not None and handled >= received


def _differs_in_unit(statement: Statement, report: Report, found: Sequence[Figure]) -> bool:
    """Whether a sum of money differs from the table only in its unit, which another rule reports."""
    printed = re.match("[0-9][0-9,.]*", report.source.text[statement.claim.quantity.span.start :])
    if statement.claim.quantity.unit != "元" or not printed or not telling(printed[0]):
        return False
    return any(one.value / UNITS[one.reading.unit] == digits(printed[0]) for one in found if one.reading.unit)


# ── Prose against prose ───────────────────────────────────────────────────────


def denied(statements: Iterable[Statement], audit: Audit) -> Iterator[tuple[Statement, Statement]]:
    """Claims that something did not happen, each with the first claim that counts it.

    Only about things that no table holds.
    """
    found = [
        one
        for one in statements
        if one.claim.topic == "processing" and not one.claim.scope and comparable(one, audit)
    ]
    counted = next((one for one in found if one.claim.quantity.value), None)
    if counted:
        yield from ((one, counted) for one in found if not one.claim.quantity.value)
