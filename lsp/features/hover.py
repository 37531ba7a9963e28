"""Hovers: all that is known of a place.

The equations of a cell with their figures, what a figure in the prose counts, what the format demands of a
heading or label, and the page of the rule behind a finding.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lsprotocol import types as t

from ...grammar import Report, Section, Span, Table
from ...grammar.regex import Regex
from ...linter import Message, all_rules
from ...linter.audit import Equation, Verdict
from ...linter.claims.problems import name
from ...linter.claims.readings import plain
from ...linter.pages import page_of
from ...linter.places import address, cell_place
from ...linter.tables.arithmetic import COLUMN, GROUP, ROW, formula, name_of
from ..report.locate import CellPlace, cell_at, within
from ..workspace import Document
from .feature import Feature
from .references import clauses

VALUE = Message(zh="**{place}**：{value}", en="**{place}**: {value}")
BLANK = Message(zh="空白", en="blank")
DETERMINED = Message(zh="按等式应为 **{figure}**", en="by the equations it is **{figure}**")
BETWEEN = Message(zh="按等式在 {low} 到 {high} 之间", en="by the equations it is from {low} to {high}")
AT_LEAST = Message(zh="按等式不少于 {low}", en="by the equations it is {low} or more")
DIFFERENCE = Message(zh="，差 {amount}", en=", difference {amount}")
EQUATION = Message(zh="{mark} {line}：{formula}{difference}", en="{mark} {line}: {formula}{difference}")
LAST_YEAR = Message(zh="上年（{year}）：{value}", en="the year before ({year}): {value}")
PROSE = Message(zh="正文：“{clause}”", en="in the prose: “{clause}”")
COUNTS = Message(zh="{mark} {table}{name}：{figure}", en="{mark} {table} {name}: {figure}")
DEMANDED = Message(zh="格式规定：{labels}", en="the format demands: {labels}")
TABLE = Message(zh="本部分以{table}报告", en="this part is {table}")
ASPECTS = Message(zh="应写：{aspects}", en="it covers: {aspects}")
LIMIT = Message(zh="一般不超过 {limit} 字", en="no more than {limit} characters")
UNOFFICIAL = Message(zh="格式没有这一项", en="the format has no such item")

_MARKS = {Verdict.PASSED: "✓", Verdict.FAILED: "✗", Verdict.UNKNOWN: "?"}
_EXAMPLES = Regex(r"\n## (?:错误|正确)示例.*", re.DOTALL)
_HEADING = Regex(r"^#+ (.*)$", re.MULTILINE)


def hover(document: Document, params: t.HoverParams) -> t.Hover | None:
    """All that is known of a place, the nearest first."""
    offset = document.offset(params.position)
    paragraphs = [
        *_at_cell(document, offset),
        *_at_claim(document, offset),
        *_at_label(document, offset),
        *_at_finding(document, offset),
    ]
    if not paragraphs:
        return None
    kind = t.MarkupKind.Markdown if document.client.markdown else t.MarkupKind.PlainText
    text = "\n\n".join(paragraphs)
    return t.Hover(t.MarkupContent(kind, text if document.client.markdown else text.replace("**", "")))


# ── Cells ─────────────────────────────────────────────────────────────────────


def _at_cell(document: Document, offset: int) -> Iterator[str]:
    place = cell_at(document.report, offset)
    if place is None:
        return
    lang = document.config.lang
    where = cell_place(document.report, address(place.table, *place.key))
    yield VALUE(place=where, value=place.cell.text or BLANK()).text(lang)
    if place.cell.value is None:
        yield from _bounds(document, place)
    equations = [
        equation
        for equation in document.audit.equations
        if equation.table is place.table and place.key in _places(equation)
    ]
    if equations:
        yield "  \n".join(_equation(equation, lang) for equation in equations)
    before = document.archive.before(document.report, document.path)
    cell = before and place.table.id in before.tables and before.tables[place.table.id].cells.get(place.key)
    if before and before.year and cell:
        yield LAST_YEAR(year=before.year.value, value=cell.text or BLANK()).text(lang)
    links = [link for link in document.links if link.concerns(place.table.id, place.cell)]
    yield from (PROSE(clause=clause).text(lang) for clause in clauses(document.report, links))


def _places(equation: Equation) -> list[tuple[str, str]]:
    return [(operand.row, operand.column) for operand in equation.operands]


def _bounds(document: Document, place: CellPlace) -> Iterator[str]:
    bounds = document.audit.bounds.get((place.table.id, *place.key))
    if bounds is None:
        return
    low, high = bounds
    phrase = (
        DETERMINED(figure=low)
        if low == high
        else AT_LEAST(low=low)
        if high is None
        else BETWEEN(low=low, high=high)
    )
    yield phrase.text(document.config.lang)


def _equation(equation: Equation, lang: str) -> str:
    amount = abs(equation.left - equation.right)
    difference = DIFFERENCE(amount=amount) if equation.verdict is Verdict.FAILED and amount else ""
    labelled = equation.table.format.rows[equation.operands[0].row].name
    line = (COLUMN if equation.identity.over == "columns" else ROW if labelled else GROUP)(
        name=name_of(equation)
    )
    return EQUATION(
        mark=_MARKS[equation.verdict], line=line, formula=formula(equation, brief=True), difference=difference
    ).text(lang)


# ── Prose ─────────────────────────────────────────────────────────────────────


def _at_claim(document: Document, offset: int) -> Iterator[str]:
    for link in document.links:
        if within(link.clause, offset):
            mark = "✓" if link.agrees else "✗"
            for reading, amount in link.readings:
                table, figure = (
                    document.report.tables[reading.table].format.name,
                    "?" if amount is None else plain(amount),
                )
                yield COUNTS(mark=mark, table=table, name=name(document.audit, reading), figure=figure).text(
                    document.config.lang
                )


# ── Labels ────────────────────────────────────────────────────────────────────


def _at_label(document: Document, offset: int) -> Iterator[str]:
    """The demands of the format on a heading or label, and the document that makes them."""
    report, lang = document.report, document.config.lang
    demanded: list[str] = []
    for section in report.sections:
        if within(section.heading.span, offset):
            demanded += _of_section(report, section, lang)
    for table in report.tables.values():
        if within(table.span, offset):
            demanded += _of_label(table, offset, lang)
    if demanded:
        yield "  \n".join(demanded)
        yield f"*{report.format.number}*"


def _of_section(report: Report, section: Section, lang: str) -> Iterator[str]:
    format = section.format
    if format is None:
        yield UNOFFICIAL().text(lang)
        return
    yield DEMANDED(labels=f"“{format.heading}”").text(lang)
    if format.table:
        yield TABLE(table=report.format.tables[format.table].name).text(lang)
    if format is report.format.sections[0]:
        yield ASPECTS(aspects="、".join(aspect.label for aspect in report.format.aspects)).text(lang)
    if format.limit:
        yield LIMIT(limit=format.limit).text(lang)


def _of_label(table: Table, offset: int, lang: str) -> Iterator[str]:
    for block in table.blocks:
        for row in block.rows:
            if row.label.text and within(row.label.span, offset):
                yield (DEMANDED(labels=f"“{row.format.label}”") if row.format else UNOFFICIAL()).text(lang)
        renamed = {one.label.span: one.expected for one in block.header_differences.renamed}
        for label in block.header:
            if within(label.span, offset):
                yield DEMANDED(labels=f"“{renamed.get(label.span, label.text)}”").text(lang)
        if block.caption and within(block.caption.span, offset) and block.name:
            yield DEMANDED(labels=f"“{block.name}”").text(lang)


# ── Findings ──────────────────────────────────────────────────────────────────


def _at_finding(document: Document, offset: int) -> Iterator[str]:
    """The pages of the rules that found something here, without their examples."""
    rules = {rule.code: rule for rule in (*all_rules(), *document.config.rules)}
    for finding in document.examination.findings:
        if within(finding.span or Span(0, 0), offset) and finding.code in rules:
            page = page_of(rules[finding.code])
            text = _HEADING.sub(r"**\1**", _EXAMPLES.sub("", page.text)).strip()
            yield f"---\n\n{finding.message}"
            yield (
                text if document.config.lang == "zh" else f"**{finding.code} {finding.name}** {page.english}"
            )
            del rules[finding.code]  # each page once


FEATURES = (Feature(t.TEXT_DOCUMENT_HOVER, hover),)
