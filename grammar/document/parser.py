"""Tokens put together by report.lark: the front and the sections of a report, with the tables that stand in them."""

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
    """The front or a section, as tokens and tables."""

    heading: Heading | None  # None: the front
    body: list[Token | RawTable]


class ReportBuilder(Builder):
    """What each rule of report.lark comes to."""

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
    """The parser for report.lark."""
    return Parser(GRAMMAR, ReportBuilder(), "report", "cell")


def parse_tokens(tokens: Iterable[Token]) -> list[ReportPart]:
    """The front, then the sections."""
    parts: list[ReportPart] = grammar().parse(tokens, "report")
    return parts
