"""What a report is once it has been read. All offsets are those of `Source.text`."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar

from msgspec import Struct, field

from .formats.format import BlockFormat, ColumnFormat, Format, Formats, RowFormat, SectionFormat, TableFormat
from .text.maps import Span
from .text.source import Source

T = TypeVar("T")


class CellKind(str, Enum):
    """What stands in a cell."""

    FIGURE = "figure"
    BLANK = "blank"
    PLACEHOLDER = "placeholder"  # / - — 无
    SIGNED = "signed"  # +144, 增3
    MONEY = "money"  # 13713.89元
    NOTED = "noted"  # 22（其中修订16件）, 5件
    NUMERAL = "numeral"  # 十二
    LETTERED = "lettered"  # 1O: letters that look like digits
    WORDS = "words"


class Level(str, Enum):
    """What kind of body reports; deadlines and duties depend on it."""

    GOVERNMENT = "government"
    DEPARTMENT = "department"
    TOWNSHIP = "township"


class Cell(Struct, frozen=True, gc=False):
    """A cell of a table. `value`: its figure, or None where there is none; `row` and `column`: ids of the format, or ""."""

    start: int
    end: int
    text: str
    kind: CellKind
    value: int | Decimal | None
    row: str
    column: str

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class Label(Struct, frozen=True, gc=False):
    """A label as it stands in the text."""

    span: Span
    text: str


class Row(Struct, frozen=True, gc=False):
    """A row of figures. `format` is None for a row that the format does not have.

    Where `fits`, `cells` are one for each column; else they are what was found.
    """

    label: Label  # empty where it has none
    cells: tuple[Cell, ...]
    format: RowFormat | None = None
    columns: tuple[ColumnFormat, ...] = ()
    fits: bool = False

    @property
    def span(self) -> Span:
        return Span(
            self.label.span.start, max(self.label.span.end, self.cells[-1].span.end if self.cells else 0)
        )


class Renamed(Struct, Generic[T], frozen=True):
    """A label that stands where another one is expected."""

    label: Label
    expected: T
    similar: bool


class Missing(Struct, Generic[T], frozen=True):
    """Something expected that is not there; `at`: offset where it belongs; `instead`: a strange label that stands there."""

    expected: T
    at: int
    instead: Label | None = None


class Moved(Struct, Generic[T], frozen=True):
    """Something expected that stands in another place."""

    label: Label
    expected: T


class Differences(Struct, Generic[T], frozen=True):
    """How a sequence of labels differs from the one that the format demands."""

    missing: list[Missing[T]] = field(default_factory=list)
    renamed: list[Renamed[T]] = field(default_factory=list)
    moved: list[Moved[T]] = field(default_factory=list)
    extra: list[Label] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.missing or self.renamed or self.moved or self.extra)


class Block(Struct, frozen=True, dict=True):
    """A head and its rows.

    `speaks_for`: id of the one format that its labels belong to, None where they fit several; `tell`: the first label that tells it.
    """

    format: BlockFormat
    speaks_for: str | None
    tell: Label | None
    caption: Label | None
    header: tuple[Label, ...]
    rows: tuple[Row, ...]
    header_differences: Differences[str] = field(default_factory=Differences)

    @property
    def name(self) -> str:
        return self.format.caption

    @cached_property
    def span(self) -> Span:
        spans = [label.span for label in (self.caption, *self.header) if label] + [
            row.span for row in self.rows
        ]
        return Span(min(span.start for span in spans), max(span.end for span in spans))


class Doubt(Enum):
    """Why a table is not to be judged: it may have been misread rather than miswritten."""

    CELLS_LOST = "cells-lost"  # many rows have fewer cells than columns
    CELLS_DRIFTED = "cells-drifted"  # many rows have too many, or both
    ROWS_DOUBLED = "rows-doubled"  # labels stand twice, as where the tables of two years are side by side
    HEAD_LOST = "head-lost"  # neither head nor figures fit
    CELLS_GUESSED = "cells-guessed"  # only gaps in lines show what is a cell, and not all fits
    FIGURES_DISAGREE = "figures-disagree"  # many equations fail, and no few cells account for it


class Table(Struct, frozen=True, dict=True):
    """One of the tables. `format` is the one that its labels belong to; `doubt` forbids to judge its cells."""

    format: TableFormat
    version: Format
    span: Span
    blocks: tuple[Block, ...]
    row_differences: Differences[RowFormat]
    doubt: Doubt | None = None

    @property
    def id(self) -> str:
        return self.format.id

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        return tuple(row for block in self.blocks for row in block.rows)

    @property
    def fits(self) -> bool:
        """Whether all labels are as the format has them, and all rows as wide."""
        return (
            not self.row_differences
            and not any(block.header_differences for block in self.blocks)
            and all(row.fits for row in self.rows)
        )

    @cached_property
    def cells(self) -> dict[tuple[str, str], Cell]:
        """The cells by row and column id, the first of each."""
        cells: dict[tuple[str, str], Cell] = {}
        for row in self.rows:
            if row.fits and row.format:
                for cell in row.cells:
                    cells.setdefault((cell.row, cell.column), cell)
        return cells

    @cached_property
    def peculiar(self) -> list[tuple[Row, ColumnFormat, Cell]]:
        """The cells that hold anything but a plain whole number; few, where a table is as it should be."""
        found = []
        for row in self.rows:
            if row.fits and row.format:
                for column, cell in zip(row.columns, row.cells, strict=True):
                    text = cell.text
                    if not text.isdecimal() or (text[0] == "0" != text):
                        found.append((row, column, cell))
        return found


class LineKind(Enum):
    """What a line of prose looks like; the value is its terminal in report.lark."""

    TITLE = "TITLE"
    SUBHEADING = "SUBHEADING"
    DATE = "DATE"
    AGENCY = "AGENCY"
    PAGE = "PAGE"
    TEXT = "TEXT"


class Line(Struct, frozen=True, gc=False):
    """A line or paragraph of prose; `text` is normalised."""

    kind: LineKind
    span: Span
    text: str


class Passage(NamedTuple):
    """A line or paragraph of prose, and where it begins in `Source.text`."""

    start: int
    text: str

    def span(self, match: re.Match[str], group: str | int = 0) -> Span:
        """Where a match in this passage stands."""
        return Span(self.start + match.start(group), self.start + match.end(group))


class Section(Struct, frozen=True):
    """A numbered part. `format` is None for one that the format does not have; `exact`: the heading is worded as official."""

    format: SectionFormat | None
    heading: Label
    numeral: str
    point: str
    exact: bool
    widespread: bool
    lines: tuple[Line, ...]
    tables: tuple[str, ...]  # ids of the tables that stand in it
    end: int

    @property
    def title(self) -> str:
        """The heading without its numeral."""
        return self.heading.text[len(self.numeral) + len(self.point) :].strip()


class Origin(str, Enum):
    """Where a fact about the report was read."""

    OPTION = "option"
    TITLE = "title"
    PERIOD = "period"
    PROSE = "prose"
    CAPTION = "caption"  # a heading, or a line above a table
    SIGNATURE = "signature"
    SELF_REFERENCE = "self-reference"
    MASTHEAD = "masthead"  # below or above the title


class Fact(Struct, Generic[T], frozen=True):
    """A fact read from the report, and where; `span` is None if it was given as an option."""

    value: T
    origin: Origin
    span: Span | None


class Day(NamedTuple):
    """A day as it is printed, which need not be in the calendar; `year` is that of the other end where none is printed."""

    year: int
    month: int
    day: int
    span: Span


class Period(Struct, frozen=True):
    """A stretch of time that the text states. `labelled`: it is called the one that the figures are about.

    An end is None where the text names only the other one, or where it was damaged on its way.
    """

    span: Span
    first: Day | None
    last: Day | None
    labelled: bool

    @property
    def year(self) -> int | None:
        """The year that both ends lie in."""
        years = {day.year for day in (self.first, self.last) if day}
        return years.pop() if len(years) == 1 else None

    @property
    def whole(self) -> bool:
        """Whether it begins and ends, as far as it says, where one year does."""
        first, last = self.first, self.last
        return (
            self.year is not None
            and (not first or first[1:3] == (1, 1))
            and (not last or last[1:3] == (12, 31))
        )


class Report(Struct, frozen=True, dict=True):
    """One annual report, read. `years` and `bodies`: every place that tells the report year or names the reporting body."""

    source: Source
    formats: Formats
    format: Format  # the one in force for the year
    title: Line | None
    year: Fact[int] | None
    agency: Fact[str] | None
    level: Level | None
    dated: Fact[date] | None
    years: tuple[Fact[int], ...]
    bodies: tuple[Fact[str], ...]
    periods: tuple[Period, ...]
    front: tuple[Line, ...]
    sections: tuple[Section, ...]
    section_differences: Differences[SectionFormat]
    duplicates: tuple[Section, ...]
    tables: dict[str, Table]

    @property
    def recognised(self) -> bool:
        """Whether the text is such a report at all: parts such as 基本情况 stand in other documents too."""
        known = [section.format for section in self.sections if section.format]
        return (
            self.title is not None
            or len(known) > 2
            or any(format.table for format in known)
            or any(map(_recognised, self.tables.values()))
        )

    @cached_property
    def distinct_sections(self) -> tuple[Section, ...]:
        """The sections without those that stand a second time."""
        again = {section.heading.span for section in self.duplicates}
        return tuple(section for section in self.sections if section.heading.span not in again)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        return (*self.front, *(line for section in self.sections for line in section.lines))

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """All that is written in sentences: neither headings, nor tables, nor page numbers."""
        text = self.source.text
        lines = [line.span for line in self.lines if line.kind is not LineKind.PAGE]
        return tuple([Passage(start, text[start:end]) for start, end in lines])

    @cached_property
    def prose(self) -> str:
        """The text of all passages, one a line: what stands nowhere in it need not be looked for in each."""
        return "\n".join([passage.text for passage in self.passages])


def _recognised(table: Table) -> bool:
    known = sum(1 for row in table.rows if row.format)
    return known + sum(len(block.header) for block in table.blocks) > 2 and known >= len(
        table.row_differences.extra
    )
