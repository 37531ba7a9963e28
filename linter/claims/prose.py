"""All that the prose of a report claims."""

from __future__ import annotations

from functools import cached_property

from msgspec import Struct

from ...grammar.regex import Regex
from ..audit import Audit
from ..prose.amounts import Stretch, stretches
from .contradictions import Contradiction, contradictions_of
from .statements import Statement, statements_of


class Prose(Struct, frozen=True, dict=True):
    """The claims of a report beside the audit of its tables."""

    audit: Audit

    @cached_property
    def stretches(self) -> list[Stretch]:
        """The prose up to its full stops."""
        return list(stretches(self.audit.report))

    def stretches_with(self, wanted: Regex) -> list[Stretch]:
        """The stretches in which a pattern is found."""
        if not wanted.may_be_in(self._all_stretches):
            return []
        return [stretch for stretch in self.stretches if wanted.search(stretch.text)]

    @cached_property
    def _all_stretches(self) -> str:
        return "\n".join([stretch.text for stretch in self.stretches])

    @cached_property
    def statements(self) -> list[Statement]:
        return list(statements_of(self.audit.report))

    @cached_property
    def contradictions(self) -> list[Contradiction]:
        """The statements that contradict the tables."""
        return list(contradictions_of(self.statements, self.audit))
