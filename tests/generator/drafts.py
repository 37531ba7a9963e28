"""A report as its author meant it: sections, prose and tables of figures, without any serialisation."""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal

from tests.generator import prose

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

Figures = Mapping[str, Any]
"""A record as in corpus/figures.jsonl: name, year, format and three tables; None is a blank cell."""

_FILES = sorted((Path(__file__).parents[2] / "grammar" / "formats").glob("*.toml"))
FORMATS: dict[str, dict[str, Any]] = {
    f["id"]: f for f in (tomllib.loads(path.read_text("utf-8")) for path in _FILES)
}


# ── Tables ────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Cell:
    text: str
    rowspan: int = 1
    colspan: int = 1
    kind: Literal["caption", "label", "figure"] = "label"


@dataclass(frozen=True)
class Column:
    id: str
    label: str
    width: int


@dataclass(frozen=True)
class Row:
    id: str
    """Empty for a row that the format does not have."""
    label: str
    within: tuple[str, ...]
    """The spanning labels around the row, outermost first: 三、本年度办理结果, （三）不予公开."""
    figures: Mapping[str, str]
    """By column id, in the order printed; "" is a blank cell, a key left out is a cell that is not there."""


@dataclass(frozen=True)
class Block:
    caption: str
    header: tuple[tuple[Cell, ...], ...]
    columns: tuple[Column, ...]
    label_width: int
    """Grid columns that row labels and spanning labels fill: 1 in 表二, 3 in 表三, 0 in 表四."""
    rows: tuple[Row, ...]

    def leaves(self) -> dict[str, tuple[int, int]]:
        """Column id -> row and index, in `header`, of the cell right above the figures."""
        bottom = place(self.header)[-1]
        cells = dict.fromkeys(bottom[column] for column in sorted(bottom) if column >= self.label_width)
        return {column.id: cell for column, cell in zip(self.columns, cells, strict=True)}

    def spans_at(self, index: int) -> Iterator[tuple[str, int]]:
        """The spanning labels that start at a row, with the number of rows they cover."""
        before = self.rows[index - 1].within if index else ()
        for depth, label in enumerate(self.rows[index].within, 1):
            path = self.rows[index].within[:depth]
            if before[:depth] != path:
                rest = [row.within[:depth] == path for row in self.rows[index:]]
                yield label, [*rest, False].index(False)

    def layout(self) -> Iterator[list[Cell]]:
        """Rows of the cells that start in them, as <tr> and <td> hold them."""
        if self.caption:
            yield [Cell(self.caption, 1, sum(cell.colspan for cell in self.header[0]), "caption")]
        yield from map(list, self.header)
        widths = {column.id: column.width for column in self.columns}
        for index, row in enumerate(self.rows):
            labels = [Cell(label, rowspan) for label, rowspan in self.spans_at(index)]
            if self.label_width:
                labels.append(Cell(row.label, 1, self.label_width - len(row.within)))
            yield labels + [
                Cell(text, 1, widths.get(column, 1), "figure") for column, text in row.figures.items()
            ]


@dataclass(frozen=True)
class Table:
    id: str
    blocks: tuple[Block, ...]

    @property
    def width(self) -> int:
        return max(sum(cell.colspan for cell in block.header[0]) for block in self.blocks)

    def layout(self) -> list[list[Cell]]:
        return [row for block in self.blocks for row in block.layout()]

    def figures(self) -> dict[tuple[str, str], str]:
        return {
            (row.id, column): text
            for block in self.blocks
            for row in block.rows
            for column, text in row.figures.items()
        }

    def filled(self, figures: Mapping[tuple[str, str], str]) -> Table:
        """The same table with other figures; what the other format does not know is derived or 0."""

        def filled_row(row: Row) -> Row:
            return replace(
                row, figures={column: _counterpart(figures, row.id, column) for column in row.figures}
            )

        return Table(
            self.id, tuple(replace(block, rows=tuple(map(filled_row, block.rows))) for block in self.blocks)
        )


def place(rows: Sequence[Sequence[Cell]]) -> list[dict[int, tuple[int, int]]]:
    """As HTML does it: for each row, grid column -> row and index of the cell that covers it."""
    grid: list[dict[int, tuple[int, int]]] = [{} for _ in rows]
    for r, row in enumerate(rows):
        for i, cell in enumerate(row):
            first = next(column for column in range(len(grid[r]) + 1) if column not in grid[r])
            for line in grid[r : r + cell.rowspan]:
                line.update(dict.fromkeys(range(first, first + cell.colspan), (r, i)))
    return grid


@cache
def blank_table(format_id: str, table_id: str) -> Table:
    """The official table, every figure blank."""
    source = next(table for table in FORMATS[format_id]["tables"] if table["id"] == table_id)
    return Table(table_id, tuple(map(_blank_block, source["blocks"])))


