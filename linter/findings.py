"""Problems, which rules report, and findings, which users see."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from ..grammar import Span
from .messages import Phrase


class Severity(str, Enum):
    """The weight of a finding: an error must be corrected, a warning checked, and information is a note."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        return ("info", "warning", "error").index(self.value)


class CellAddress(Struct, frozen=True):
    """A place in a table, by the public ids."""

    table: str
    row: str | None = None  # None: every row
    column: str | None = None  # None: every column


class Edit(Struct, frozen=True):
    """Replace a range of `Source.text` by a text."""

    span: Span
    text: str


class Fix(Struct, frozen=True):
    """Edits that correct a problem."""

    title: Phrase
    edits: tuple[Edit, ...]
    safe: bool  # a safe fix never changes a figure or a statement


class Related(Struct, frozen=True):
    """Another place that belongs to a problem, with a note on it."""

    phrase: Phrase
    span: Span | None
    cell: CellAddress | None = None


class Problem(Struct, frozen=True):
    """A problem that a rule reports at a place."""

    phrase: Phrase
    span: Span | None
    cell: CellAddress | None = None
    place: str = ""  # in words; if empty, the engine names the cell or the section
    expected: str | None = None
    found: str | None = None
    related: tuple[Related, ...] = ()
    fixes: tuple[Fix, ...] = ()
    severity: Severity | None = None  # instead of the rule's own


class Waiver(Struct, frozen=True):
    """The reason why a finding does not count."""

    kind: str  # comment, configuration or baseline
    reason: str = ""
    until: str | None = None  # the last day on which it is valid, such as 2026-03-31


class Finding(Struct, frozen=True):
    """A problem as a user sees it, with the rule's code, a severity, and a message in one language."""

    code: str
    name: str
    severity: Severity
    message: str
    lang: str
    span: Span | None
    place: str
    problem: Problem
    fingerprint: str
    waived: Waiver | None = None
    url: str | None = None  # of the rule's page, if the configuration gives one

    @property
    def related(self) -> tuple[Related, ...]:
        return self.problem.related

    @property
    def fixes(self) -> tuple[Fix, ...]:
        return self.problem.fixes


class ReadError(Exception):
    """A file that cannot be read as text. Its phrase gives the reason and a remedy."""

    def __init__(self, name: str, phrase: Phrase) -> None:
        super().__init__(f"{name}: {phrase.text('en')}")
        self.name, self.phrase = name, phrase


class RuleCrash(Struct, frozen=True):
    """An exception that a rule raised."""

    code: str
    name: str
    error: Exception
