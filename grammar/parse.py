"""Turns a source into a report: Lark combines the tokens, then tables and facts are read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from .document.lexer import ReportLexer
from .document.parser import ReportPart, grammar, parse_tokens
from .document.tokens import Manuscript, RawTable, Token
from .facts.agencies import read_bodies, read_level, read_signature
from .facts.preambles import bodies_in_preamble
from .facts.titles import read_titles
from .facts.years import agreed_year, read_date, read_periods, read_years
from .formats.alignment import align
from .formats.format import Format, Formats
from .formats.labels import Labels
from .formats.loading import official_formats
from .model import (
    Differences,
    Fact,
    Label,
    Level,
    Line,
    LineKind,
    Missing,
    Moved,
    Origin,
    Renamed,
    Report,
    Scattered,
    Section,
    Table,
)
from .tables.doubts import doubted
from .tables.matching import build_table
from .tables.scattered import find_scattered
from .text.maps import Span
from .text.source import Source

_KINDS = {kind.value: kind for kind in LineKind}


@cache
def _labels(formats: Formats) -> Labels:
    return Labels(formats)


@cache
def lexer() -> ReportLexer:
    """Return the lexer with the patterns of report.lark."""
    return ReportLexer(grammar().shapes)


def tokens(source: Source, formats: Formats | None = None) -> list[Token]:
    """Return the tokens that the lexer finds in a source."""
    return lexer().lex(Manuscript(source.text, _labels(formats or official_formats())))


def parse(
    source: Source, formats: Formats | None = None, year: int | None = None, level: Level | None = None
) -> Report:
    """Read a report; never raises, whatever the text.

    `year` and `level` override the values in the text.
    """
    formats = formats or official_formats()
    parts = parse_tokens(tokens(source, formats))
    front = _lines(parts[0].body)
    bodies = [_lines(part.body) for part in parts[1:]]
    titled = (
        (part.heading.title if part.heading else None, body)
        for part, body in zip(parts[1:], bodies, strict=True)
    )
    overview = next((body for title, body in titled if title and title.section == "overview"), ())
    lines = [*front, *(line for body in bodies for line in body)]
    closing = bodies[-1] if bodies else front
    signature = read_signature(closing)
    titles = read_titles(front, signature)
    title = titles[0] if titles else None
    periods = tuple(read_periods(lines))
    dated = read_date(front, closing, lexer().date)
    captions = _captions(parts[1:], bodies, formats, source.text)
    years = tuple(read_years(source.text, titles, front, periods, captions, overview, lines, dated))
    told = Fact(year, Origin.OPTION, None) if year else agreed_year(years)
    preamble = tuple(bodies_in_preamble((*front, *overview[:2])))
    named = tuple(read_bodies(title, front, overview, lines, signature, preamble))
    agency = next(iter(named), None)
    format = formats.for_year(told.value if told else None)
    early = told is not None and told.value < formats[0].first_year
    sections = _sections(parts[1:], bodies, None if early else format, source.text)
    differences, duplicates = (
        (Differences[Any](), ())
        if early
        else _section_differences(sections, format, _closing(lines, len(source.text)))
    )
    scattered = find_scattered(parts, formats, source.text)
    return Report(
        source=source,
        formats=formats,
        format=format,
        title=title,
        year=told,
        agency=agency,
        level=level or (read_level(agency.value) if agency else None),
        dated=dated,
        years=years,
        bodies=named,
        periods=periods,
        front=front,
        sections=sections,
        section_differences=differences,
        duplicates=duplicates,
        tables=_tables(parts, formats, format, source, scattered),
        scattered=scattered,
    )


def _captions(
    parts: Sequence[ReportPart], bodies: Sequence[tuple[Line, ...]], formats: Formats, text: str
) -> list[Line | Label]:
    """Return the lines that may tell the year of a section or a table.

    These are known headings, and the lines of sections that consist of a table.
    """
    captions: list[Line | Label] = []
    for part, body in zip(parts, bodies, strict=True):
        heading = part.heading
        if heading and heading.title:
            captions.append(Label(Span(heading.start, heading.end), text[heading.start : heading.end]))
            section = formats[-1].section.get(heading.title.section)
            captions += body if section and section.table else ()
    return captions


def _lines(body: Sequence[Token | RawTable]) -> tuple[Line, ...]:
    return tuple(
        [
            Line(_KINDS[item.type], Span(item.start_pos, item.end_pos), item.text)
            for item in body
            if isinstance(item, Token)
        ]
    )


def _sections(
    parts: Sequence[ReportPart], bodies: Sequence[tuple[Line, ...]], format: Format | None, text: str
) -> tuple[Section, ...]:
    """The sections by their headings; without a format none of them is one that it has."""
    sections = []
    for number, (part, body) in enumerate(zip(parts, bodies, strict=True), 1):
        heading = part.heading
        assert heading
        following = parts[number].heading if number < len(parts) else None
        sections.append(
            Section(
                format=format.section.get(heading.title.section) if format and heading.title else None,
                heading=Label(Span(heading.start, heading.end), text[heading.start : heading.end]),
                numeral=heading.numeral,
                point=heading.point,
                exact=heading.exact,
                widespread=bool(heading.title and heading.title.widespread),
                lines=body,
                tables=tuple(dict.fromkeys(item.id for item in part.body if isinstance(item, RawTable))),
                end=following.start if following else len(text),
            )
        )
    return tuple(sections)


def _closing(lines: Sequence[Line], length: int) -> int:
    """Return the end of the last section: before the signature and all that a site prints below it."""
    for number in range(len(lines) - 1, 0, -1):
        if lines[number].kind is LineKind.DATE:
            signed = lines[number - 1].kind is LineKind.AGENCY
            return lines[number - 1 if signed else number].span.start
    return length


def _section_differences(
    sections: Sequence[Section], format: Format, end: int
) -> tuple[Differences[Any], tuple[Section, ...]]:
    """Return the differences from the sections of the format, and the sections that occur twice."""
    seen: set[str] = set()
    firsts, duplicates = [], []
    for section in sections:
        if section.format and section.format.id in seen:
            duplicates.append(section)
        else:
            firsts.append(section)
            seen.add(section.format.id if section.format else "")
    expected = format.sections
    found = [section.format.id if section.format else f"?{section.heading.text}" for section in firsts]
    # A section with an unknown title is a renamed one only if it has the numeral of a missing one.
    alignment = align(
        found,
        [section.id for section in expected],
        lambda f, e: 1.0 if firsts[f].numeral == expected[e].numeral else -2.0,
    )
    starts = [section.heading.span.start for section in firsts] + [end]
    labels = [section.heading for section in firsts]
    differences = Differences(
        missing=[Missing(expected[e], starts[f]) for e, f in alignment.missing],
        renamed=[Renamed(labels[f], expected[e], similar=False) for f, e in alignment.renamed],
        moved=[Moved(labels[f], expected[e]) for f, e in alignment.moved],
        extra=[labels[f] for f in alignment.extra],
    )
    return differences, tuple(duplicates)


def _tables(
    parts: Sequence[ReportPart],
    formats: Formats,
    format: Format,
    source: Source,
    scattered: Mapping[str, Scattered],
) -> dict[str, Table]:
    """Return one table of each kind.

    The pieces of a table in one section form one table; of the tables of two sections, the larger counts.
    """
    raws: dict[str, RawTable] = {}
    for part in parts:
        here: dict[str, RawTable] = {}
        for item in part.body:
            if isinstance(item, RawTable):
                if item.id in here:
                    here[item.id].blocks += item.blocks
                else:
                    here[item.id] = item
        for id, raw in here.items():
            if id not in raws or _size(raw) > _size(raws[id]):
                raws[id] = raw
    ordered = sorted(raws.items(), key=lambda item: item[1].start)
    tables = {id: build_table(raw, formats, format, lexer().shape) for id, raw in ordered if raw.blocks}
    return doubted(tables, parts, scattered, source)


def _size(raw: RawTable) -> int:
    return sum(len(block.header) + len(block.body) for block in raw.blocks)
