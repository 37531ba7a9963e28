"""Parse tokens with report.lark into the front and the sections of a report, with their tables."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from ..lalr import Builder, Parser
from .headings import Heading
from .tokens import LabelEntry, LabelsToken, RawBlock, RawTable, Token

GRAMMAR = Path(__file__).with_name("report.lark")


class ReportPart(Struct):
    """The front or a section of a report, as tokens and tables."""

    heading: Heading | None  # None for the front
    body: list[Token | RawTable]


class ReportBuilder(Builder):
    """Builds the result of each rule of report.lark."""

    def report(self, parts: list[ReportPart]) -> list[ReportPart]:
        return parts

    def front(self, body: list[Token | RawTable]) -> ReportPart:
        return ReportPart(None, body)

    def section(self, children: list[Any]) -> ReportPart:
        return ReportPart(children[0].heading, children[1:])

    def table(self, children: list[Any]) -> RawTable:
        opening = children[0]
        return RawTable(opening.text, opening.start_pos, children[1:])

    def headless(self, parts: list[list[LabelEntry]]) -> RawBlock:
        return RawBlock([], parts[0])

    def block(self, parts: list[list[LabelEntry]]) -> RawBlock:
        return RawBlock(*parts)

    def rowless(self, parts: list[list[LabelEntry]]) -> RawBlock:
        return RawBlock(parts[0], [])

    def header(self, runs: list[LabelsToken]) -> list[LabelEntry]:
        return [entry for run in runs for entry in run.entries]

    body = header


@cache
def grammar() -> Parser:
    """Return the parser for report.lark."""
    return Parser(GRAMMAR, ReportBuilder(), "report", "cell")


def parse_tokens(tokens: Iterable[Token]) -> list[ReportPart]:
    """Return the front of a report and then its sections."""
    parts: list[ReportPart] = grammar().parse(tokens, "report")
    return parts
