"""Claims of the prose beside the figures of the tables: how each may be read, and whether a reading fits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from typing import NamedTuple

from ...grammar import Cell, Formats, Report
from ...grammar.claims import Accuracy, Claim, Vocabulary, claims_in
from ..audit import Audit
from .sentences import Sentence, sentences

_SECTIONS = ("overview", "proactive", "requests", "remedies", "problems", "other")
_STEP = 2  # 1000余 is less than so many times 1000
_NEAR = Decimal("0.1")  # 约1000 is not further from 1000 than this share

Places = tuple[tuple[str, str], ...]


class Reading(NamedTuple):
    """One way to understand a claim: as the sum of these cells of a table."""

    table: str
    places: Places


@dataclass(frozen=True)
class Statement:
    """A claim in its sentence."""

    sentence: Sentence
    section: str
    claim: Claim


@dataclass(frozen=True)
class Prose:
    """All claims of a report, and its audit."""

    audit: Audit

    @cached_property
    def statements(self) -> list[Statement]:
        return list(_statements(self.audit.report))


def _statements(report: Report) -> Iterator[Statement]:
    vocabulary = _vocabulary(report.formats)
    for section in _SECTIONS:
        line_end, topic = -1, ""
        for sentence in sentences(report, section):
            if report.source.text.find("\n", line_end, sentence.start) >= 0:
                topic = ""
            found, topic = claims_in(sentence.text, sentence.start, vocabulary, topic)
            line_end = sentence.start + len(sentence.text)
            for claim in found:
                yield Statement(sentence, section, claim)


@cache
def _vocabulary(formats: Formats) -> Vocabulary:
    return Vocabulary(formats)


def figure(audit: Audit, reading: Reading) -> Decimal | None:
    """What a reading amounts to, if every cell of it is known."""
    table = audit.report.tables.get(reading.table)
    if table is None or reading.table in audit.doubts:
        return None
    total = Decimal(0)
    for place in reading.places:
        cell = table.cells.get(place)
        bounds = audit.bounds.get((reading.table, *place))
        value = cell.value if cell else None
        if value is None and bounds is not None:
            value = bounds.figure
        if value is None:
            return None
        total += value
    return total


def fits(claim: Claim, actual: Decimal) -> bool:
    """Whether a figure is what a claim says, as exactly as it says it."""
    value, accuracy = claim.quantity.value, claim.quantity.accuracy
    if accuracy is Accuracy.EXACT:
        return actual == value
    if accuracy is Accuracy.ABOUT:
        return abs(actual - value) <= value * _NEAR
    return value <= actual < value * _STEP if accuracy is Accuracy.OVER else actual <= value


def cells_of(audit: Audit, reading: Reading) -> list[Cell]:
    table = audit.report.tables[reading.table]
    return [table.cells[place] for place in reading.places if place in table.cells]


# ── Readings ──────────────────────────────────────────────────────────────────

_ALL_RECEIVED = (("received", "total"), ("carried_in", "total"))
_REQUESTS: dict[str, tuple[tuple[str, ...], ...]] = {  # rows of 表三 whose sum it may be
    "new": (("received",),),
    "received": (("received",), ("received", "carried_in")),
    "processed": (("handled",), ("received", "carried_in"), ("received",)),
    "finished": (("handled",),),
    "carried_in": (("carried_in",),),
    "carried_out": (("carried_out",),),
    "all_finished": (("carried_out",),),
    "": (("received",), ("received", "carried_in"), ("handled",)),
}
_REMEDIES = {"reviews": ("review",), "lawsuits": ("direct", "after")}
_RESULTS = ("upheld", "corrected", "other", "pending")
_FILES = {"made": ("made", "new_made"), "repealed": ("repealed",), "valid": ("valid", "public_total")}
_DECISIONS = {"licences": "licence", "penalties": "penalty", "coercion": "coercion"}


def readings(claim: Claim, report: Report) -> list[Reading]:
    """What a claim may mean; none where it cannot be compared with a table."""
    if claim.topic == "requests":
        return [Reading("requests", places) for places in _requests(claim, report)]
    if claim.topic in _REMEDIES:
        return [Reading("remedies", places) for places in _remedies(claim)]
    table = report.tables.get("disclosure")
    columns = set(table.cells) if table else set()
    if claim.topic in ("normative", "rules"):
        ids = [id for role, ids in _FILES.items() if role == claim.role or (not claim.role and role != "repealed") for id in ids]
        return [Reading("disclosure", ((claim.topic, id),)) for id in ids if (claim.topic, id) in columns]
    if claim.topic in _DECISIONS and claim.role in ("", "made", "processed", "finished"):
        return [Reading("disclosure", ((_DECISIONS[claim.topic], "decisions"),))]
    return []


def _requests(claim: Claim, report: Report) -> Iterator[Places]:
    table = report.tables.get("requests")
    if table is None:
        return
    rows, spans = table.format.rows, {span.id for block in table.format.blocks for span in block.spans}
    columns = [column.id for column in table.format.blocks[0].columns]
    groups = {column.id: column.group for column in table.format.blocks[0].columns}
    who: tuple[str, ...] = ("total",)
    if claim.who == "organisation":
        who = tuple(id for id in columns if groups[id])
    elif claim.who:
        who = (claim.who,)
    if claim.role in _REQUESTS:
        choices: list[tuple[str, ...]] = list(_REQUESTS[claim.role])
    elif claim.role in rows:
        choices = [(claim.role,)]
    elif claim.role in spans:
        choices = [tuple(row.id for row in rows.values() if row.span == claim.role) or (f"{claim.role}_outcome",)]
    else:
        return
    for choice in choices:
        yield tuple((row, column) for row in choice for column in who)


def _remedies(claim: Claim) -> Iterator[Places]:
    groups = _REMEDIES[claim.topic]
    if claim.role in ("", "received", "new"):
        yield tuple(("cases", f"{group}_total") for group in groups)
    elif claim.role.removesuffix("_result") in _RESULTS:
        yield tuple(("cases", f"{group}_{claim.role.removesuffix('_result')}") for group in groups)
    elif claim.role == "all_upheld":
        yield tuple(("cases", f"{group}_{result}") for group in groups for result in _RESULTS[1:])


# ── Contradictions ────────────────────────────────────────────────────────────


class Contradiction(NamedTuple):
    """A claim that no reading fits. `figures`: the readings with what they amount to."""

    statement: Statement
    figures: tuple[tuple[Reading, Decimal], ...]

    @property
    def code(self) -> str:
        """The rule that speaks of it."""
        claim = self.statement.claim
        if claim.zero:
            return "NB507"
        if claim.topic in _REMEDIES:
            return "NB504"
        if claim.topic != "requests":
            return "NB505"
        return "NB503" if claim.role.startswith("carried") else "NB501" if claim.role in ("", "new", "received") else "NB502"


def contradictions(prose: Prose) -> Iterator[Contradiction]:
    """The claims about the report's own year that can be compared with tables and fit none of their readings."""
    report = prose.audit.report
    for statement in prose.statements:
        claim = statement.claim
        if not _comparable(statement, report) or (claim.role == "all_finished" and _kept_up(prose.audit)):
            continue
        figures = [(reading, amount) for reading in readings(claim, report) if (amount := figure(prose.audit, reading)) is not None]
        if figures and not any(fits(claim, amount) for _, amount in figures):
            yield Contradiction(statement, tuple(figures))


