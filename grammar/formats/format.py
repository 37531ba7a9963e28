"""Official formats as typed values: what sections, tables, labels and equations a report must have."""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import Literal

from msgspec import Struct

from ..regex import Regex

_PUNCTUATION = Regex(r"(?i:<br\s*/?>)|[\W_]+")
_ORDINAL = Regex(r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）]|[0-9]+\.)")


@lru_cache(8192)
def key(label: str) -> str:
    """What labels are compared by: folded text without blanks, punctuation and Markdown marks."""
    return _PUNCTUATION.sub("", label)


class FormatError(ValueError):
    """A format file that cannot be used; the message names the file, the key and the remedy."""


class SectionFormat(Struct, frozen=True):
    """One of the numbered parts. `table`: id of the table that is its body, else None."""

    id: str
    numeral: str
    title: str
    table: str | None = None
    widespread: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    limit: int | None = None  # characters that its prose should not exceed

    @property
    def heading(self) -> str:
        return f"{self.numeral}、{self.title}"


class Duty(Struct, frozen=True):
    """Something that the report of a government must say besides; `words`: any of them says it."""

    label: str
    words: tuple[str, ...]


class Aspect(Struct, frozen=True):
    """A subject that 总体情况 must cover.

    `variants`: what the heading of its part may say. `words`: what a clause says that is about it; of each entry, one of every group of alternatives.
    """

    id: str
    label: str
    short: str = ""
    variants: tuple[str, ...] = ()
    words: tuple[tuple[tuple[str, ...], ...], ...] = ()
    governments_add: tuple[Duty, ...] = ()

    @property
    def name(self) -> str:
        return self.short or self.label


class HeaderCell(Struct, frozen=True):
    """One label of a table's head, with the grid cells it covers."""

    label: str
    rowspan: int = 1
    colspan: int = 1


class ColumnFormat(Struct, frozen=True):
    """A column of figures. `kind`: count (cases, an integer), money, or signed."""

    id: str
    label: str
    group: str = ""
    kind: Literal["count", "money", "signed"] = "count"
    unit: str = ""

    @property
    def name(self) -> str:
        return f"{self.group} · {self.label}" if self.group and self.label == "总计" else self.label


class RowFormat(Struct, frozen=True):
    """A row of figures. `span`: id of the label cell that spans it on the left; `label` is empty where the row has none."""

    id: str
    label: str = ""
    span: str = ""
    short: str = ""
    variants: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.short or _ORDINAL.sub("", self.label)


class SpanFormat(Struct, frozen=True):
    """A label that spans several rows and holds no figures."""

    id: str
    label: str
    span: str = ""


class BlockFormat(Struct, frozen=True, dict=True):
    """A head and the rows below it; 表二 has one block for each item of article 20."""

    header: tuple[tuple[HeaderCell, ...], ...]
    columns: tuple[ColumnFormat, ...]
    rows: tuple[RowFormat, ...]
    spans: tuple[SpanFormat, ...] = ()
    caption: str = ""

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
        """The same over the full grid, where a merged cell repeats its label in each row it covers."""
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
    """A table: its blocks from top to bottom. `name` is what people call it, such as 表三."""

    id: str
    name: str
    blocks: tuple[BlockFormat, ...]

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


class Term(Struct, frozen=True):
    """An operand: a row or column id, its sign, and how many years back its report lies."""

    id: str
    sign: int
    years_back: int = 0


class Identity(Struct, frozen=True):
    """An equation between cells. `over`: whether it holds in each column (terms are rows) or in each row (terms are columns).

    Written as left = right; the sum of all `terms` with their signs is zero where it holds. `left` is how many of them stand left.
    """

    id: str
    table: str
    over: Literal["rows", "columns"]
    terms: tuple[Term, ...]
    left: int
    basis: str
    only: tuple[str, ...] = ()

    @property
    def subtracts(self) -> bool:
        """Whether a term has another sign than + on its side."""
        return any((term.sign > 0) != (number < self.left) for number, term in enumerate(self.terms))

    @property
    def between_years(self) -> bool:
        return any(term.years_back for term in self.terms)


class Format(Struct, frozen=True, eq=False, dict=True):
    """One official format and the report years it is in force for (`last_year` None: still)."""

    id: str
    first_year: int
    last_year: int | None
    number: str
    title: str
    sections: tuple[SectionFormat, ...]
    aspects: tuple[Aspect, ...]
    tables: dict[str, TableFormat]
    identities: tuple[Identity, ...]

    def covers(self, year: int) -> bool:
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)

    @cached_property
    def section(self) -> dict[str, SectionFormat]:
        return {section.id: section for section in self.sections}


class Formats(tuple[Format, ...]):
    """All formats that reports are compared with, oldest first."""

    def for_year(self, year: int | None) -> Format:
        """The format in force for a report year; the newest where the year is unknown or none covers it."""
        covering = [format for format in self if year is not None and format.covers(year)]
        return covering[-1] if covering else self[-1]
