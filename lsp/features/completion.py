"""Completions: headings, labels, blank tables, aspects, and usual sentences with figures of the tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lsprotocol import types as t

from ...grammar import Report, Span
from ...grammar.formats.format import Format, TableFormat
from ...grammar.formats.loading import PLACE
from ...grammar.regex import Regex
from ...linter import Message
from ...linter.claims.readings import Reading, figure, plain
from ...linter.drafting.blank_table import blank_table
from ..report.locate import section_at, table_at
from ..workspace import Document
from .feature import Feature

BLANK_TABLE = Message(zh="空白{table}", en="blank {table}")
FROM_TABLE = Message(zh="数字取自{table}", en="figures from {table}")
MISSING = Message(zh="缺少", en="missing")

_MARKS = Regex(r"#{1,6} *")
_CLAUSE = Regex(r"[^。；;！!|]*$")
_NUMERALS = "一二三四五六七八九十"


class CursorPlace(NamedTuple):
    """The place that a completion is put in. Offsets are those in the file."""

    document: Document
    before: str  # the line up to the cursor
    start: int  # of the line
    cursor: int

    def item(
        self,
        text: str,
        skipped: int,
        order: str,
        kind: t.CompletionItemKind,
        label: str = "",
        detail: str = "",
    ) -> t.CompletionItem:
        """A text that replaces what was typed after the first `skipped` characters of the line."""
        range = self.document.grid.range(Span(self.start + skipped, self.cursor))
        typed = self.before[skipped:]
        filter = text if matches(typed, text) else typed + text
        return t.CompletionItem(
            label or text,
            kind=kind,
            detail=detail or None,
            filter_text=filter,
            sort_text=order,
            text_edit=t.TextEdit(range, text),
        )


def completions(document: Document, params: t.CompletionParams) -> t.CompletionList | None:
    """All that fits at the cursor, in the order of the format. Parts that the report lacks come first."""
    if document.language == "html":
        return None
    grid = document.grid
    cursor = grid.offset(params.position)
    start = grid.line_span(grid.line_at(cursor)).start
    place = CursorPlace(document, grid.text[start:cursor], start, cursor)
    report = document.examination.report
    format = report.format if report else document.config.formats.for_year(document.config.year)
    offset = document.offset(params.position)
    if "|" in place.before:
        items = list(_labels(place, format, report, offset))
    else:
        items = [
            *_headings(place, format, report),
            *_tables(place, format, report, offset),
            *_aspects(place, format, report, offset),
        ]
        items += _sentences(place, report)
    return t.CompletionList(is_incomplete=False, items=items)


def matches(typed: str, text: str) -> bool:
    """Whether a text has the letters that were typed, in their order."""
    letters = iter(text)
    return all(letter in letters for letter in "".join(typed.split()))


# ── Headings, tables and aspects, at the beginning of a line ──────────────────


def _headings(place: CursorPlace, format: Format, report: Report | None) -> Iterator[t.CompletionItem]:
    marks = _MARKS.match(place.before)
    typed = place.before[marks.end() if marks else 0 :].strip()
    there = {section.format.id for section in report.sections if section.format} if report else set()
    missing = MISSING().text(place.document.config.lang)
    for number, section in enumerate(format.sections):
        if matches(typed, section.heading):
            absent = section.id not in there
            text = (marks[0].rstrip() + " " if marks else _marks(place.document, report)) + section.heading
            order = f"{0 if absent else 3}{number:02}"
            yield place.item(
                text, 0, order, t.CompletionItemKind.Class, section.heading, missing if absent else ""
            )


def _marks(document: Document, report: Report | None) -> str:
    """The marks before the headings of this document, such as “## ”."""
    for section in report.sections if report else ():
        start = document.source.file_span(section.heading.span).start
        line = document.grid.line_span(document.grid.line_at(start)).start
        marks = _MARKS.match(document.grid.text, line, start)
        return marks[0] if marks else ""
    return "## " if document.language == "markdown" else ""


