"""From a figure in the prose to its cells and back: definition, references, highlights; and at rows that the prose speaks of, how often it does."""

from __future__ import annotations

from collections.abc import Iterable

from lsprotocol import types as t

from ...grammar import Report, Span
from ...linter import Message
from ..feature import Feature
from ..links import Link
from ..locate import cell_at, within
from ..workspace import Document

SHOW = "nianbao.showReferences"
MENTIONED = Message(zh="正文 {count} 处", en="{count} in the prose")


def definition(document: Document, params: t.DefinitionParams) -> list[t.Location]:
    """Of a figure in the prose the cells that it is about; of a cell the figures in the prose."""
    offset = document.offset(params.position)
    link = _link_at(document, offset)
    if link:
        return [document.location(cell.span) for cell in link.cells]
    return [document.location(link.figure) for link in _about(document, offset)]


def references(document: Document, params: t.ReferenceParams) -> list[t.Location]:
    """Every figure that counts the same as the one at a place; with the cells, where declarations are asked for."""
    links, cells = _family(document, document.offset(params.position))
    spans = [link.figure for link in links] + (cells if params.context.include_declaration else [])
    return [document.location(span) for span in sorted(set(spans))]


def highlights(document: Document, params: t.DocumentHighlightParams) -> list[t.DocumentHighlight]:
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
    """At each row that the prose speaks of, in how many places it does; a click shows them."""
    found = []
    for table in document.report.tables.values():
        for row in table.rows:
            if row.fits and row.format:
                spoken = sorted(
                    {
                        link.figure
                        for link in document.links
                        for cell in row.cells
                        if link.concerns(table.id, cell)
                    }
                )
                if spoken:
                    found.append(_lens(document, row.span, spoken))
    return found


def _lens(document: Document, row: Span, spoken: list[Span]) -> t.CodeLens:
    start = document.range(row).start
    locations = [document.location(span) for span in spoken]
    title = MENTIONED(count=len(spoken)).text(document.config.lang)
    return t.CodeLens(
        t.Range(start, start), t.Command(title, SHOW, arguments=[document.uri, start, locations])
    )


def _link_at(document: Document, offset: int) -> Link | None:
    """The figure at a place of the prose: the cursor may stand anywhere in its clause."""
    exact = (link for link in document.links if within(link.figure, offset))
    return next(exact, None) or next((link for link in document.links if within(link.clause, offset)), None)


def _about(document: Document, offset: int) -> list[Link]:
    """The figures in the prose that are about the cell at a place."""
    place = cell_at(document.report, offset)
    return [link for link in document.links if link.concerns(place.table.id, place.cell)] if place else []


def _family(document: Document, offset: int) -> tuple[list[Link], list[Span]]:
    """The figures in the prose, and the cells, that belong to what stands at a place."""
    link = _link_at(document, offset)
    if link:
        links = [other for other in document.links if other is link or set(other.cells) & set(link.cells)]
        return links, [cell.span for cell in link.cells]
    place = cell_at(document.report, offset)
    return _about(document, offset), [place.cell.span] if place else []


def mentions(report: Report, links: Iterable[Link]) -> list[str]:
    """Clauses of the prose as the file has them."""
    return ["".join(report.source.quote(link.clause).split()) for link in links]


FEATURES = (
    Feature(t.TEXT_DOCUMENT_DEFINITION, definition),
    Feature(t.TEXT_DOCUMENT_REFERENCES, references),
    Feature(t.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT, highlights),
    Feature(t.TEXT_DOCUMENT_CODE_LENS, lenses),
)
