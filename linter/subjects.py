"""The types that the first parameter of a rule may have."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from ..grammar import Report, Source
from .audit import Audit
from .claims.prose import Prose


class NotAReport(Struct, frozen=True):
    """A text that was not recognised as an annual report."""

    source: Source


# A team's own rules may check these. Our rules may also check a `ReadError`, the `Waivers` of a file and
# a `RuleCrash`.
SUBJECTS: tuple[type[Any], ...] = (
    Report,  # an annual report
    Audit,  # its tables and equations
    Prose,  # its sentences, and the figures they state
    Source,  # any text
    NotAReport,
)
