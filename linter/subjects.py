"""The types that a rule may look at: that of its first parameter."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from ..grammar import Report, Source
from .audit import Audit
from .claims.prose import Prose


class NotAReport(Struct, frozen=True):
    """A text in which nothing of an annual report was recognised."""

    source: Source


# A team's own rules may look at these. Ours may also look at a `ReadError`, the `Waivers` of a file, and a `RuleCrash`.
SUBJECTS: tuple[type[Any], ...] = (
    Report,  # what was read of an annual report
    Audit,  # its tables and equations
    Prose,  # its claims, beside the tables
    Source,  # any text
    NotAReport,
)
