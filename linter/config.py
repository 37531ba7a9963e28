"""What a user may choose for a check."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from ..grammar import Formats, Level, official_formats
from .findings import Severity
from .registry import Rule

Lang = Literal["zh", "en"]
ALWAYS = frozenset({"NB001", "NB999"})  # a file or rule that failed is never passed over in silence


@dataclass(frozen=True, slots=True)
class Config:
    """`select` and `ignore` hold codes (None: all); `severity` overrides by code; `year` and `level` overrule the report."""

    select: frozenset[str] | None = None
    ignore: frozenset[str] = frozenset()
    severity: dict[str, Severity] = field(default_factory=dict)
    year: int | None = None
    level: Level | None = None
    lang: Lang = "zh"
    formats: Formats = field(default_factory=official_formats)

    def wants(self, rule: Rule) -> bool:
        return rule.code in ALWAYS or ((self.select is None or rule.code in self.select) and rule.code not in self.ignore)

    def with_default(self, code: str, severity: Severity) -> Config:
        """The same with another default severity for a rule; what the user chose stays."""
        return replace(self, severity={code: severity, **self.severity})
