"""Official formats as typed values: the sections, tables, labels and equations that a report must have."""

from __future__ import annotations

from functools import cached_property, lru_cache
from pathlib import Path
from typing import Literal

from msgspec import Struct

from ..regex import Regex
from ..toml import Remark

_PUNCTUATION = Regex(r"[\W_]+")
_WITH_BREAKS = Regex(r"(?i:<br\s*/?>)|[\W_]+")
_ORDINAL = Regex(r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）]|[0-9]+\.)")


_NOTES = Regex(r"(?<=[^\s|])\s*[（(](?:[^（）()]|[（(][^（）()]*[）)])*(?:[）)]|$)", needs=("（", "("))


@lru_cache(8192)
def key(label: str) -> str:
    """Return a label as it is compared: without blanks, punctuation and Markdown marks."""
    if label.isalnum():
        return label
    return (_WITH_BREAKS if "<" in label else _PUNCTUATION).sub("", label)


def without_notes(label: str) -> str:
    """Return a label without the explanations in brackets that a province prints after its words."""
    return _NOTES.sub("", label) if "（" in label or "(" in label else label


class FormatProblem(Struct, frozen=True):
    """A fault in a format file or in a folder of them."""

    path: Path
    line: int | None  # from 1; None if it belongs to no line
    place: str  # its keys, such as tables[2].rows[1].id; empty for the whole file
    remark: Remark

    def __str__(self) -> str:
        line = f":{self.line}" if self.line else ""
        place = f"{self.place}: " if self.place else ""
        return f"{self.path}{line}: {place}{self.remark.english}"


class FormatError(ValueError):
    """Raised for unusable format files; it holds all their faults, each with its place and remedy."""

    def __init__(self, *problems: FormatProblem) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems

    def __reduce__(self) -> tuple[type[FormatError], tuple[FormatProblem, ...]]:
        return FormatError, self.problems


class SectionFormat(Struct, frozen=True):
    """A numbered section of a report."""

    id: str
    numeral: str
    title: str
    table: str | None = None  # id of the table that it consists of
    widespread: tuple[str, ...] = ()  # other titles, found in many reports
    variants: tuple[str, ...] = ()  # other titles, found in some reports
    limit: int | None = None  # the most characters that its prose should have

    @property
    def heading(self) -> str:
        return f"{self.numeral}、{self.title}"


class Duty(Struct, frozen=True):
    """A statement that only reports of governments must contain."""

    label: str
    words: tuple[str, ...]  # one of these is enough


class Aspect(Struct, frozen=True):
    """A subject that 总体情况 must cover."""

    id: str
    label: str
    short: str = ""
    variants: tuple[str, ...] = ()  # words in the heading of its part
    # A clause about it has one word of each group of an entry.
    words: tuple[tuple[tuple[str, ...], ...], ...] = ()
    governments_add: tuple[Duty, ...] = ()

    @property
    def name(self) -> str:
        return self.short or self.label


class HeaderCell(Struct, frozen=True):
    """A label in the head of a table, with the number of cells that it covers."""

    label: str
    rowspan: int = 1
    colspan: int = 1


Kind = Literal["count", "money", "signed"]
Role = Literal["", "made", "published", "repealed", "valid", "processed", "finished"]


class ColumnFormat(Struct, frozen=True):
    """A column of figures."""

    id: str
    label: str
    group: str = ""  # the label above it and the columns beside it
    kind: Kind = "count"  # whole numbers of cases; sums of money; or changes, with their sign
    unit: str = ""  # for sums of money
    # What happened to the things it counts, as prose says it; an empty role only tells how many there are.
    roles: tuple[Role, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.group} · {self.label}" if self.group and self.label == "总计" else self.label


class RowFormat(Struct, frozen=True):
    """A row of figures."""

    id: str
    label: str = ""  # empty if the row has none
    span: str = ""  # id of the label that spans it on the left
    short: str = ""
    variants: tuple[str, ...] = ()  # other labels, found in some reports
    topic: str = ""  # the topic in claims.toml of prose that counts the same things
    prose: tuple[str, ...] = ()  # words for it in prose, besides its label

    @property
    def name(self) -> str:
        return self.short or _ORDINAL.sub("", self.label)


class SpanFormat(Struct, frozen=True):
    """A label that spans several rows and holds no figures."""

    id: str
    label: str
    span: str = ""


class Stock(Struct, frozen=True):
    """The columns that count a stock and its changes: total = before + added - removed."""

    added: str  # id of a column, as all of these
    removed: str = ""
    total: str = ""  # either this or `before` is empty, as tables have only one of them
    before: str = ""  # a year ago


