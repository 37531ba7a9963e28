"""The passages of a report that are worth a search."""

from __future__ import annotations

from collections.abc import Iterable

from ...grammar import Passage, Report


def passages_with(words: Iterable[str], report: Report) -> list[Passage]:
    """The passages that have any of these words; most words stand nowhere and are looked for once."""
    found = [word for word in words if word in report.prose]
    if not found:
        return []
    return [passage for passage in report.passages if any(word in passage.text for word in found)]
