"""The choices of a user for the check of one file.

The package `settings` collects them from configuration files and options.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from ..grammar import Formats, Level, official_formats
from .findings import Finding, Severity
from .messages import Phrase
from .prose.wordlists import Wording
from .registry import ALWAYS as ALWAYS
from .registry import ON_DEMAND, Rule
from .waivers import Grant

Lang = Literal["zh", "en"]
YEARS = (2008, 2099)  # from the year that the law on these reports came into force


class UsageError(Exception):
    """An option, a configuration file or a baseline that cannot be used."""

    def __init__(self, *phrases: Phrase) -> None:
        super().__init__("\n".join(phrase.text("en") for phrase in phrases))
        self.phrases = phrases  # each names one error, and how to correct it

    def __reduce__(self) -> tuple[type[UsageError], tuple[Phrase, ...]]:
        return UsageError, self.phrases

    @property
    def phrase(self) -> Phrase:
        return self.phrases[0]


class Config(Struct, frozen=True):
    """The choices for one file."""

    select: frozenset[str] | None = None  # codes of rules; None: all rules
    ignore: frozenset[str] = frozenset()  # codes of rules
    severity: dict[str, Severity] = field(default_factory=dict)  # by code, instead of the rule's own
    year: int | None = None  # instead of the year that the report states
    level: Level | None = None  # instead of the level that the agency's name shows
    lang: Lang = "zh"  # of the messages
    formats: Formats = field(default_factory=official_formats)
    agency: str | None = None  # instead of the one that the report states
    words: tuple[Wording, ...] = ()  # added to those of NB701
    rules: tuple[Rule, ...] = ()  # a team's own, in addition to ours
    waivers: tuple[Grant, ...] = ()  # that the configuration grants this file
    baseline: frozenset[str] = frozenset()  # fingerprints of accepted findings
    today: date | None = None  # waivers that end before it have expired; None: no waiver expires
    page_url: str | None = None  # the address of a rule's page, with {code} or {name}

    def wants(self, rule: Rule | Finding) -> bool:
        """Whether a rule, or the rule of a finding, is switched on."""
        return self.chooses(rule.code)

    def chooses(self, code: str) -> bool:
        """Whether the rule with this code is switched on."""
        if code in ALWAYS:
            return True
        if self.select is None:
            chosen = code not in ON_DEMAND or code in self.severity
        else:
            chosen = code in self.select
        return chosen and code not in self.ignore

    def with_default(self, code: str, severity: Severity) -> Config:
        """The same choices with another default severity for a rule. A severity that the user chose stays."""
        return replace(self, severity={code: severity, **self.severity})

    def page_of(self, rule: Rule) -> str | None:
        """The address of a rule's page, or None if no address is configured."""
        return self.page_url.format(code=rule.code, name=rule.name) if self.page_url else None
