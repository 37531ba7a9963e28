"""Official labels, to tell which pieces belong together when lines, rules or pages cut a label."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from ....grammar import official_formats
from ....grammar.formats.format import BlockFormat, key
from ....grammar.text.folding import fold


def is_label(text: str) -> bool:
    """Whether a text is an official label."""
    return key(fold(text)) in _labels()


def begins_label(text: str) -> bool:
    """Whether an official label begins with a text."""
    return key(fold(text)) in _beginnings()


@cache
def _labels() -> frozenset[str]:
    tables = (table for format in official_formats() for table in format.tables.values())
    labels = (label for table in tables for block in table.blocks for label in _labels_of(block))
    return frozenset(key(label) for label in labels if label)


def _labels_of(block: BlockFormat) -> Iterator[str]:
    yield block.caption
    yield from block.labels
    yield from (span.label for span in block.spans)
    for row in block.rows:
        yield from (row.label, *row.variants)


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(label[:end] for label in _labels() for end in range(1, len(label) + 1))