def _blank_block(source: Mapping[str, Any]) -> Block:
    header = tuple(
        tuple(Cell(cell["label"], cell.get("rowspan", 1), cell.get("colspan", 1)) for cell in row)
        for row in source["header"]
    )
    spans = {span["id"]: span for span in source.get("spans", ())}

    def within(item: Mapping[str, Any]) -> tuple[str, ...]:
        span = spans.get(item.get("in", ""))
        return (*within(span), span["label"]) if span else ()

    columns = tuple(Column(column["id"], column["label"], 1) for column in source["columns"])
    rows = (
        Row(row["id"], row.get("label", ""), within(row), dict.fromkeys((c.id for c in columns), ""))
        for row in source["rows"]
    )
    block = Block(
        source.get("caption", ""),
        header,
        columns,
        header[0][0].colspan if "label" in source["rows"][0] else 0,
        tuple(rows),
    )
    widths = [header[r][i].colspan for r, i in block.leaves().values()]
    return replace(
        block,
        columns=tuple(replace(column, width=width) for column, width in zip(columns, widths, strict=True)),
    )


_COUNTERPARTS = {
    "new_made": "made",
    "new_published": "made",
    "public_total": "valid",
    "made": "new_made",
    "valid": "public_total",
}


def _counterpart(figures: Mapping[tuple[str, str], str], row: str, column: str) -> str:
    if (row, column) in figures:
        return figures[row, column]
    if row == "other_outcome":
        parts = [figures[part, column] for part in ("other_no_correction", "other_no_payment", "other_else")]
        return str(sum(map(int, parts))) if all(parts) else ""
    if row == "other_else":
        return figures["other_outcome", column]
    return figures.get((row, _COUNTERPARTS.get(column, "")), "0")


# ── Reports ───────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Section:
    id: str
    numeral: str
    title: str
    body: tuple[str, ...]
    table: Table | None = None
    mark: str = "、"

    @property
    def heading(self) -> str:
        return self.numeral + self.mark + self.title


@dataclass(frozen=True)
class Draft:
    agency: str
    year: int
    format_id: str
    title: tuple[str, ...]
    preamble: tuple[str, ...]
    sections: tuple[Section, ...]
    signature: str
    date: str

    def tables(self) -> list[Table]:
        return [section.table for section in self.sections if section.table]

    def with_table(self, table: Table) -> Draft:
        """The draft with its table of the same id replaced."""
        return replace(
            self,
            sections=tuple(
                replace(s, table=table) if s.table and s.table.id == table.id else s for s in self.sections
            ),
        )


def draft(
    rng: random.Random,
    figures: Figures,
    *,
    agency: str | None = None,
    year: int | None = None,
    format_id: str | None = None,
) -> Draft:
    """A correct report with these figures, by an invented agency; they are carried over to another format."""
    given = _given(figures)
    format_id = format_id or (_format_of(year) if year else figures["format"])
    if year is None:
        year = figures["year"] if _format_of(figures["year"]) == format_id else rng.choice(_years(format_id))
    if agency is None:
        makes_rules = any(
            re.search("[1-9]", text) for (row, _), text in given["disclosure"].items() if row == "rules"
        )
        known = figures.get("name") in prose.AGENCIES + prose.RULE_MAKERS
        agency = (
            str(figures["name"])
            if known
            else rng.choice(prose.RULE_MAKERS if makes_rules else prose.AGENCIES)
        )
    tables = {table_id: blank_table(format_id, table_id).filled(cells) for table_id, cells in given.items()}
    source = FORMATS[format_id]
    author = prose.Author(
        rng,
        agency,
        year,
        source,
        {(t, *key): text for t in tables for key, text in tables[t].figures().items()},
    )
    title, preamble = (author.title(),), author.preamble()
    sections = tuple(
        Section(s["id"], s["numeral"], s["title"], author.body(s["id"]), tables.get(s.get("table", "")))
        for s in source["sections"]
    )
    return Draft(agency, year, format_id, title, preamble, sections, agency, author.date())


def _years(format_id: str) -> range:
    years = FORMATS[format_id]["years"]
    return range(years["from"], years.get("to", 2025) + 1)


def _format_of(year: int) -> str:
    return next(
        format_id
        for format_id in sorted(FORMATS, reverse=True)
        if year >= FORMATS[format_id]["years"]["from"]
    )


def _given(figures: Figures) -> dict[str, dict[tuple[str, str], str]]:
    """Figures as printed, by table and by (row id, column id)."""

    def text(value: Any) -> str:
        return "" if value is None else str(value)

    blank = {
        table_id: blank_table(figures["format"], table_id)
        for table_id in ("disclosure", "requests", "remedies")
    }
    by_label = {label.removesuffix("_万元"): value for label, value in figures["disclosure"].items()}
    disclosure = {}
    for block in blank["disclosure"].blocks:
        for row in block.rows:
            value = by_label[row.label]
            for column in block.columns:
                disclosure[row.id, column.id] = text(
                    value[column.label] if isinstance(value, Mapping) else value
                )
    applicants, results = (
        [column.id for column in blank[t].blocks[0].columns] for t in ("requests", "remedies")
    )
    requests = {
        (row, c): text(v)
        for row, values in figures["requests"].items()
        for c, v in zip(applicants, values, strict=True)
    }
    remedies = {("cases", c): text(v) for c, v in zip(results, figures["remedies"], strict=True)}
    return {"disclosure": disclosure, "requests": requests, "remedies": remedies}


