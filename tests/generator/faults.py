"""Faults to plant in a correct report, each with what a linter must say of it."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeVar

from tests.generator.drafts import FORMATS, Block, Cell, Draft, Row, Section, Table, blank_table, failing

T = TypeVar("T")


@dataclass(frozen=True)
class Planted:
    draft: Draft
    code: str
    """The rule that must speak."""
    also: frozenset[str] = frozenset()
    """Rules that may speak in its stead, where a text leaves more than one reading."""
    section: str | None = None
    table: str | None = None
    row: str | None = None
    column: str | None = None
    found: str | None = None
    expected: str | None = None

    @property
    def codes(self) -> frozenset[str]:
        return self.also | {self.code}


class NotApplicable(Exception):
    """The draft offers no place for the fault."""


Fault = Callable[[Draft, random.Random], Planted]
FAULTS: dict[str, Fault] = {}


def fault(plant: Fault) -> Fault:
    FAULTS[plant.__name__.replace("_", "-")] = plant
    return plant


def pick(rng: random.Random, places: Sequence[T]) -> T:
    if not places:
        raise NotApplicable
    return rng.choice(places)


# ── Sections ──────────────────────────────────────────────────────────────


def _section(draft: Draft, index: int, *substitutes: Section) -> Draft:
    """The draft with one section replaced by none, one or several."""
    return replace(draft, sections=draft.sections[:index] + substitutes + draft.sections[index + 1 :])


def _sections(draft: Draft, *, tables: bool | None = None) -> list[tuple[int, Section]]:
    return [(i, s) for i, s in enumerate(draft.sections) if tables is None or tables == (s.table is not None)]


@fault
def no_title(draft: Draft, rng: random.Random) -> Planted:
    return Planted(replace(draft, title=()), "NB101")


@fault
def drop_section(draft: Draft, rng: random.Random) -> Planted:
    index, section = pick(rng, _sections(draft))
    return Planted(_section(draft, index), "NB103", section=section.id)


@fault
def heading_synonym(draft: Draft, rng: random.Random) -> Planted:
    index, section = pick(rng, _sections(draft))
    variants = next(s["variants"] for s in FORMATS[draft.format_id]["sections"] if s["id"] == section.id)
    other = replace(section, title=pick(rng, variants))
    return Planted(
        _section(draft, index, other), "NB104", section=section.id, found=other.title, expected=section.title
    )


def _misnumbered(draft: Draft, rng: random.Random, change: Callable[[Section], Section]) -> Planted:
    index, section = pick(rng, _sections(draft))
    other = change(section)
    return Planted(
        _section(draft, index, other),
        "NB105",
        section=section.id,
        found=other.heading,
        expected=section.heading,
    )


@fault
def heading_numeral_missing(draft: Draft, rng: random.Random) -> Planted:
    return _misnumbered(draft, rng, lambda section: replace(section, numeral="", mark=""))


@fault
def heading_numeral_wrong(draft: Draft, rng: random.Random) -> Planted:
    return _misnumbered(
        draft,
        rng,
        lambda section: replace(section, numeral=rng.choice("一二三四五六七".replace(section.numeral, ""))),
    )


@fault
def heading_punctuation(draft: Draft, rng: random.Random) -> Planted:
    return _misnumbered(draft, rng, lambda section: replace(section, mark=rng.choice(".．，。：")))


@fault
def swap_sections(draft: Draft, rng: random.Random) -> Planted:
    index, section = pick(rng, _sections(draft)[:-1])
    following = draft.sections[index + 1]
    return Planted(
        _section(_section(draft, index + 1, section), index, following), "NB106", section=section.id
    )


@fault
def duplicate_section(draft: Draft, rng: random.Random) -> Planted:
    index, section = pick(rng, _sections(draft))
    doubled = _section(draft, index, section, section)
    return Planted(
        rng.choice((doubled, replace(draft, sections=(*draft.sections, section)))),
        "NB107",
        section=section.id,
    )


@fault
def empty_section(draft: Draft, rng: random.Random) -> Planted:
    index, section = pick(rng, _sections(draft, tables=False))
    return Planted(_section(draft, index, replace(section, body=())), "NB108", section=section.id)


@fault
def unknown_section(draft: Draft, rng: random.Random) -> Planted:
    body = "一是更新公开事项目录。二是增加基层查阅点的开放时间。"
    section = Section("", "七", f"{draft.year + 1}年工作打算", (body,))
    return Planted(replace(draft, sections=(*draft.sections, section)), "NB109", found=section.heading)


# ── Tables, rows, headers ─────────────────────────────────────────────────


@dataclass(frozen=True)
class Place:
    """A block in a draft, and how to put another in its place."""

    draft: Draft
    section: str
    table: Table
    index: int

    @property
    def block(self) -> Block:
        return self.table.blocks[self.index]

    def with_block(self, block: Block) -> Draft:
        blocks = (*self.table.blocks[: self.index], block, *self.table.blocks[self.index + 1 :])
        return self.draft.with_table(replace(self.table, blocks=blocks))

    def with_rows(self, at: int, *rows: Row, instead_of: int = 1) -> Draft:
        return self.with_block(
            replace(self.block, rows=self.block.rows[:at] + rows + self.block.rows[at + instead_of :])
        )

    def with_header(self, at: tuple[int, int], *cells: Cell, instead_of: int = 1) -> Draft:
        r, i = at
        line = self.block.header[r][:i] + cells + self.block.header[r][i + instead_of :]
        return self.with_block(
            replace(self.block, header=(*self.block.header[:r], line, *self.block.header[r + 1 :]))
        )

    def planted(
        self,
        draft: Draft,
        code: str,
        *also: str,
        row: str | None = None,
        column: str | None = None,
        **texts: str,
    ) -> Planted:
        return Planted(draft, code, frozenset(also), self.section, self.table.id, row, column, **texts)


def blocks(draft: Draft) -> Iterator[Place]:
    for section in draft.sections:
        for index in range(len(section.table.blocks) if section.table else 0):
            assert section.table
            yield Place(draft, section.id, section.table, index)


def _labelled_rows(draft: Draft) -> list[tuple[Place, int, Row]]:
    return [
        (place, at, row)
        for place in blocks(draft)
        if place.block.label_width
        for at, row in enumerate(place.block.rows)
    ]


def _headers(draft: Draft) -> list[tuple[Place, str, tuple[int, int], Cell]]:
    """Header cells right above figures: of the first block of 表二, of 表三, of 表四."""
    return [
        (place, column, (r, i), place.block.header[r][i])
        for place in blocks(draft)
        if not place.index
        for column, (r, i) in place.block.leaves().items()
    ]


@fault
def drop_table(draft: Draft, rng: random.Random) -> Planted:
    index, section = pick(rng, _sections(draft, tables=True))
    assert section.table
    return Planted(
        _section(draft, index, replace(section, table=None)),
        "NB201",
        section=section.id,
        table=section.table.id,
    )


@fault
def drop_column_header(draft: Draft, rng: random.Random) -> Planted:
    place, column, at, cell = pick(rng, _headers(draft))
    instead = rng.choice(((), (replace(cell, text=""),)))
    return place.planted(place.with_header(at, *instead), "NB202", column=column, expected=cell.text)


@fault
def truncate_column_header(draft: Draft, rng: random.Random) -> Planted:
    place, column, at, cell = pick(rng, [header for header in _headers(draft) if len(header[3].text) > 2])
    short = cell.text[: rng.randint(2, len(cell.text) - 1)]
    return place.planted(
        place.with_header(at, replace(cell, text=short)),
        "NB202",
        column=column,
        found=short,
        expected=cell.text,
    )


@fault
def swap_column_headers(draft: Draft, rng: random.Random) -> Planted:
    headers = _headers(draft)
    pairs = [
        (one, two)
        for one, two in pairwise(headers)
        if one[0] is two[0] and two[2] == (one[2][0], one[2][1] + 1)
    ]
    (place, column, at, cell), (*_, neighbour) = pick(rng, pairs)
    swapped = place.with_header(at, neighbour, cell, instead_of=2)
    return place.planted(swapped, "NB202", column=column, found=neighbour.text, expected=cell.text)


@fault
def drop_row(draft: Draft, rng: random.Random) -> Planted:
    place, at, row = pick(rng, _labelled_rows(draft))
    return place.planted(place.with_rows(at), "NB203", row=row.id, expected=row.label)


def _number(label: str) -> str:
    found = re.match(r"[一二三四]、|（[一二三四五六七]）|\d\.", label)
    return found.group() if found else ""


@fault
def misspell_row_label(draft: Draft, rng: random.Random) -> Planted:
    """One Han character of a label of four or more is lost or becomes another."""
    place, at, row = pick(
        rng,
        [
            (place, at, row)
            for place, at, row in _labelled_rows(draft)
            if len(re.findall("[一-鿿]", row.label)) > 4
        ],
    )
    i = rng.choice(
        [i for i in range(len(_number(row.label)), len(row.label)) if "一" <= row.label[i] <= "鿿"]
    )
    label = (
        row.label[:i]
        + rng.choice(["", rng.choice([c for c in "工理申由体" if c != row.label[i]])])
        + row.label[i + 1 :]
    )
    return place.planted(
        place.with_rows(at, replace(row, label=label)), "NB204", row=row.id, found=label, expected=row.label
    )


@fault
def rename_row(draft: Draft, rng: random.Random) -> Planted:
    place, at, row = pick(rng, _labelled_rows(draft))
    number = _number(row.label).strip("一二三四、")  # 一、 before other words would be a heading
    label = number + rng.choice(("另有约定的情形", "村务监督简报", "热线转办单"))
    renamed = place.with_rows(at, replace(row, label=label))
    return place.planted(renamed, "NB203", "NB204", "NB205", row=row.id, found=label, expected=row.label)


@fault
def extra_row(draft: Draft, rng: random.Random) -> Planted:
    place, at, row = pick(rng, _labelled_rows(draft))
    number = _number(row.label)
    label = (f"{int(number[0]) + 1}." if number[:1].isdecimal() else "") + rng.choice(
        ("申请人主动撤回", "村务监督简报", "热线转办单")
    )
    extra = Row("", label, row.within, dict.fromkeys(row.figures, "0"))
    return place.planted(place.with_rows(at, row, extra), "NB205", found=label)


@fault
def swap_rows(draft: Draft, rng: random.Random) -> Planted:
    rows = _labelled_rows(draft)
    pairs = [(one, two) for one, two in pairwise(rows) if one[0] is two[0] and one[2].within == two[2].within]
    (place, at, row), (*_, following) = pick(rng, pairs)
    return place.planted(place.with_rows(at, following, row, instead_of=2), "NB206", row=row.id)


# ── Figures ───────────────────────────────────────────────────────────────


def _figure_rows(draft: Draft) -> list[tuple[Place, int, Row]]:
    """Rows of two figures or more."""
    return [
        (place, at, row)
        for place in blocks(draft)
        for at, row in enumerate(place.block.rows)
        if len(row.figures) > 1
    ]


def _counts(draft: Draft, *tables: str) -> list[tuple[Place, int, Row, str]]:
    """Filled cells of these tables, if the draft has no failing equation."""
    rows = (
        []
        if failing(draft)
        else [(place, at, row) for place, at, row in _figure_rows(draft) if place.table.id in tables]
    )
    return [
        (place, at, row, column)
        for place, at, row in rows
        for column, text in row.figures.items()
        if text.isdecimal()
    ]


@fault
def drop_figure(draft: Draft, rng: random.Random) -> Planted:
    """Where rows are padded with bars the lost cell looks like a blank one."""
    place, at, row = pick(rng, _figure_rows(draft))
    lost = rng.choice(list(row.figures))
    figures = {column: text for column, text in row.figures.items() if column != lost}
    return place.planted(place.with_rows(at, replace(row, figures=figures)), "NB207", "NB208", row=row.id)


@fault
def add_figure(draft: Draft, rng: random.Random) -> Planted:
    place, at, row = pick(rng, _figure_rows(draft))
    figures: Mapping[str, str] = {**row.figures, "extra": rng.choice(("0", "3"))}
    return place.planted(place.with_rows(at, replace(row, figures=figures)), "NB207", row=row.id)


def _changed(place: Place, at: int, row: Row, column: str, text: str) -> Planted:
    changed = place.with_rows(at, replace(row, figures={**row.figures, column: text}))
    if not failing(changed):
        raise NotApplicable
    if place.table.id == "remedies":
        code, also = "NB304" if column.startswith("review") else "NB305", frozenset[str]()
    else:
        by_row = {"handled": "NB303", "received": "NB301", "carried_in": "NB301", "carried_out": "NB301"}
        code, also = (
            "NB302" if column == "total" else by_row.get(row.id, "NB302"),
            frozenset({"NB301", "NB302", "NB303"}),
        )
    return place.planted(
        changed, code, *also, row=row.id, column=column, found=text, expected=row.figures[column]
    )


def _misprint(text: str, rng: random.Random) -> str:
    slips = {str(int(text) + rng.randint(1, 9)), text + "0", text[::-1], text[:-1]} - {text, ""}
    return rng.choice(sorted(slip for slip in slips if slip == str(int(slip))))


@fault
def change_request_figure(draft: Draft, rng: random.Random) -> Planted:
    place, at, row, column = pick(rng, _counts(draft, "requests"))
    return _changed(place, at, row, column, _misprint(row.figures[column], rng))


@fault
def change_remedy_figure(draft: Draft, rng: random.Random) -> Planted:
    place, at, row, column = pick(rng, _counts(draft, "remedies"))
    return _changed(place, at, row, column, _misprint(row.figures[column], rng))


@fault
def total_zero(draft: Draft, rng: random.Random) -> Planted:
    """The commonest real error: a total left at 0 beside filled details."""
    cells = _counts(draft, "requests", "remedies")
    place, at, row, column = pick(
        rng, [cell for cell in cells if cell[3].endswith("total") and int(cell[2].figures[cell[3]])]
    )
    return _changed(place, at, row, column, "0")


# ── The other format ──────────────────────────────────────────────────────


def _in_format(draft: Draft, format_id: str, *tables: str) -> Draft:
    for table in draft.tables():
        if table.id in tables:
            draft = draft.with_table(blank_table(format_id, table.id).filled(table.figures()))
    return draft


def _require(draft: Draft, format_id: str) -> None:
    """A draft in this format and of a year for which it is in force."""
    years = FORMATS[format_id]["years"]
    if draft.format_id != format_id or not years["from"] <= draft.year <= years.get("to", draft.year):
        raise NotApplicable


@fault
def old_table_two(draft: Draft, rng: random.Random) -> Planted:
    _require(draft, "2021")
    return Planted(_in_format(draft, "2019", "disclosure"), "NB403", section="proactive", table="disclosure")


@fault
def old_table_three(draft: Draft, rng: random.Random) -> Planted:
    _require(draft, "2021")
    return Planted(_in_format(draft, "2019", "requests"), "NB403", section="requests", table="requests")


@fault
def old_template(draft: Draft, rng: random.Random) -> Planted:
    _require(draft, "2021")
    return Planted(replace(_in_format(draft, "2019", "disclosure", "requests"), format_id="2019"), "NB401")


@fault
def new_template(draft: Draft, rng: random.Random) -> Planted:
    _require(draft, "2019")
    return Planted(replace(_in_format(draft, "2021", "disclosure", "requests"), format_id="2021"), "NB402")