def _tables(
    place: CursorPlace, format: Format, report: Report | None, offset: int
) -> Iterator[t.CompletionItem]:
    """Blank tables, that of the section first."""
    typed = place.before.strip()
    section = section_at(report, offset) if report else None
    own = section.format.table if section and section.format else None
    for number, table in enumerate(format.tables.values()):
        name = BLANK_TABLE(table=table.name).text(place.document.config.lang)
        if matches(typed, name) and not (report and table.id in report.tables):
            order = f"{0 if table.id == own else 2}{number + 50:02}"
            yield place.item(blank_table(table), 0, order, t.CompletionItemKind.Struct, name, format.number)


def _aspects(
    place: CursorPlace, format: Format, report: Report | None, offset: int
) -> Iterator[t.CompletionItem]:
    """The aspects that the first section covers, numbered. Only in that section."""
    section = section_at(report, offset) if report else None
    if section is None or section.format is None or section.format.id != format.sections[0].id:
        return
    for number, aspect in enumerate(format.aspects):
        text = f"（{_NUMERALS[number]}）{aspect.name}。"
        if matches(place.before, text):
            yield place.item(
                text,
                len(place.before) - len(place.before.lstrip()),
                f"1{number:02}",
                t.CompletionItemKind.Property,
            )


# ── Labels, in tables ─────────────────────────────────────────────────────────


def _labels(
    place: CursorPlace, format: Format, report: Report | None, offset: int
) -> Iterator[t.CompletionItem]:
    """The labels of the table that the cursor is in, those of missing rows first."""
    skipped = place.before.rfind("|") + 1
    skipped += len(place.before[skipped:]) - len(place.before[skipped:].lstrip())
    typed = place.before[skipped:]
    missing = MISSING().text(place.document.config.lang)
    for table in _candidates(format, report, offset):
        there = (
            {row.format.id for row in report.tables[table.id].rows if row.format}
            if report and table.id in report.tables
            else set()
        )
        for number, row in enumerate(table.rows.values()):
            if row.label and matches(typed, row.label):
                absent = row.id not in there
                yield place.item(
                    row.label,
                    skipped,
                    f"{0 if absent else 1}{number:02}",
                    t.CompletionItemKind.Property,
                    detail=missing if absent else "",
                )
        others = [
            label
            for block in table.blocks
            for label in (block.caption, *(span.label for span in block.spans), *block.labels)
            if label
        ]
        for number, label in enumerate(dict.fromkeys(others)):
            if matches(typed, label):
                yield place.item(label, skipped, f"2{number:02}", t.CompletionItemKind.Field)


def _candidates(format: Format, report: Report | None, offset: int) -> list[TableFormat]:
    table = table_at(report, offset) if report else None
    if table:
        return [table.format]
    section = section_at(report, offset) if report else None
    own = section.format.table if section and section.format else None
    return [format.tables[own]] if own else list(format.tables.values())


# ── Sentences ─────────────────────────────────────────────────────────────────


def _sentences(place: CursorPlace, report: Report | None) -> Iterator[t.CompletionItem]:
    """Sentences of the formats that the report and its tables follow, if the tables have their figures."""
    clause = _CLAUSE.search(place.before)
    if report is None or clause is None:
        return
    formats = dict.fromkeys((report.format, *(table.version for table in report.tables.values())))
    sentences = dict.fromkeys(sentence for format in formats for sentence in format.sentences)
    for number, template in enumerate(sentences):
        figures = [_figure(place.document, match) for match in PLACE.finditer(template)]
        if None not in figures and matches(clause[0], template):
            words = PLACE.sub("{}", template)
            text = words.format(*figures)
            names = dict.fromkeys(
                report.tables[match["table"]].format.name for match in PLACE.finditer(template)
            )
            detail = FROM_TABLE(table="、".join(names)).text(place.document.config.lang)
            yield place.item(text, clause.start(), f"4{number:02}", t.CompletionItemKind.Text, detail=detail)


def _figure(document: Document, match: re.Match[str]) -> str | None:
    """A figure from the tables; None if it is not known."""
    table = document.report.tables.get(match["table"])
    places = tuple((match["row"], column) for column in match["columns"].split("+"))
    if table is None or any(place not in table.format.columns for place in places):
        return None
    amount = figure(document.audit, Reading(match["table"], places))
    return None if amount is None else plain(amount)


FEATURES = (
    Feature(
        t.TEXT_DOCUMENT_COMPLETION,
        completions,
        t.CompletionOptions(trigger_characters=["#", "|", "（", "表", "、"]),
        needs_report=False,
    ),
)