def expected_figures(draft: Draft) -> dict[tuple[str, str, str], str]:
    """(table id, row id, column id) -> text as written, for every complete row, the first of duplicates."""
    found: dict[tuple[str, str, str], str] = {}
    for table in draft.tables():
        for block in table.blocks:
            for row in block.rows:
                if row.id and list(row.figures) == [column.id for column in block.columns]:
                    for column, text in row.figures.items():
                        found.setdefault((table.id, row.id, column), text)
    return found


# ── Equations ─────────────────────────────────────────────────────────────


def _equations(format_id: str) -> Iterator[tuple[str, Mapping[str, Any], list[tuple[int, str]]]]:
    """Identities within one report, as signed terms that add up to 0."""
    for identity in FORMATS[format_id]["identities"]:
        if "[" not in identity["equation"]:
            left, right = identity["equation"].split("=")
            terms = [(-1 if sign == "-" else 1, name) for sign, name in re.findall(r"([+-]?)\s*(\w+)", right)]
            yield identity["id"], identity, terms + [(-1, name) for name in re.findall(r"\w+", left)]


def failing(draft: Draft) -> list[tuple[str, str]]:
    """Identities that fail, as (identity id, row or column id); one with a blank figure does not fail."""
    failures = []
    figures = {table.id: table.figures() for table in draft.tables()}
    for name, identity, terms in _equations(draft.format_id):
        cells = figures.get(identity["table"], {})
        by_rows = identity["over"] == "rows"
        for where in dict.fromkeys(row if by_rows else column for row, column in cells):
            texts = [
                (sign, cells.get((where, term) if by_rows else (term, where), "")) for sign, term in terms
            ]
            if (
                all(text.isdecimal() for _, text in texts)
                and sum(sign * int(text) for sign, text in texts) != 0
            ):
                failures.append((name, where))
    return failures


def random_figures(rng: random.Random, format_id: str) -> dict[str, Any]:
    """Figures that agree with each other, from none at all to thousands of requests."""
    scale = rng.choice((0, 2, 12, 150, 4000))
    name = rng.choice(prose.RULE_MAKERS if rng.random() < 0.15 else prose.AGENCIES)
    outcomes = [
        term
        for identity, _, terms in _equations(format_id)
        if identity == "outcomes"
        for sign, term in terms
        if sign > 0
    ]
    density = rng.random()

    def some(limit: float) -> int:
        return rng.randint(0, int(limit)) if rng.random() < density else 0

    columns = []
    for weight in (1, 0.2, 0.05, 0.05, 0.1, 0.1):
        column = {row: some(scale * weight) for row in outcomes}
        handled, carried_out = sum(column.values()), some(scale * weight / 2)
        carried_in = min(some(scale * weight / 2), handled + carried_out)
        column |= {
            "handled": handled,
            "carried_out": carried_out,
            "carried_in": carried_in,
            "received": handled + carried_out - carried_in,
        }
        columns.append(column)
    rows = [row.id for row in blank_table(format_id, "requests").blocks[0].rows]
    requests = {row: _with_sum(column[row] for column in columns) for row in rows}
    remedies = [figure for _ in range(3) for figure in _with_sum(some(scale / 8) for _ in range(4))]
    disclosure: dict[str, Any] = {}
    for block in blank_table(format_id, "disclosure").blocks:
        for row in block.rows:
            limit = 0 if row.id == "rules" and name not in prose.RULE_MAKERS else min(scale, 300)
            made, amount = some(limit / 10), round(some(scale) * 1.37, 4)
            repealed, change = some(limit / 20), some(scale / 20)
            values = {
                "made": made, "repealed": repealed, "valid": max(0, made - repealed) + some(limit),
                "new_made": made, "new_published": made, "public_total": made + some(limit),
                "previous_items": some(limit) + change,
                "change": rng.choice((f"+{change}", f"-{change}")) if change else 0,
                "decisions": some(scale * 20), "projects": max(some(limit), int(amount > 0)),
                "amount": amount or 0,
            }  # fmt: skip
            cells = {column.label: values[column.id] for column in block.columns}
            unit = "_万元" * any("万元" in label for label in cells)
            disclosure[row.label + unit] = cells if len(cells) > 1 else next(iter(cells.values()))
    year = rng.choice(_years(format_id))
    shape = {"disclosure": disclosure, "requests": requests, "remedies": remedies}
    return {"name": name, "year": year, "format": format_id, **shape, "complete": True}


def _with_sum(parts: Iterable[int]) -> list[int]:
    parts = list(parts)
    return [*parts, sum(parts)]
