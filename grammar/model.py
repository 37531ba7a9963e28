"""The data model of a report that has been read; all offsets refer to `Source.text`."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cached_property
from typing import Any, Generic, NamedTuple, TypeVar

from msgspec import Struct, field

from .formats.format import BlockFormat, ColumnFormat, Format, Formats, RowFormat, SectionFormat, TableFormat
from .regex import Regex
from .text.maps import Span
from .text.source import Source

T = TypeVar("T")


class CellKind(str, Enum):
    """The kinds of content of a cell."""

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
    """The kinds of reporting bodies; deadlines and duties depend on them."""

    GOVERNMENT = "government"
    DEPARTMENT = "department"
    TOWNSHIP = "township"


class Cell(Struct, frozen=True, gc=False):
    """A cell of a table."""

    start: int
    end: int
    text: str
    kind: CellKind
    value: int | Decimal | None  # its figure, if it has one
    row: str  # id in the format, or empty
    column: str  # id in the format, or empty

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


class Label(Struct, frozen=True, gc=False):
    """A label as the text has it."""

    span: Span
    text: str


class Row(Struct, frozen=True, gc=False):
    """A row of figures."""

    label: Label  # empty if the row has none
    cells: tuple[Cell, ...]  # as found in the text
    format: RowFormat | None = None  # None for a row that the format does not have
    columns: tuple[ColumnFormat, ...] = ()
    fits: bool = False  # there is exactly one cell for each column
    divided: bool = False  # a label before its figures shows that it has several rows

    @property
    def span(self) -> Span:
        return Span(
            self.label.span.start, max(self.label.span.end, self.cells[-1].span.end if self.cells else 0)
        )


class Renamed(Struct, Generic[T], frozen=True):
    """A label in the place of the expected one."""

    label: Label
    expected: T
    similar: bool  # the two labels are alike


class Missing(Struct, Generic[T], frozen=True):
    """Something expected that is not there."""

    expected: T
    at: int  # offset where it belongs
    instead: Label | None = None  # an unknown label in its place


class Moved(Struct, Generic[T], frozen=True):
    """Something expected that is in another place."""

    label: Label
    expected: T


class Differences(Struct, Generic[T], frozen=True):
    """The differences between a sequence of labels and the one that the format requires."""

    missing: list[Missing[T]] = field(default_factory=list)
    renamed: list[Renamed[T]] = field(default_factory=list)
    moved: list[Moved[T]] = field(default_factory=list)
    extra: list[Label] = field(default_factory=list)

    @property
    def lacking(self) -> int:
        """The number of labels that the format has and the text has not, or not so."""
        return len(self.missing) + len(self.renamed) + len(self.moved)

    def __bool__(self) -> bool:
        return bool(self.missing or self.renamed or self.moved or self.extra)


class Block(Struct, frozen=True, dict=True):
    """A head and its rows."""

    format: BlockFormat
    speaks_for: str | None  # id of the only format that its labels fit; None if they fit several
    tell: Label | None  # the first label that shows this
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
    """Reasons not to judge a table: the reading may be wrong rather than the report."""

    CELLS_LOST = "cells-lost"  # many rows have fewer cells than columns
    CELLS_DRIFTED = "cells-drifted"  # many rows have too many cells, or some too many and some too few
    ROWS_DOUBLED = "rows-doubled"  # labels occur twice, as in tables of two years side by side
    HEAD_LOST = "head-lost"  # neither head nor figures fit
    ROWS_SCATTERED = "rows-scattered"  # lines of figures have no label, as in text copied out of a PDF
    LABELS_BROKEN = "labels-broken"  # as in text copied out of a PDF, and the table does not fit
    CELLS_GUESSED = "cells-guessed"  # only gaps in lines separate the cells, and the table does not fit
    FIGURES_DISAGREE = "figures-disagree"  # many equations fail, and a few wrong cells cannot explain it


class Scattered(Struct, frozen=True):
    """Lines of figures in the section of a table that belong to no row of it."""

    span: Span  # from the first to the last of them
    count: int


class Table(Struct, frozen=True, dict=True):
    """One of the tables of a report."""

    format: TableFormat  # the one that its labels fit
    version: Format
    span: Span
    blocks: tuple[Block, ...]
    row_differences: Differences[RowFormat]
    doubt: Doubt | None = None  # if set, its cells must not be judged

    @property
    def id(self) -> str:
        return self.format.id

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        return tuple(row for block in self.blocks for row in block.rows)

    @property
    def fits(self) -> bool:
        """Whether all labels and the widths of all rows match the format."""
        return (
            not self.row_differences
            and not any(block.header_differences for block in self.blocks)
            and all(row.fits for row in self.rows)
        )

    @cached_property
    def cells(self) -> dict[tuple[str, str], Cell]:
        """The cells by row id and column id; of several, the first."""
        cells: dict[tuple[str, str], Cell] = {}
        for row in self.rows:
            if row.fits and row.format:
                for cell in row.cells:
                    cells.setdefault((cell.row, cell.column), cell)
        return cells

    @cached_property
    def peculiar(self) -> list[tuple[Row, ColumnFormat, Cell]]:
        """The cells that hold anything but a plain whole number; a correct table has few."""
        found = []
        for row in self.rows:
            if row.fits and row.format:
                for column, cell in zip(row.columns, row.cells, strict=True):
                    text = cell.text
                    if not text.isdecimal() or (text[0] == "0" != text):
                        found.append((row, column, cell))
        return found


class LineKind(Enum):
    """The kinds of lines of prose, by their looks; each value is a terminal of report.lark."""

    TITLE = "TITLE"
    SUBHEADING = "SUBHEADING"
    DATE = "DATE"
    AGENCY = "AGENCY"
    PAGE = "PAGE"
    TEXT = "TEXT"


class Line(Struct, frozen=True, gc=False):
    """A line or paragraph of prose."""

    kind: LineKind
    span: Span
    text: str  # normalised


class Passage(NamedTuple):
    """A line or paragraph of prose."""

    start: int  # offset in `Source.text`
    text: str

    def span(self, match: re.Match[str], group: str | int = 0) -> Span:
        """Return the range of a match in this passage."""
        return Span(self.start + match.start(group), self.start + match.end(group))


class Section(Struct, frozen=True):
    """A numbered section."""

    format: SectionFormat | None  # None for a section that the format does not have
    heading: Label
    numeral: str
    point: str  # the mark after the numeral
    exact: bool  # the heading has the official wording
    widespread: bool  # the heading has a common unofficial wording
    lines: tuple[Line, ...]
    tables: tuple[str, ...]  # ids of the tables in it
    end: int

    @property
    def title(self) -> str:
        """The heading without its numeral."""
        return self.heading.text[len(self.numeral) + len(self.point) :].strip()


class Origin(str, Enum):
    """The places where facts about a report are read."""

    OPTION = "option"
    TITLE = "title"
    PERIOD = "period"
    PROSE = "prose"
    CAPTION = "caption"  # a heading, or a line above a table
    SIGNATURE = "signature"
    SELF_REFERENCE = "self-reference"
    MASTHEAD = "masthead"  # below or above the title


class Fact(Struct, Generic[T], frozen=True):
    """A fact about the report, with the place where it was read."""

    value: T
    origin: Origin
    span: Span | None  # None if it was given as an option


class Day(NamedTuple):
    """A day as printed, which need not exist in the calendar."""

    year: int  # if none is printed, that of the other end of the period
    month: int
    day: int
    span: Span


class Period(Struct, frozen=True):
    """A stretch of time that the text states."""

    span: Span
    first: Day | None  # None if the text does not state it, or if it is damaged
    last: Day | None  # the same
    labelled: bool  # the text calls it the period of the figures

    @property
    def year(self) -> int | None:
        """The year of both ends, or None if they differ."""
        years = {day.year for day in (self.first, self.last) if day}
        return years.pop() if len(years) == 1 else None

    @property
    def whole(self) -> bool:
        """Whether each stated end is the first or last day of the same year."""
        first, last = self.first, self.last
        return (
            self.year is not None
            and (not first or first[1:3] == (1, 1))
            and (not last or last[1:3] == (12, 31))
        )


ACADEMIC_YEAR = "学年"
_THIS_REPORT = Regex("本(?:年度)?(?:工作)?(?:报告|年报)")
_BASIS = Regex("政府信息公开条例|信息公开(?:工作)?(?:年度报告|年报)")


class Report(Struct, frozen=True, dict=True):
    """An annual report that has been read."""

    source: Source
    formats: Formats
    format: Format  # the one in force for the report year
    title: Line | None
    year: Fact[int] | None
    agency: Fact[str] | None
    level: Level | None
    dated: Fact[date] | None
    years: tuple[Fact[int], ...]  # every place that tells the report year
    bodies: tuple[Fact[str], ...]  # every place that names the reporting body
    periods: tuple[Period, ...]
    front: tuple[Line, ...]  # the lines before the first section
    sections: tuple[Section, ...]
    section_differences: Differences[SectionFormat]
    duplicates: tuple[Section, ...]  # sections that occur a second time
    tables: dict[str, Table]  # by id
    scattered: dict[str, Scattered]  # by the id of the table that its section should have

    @property
    def before_formats(self) -> bool:
        """Whether its year is before the first official format, so that its form cannot be judged."""
        return self.year is not None and self.year.value < self.formats[0].first_year

    @property
    def recognised(self) -> bool:
        """Whether the text is an annual report at all: 基本情况 is a heading in other documents too.

        The reports of universities on an academic year have a form of their own.
        """
        if any(map(_recognised, self.tables.values())):
            return True
        if self.title and ACADEMIC_YEAR in self.title.text:
            return False
        known = [section.format for section in self.sections if section.format]
        return (
            self.title is not None
            or len(self.sections if self.before_formats else known) > 2
            or any(format.table for format in known)
            or (bool(known) and self._presents_itself)
        )

    @property
    def _presents_itself(self) -> bool:
        """Whether sentences around the first heading say whose report this is, or how it was made."""
        opening = (*self.front, *(self.sections[0].lines[:2] if self.sections else ()))
        if any(_THIS_REPORT.search(line.text) and _BASIS.search(line.text) for line in opening):
            return True
        facts: tuple[Fact[Any], ...] = (*self.years, *self.bodies)
        return any(fact.origin is Origin.SELF_REFERENCE for fact in facts)

    @cached_property
    def distinct_sections(self) -> tuple[Section, ...]:
        """The sections without those that occur a second time."""
        again = {section.heading.span for section in self.duplicates}
        return tuple(section for section in self.sections if section.heading.span not in again)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        return (*self.front, *(line for section in self.sections for line in section.lines))

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The lines of prose, without headings, tables and page numbers."""
        text = self.source.text
        lines = [line.span for line in self.lines if line.kind is not LineKind.PAGE]
        return tuple([Passage(start, text[start:end]) for start, end in lines])

    @cached_property
    def prose(self) -> str:
        """The text of all passages, one per line, to search in all of them at once."""
        return "\n".join([passage.text for passage in self.passages])


def _recognised(table: Table) -> bool:
    known = sum(1 for row in table.rows if row.format)
    return known + sum(len(block.header) for block in table.blocks) > 2 and known >= len(
        table.row_differences.extra
    )
