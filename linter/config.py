"""What a user may choose for the check of one file. Settings put it together from files and options; see `settings`."""

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
from .registry import Rule
from .waivers import Grant

Lang = Literal["zh", "en"]


class UsageError(Exception):
    """A choice that cannot be followed: an option, a configuration file, a baseline. `phrases` say all that is wrong with it, and what is right."""

    def __init__(self, *phrases: Phrase) -> None:
        super().__init__("\n".join(phrase.text("en") for phrase in phrases))
        self.phrases = phrases

    def __reduce__(self) -> tuple[type[UsageError], tuple[Phrase, ...]]:
        return UsageError, self.phrases

    @property
    def phrase(self) -> Phrase:
        return self.phrases[0]


class Config(Struct, frozen=True):
    """`select` and `ignore` hold codes (None: all); `severity` overrides by code; `year`, `level` and `agency` overrule the report.

    `words`: additions to NB701; `rules`: a team's own, beside ours; `waivers`: those that the configuration grants this file; `baseline`: fingerprints of
    findings that were accepted; `today`: the day that waivers expire by (None: none does); `page_url`: the address of a rule's page, with {code} or {name}.
    """

    select: frozenset[str] | None = None
    ignore: frozenset[str] = frozenset()
    severity: dict[str, Severity] = field(default_factory=dict)
    year: int | None = None
    level: Level | None = None
    lang: Lang = "zh"
    formats: Formats = field(default_factory=official_formats)
    agency: str | None = None
    words: tuple[Wording, ...] = ()
    rules: tuple[Rule, ...] = ()
    waivers: tuple[Grant, ...] = ()
    baseline: frozenset[str] = frozenset()
    today: date | None = None
    page_url: str | None = None

    def wants(self, rule: Rule | Finding) -> bool:
        """Whether a rule, or a finding by its rule, is in force."""
        return rule.code in ALWAYS or (
            (self.select is None or rule.code in self.select) and rule.code not in self.ignore
        )

    def with_default(self, code: str, severity: Severity) -> Config:
        """The same with another default severity for a rule; what the user chose stays."""
        return replace(self, severity={code: severity, **self.severity})

    def page_of(self, rule: Rule) -> str | None:
        """The address of a rule's page."""
        return self.page_url.format(code=rule.code, name=rule.name) if self.page_url else None
