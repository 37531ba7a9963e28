"""The outline of a report, and the parts of it that can be folded."""

from __future__ import annotations

from collections.abc import Iterator

from lsprotocol import types as t

from ...grammar import Span, Table
from ..report.locate import row_name, section_span, tables_in, trimmed
from ..workspace import Document
from .feature import Feature


def symbols(
    document: Document, params: t.DocumentSymbolParams
) -> list[t.DocumentSymbol] | list[t.SymbolInformation]:
    """Sections with their tables, and tables with their rows. A flat list for clients that cannot nest."""
    report = document.report
    nested = []
    placed: set[str] = set()
    for section in report.sections:
        tables = [table for table in tables_in(report, section) if table.id not in placed]
        placed |= {table.id for table in tables}
        name = "".join(report.source.quote(section.heading.span).split())
        children = [_table(document, table) for table in tables]
        nested.append(
            _symbol(
                document,
                name,
                t.SymbolKind.Namespace,
                section_span(report, section),
                section.heading.span,
                children,
            )
        )
    nested += [_table(document, table) for table in report.tables.values() if table.id not in placed]
    nested.sort(key=lambda symbol: (symbol.range.start.line, symbol.range.start.character))
    return nested if document.client.nested_symbols else list(_flat(document, nested))


def _table(document: Document, table: Table) -> t.DocumentSymbol:
    rows = []
    for row in table.rows:
        figures = " ".join(cell.text or "□" for cell in row.cells)
        name = row_name(document.report, row) or table.format.name
        rows.append(
            _symbol(
                document,
                name,
                t.SymbolKind.Field,
                row.span,
                row.label.span if row.label.text else row.span,
                [],
                figures,
            )
        )
    return _symbol(
        document,
        table.format.name,
        t.SymbolKind.Struct,
        trimmed(document.source.text, table.span),
        Span(table.span.start, table.span.start),
        rows,
    )


def _symbol(
    document: Document,
    name: str,
    kind: t.SymbolKind,
    span: Span,
    selection: Span,
    children: list[t.DocumentSymbol],
    detail: str = "",
) -> t.DocumentSymbol:
    return t.DocumentSymbol(
        name or "—", kind, document.range(span), document.range(selection), detail or None, children=children
    )


def _flat(
    document: Document, nested: list[t.DocumentSymbol], container: str | None = None
) -> Iterator[t.SymbolInformation]:
    for symbol in nested:
        yield t.SymbolInformation(
            t.Location(document.uri, symbol.range), symbol.name, symbol.kind, container_name=container
        )
        yield from _flat(document, list(symbol.children or ()), symbol.name)


def foldings(document: Document, params: t.FoldingRangeParams) -> list[t.FoldingRange]:
    """Sections and tables, each once."""
    report = document.report
    spans = [section_span(report, section) for section in report.sections]
    spans += [trimmed(document.source.text, table.span) for table in report.tables.values()]
    ranges = [document.range(span) for span in spans]
    lines = sorted(
        {(range.start.line, range.end.line) for range in ranges if range.end.line > range.start.line}
    )
    return [t.FoldingRange(start, end, kind=t.FoldingRangeKind.Region) for start, end in lines]


FEATURES = (
    Feature(t.TEXT_DOCUMENT_DOCUMENT_SYMBOL, symbols),
    Feature(t.TEXT_DOCUMENT_FOLDING_RANGE, foldings),
)
