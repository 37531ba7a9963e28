"""Inserts and exchanges rows of a table with one row per line and bars between the cells.

In some tables every line has all cells of the grid. The cells below a label that spans several rows are then
blank or repeat the label. In other tables such a label is written only in its first row, and the lines below
are shorter. A new row has the form of its neighbours. If their form is not certain, no row is inserted.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from itertools import pairwise

from msgspec import Struct

from ...grammar import Report, Span, Table
from ...grammar.formats.format import RowFormat, key
from ...grammar.model import Block, Label
from ..findings import Edit
from .lines import BarLine, bar_line, refilled, rule_below


class _Form(Enum):
    """The cells before a row's label, in place of spanning labels that began in a row above."""

    NOTHING = "nothing"
    BLANKS = "blanks"
    COPIES = "copies"


class _Placed(Struct, frozen=True):
    """A row on a line of its own."""

    format: RowFormat
    block: Block
    path: tuple[str, ...]  # the labels that span it, outermost first
    line: BarLine
    first: int  # the number of the field with its first cell
    label: int  # the number of the field with its label

    @property
    def above(self) -> list[str]:
        return [key(field) for field in self.line.fields[self.first : self.label]]


def insertion(report: Report, table: Table, missing: Sequence[RowFormat]) -> tuple[Edit, ...]:
    """Edits that insert missing rows in the order of the format, with blank cells for their figures.

    There are none if the place or the form of a row is not certain.
    """
    rows = _placed(report, table)
    form = _form(rows)
    if not rows or form is None:
        return ()
    order = list(table.format.rows)
    put: dict[int, str] = {}
    before: _Placed | None = None
    path: tuple[str, ...] = ()
    for row in missing:
        if row.id not in order:
            return ()
        at, mine = order.index(row.id), _path(table, row)
        before = max(
            (one for one in rows if one.format.id in order[:at]), key=lambda one: one.line.start, default=None
        )
        path = path if put and before and path else before.path if before else ()
        offset = _offset(report, table, rows, row, before)
        model = next((one for one in rows if len(one.path) == len(mine)), None)
        if offset is None or model is None:
            return ()
        put[offset] = put.get(offset, "") + "\n" + _line(model, row, _heads(mine, path, form))
        path = mine
    edits = [Edit(Span(offset, offset), text) for offset, text in put.items()]
    following = next((one for one in rows if before is None or one.line.start > before.line.start), None)
    if following:
        old, new = (_heads(following.path, above, form) for above in (before.path if before else (), path))
        if following.above != list(map(key, old)):
            return ()
        if old != new:
            edits.append(_begin_later(following, new))
    return tuple(edits)


def exchange(report: Report, table: Table, moved: Label) -> tuple[Edit, ...]:
    """Edits that exchange a row with a neighbour, if that puts all rows in order.

    The labels that span both rows stay in place.
    """
    rows = _placed(report, table)
    order = {id: number for number, id in enumerate(table.format.rows)}
    places = [order.get(one.format.id, -1) for one in rows]
    for number, (one, two) in enumerate(pairwise(rows)):
        exchanged = [*places[:number], places[number + 1], places[number], *places[number + 2 :]]
        neighbours = one.line.end + 1 == two.line.start and one.path == two.path
        if (
            neighbours
            and exchanged == sorted(exchanged)
            and any(line.start <= moved.span.start < line.end for line in (one.line, two.line))
        ):
            count = min(len(one.line.fields) - one.label, len(two.line.fields) - two.label)
            spans = [row.line.span_of(row.label, row.label + count) for row in (one, two)]
            texts = [report.source.text[span.start : span.end] for span in spans]
            return Edit(spans[0], texts[1]), Edit(spans[1], texts[0])
    return ()