def _comparable(statement: Statement, report: Report) -> bool:
    """Whether a claim is about all that a table counts in the report's own year."""
    claim, text = statement.claim, report.source.text
    if report.year is None or claim.partly or claim.last or claim.year not in (None, report.year.value):
        return False
    if not claim.zero and claim.quantity.unit not in _CASES:
        return False
    if claim.topic == "requests":
        if claim.zero:
            return claim.role not in ("processed", "finished", "")
        # A part of what was counted before, or of what has no word to say what happened to it.
        return bool(claim.who) or claim.role not in (_PARTIAL if claim.part_of else ("",))
    if claim.who:
        return False
    if claim.topic in _REMEDIES:
        return "信息公开" in statement.sentence.text or statement.section == "remedies"
    # Where the clause itself does not name them, something else may be meant.
    return not text[claim.span.start].isdigit() or claim.span.end > claim.quantity.span.end


_PARTIAL = ("", "received", "processed", "finished")


def _kept_up(audit: Audit) -> bool:
    """Whether as many requests were handled as came in, so that “all of them” may be said of these."""
    handled, received = (figure(audit, Reading("requests", ((row, "total"),))) for row in ("handled", "received"))
    return handled is not None and received is not None and handled >= received


_CASES = frozenset("件宗起个例条份次部")  # 项 counts kinds of business, not cases
