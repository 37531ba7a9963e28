"""Reads formats from TOML files; reports all faults at once, each with its line and remedy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, get_args

from msgspec.structs import replace

from ..regex import Regex
from ..spelling import nearest
from ..toml import At, Notes, Remark, TomlTable, fault_of_syntax, no_choice, parse_toml
from .format import (
    Aspect,
    BlockFormat,
    ColumnFormat,
    Duty,
    Format,
    FormatError,
    FormatProblem,
    Formats,
    HeaderCell,
    Identity,
    Kind,
    Over,
    Role,
    RowFormat,
    SectionFormat,
    SpanFormat,
    Stock,
    TableFormat,
    Term,
)

OFFICIAL = Path(__file__).parent
KINDS: tuple[Kind, ...] = get_args(Kind)
ROLES: tuple[Role, ...] = get_args(Role)
OVER: tuple[Over, ...] = get_args(Over)

_YEAR = 9999  # the last valid year
_CELLS = 99  # the most that one label may span
_LIMIT = 999_999  # characters
_ID = Regex(r"[a-z][a-z0-9_]*")
_OPERAND = r"([a-z][a-z0-9_]*)(?:\[-([0-9]{1,2})\])?"
_SIDE = Regex(rf"[+-]?{_OPERAND}(?:[+-]{_OPERAND})*")  # one side of an equation, without blanks
_TERM = Regex(rf"([+-]?){_OPERAND}")
PLACE = Regex(r"{(?P<table>\w+)\.(?P<row>\w+)\.(?P<columns>[\w+]+)}")  # the place of a figure in a sentence


class FormatFlaw(Enum):
    """Faults of format files and their folders; the text is the English one."""

    NO_FILES = "holds no *.toml format file; put one there"
    UNREADABLE = "cannot be read ({error}); check the file and its rights"
    ENCODING = "is not in UTF-8; save it as UTF-8"
    SYNTAX = "is not valid TOML ({error})"
    EMPTY = "{key!r} needs at least one entry; add it"
    ID = "{value!r} cannot be an id; write small letters, digits and _, such as new_cases"
    TWICE = "the id {id!r} is given twice; give one of them another"
    NO_SPAN = "row {row!r} lies in {span!r}, which is not among the spans; add it"
    EQUATION = "{equation!r} is no equation; write it as a = b + c - d"
    NO_COLUMN = "{table} has no column {id!r}; did you mean {near}?"
    NO_ROW = "{table} has no row {id!r}; did you mean {near}?"
    OPERAND_TWICE = "{id!r} stands twice in the equation; write it once"
    NOWHERE = "nothing in {table} has all that the equation names, so that it holds nowhere; correct it"
    ROWS_OVER_COLUMNS = "only an equation over rows has {key!r}; remove them"
    LACKS_COLUMNS = "row {id!r} lacks columns of the equation; remove it"
    NO_RULE = "{rule!r} is no rule about equations; use one of {known}, or none"
    RULE_BETWEEN_YEARS = "an equation between years names no rule; remove {key!r}"
    STOCK = "a stock needs either 'total' or 'before'; write one of them"
    NO_PLACE = "the tables have no place {place}; write it as {{table.row.column}}"


def read_format(path: Path, rules: Collection[str] | None = None) -> Format:
    """Read one format file. Raises `FormatError`.

    `rules`: see `parse_format`.
    """
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FormatError(FormatProblem(path, None, "", Remark(FormatFlaw.ENCODING))) from error
    except OSError as error:
        remark = Remark(FormatFlaw.UNREADABLE, {"error": error.strerror or error})
        raise FormatError(FormatProblem(path, None, "", remark)) from error
    return parse_format(text, path, rules)


def parse_format(text: str, path: Path, rules: Collection[str] | None = None) -> Format:
    """Parse the text of a format file. Raises `FormatError`.

    `rules` holds the codes of rules that an equation may name; None allows any.
    """
    try:
        data = parse_toml(text)
    except ValueError as error:
        line, words = fault_of_syntax(error, text)
        raise FormatError(
            FormatProblem(path, line, "", Remark(FormatFlaw.SYNTAX, {"error": words}))
        ) from error
    notes = Notes(text)
    format = _format(TomlTable(data, (), notes), rules)
    problems = [FormatProblem(path, one.line, _place(one.at), one.what) for one in notes.located]
    if problems:
        raise FormatError(*problems)
    return format


def _place(at: At) -> str:
    """Return the path to a value as people write it; entries of lists are numbered from 1."""
    names = (f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in at)
    return "".join(names).removeprefix(".")


@cache
def official_formats() -> Formats:
    """Return the formats that come with this package."""
    return load_formats([OFFICIAL])


def load_formats(folders: Iterable[Path], rules: Collection[str] | None = None) -> Formats:
    """Read all `*.toml` formats in folders; a later folder overrides an earlier one. Raises `FormatError`.

    `rules`: see `parse_format`.
    """
    formats: dict[str, Format] = {}
    problems: list[FormatProblem] = []
    for folder in folders:
        paths = sorted(folder.glob("*.toml"))
        if not paths:
            problems.append(FormatProblem(folder, None, "", Remark(FormatFlaw.NO_FILES)))
        for path in paths:
            try:
                format = read_format(path, rules)
            except FormatError as error:  # noqa: PERF203  # to report all faults at once
                problems += error.problems
            else:
                formats[format.id] = format
    if problems:
        raise FormatError(*problems)
    return Formats(sorted(formats.values(), key=lambda format: format.first_year))


# ── A file ────────────────────────────────────────────────────────────────────


def _format(root: TomlTable, rules: Collection[str] | None) -> Format:
    root.require("years", "document", "sections", "tables", "identities")
    years, document = root.table("years", "{ from = 2021 }"), root.table("document", '{ number = "…" }')
    first = _required_number(years, "from", 1, _YEAR)
    last = years.number("to", first, _YEAR)
    years.done()
    tables = {table.id: table for table in map(_table, _entries(root, "tables"))}
    sections = tuple(_section(entry, tuple(tables)) for entry in _entries(root, "sections"))
    aspects = tuple(map(_aspect, _entries(root, "aspects", least=0)))
    found = [_identity(entry, tables, rules) for entry in _entries(root, "identities", least=0)]
    identities = tuple(identity for identity in found if identity)
    format = Format(
        _required(root, "id"),
        first,
        last,
        _required(document, "number"),
        _required(document, "title"),
        sections,
        aspects,
        tables,
        identities,
        _sentences(root, tables),
    )
    document.raw("dated")
    document.done()
    root.done()
    return format


def _sentences(root: TomlTable, tables: Mapping[str, TableFormat]) -> tuple[str, ...]:
    sentences = root.texts("sentences") or []
    for number, sentence in enumerate(sentences):
        for place in PLACE.finditer(sentence):
            table = tables.get(place["table"])
            columns = place["columns"].split("+")
            if table is None or any((place["row"], column) not in table.columns for column in columns):
                root.note("sentences", Remark(FormatFlaw.NO_PLACE, {"place": place[0]}), number)
        rest = PLACE.sub("", sentence)
        if "{" in rest or "}" in rest:
            root.note("sentences", Remark(FormatFlaw.NO_PLACE, {"place": sentence}), number)
    return tuple(sentences)


def _section(entry: TomlTable, tables: tuple[str, ...]) -> SectionFormat:
    section = SectionFormat(
        _required_id(entry),
        _required(entry, "numeral"),
        _required(entry, "title"),
        entry.choice("table", tables),
        _texts(entry, "widespread"),
        _texts(entry, "variants"),
        entry.number("limit", 1, _LIMIT),
    )
    entry.done()
    return section


def _aspect(entry: TomlTable) -> Aspect:
    words = (tuple(tuple(group.split("/")) for group in text.split()) for text in _texts(entry, "words"))
    aspect = Aspect(
        _required_id(entry),
        _required(entry, "label"),
        _optional(entry, "short"),
        _texts(entry, "variants"),
        tuple(words),
        tuple(map(_duty, entry.tables("governments_add"))),
    )
    entry.done()
    return aspect


def _duty(entry: TomlTable) -> Duty:
    duty = Duty(_required(entry, "label"), _texts(entry, "words"))
    entry.done()
    return duty


# ── Tables ────────────────────────────────────────────────────────────────────


def _table(entry: TomlTable) -> TableFormat:
    entry.require("blocks")
    blocks = _entries(entry, "blocks", ids=False)
    table = TableFormat(_required_id(entry), _required(entry, "name"), tuple(map(_block, blocks)))
    _note_repeated([row for block in blocks for row in block.tables("rows")])
    entry.done()
    return table


def _block(entry: TomlTable) -> BlockFormat:
    entry.require("header", "columns", "rows")
    header = tuple(tuple(map(_header_cell, row)) for row in entry.grid("header"))
    if "header" in entry.data and not any(header):
        entry.note("header", Remark(FormatFlaw.EMPTY, {"key": "header"}))
    columns = tuple(map(_column, _entries(entry, "columns")))
    spans = tuple(map(_span, _entries(entry, "spans", least=0)))
    block = BlockFormat(
        header,
        columns,
        tuple(map(_row, _entries(entry, "rows", ids=False))),
        spans,
        _optional(entry, "caption"),
        tuple(_stock(stock, [column.id for column in columns]) for stock in entry.tables("stocks")),
    )
    ids = {span.id for span in spans}
    inner = [("rows", number, row.id, row.span) for number, row in enumerate(block.rows)]
    inner += [("spans", number, span.id, span.span) for number, span in enumerate(block.spans)]
    for key, number, id, span in inner:
        if span and span not in ids:
            entry.note(key, Remark(FormatFlaw.NO_SPAN, {"row": id, "span": span}), number, "in")
    entry.done()
    return block


def _header_cell(entry: TomlTable) -> HeaderCell:
    cell = HeaderCell(
        _required(entry, "label"),
        entry.number("rowspan", 1, _CELLS) or 1,
        entry.number("colspan", 1, _CELLS) or 1,
    )
    entry.done()
    return cell


def _column(entry: TomlTable) -> ColumnFormat:
    column = ColumnFormat(
        _required_id(entry),
        _required(entry, "label"),
        _optional(entry, "group"),
        entry.choice("kind", KINDS) or "count",
        _optional(entry, "unit"),
        tuple(_roles(entry)),
    )
    entry.done()
    return column


def _roles(entry: TomlTable) -> Iterable[Role]:
    for number, text in enumerate(_texts(entry, "roles")):
        role = next((role for role in ROLES if role == text), None)
        if role is None:
            entry.note("roles", no_choice("roles", text, ROLES[1:]), number)
        else:
            yield role


def _row(entry: TomlTable) -> RowFormat:
    id = _required_id(entry)
    row = RowFormat(
        id,
        _optional(entry, "label"),
        _optional(entry, "in"),
        _optional(entry, "short"),
        _texts(entry, "variants"),
        entry.text("topic") or id,
        _texts(entry, "prose"),
    )
    entry.done()
    return row


def _span(entry: TomlTable) -> SpanFormat:
    span = SpanFormat(_required_id(entry), _required(entry, "label"), _optional(entry, "in"))
    entry.done()
    return span


def _stock(entry: TomlTable, columns: list[str]) -> Stock:
    entry.require("added")
    stock = Stock(
        *(entry.choice(key, columns) or "" for key in ("added", "removed", "total", "before")),
    )
    if ("total" in entry.data) == ("before" in entry.data):
        entry.note("total", Remark(FormatFlaw.STOCK))
    entry.done()
    return stock


# ── Equations ─────────────────────────────────────────────────────────────────


def _identity(
    entry: TomlTable, tables: Mapping[str, TableFormat], rules: Collection[str] | None
) -> Identity | None:
    """Read an equation; None if it has so many faults that the rest cannot be checked."""
    entry.require("table", "over", "equation")
    id, basis = _required_id(entry), _required(entry, "basis")
    table, over = entry.choice("table", tuple(tables)), entry.choice("over", OVER)
    written, rule, rows = entry.text("equation"), entry.text("rule"), _texts(entry, "rows")
    entry.done()
    if not table or not over or not written:
        return None
    sides = "".join(written.split()).split("=")
    if len(sides) != 2 or not all(map(_SIDE.fullmatch, sides)):
        entry.note("equation", Remark(FormatFlaw.EQUATION, {"equation": written}))
        return None
    left, right = (_terms(side) for side in sides)
    if len(right) == 1 < len(left):  # a sum stands alone, on the left
        left, right = right, left
    terms = (*left, *(replace(term, sign=-term.sign) for term in right))
    identity = Identity(id, table, over, terms, len(left), basis, rows, rule or "")
    if _has_operands(entry, identity, tables[table]):
        _note_lines(entry, identity, tables[table])
    _note_rule(entry, identity, rules)
    return identity


def _terms(side: str) -> tuple[Term, ...]:
    return tuple(Term(id, -1 if sign == "-" else 1, int(back or 0)) for sign, id, back in _TERM.findall(side))


def _has_operands(entry: TomlTable, identity: Identity, table: TableFormat) -> bool:
    """Whether the table has all rows or columns that the equation names; missing ones are noted."""
    flaw = FormatFlaw.NO_COLUMN if identity.over == "rows" else FormatFlaw.NO_ROW
    known = {place[identity.over == "rows"] for place in table.columns}
    counts = Counter((term.id, term.years_back) for term in identity.terms)
    for (id, _), count in counts.items():
        if id not in known:
            values = {"table": table.id, "id": id, "near": nearest(id, sorted(known))}
            entry.note("equation", Remark(flaw, values))
        elif count > 1:
            entry.note("equation", Remark(FormatFlaw.OPERAND_TWICE, {"id": id}))
    return all(id in known for id, _ in counts)


def _note_lines(entry: TomlTable, identity: Identity, table: TableFormat) -> None:
    """Note faults in the rows or columns where the equation holds."""
    lines = replace(identity, only=()).lines(table)
    if not lines:
        entry.note("equation", Remark(FormatFlaw.NOWHERE, {"table": table.id}))
        return
    if identity.only and identity.over == "columns":
        entry.note("rows", Remark(FormatFlaw.ROWS_OVER_COLUMNS, {"key": "rows"}))
        return
    for number, row in enumerate(identity.only):
        if row not in table.rows:
            values = {"table": table.id, "id": row, "near": nearest(row, lines)}
            entry.note("rows", Remark(FormatFlaw.NO_ROW, values), number)
        elif row not in lines:
            entry.note("rows", Remark(FormatFlaw.LACKS_COLUMNS, {"id": row}), number)


def _note_rule(entry: TomlTable, identity: Identity, rules: Collection[str] | None) -> None:
    if identity.rule and rules is not None:
        if identity.between_years:
            entry.note("rule", Remark(FormatFlaw.RULE_BETWEEN_YEARS, {"key": "rule"}))
        elif identity.rule not in rules:
            values = {"rule": identity.rule, "known": tuple(sorted(rules))}
            entry.note("rule", Remark(FormatFlaw.NO_RULE, values))


# ── Values ────────────────────────────────────────────────────────────────────


def _required(entry: TomlTable, key: str) -> str:
    entry.require(key)
    return entry.text(key) or ""


def _optional(entry: TomlTable, key: str) -> str:
    return entry.text(key, blank=True) or ""


def _required_id(entry: TomlTable) -> str:
    id = _required(entry, "id")
    if id and not _ID.fullmatch(id):
        entry.note("id", Remark(FormatFlaw.ID, {"value": id}))
    return id


def _required_number(entry: TomlTable, key: str, least: int, most: int) -> int:
    entry.require(key)
    return entry.number(key, least, most) or least


def _texts(entry: TomlTable, key: str) -> tuple[str, ...]:
    return tuple(entry.texts(key) or ())


def _entries(entry: TomlTable, key: str, least: int = 1, ids: bool = True) -> list[TomlTable]:
    """Return a list of at least `least` tables. `ids`: whether each has a unique id."""
    tables = entry.tables(key)
    if least and entry.data.get(key) == []:
        entry.note(key, Remark(FormatFlaw.EMPTY, {"key": key}))
    if ids:
        _note_repeated(tables)
    return tables


def _note_repeated(entries: list[TomlTable]) -> None:
    """Note each entry that repeats the id of an earlier one."""
    seen: set[Any] = set()
    for entry in entries:
        id = entry.data.get("id")
        if isinstance(id, str):
            if id in seen:
                entry.note("id", Remark(FormatFlaw.TWICE, {"id": id}))
            seen.add(id)
