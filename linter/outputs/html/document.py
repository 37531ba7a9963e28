"""The text of a report on the page, in order, with headings and tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from ....grammar import Line, LineKind, Report, Section, Span, Table
from ....grammar.regex import Regex
from .marks import MarkedText
from .tables import Cells, table_html

_WORD = Regex(r"\w")
_MARKDOWN = Regex("#{1,6} +")
_PARAGRAPH = Regex(r"[^\n]+")
_CLASSES = {
    LineKind.TITLE: "title",
    LineKind.SUBHEADING: "sub",
    LineKind.DATE: "date",
    LineKind.AGENCY: "agency",
    LineKind.PAGE: "number",
    LineKind.TEXT: "prose",
}


def document(report: Report, text: MarkedText, cells: Cells, lang: str) -> Iterator[str]:
    """The pieces of the page in the order of the text."""
    at = 0
    for span, shown in sorted(_parts(report, text, cells, lang), key=lambda part: part[0]):
        if span.start >= at:
            yield from _between(Span(at, span.start), text)
            yield text.pins_before(text.source.original_span(span).start)
            yield shown()
            at = span.end
    yield from _between(Span(at, len(text.source.text)), text)
    yield text.pins(text.marks)


def _parts(
    report: Report, text: MarkedText, cells: Cells, lang: str
) -> Iterator[tuple[Span, Callable[[], str]]]:
    for line in report.lines:
        yield line.span, partial(_line, line, text)
    for section in report.sections:
        yield section.heading.span, partial(_heading, section, text)
    for table in report.tables.values():
        yield table.span, partial(_table, table, text, cells, lang)


def _line(line: Line, text: MarkedText) -> str:
    mark = _MARKDOWN.match(text.source.text, *line.span)
    start = mark.end() if mark else line.span.start
    return f'<p class="{_CLASSES[line.kind]}">{text.show(Span(start, line.span.end))}</p>'


def _heading(section: Section, text: MarkedText) -> str:
    return f"<h4>{text.show(section.heading.span)}</h4>"


def _table(table: Table, text: MarkedText, cells: Cells, lang: str) -> str:
    html = table_html(table, text, cells, lang)
    start, end = text.source.original_span(table.span)
    return text.pins(mark for mark in text.marks if start <= mark.span.start < end) + html


def _between(gap: Span, text: MarkedText) -> Iterator[str]:
    """Text with words outside of lines and tables, for example behind a heading on the same line."""
    for match in _PARAGRAPH.finditer(text.source.text, *gap):
        if _WORD.search(match[0]):
            yield f'<p class="prose">{text.show(Span(*match.span()))}</p>'
