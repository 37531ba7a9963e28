"""Tables as the parser found them, cut and joined so that each part is one block of the format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from .cells import CellText
from .format import Format, RowFormat, TableFormat, key
from .maps import Span
from .model import Label
from .tokens import Token
from .words import Kind


@dataclass(slots=True)
class RawBlock:
    """Tokens of a head (captions, columns, strays) and of the rows below it, each with its cells."""

    header: list[Token] = field(default_factory=list)
    body: list[Token] = field(default_factory=list)


@dataclass(slots=True)
class RawTable:
    """A table as the parser found it."""

    id: str
    start: int
    blocks: list[RawBlock]


@dataclass(slots=True)
class RawRow:
    """A row of figures before it is matched with the format."""

    label: Label  # empty where the row has none
    id: str  # of the format, or "" for a text that no format has
    cells: Sequence[CellText]
    rest: str = ""  # a text behind the figures, which may be the rest of the label


@dataclass(slots=True)
class Part:
    """What belongs to one block of the format. `slot`: the caption of that block; `speaks_for`: the id of the one format
    that its labels belong to."""

    slot: str
    caption: Token | None
    header: list[Token]
    rows: list[RawRow]
    speaks_for: str | None = None


def label_of(token: Token) -> Label:
    return Label(Span(token.start_pos, token.end_pos), token.text)


def _filled(token: Token) -> bool:
    return any(cell.text for cell in token.cells)


def _raw_rows(block: RawBlock) -> list[RawRow]:
    rows: list[RawRow] = []
    for token in block.header:
        if any(character.isdigit() for cell in token.cells for character in cell.text):  # figures below the head whose label is lost
            start = token.cells[0].start
            rows.append(RawRow(Label(Span(start, start), ""), "", token.cells))
    above: Sequence[CellText] = ()  # figures that are printed between a spanning label and that of their row
    for token, following in zip_longest(block.body, block.body[1:]):
        if token.type == "SPAN" and _filled(token) and following and following.type == "ROW" and not following.cells:
            above = token.cells
        elif token.type == "STRAY" and not _filled(token) and rows:
            rows[-1].rest = token.text
        elif token.type == "ROW":
            id = token.words[0].id if token.words else ""
            if rows and id and rows[-1].id == id and not any(cell.text for cell in rows[-1].cells):
                rows.pop()  # a merged label is repeated in each cell that it covers
            rows.append(RawRow(label_of(token), id, token.cells or above))
            above = ()
        elif _filled(token):
            rows.append(RawRow(label_of(token), "", token.cells))
    return rows


def parts_of(raw: RawTable, tables: Sequence[TableFormat]) -> list[Part]:
    """The raw blocks cut and joined so that each part is one block of the format."""
    slot_of_row = {row.id: block.caption for table in tables for block in table.blocks for row in block.rows}
    slot_of_caption = {key(block.caption): block.caption for table in tables for block in table.blocks}
    parts: list[Part] = []
    for block in _cut_at_captions(raw.blocks):
        caption = next((token for token in block.header if token.type == "CAPTION"), None)
        header = [token for token in block.header if token.type != "CAPTION"]
        rows = _raw_rows(block)
        slots = [slot_of_row.get(row.id, "") for row in rows]
        known = [slot for slot in slots if slot]
        slot = slot_of_caption.get(caption.words[0].id, "") if caption and caption.words else ""
        if known and slot not in known:
            slot = known[0]
        part = Part(slot or (parts[-1].slot if parts else tables[-1].blocks[0].caption), caption, header, [])
        parts.append(part)
        for row, row_slot in zip(rows, slots, strict=True):
            if row_slot and row_slot != parts[-1].slot:
                parts.append(Part(row_slot, None, [], []))  # the head between them is lost
            parts[-1].rows.append(row)
    return _joined(parts)


def _cut_at_captions(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """A head with two captions is two heads, the first without rows."""
    cut: list[RawBlock] = []
    for block in blocks:
        starts = [number for number, token in enumerate(block.header) if number and token.type == "CAPTION"]
        for start, end in zip([0, *starts], [*starts, len(block.header)], strict=True):
            cut.append(RawBlock(block.header[start:end]))
        cut[-1].body = block.body
    return cut


def _joined(parts: Sequence[Part]) -> list[Part]:
    """Parts of one block in a row are one: a page break repeats the head, or cuts it off, in the middle of a table."""
    joined: list[Part] = []
    for part in parts:
        if joined and joined[-1].slot == part.slot:
            joined[-1].rows += part.rows
            joined[-1].header = joined[-1].header or part.header
            joined[-1].caption = joined[-1].caption or part.caption
        else:
            joined.append(part)
    return joined


def single_part(raw: RawTable, row: RowFormat) -> list[Part]:
    """表四: one row without a label, whose figures come after the head."""
    tokens = [token for block in raw.blocks for token in (*block.header, *block.body)]
    cells = [cell for token in tokens if _filled(token) for cell in token.cells] or (tokens[-1].cells if tokens else [])
    start = cells[0].start if cells else raw.start
    return [Part("", None, tokens, [RawRow(Label(Span(start, start), ""), row.id, cells)])]


def speaks_for(part: Part, versions: Sequence[Format], table: str) -> str | None:
    """The one format that more of a part's labels belong to than to any other."""
    votes: Counter[str] = Counter()
    columns = {token.words[0].id for token in part.header if token.words and token.words[0].kind is Kind.COLUMN}
    rows = {row.id for row in part.rows}
    labels = {key(row.label.text) for row in part.rows}
    for version in versions:
        for block in version.tables[table].blocks:
            if block.caption == part.slot:
                # A column's label is the surer sign: old row labels are often kept under new heads.
                votes[version.id] = 1 + 2 * len(columns & block.label_keys) + len(rows & block.row_ids) + len(labels & block.row_keys)
    ranked = votes.most_common(2)
    if len(ranked) == 1 or (len(ranked) > 1 and ranked[0][1] > ranked[1][1]):
        return ranked[0][0]
    return None