class BlockFormat(Struct, frozen=True, dict=True):
    """A head and the rows below it; 表二 has one block for each item of article 20."""

    header: tuple[tuple[HeaderCell, ...], ...]
    columns: tuple[ColumnFormat, ...]
    rows: tuple[RowFormat, ...]
    spans: tuple[SpanFormat, ...] = ()
    caption: str = ""
    stocks: tuple[Stock, ...] = ()

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The labels of the head, row by row, each once."""
        return tuple(cell.label for row in self.header for cell in row)

    @cached_property
    def label_keys(self) -> frozenset[str]:
        return frozenset(map(key, self.labels))

    @cached_property
    def head_keys(self) -> list[str]:
        return [key(label) for label in self.labels]

    @cached_property
    def filled_keys(self) -> list[str]:
        return [key(label) for label in self.filled]

    @cached_property
    def row_ids(self) -> frozenset[str]:
        return frozenset(row.id for row in self.rows)

    @cached_property
    def row_keys(self) -> frozenset[str]:
        return frozenset(key(row.label) for row in self.rows)

    @cached_property
    def filled(self) -> tuple[str, ...]:
        """The labels of the full grid, where a merged cell repeats its label in each row that it covers."""
        grid: list[dict[int, str]] = [{} for _ in self.header]
        for number, row in enumerate(self.header):
            column = 0
            for cell in row:
                while column in grid[number]:
                    column += 1
                for below in grid[number : number + cell.rowspan]:
                    below.update(dict.fromkeys(range(column, column + cell.colspan), cell.label))
        return tuple(
            label for line in grid for column, label in sorted(line.items()) if line.get(column - 1) != label
        )


class TableFormat(Struct, frozen=True, dict=True):
    """A table."""

    id: str
    name: str  # such as 表三
    blocks: tuple[BlockFormat, ...]  # from top to bottom

    @cached_property
    def rows(self) -> dict[str, RowFormat]:
        return {row.id: row for block in self.blocks for row in block.rows}

    @cached_property
    def columns(self) -> dict[tuple[str, str], ColumnFormat]:
        return {
            (row.id, column.id): column
            for block in self.blocks
            for row in block.rows
            for column in block.columns
        }

    @cached_property
    def width(self) -> int:
        """The largest number of figures in a row."""
        return max(len(block.columns) for block in self.blocks)


Over = Literal["rows", "columns"]


class Term(Struct, frozen=True):
    """An operand of an equation."""

    id: str  # of a row or column
    sign: int
    years_back: int = 0  # how many years before the report


class Identity(Struct, frozen=True):
    """An equation between cells, written as left = right; the signed terms add up to zero."""

    id: str
    table: str
    over: Over  # "rows": it holds in each row, and its terms are columns; "columns": the reverse
    terms: tuple[Term, ...]
    left: int  # number of terms on the left side
    basis: str
    only: tuple[str, ...] = ()  # the rows where it holds; empty: all that have its columns
    rule: str = ""  # code of the rule that reports a failure; empty: none

    def lines(self, table: TableFormat) -> list[str]:
        """Return the ids of the rows or columns where it holds: those that have all its cells."""
        across = self.over == "rows"
        ids = [term.id for term in self.terms]
        return [
            line
            for line in dict.fromkeys(row if across else column for row, column in table.columns)
            if (not self.only or line in self.only)
            and all(((line, id) if across else (id, line)) in table.columns for id in ids)
        ]

    @property
    def subtracts(self) -> bool:
        """Whether a term has a minus sign on its side."""
        return any((term.sign > 0) != (number < self.left) for number, term in enumerate(self.terms))

    @property
    def between_years(self) -> bool:
        return any(term.years_back for term in self.terms)


class Format(Struct, frozen=True, eq=False, dict=True):
    """An official format, with the report years for which it is in force."""

    id: str
    first_year: int
    last_year: int | None  # None: still in force
    number: str
    title: str
    sections: tuple[SectionFormat, ...]
    aspects: tuple[Aspect, ...]
    tables: dict[str, TableFormat]
    identities: tuple[Identity, ...]
    sentences: tuple[str, ...] = ()  # common ones, with {table.row.column+column} for each figure

    def covers(self, year: int) -> bool:
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)

    @cached_property
    def section(self) -> dict[str, SectionFormat]:
        return {section.id: section for section in self.sections}


class Formats(tuple[Format, ...]):
    """All formats that reports are compared with, oldest first."""

    def for_year(self, year: int | None) -> Format:
        """Return the format in force for a report year; the newest if the year is unknown or not covered."""
        covering = [format for format in self if year is not None and format.covers(year)]
        return covering[-1] if covering else self[-1]
