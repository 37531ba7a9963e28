"""Semantic tokens: headings, labels and figures, and which of these are wrong."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lsprotocol import types as t

from ...grammar import Span, Table
from ..workspace import Document
from .feature import Feature

HEADING, LABEL, FIGURE, CLAIM = range(4)
LEGEND = t.SemanticTokensLegend(
    token_types=[
        t.SemanticTokenTypes.Namespace.value,
        t.SemanticTokenTypes.Property.value,
        t.SemanticTokenTypes.Number.value,
        "claim",
    ],
    token_modifiers=["wrong"],
)
WRONG = 1  # bit of the modifier


class SemanticToken(NamedTuple):
    """A span of the text with its meaning."""

    span: Span
    type: int
    modifiers: int = 0


def full(document: Document, params: t.SemanticTokensParams) -> t.SemanticTokens:
    """The tokens of the whole document."""
    return t.SemanticTokens(_encoded(document, _tokens(document)))


def partial(document: Document, params: t.SemanticTokensRangeParams) -> t.SemanticTokens:
    """The tokens that lie in a part of the document."""
    start, end = document.offset(params.range.start), document.offset(params.range.end)
    return t.SemanticTokens(
        _encoded(
            document,
            [token for token in _tokens(document) if token.span.start <= end and start <= token.span.end],
        )
    )


def _tokens(document: Document) -> list[SemanticToken]:
    report = document.report
    tokens = [SemanticToken(section.heading.span, HEADING) for section in report.sections]
    for table in report.tables.values():
        tokens += _in_table(document, table)
    tokens += [SemanticToken(link.figure, CLAIM, 0 if link.agrees else WRONG) for link in document.links]
    return sorted(tokens)


def _in_table(document: Document, table: Table) -> Iterator[SemanticToken]:
    blamed = document.audit.blamed
    for block in table.blocks:
        yield from (SemanticToken(label.span, LABEL) for label in (block.caption, *block.header) if label)
    for row in table.rows:
        yield SemanticToken(row.label.span, LABEL)
        for cell in row.cells:
            yield SemanticToken(
                cell.span, FIGURE, WRONG if (table.id, cell.row, cell.column) in blamed else 0
            )


def _encoded(document: Document, tokens: list[SemanticToken]) -> list[int]:
    """Tokens as the protocol has them.

    Each is relative to the one before. One that goes over several lines is split, one that overlaps is left
    out.
    """
    grid, source = document.grid, document.source
    data: list[int] = []
    last_line = last_start = end = 0
    for token in tokens:
        place = source.edit_span(token.span) if token.span.end > token.span.start else None
        if place is None or place.start < end:
            continue
        end = place.end
        for line in range(grid.line_at(place.start), grid.line_at(place.end) + 1):
            around = grid.line_span(line)
            first, last = max(place.start, around.start), min(place.end, around.end)
            if first < last:
                start = grid.units(around.start, first)
                data += (
                    line - last_line,
                    start - last_start if line == last_line else start,
                    grid.units(first, last),
                    token.type,
                    token.modifiers,
                )
                last_line, last_start = line, start
    return data


FEATURES = (
    Feature(t.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, full, LEGEND),
    Feature(t.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE, partial, LEGEND),
)
