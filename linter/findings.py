"""What rules say (`Problem`) and what users see (`Finding`)."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from ..grammar import Span
from .messages import Phrase


class Severity(str, Enum):
    """How bad a finding is: an error forbids to publish, a warning wants a look, information is for the record."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        return ("info", "warning", "error").index(self.value)


class CellAddress(Struct, frozen=True):
    """A place in a table by the public ids; `row` None: the table, `column` None: the row."""

    table: str
    row: str | None = None
    column: str | None = None


class Edit(Struct, frozen=True):
    """Replace a range of `Source.text` by a text."""

    span: Span
    text: str


class Fix(Struct, frozen=True):
    """Edits that mend a problem. A safe fix never changes a figure or a statement. `title` is a `Message`, rendered late."""

    title: Phrase
    edits: tuple[Edit, ...]
    safe: bool


class Related(Struct, frozen=True):
    """A place that belongs to a problem, and what is there."""

    phrase: Phrase
    span: Span | None
    cell: CellAddress | None = None


class Problem(Struct, frozen=True):
    """What a rule says about a place; `severity` only where it differs from the rule's own."""

    phrase: Phrase
    span: Span | None
    cell: CellAddress | None = None
    place: str = ""  # in words; where empty, the engine says it from the cell or the section
    expected: str | None = None
    found: str | None = None
    related: tuple[Related, ...] = ()
    fixes: tuple[Fix, ...] = ()
    severity: Severity | None = None


class Waiver(Struct, frozen=True):
    """Why a finding does not count. `kind`: comment, configuration or baseline; `until`: the last day that it holds for, as 2026-03-31."""

    kind: str
    reason: str = ""
    until: str | None = None


class Finding(Struct, frozen=True):
    """A problem as a user sees it: under a rule's code, with a severity and in a language."""

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
    url: str | None = None  # of the rule's page, where the configuration says what it is

    @property
    def related(self) -> tuple[Related, ...]:
        return self.problem.related

    @property
    def fixes(self) -> tuple[Fix, ...]:
        return self.problem.fixes


class ReadError(Exception):
    """A file that cannot be read as text; `phrase` says why and what helps."""

    def __init__(self, name: str, phrase: Phrase) -> None:
        super().__init__(f"{name}: {phrase.text('en')}")
        self.name, self.phrase = name, phrase


class RuleCrash(Struct, frozen=True):
    """A rule that raised."""

    code: str
    name: str
    error: Exception
