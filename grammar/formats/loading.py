"""Formats read from TOML files; every error names the file, the key and the remedy."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ..toml import read_toml
from .format import (
    Aspect,
    BlockFormat,
    ColumnFormat,
    Duty,
    Format,
    FormatError,
    Formats,
    HeaderCell,
    Identity,
    RowFormat,
    SectionFormat,
    SpanFormat,
    TableFormat,
    Term,
)

OFFICIAL = Path(__file__).parent
KINDS = ("count", "money", "signed")


class _Entry:
    """A TOML table that knows its place, so that every error can name it."""

    def __init__(self, data: Any, place: str) -> None:
        if not isinstance(data, Mapping):
            raise FormatError(f"{place}: must be a table")
        self.data, self.place, self.read = data, place, set[str]()

    def text(self, name: str, default: str | None = None) -> str:
        value = self._get(name, default)
        if not isinstance(value, str) or (default is None and not value):
            raise FormatError(f'{self.place}.{name}: must be a text in quotes, such as {name} = "…"')
        return value

    def number(self, name: str, default: int | None) -> int:
        value = self._get(name, default)
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise FormatError(f"{self.place}.{name}: must be a positive whole number, not {value!r}")
        return value

    def number_if_given(self, name: str) -> int | None:
        self.read.add(name)
        return self.number(name, None) if name in self.data else None

    def texts(self, name: str) -> tuple[str, ...]:
        value = self._get(name, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise FormatError(f"{self.place}.{name}: must be a list of texts")
        return tuple(value)

    def choice(self, name: str, choices: tuple[str, ...], default: str | None = None) -> Any:
        value = self.text(name, default)
        if value not in choices:
            raise FormatError(f"{self.place}.{name}: {value!r} must be one of {', '.join(choices)}")
        return value

    def entry(self, name: str) -> _Entry:
        return _Entry(self._get(name, None), f"{self.place}.{name}")

    def entries(self, name: str, required: bool = True) -> list[_Entry]:
        return self._entries(self._get(name, None if required else []), f"{self.place}.{name}")

    def grid(self, name: str) -> list[list[_Entry]]:
        rows = self._get(name, None)
        if not isinstance(rows, list):
            raise FormatError(f"{self.place}.{name}: must be a list of rows")
        return [self._entries(row, f"{self.place}.{name}[{number}]") for number, row in enumerate(rows, 1)]

    @staticmethod
    def _entries(items: Any, place: str) -> list[_Entry]:
        if not isinstance(items, list):
            raise FormatError(f"{place}: must be a list")
        return [_Entry(item, f"{place}[{number}]") for number, item in enumerate(items, 1)]

    def _get(self, name: str, default: Any) -> Any:
        self.read.add(name)
        if name not in self.data and default is None:
            raise FormatError(f"{self.place}.{name}: is missing; add it")
        return self.data.get(name, default)

    def done(self, *known: str) -> None:
        for name in self.data:
            if name not in self.read and name not in known:
                near = ", ".join(sorted(self.read | {*known}))
                raise FormatError(
                    f"{self.place}.{name}: unknown key; remove it or correct it to one of {near}"
                )


def _header_cell(entry: _Entry) -> HeaderCell:
    cell = HeaderCell(entry.text("label"), entry.number("rowspan", 1), entry.number("colspan", 1))
    entry.done()
    return cell


def _column(entry: _Entry) -> ColumnFormat:
    column = ColumnFormat(
        entry.text("id"),
        entry.text("label"),
        entry.text("group", ""),
        entry.choice("kind", KINDS, "count"),
        entry.text("unit", ""),
    )
    entry.done()
    return column


def _row(entry: _Entry) -> RowFormat:
    row = RowFormat(
        entry.text("id"),
        entry.text("label", ""),
        entry.text("in", ""),
        entry.text("short", ""),
        entry.texts("variants"),
    )
    entry.done()
    return row


def _span(entry: _Entry) -> SpanFormat:
    span = SpanFormat(entry.text("id"), entry.text("label"), entry.text("in", ""))
    entry.done()
    return span


def _block(entry: _Entry) -> BlockFormat:
    header = tuple(tuple(map(_header_cell, row)) for row in entry.grid("header"))
    columns = tuple(map(_column, entry.entries("columns")))
    rows = tuple(map(_row, entry.entries("rows")))
    spans = tuple(map(_span, entry.entries("spans", required=False)))
    block = BlockFormat(header, columns, rows, spans, entry.text("caption", ""))
    entry.done()
    ids = {span.id for span in spans}
    for id, span in [(row.id, row.span) for row in rows] + [(span.id, span.span) for span in spans]:
        if span and span not in ids:
            raise FormatError(
                f"{entry.place}: row {id!r} lies in {span!r}, which is not among the spans; add it"
            )
    return block


def _section(entry: _Entry, tables: tuple[str, ...]) -> SectionFormat:
    section = SectionFormat(
        entry.text("id"), entry.text("numeral"), entry.text("title"), entry.choice("table", (*tables, ""), "") or None,
        entry.texts("widespread"), entry.texts("variants"), entry.number_if_given("limit"),
    )  # fmt: skip
    entry.done()
    return section


def _aspect(entry: _Entry) -> Aspect:
    words = tuple(tuple(tuple(group.split("/")) for group in text.split()) for text in entry.texts("words"))
    duties = []
    for duty in entry.entries("governments_add", required=False):
        duties.append(Duty(duty.text("label"), duty.texts("words")))
        duty.done()
    aspect = Aspect(
        entry.text("id"),
        entry.text("label"),
        entry.text("short", ""),
        entry.texts("variants"),
        words,
        tuple(duties),
    )
    entry.done()
    return aspect


def _identity(entry: _Entry, tables: Mapping[str, TableFormat]) -> Identity:
    table = entry.choice("table", tuple(tables))
    over = entry.choice("over", ("rows", "columns"))
    known = {id for pair in tables[table].columns for id in (pair[:1] if over == "columns" else pair[1:])}
    terms: list[Term] = []
    sides = entry.text("equation").split("=")
    if len(sides) != 2:
        raise FormatError(f"{entry.place}.equation: must have one “=”, such as a = b + c")
    for side_sign, side in zip((1, -1), sides, strict=True):
        for sign, id, back in re.findall(r"([+-]?)\s{0,9}([a-z_]+)(\[-\d+\])?", side):
            if id not in known:
                raise FormatError(
                    f"{entry.place}.equation: {table} has no {id!r}; use {', '.join(sorted(known))}"
                )
            terms.append(Term(id, side_sign * (-1 if sign == "-" else 1), int(back[2:-1]) if back else 0))
    left = len(re.findall(r"[a-z_]+", sides[0]))
    for id in entry.texts("rows"):
        if id not in tables[table].rows:
            raise FormatError(
                f"{entry.place}.rows: {table} has no row {id!r}; use {', '.join(tables[table].rows)}"
            )
    identity = Identity(
        entry.text("id"), table, over, tuple(terms), left, entry.text("basis"), entry.texts("rows")
    )
    entry.done()
    return identity


def read_format(path: Path) -> Format:
    """Read one format file. Raises `FormatError`."""
    try:
        root = _Entry(read_toml(path), path.name)
    except (OSError, UnicodeDecodeError) as error:
        raise FormatError(f"{path.name}: cannot be read ({error}); check the file and its rights") from error
    except ValueError as error:
        raise FormatError(f"{path.name}: is not valid TOML ({error})") from error
    years, document = root.entry("years"), root.entry("document")
    tables: dict[str, TableFormat] = {}
    for entry in root.entries("tables"):
        table = TableFormat(
            entry.text("id"), entry.text("name"), tuple(_block(block) for block in entry.entries("blocks"))
        )
        entry.done()
        tables[table.id] = table
    sections = [_section(entry, tuple(tables)) for entry in root.entries("sections")]
    aspects = [_aspect(entry) for entry in root.entries("aspects", required=False)]
    last = years.number_if_given("to")
    format = Format(
        root.text("id"), years.number("from", None), last, document.text("number"), document.text("title"),
        tuple(sections), tuple(aspects), tables, tuple(_identity(entry, tables) for entry in root.entries("identities")),
    )  # fmt: skip
    years.done()
    document.done("dated")
    root.done()
    return format


@cache
def official_formats() -> Formats:
    """The formats that come with this package."""
    return load_formats([OFFICIAL])


def load_formats(folders: Iterable[Path]) -> Formats:
    """All `*.toml` formats in folders; of two with one id the later folder's counts. Raises `FormatError`."""
    formats: dict[str, Format] = {}
    for folder in folders:
        paths = sorted(folder.glob("*.toml"))
        if not paths:
            raise FormatError(f"{folder}: holds no *.toml format file")
        formats |= {format.id: format for format in map(read_format, paths)}
    return Formats(sorted(formats.values(), key=lambda format: format.first_year))
