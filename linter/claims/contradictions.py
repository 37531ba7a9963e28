"""Claims of the prose: those of a whole report, those that contradict its tables, and those that contradict each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache, cached_property
from typing import NamedTuple

from msgspec import Struct

from ...grammar import Formats, Line, LineKind, Report
from ...grammar.claims.reading import Claim, Vocabulary, claims_in
from ...grammar.regex import Regex
from ..audit import Audit
from ..prose.amounts import Stretch, stretches
from ..prose.sentences import Sentence, sentences_of
from .money import UNITS, digits, telling
from .readings import REMEDIES, Figure, Reading, cells_of, figure, figures, fits, readings

__all__ = [
    "Contradiction",
    "Prose",
    "Reading",
    "Statement",
    "cells_of",
    "comparable",
    "denied",
    "figure",
    "fits",
    "readings",
]

_SECTIONS = ("overview", "proactive", "requests", "remedies", "problems", "other")
_HEADING = 30  # characters of a line that is no more than the heading of what follows
_LASTING = (
    "requests",
    *REMEDIES,
)  # topics that a paragraph may be about; files and decisions are named anew in each sentence
_PLACES = Regex("(?:[^省市县区州盟旗]+[省市县区州盟旗])+(?=..)")


class Statement(Struct, frozen=True):
    """A claim in its sentence."""

    sentence: Sentence
    section: str
    claim: Claim


class Prose(Struct, frozen=True, dict=True):
    """All claims of a report, and its audit."""

    audit: Audit

    @cached_property
    def stretches(self) -> list[Stretch]:
        """The prose up to its full stops."""
        return list(stretches(self.audit.report))

    def stretches_with(self, wanted: Regex) -> list[Stretch]:
        """Those that have what is wanted."""
        if not wanted.may_be_in(self.audit.report.prose):
            return []
        return [stretch for stretch in self.stretches if wanted.search(stretch.text)]

    @cached_property
    def statements(self) -> list[Statement]:
        return list(_statements(self.audit.report))

    @cached_property
    def contradictions(self) -> list[Contradiction]:
        return list(_contradictions(self))


def _statements(report: Report) -> Iterator[Statement]:
    vocabulary = _vocabulary(report.formats)
    own = _own_names(report)
    year = report.year.value if report.year else None
    for section in report.distinct_sections:
        id = section.format.id if section.format else ""
        headed = "requests" if id == "requests" else ""
        for line in section.lines if id in _SECTIONS else ():
            if _is_heading(line):
                headed = _lasting(next(iter(vocabulary.topics(line.text)[-1:]), ""))
            topic = headed
            named = [name for name in own if name in line.text]
            for sentence in sentences_of(line):
                text = sentence.text
                for name in named:
                    text = text.replace(name, " " * len(name))
                found, topic = claims_in(text, sentence.start, vocabulary, topic, year)
                for claim in found:
                    yield Statement(sentence, id, claim)
                topic = (
                    topic if report.source.text[sentence.end : sentence.end + 1] == ";" else _lasting(topic)
                )


def _is_heading(line: Line) -> bool:
    return line.kind is LineKind.SUBHEADING or (
        len(line.text) <= _HEADING and not re.search("[,。;]", line.text)
    )


def _lasting(topic: str) -> str:
    return topic if topic in _LASTING else ""


def _own_names(report: Report) -> list[str]:
    """What the reporting body is called, in full and without the places that it lies in: the text may count for it by its name."""
    if report.agency is None:
        return []
    name = report.agency.value
    lies_in = _PLACES.match(name)
    return [name, name[lies_in.end() - 1 :], name[lies_in.end() :]] if lies_in else [name]


@cache
def _vocabulary(formats: Formats) -> Vocabulary:
    return Vocabulary(formats)


# ── Prose against tables ──────────────────────────────────────────────────────


class Contradiction(NamedTuple):
    """A claim that no reading fits. `figures`: the readings with what they amount to."""

    statement: Statement
    figures: tuple[Figure, ...]

    @property
    def code(self) -> str:
        """The rule that speaks of it."""
        claim = self.statement.claim
        if claim.zero:
            return "NB507"
        if claim.topic in REMEDIES:
            return "NB504"
        if claim.topic != "requests":
            return "NB505"
        return (
            "NB503"
            if claim.role.startswith("carried")
            else "NB501"
            if claim.role in ("", "new", "received")
            else "NB502"
        )


def _contradictions(prose: Prose) -> Iterator[Contradiction]:
    """The claims about the report's own year that can be compared with tables and fit none of their readings.

    A claim that fits once the table is mended is left to the rule that speaks of the table.
    """
    audit = prose.audit
    for statement in prose.statements:
        claim = statement.claim
        if not comparable(statement, audit) or (claim.role == "all_finished" and _kept_up(audit)):
            continue
        found = figures(claim, audit)
        if (
            not found
            or any(one.fits(claim) for one in found)
            or _differs_in_unit(statement, audit.report, found)
        ):
            continue
        if not audit.faults or not any(one.fits(claim) for one in figures(claim, audit, repaired=True)):
            yield Contradiction(statement, tuple(found))


def comparable(statement: Statement, audit: Audit) -> bool:
    """Whether a claim is about all that is counted in the report's own year."""
    report = audit.report
    claim, text = statement.claim, report.source.text
    if report.year is None or claim.partly or claim.last or claim.year not in (None, report.year.value):
        return False
    if claim.topic == "requests" and claim.zero:
        return claim.role not in ("processed", "finished", "")
    if not claim.zero and claim.quantity.unit not in _COUNTED and claim.topic not in _OTHER_UNITS:
        return False
    if claim.topic == "requests":
        if claim.who or claim.role not in _PARTIAL:
            return True
        # A part of what was counted before, or what has no word to say what happened to it.
        return (
            bool(claim.role)
            if not claim.part_of
            else claim.role == "finished" and _came_in(audit) == claim.part_of.value
        )
    if claim.who:
        return False
    if claim.topic in REMEDIES:
        return (
            statement.section == "remedies"
            or "信息公开" in text[_stop_before(text, statement.sentence.start) : statement.sentence.end]
        )
    # Where the clause itself does not name them, something else may be meant.
    return not text[claim.span.start].isdigit() or claim.span.end > claim.quantity.span.end


_PARTIAL = ("", "received", "processed", "finished")
_COUNTED = frozenset("件宗起个例条份次部")  # 项 counts kinds of business, not cases
_OTHER_UNITS = ("fees", "processing", "procurement")


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
    """Whether a sum of money has the digits of the table and only its unit is another one, which is another rule's matter."""
    printed = re.match("[0-9][0-9,.]*", report.source.text[statement.claim.quantity.span.start :])
    if statement.claim.quantity.unit != "元" or not printed or not telling(printed[0]):
        return False
    return any(one.value / UNITS[one.reading.unit] == digits(printed[0]) for one in found if one.reading.unit)


# ── Prose against prose ───────────────────────────────────────────────────────


def denied(prose: Prose) -> Iterator[tuple[Statement, Statement]]:
    """What no table holds and is said not to be in one place and counted in another: the denial, and the first that counts it."""
    found = [
        one
        for one in prose.statements
        if one.claim.topic == "processing" and not one.claim.scope and comparable(one, prose.audit)
    ]
    counted = next((one for one in found if one.claim.quantity.value), None)
    if counted:
        yield from ((one, counted) for one in found if not one.claim.quantity.value)
