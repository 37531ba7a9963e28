"""Official labels, by which pieces of one are known to belong together: on paper they are cut by the ends of lines, by rules and by pages."""

from __future__ import annotations

from functools import cache

from ....grammar import official_formats
from ....grammar.formats.format import key
from ....grammar.text.source import fold


def is_label(text: str) -> bool:
    """Whether a text is an official label."""
    return key(fold(text)) in _labels()


def begins_label(text: str) -> bool:
    """Whether an official label begins with a text, or is that."""
    return key(fold(text)) in _beginnings()


@cache
def _labels() -> frozenset[str]:
    blocks = (
        block for format in official_formats() for table in format.tables.values() for block in table.blocks
    )
    return frozenset(
        key(label)
        for block in blocks
        for label in (
            block.caption,
            *block.labels,
            *(span.label for span in block.spans),
            *(name for row in block.rows for name in (row.label, *row.variants)),
        )
        if label
    )


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(label[:end] for label in _labels() for end in range(1, len(label) + 1))
