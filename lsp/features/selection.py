"""Selection ranges: a cell, its row, its table, its section."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types as t

from ...grammar import Report, Span
from ..report.locate import cell_at, row_at, section_at, section_span, table_at, trimmed
from ..workspace import Document
from .feature import Feature


def selections(document: Document, params: t.SelectionRangeParams) -> list[t.SelectionRange]:
    """For each position the ranges around it, each within the next."""
    return [_chain(document, document.offset(position), position) for position in params.positions]


def _chain(document: Document, offset: int, position: t.Position) -> t.SelectionRange:
    spans = [Span(0, len(document.source.text))]
    for span in _around(document.report, offset):
        outer = spans[-1]
        if (
            span.start <= offset <= span.end
            and outer.start <= span.start
            and span.end <= outer.end
            and span != outer
        ):
            spans.append(span)
    chain: t.SelectionRange | None = None
    for span in spans:
        chain = t.SelectionRange(document.range(span), chain)
    inside = chain and chain.range.start <= position <= chain.range.end
    return chain if chain and inside else t.SelectionRange(t.Range(position, position))


def _around(report: Report, offset: int) -> Iterator[Span]:
    """The spans around a place, the largest first."""
    section, table = section_at(report, offset), table_at(report, offset)
    if section:
        yield section_span(report, section)
    if table:
        yield trimmed(report.source.text, table.span)
        row, cell = row_at(table, offset), cell_at(report, offset)
        if row:
            yield row.span
        if cell:
            yield cell.cell.span
    else:
        yield from (line.span for line in report.lines if line.span.start <= offset <= line.span.end)


FEATURES = (Feature(t.TEXT_DOCUMENT_SELECTION_RANGE, selections),)
