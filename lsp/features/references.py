"""From a figure in the prose to its cells and back: definition, references, highlights and code lenses."""

from __future__ import annotations

from collections.abc import Iterable

from lsprotocol import types as t

from ...grammar import Report, Span
from ...linter import Message
from ..report.links import Link
from ..report.locate import cell_at, within
from ..workspace import Document
from .feature import Feature

SHOW = "nianbao.showReferences"
MENTIONED = Message(zh="正文 {count} 处", en="{count} in the prose")


def definition(document: Document, params: t.DefinitionParams) -> list[t.Location]:
    """The cells that a figure in the prose is about, or the figures in the prose that are about a cell."""
    offset = document.offset(params.position)
    link = _link_at(document, offset)
    if link:
        return [document.location(cell.span) for cell in link.cells]
    return [document.location(link.figure) for link in _about(document, offset)]


def references(document: Document, params: t.ReferenceParams) -> list[t.Location]:
    """Every figure in the prose that counts the same as the one at a place.

    The cells are its declarations, which the client may ask for.
    """
    links, cells = _family(document, document.offset(params.position))
    spans = [link.figure for link in links] + (cells if params.context.include_declaration else [])
    return [document.location(span) for span in sorted(set(spans))]


def highlights(document: Document, params: t.DocumentHighlightParams) -> list[t.DocumentHighlight]:
    """The same figures and cells, marked in the text."""
    links, cells = _family(document, document.offset(params.position))
    marked = [(span, t.DocumentHighlightKind.Write) for span in cells] + [
        (link.figure, t.DocumentHighlightKind.Read) for link in links
    ]
    return (
        [t.DocumentHighlight(document.range(span), kind) for span, kind in sorted(set(marked))]
        if links
        else []
    )


def lenses(document: Document, params: t.CodeLensParams) -> list[t.CodeLens]:
    """At each row that the prose mentions, in how many places. A click shows these."""
    found = []
    for table in document.report.tables.values():
        for row in table.rows:
            if row.fits and row.format:
                figures = sorted(
                    {
                        link.figure
                        for link in document.links
                        for cell in row.cells
                        if link.concerns(table.id, cell)
                    }
                )
                if figures:
                    found.append(_lens(document, row.span, figures))
    return found


def _lens(document: Document, row: Span, figures: list[Span]) -> t.CodeLens:
    start = document.range(row).start
    locations = [document.location(span) for span in figures]
    title = MENTIONED(count=len(figures)).text(document.config.lang)
    return t.CodeLens(
        t.Range(start, start), t.Command(title, SHOW, arguments=[document.uri, start, locations])
    )


def _link_at(document: Document, offset: int) -> Link | None:
    """The figure at a place of the prose. The cursor may stand anywhere in its clause."""
    exact = (link for link in document.links if within(link.figure, offset))
    return next(exact, None) or next((link for link in document.links if within(link.clause, offset)), None)


def _about(document: Document, offset: int) -> list[Link]:
    """The figures in the prose that are about the cell at a place."""
    place = cell_at(document.report, offset)
    return [link for link in document.links if link.concerns(place.table.id, place.cell)] if place else []


def _family(document: Document, offset: int) -> tuple[list[Link], list[Span]]:
    """The figures in the prose and the cells that count the same as the figure or cell at a place."""
    link = _link_at(document, offset)
    if link:
        links = [other for other in document.links if other is link or set(other.cells) & set(link.cells)]
        return links, [cell.span for cell in link.cells]
    place = cell_at(document.report, offset)
    return _about(document, offset), [place.cell.span] if place else []


def clauses(report: Report, links: Iterable[Link]) -> list[str]:
    """The clauses of some figures, as the file has them."""
    return ["".join(report.source.quote(link.clause).split()) for link in links]


FEATURES = (
    Feature(t.TEXT_DOCUMENT_DEFINITION, definition),
    Feature(t.TEXT_DOCUMENT_REFERENCES, references),
    Feature(t.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT, highlights),
    Feature(t.TEXT_DOCUMENT_CODE_LENS, lenses),
)