def _placed(report: Report, table: Table) -> list[_Placed]:
    """The rows of a table that its format defines. There are none unless each is on a line of its own."""
    placed: list[_Placed] = []
    for block in table.blocks:
        for row in block.rows:
            if row.format is None:
                continue
            line = bar_line(report, row.span)
            if not line or not row.label.text or (placed and line.start <= placed[-1].line.start):
                return []
            first = int(line.text.startswith("|"))
            placed.append(
                _Placed(
                    row.format,
                    block,
                    _path(table, row.format),
                    line,
                    first,
                    line.field_at(row.label.span.start),
                )
            )
    return placed


def _path(table: Table, row: RowFormat) -> tuple[str, ...]:
    """The labels that span a row, outermost first."""
    spans = {span.id: span for block in table.format.blocks for span in block.spans}
    labels: list[str] = []
    span = spans.get(row.span)
    while span:
        labels.insert(0, span.label)
        span = spans.get(span.span)
    return tuple(labels)


def _form(rows: Sequence[_Placed]) -> _Form | None:
    """The form of all rows that follow a row with the same spanning labels, or None if they differ."""
    forms = set()
    for above, row in pairwise(rows):
        if row.path and row.path == above.path:
            labels = list(map(key, row.path))
            forms.add(
                {(): _Form.NOTHING, ("",) * len(labels): _Form.BLANKS, tuple(labels): _Form.COPIES}.get(
                    tuple(row.above)
                )
            )
    if not any(row.path for row in rows):
        return _Form.NOTHING
    return forms.pop() if len(forms) == 1 else None


def _heads(path: tuple[str, ...], above: tuple[str, ...], form: _Form) -> list[str]:
    """The cells before the label of a row, if the labels `above` span the row above it."""
    same = 0
    while same < min(len(path), len(above)) and path[same] == above[same]:
        same += 1
    return {
        _Form.NOTHING: list(path[same:]),
        _Form.BLANKS: [""] * same + list(path[same:]),
        _Form.COPIES: list(path),
    }[form]


def _offset(
    report: Report, table: Table, rows: Sequence[_Placed], row: RowFormat, before: _Placed | None
) -> int | None:
    """The end of the line above a new row, which is the row before it or the head of its block, or None."""
    block = next((block for block in table.blocks if row in block.format.rows), None)
    if block is None:
        return None
    if before and before.block is block:
        return before.line.end
    line = bar_line(report, block.header[-1].span) if block.header else None
    first = next((one for one in rows if one.block is block), None)
    if (
        not line
        or any(one.line.start == line.start for one in rows)
        or (first and first.line.start < line.start)
    ):
        return None
    rule = rule_below(report, line)
    return rule.end if rule else line.end


def _line(model: _Placed, row: RowFormat, heads: Sequence[str]) -> str:
    """A line for a row, in the form of another row that as many labels span."""
    fields, label = model.line.fields, model.label
    copies = 1
    while label + copies < len(fields) and key(fields[label + copies]) == key(fields[label]):
        copies += 1  # a merged label is repeated
    before = [*fields[: model.first], *(f" {head} " if head else " " for head in heads)]
    labels = [refilled(field, row.label) for field in fields[label : label + copies]]
    after = [refilled(field, "") for field in fields[label + copies :]]
    # A cell more before the label than the model has means a blank cell less behind the figures.
    surplus = len(heads) - (label - model.first)
    after = after[surplus:] if surplus > 0 else [" "] * -surplus + after
    line = "|".join([*before, *labels, *after])
    return line if model.first else line.lstrip()


def _begin_later(row: _Placed, heads: Sequence[str]) -> Edit:
    """The edit of the cells before the label of a row that is no longer the first under a spanning label."""
    fields = row.line.fields
    old = fields[row.first : row.label]
    if len(heads) == len(old):
        new = [refilled(field, head) if head else " " for field, head in zip(old, heads, strict=True)]
        return Edit(row.line.span_of(row.first, row.label), "|".join(new))
    text = "|".join([*fields[: row.first], *(f" {head} " for head in heads), *fields[row.label :]])
    padding = "|" * (len(old) - len(heads)) if not fields[-1].strip() else ""
    return Edit(Span(row.line.start, row.line.end), (text if row.first else text.lstrip()) + padding)
