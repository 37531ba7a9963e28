"""Cut and join the blocks of a parsed table so that each part is one block of the format."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import zip_longest
from typing import NamedTuple

from msgspec import Struct

from ..document.tokens import CellText, LabelEntry, RawBlock, RawTable
from ..formats.format import Format, Formats, TableFormat, key
from ..model import Label
from ..text.maps import Span

_NUMBER = ".,-"
_NO_WORDS = "无没暂零未一二三四五六七八九十两百千万"  # begin a placeholder or a numeral


class RawRow(Struct):
    """A row of figures before it is matched with the format."""

    label: Label  # empty for a row without a label
    id: str  # of the row in the formats, or "" for a label that no format has
    cells: Sequence[CellText]
    rest: str = ""  # text after the figures, which may be the rest of the label

    @property
    def divided(self) -> bool:
        """Whether a label of its own stands before its figures, as in a row divided into several."""
        return (
            len(self.cells) > 1
            and _is_phrase(self.cells[0].text)
            and all(
                character.isdigit() or character in _NUMBER
                for cell in self.cells[1:]
                for character in cell.text or "?"
            )
        )


def _is_phrase(text: str) -> bool:
    """Whether a cell holds a phrase of Chinese characters and no figure."""
    return len(text) > 1 and text[0] not in _NO_WORDS and not any(character.isdigit() for character in text)


class BlockPart(Struct):
    """The part of a table that is one block of the format."""

    slot: str  # the caption of the block in the format
    caption: LabelEntry | None
    header: list[LabelEntry]
    rows: list[RawRow]
    speaks_for: str | None = None  # id of the one format to which its labels belong


class Versions(NamedTuple):
    """A table in all formats that have it."""

    formats: list[Format]
    tables: list[TableFormat]  # one for each format
    labelled: bool  # rows have labels
    slot_of_row: dict[str, str]  # the caption of a block by the id of a row
    slot_of_caption: dict[str, str]  # the caption of a block by its key


@cache
def versions_of(formats: Formats, table: str) -> Versions:
    """Return the versions of a table; at least one format must have it."""
    having = [format for format in formats if table in format.tables]
    tables = [format.tables[table] for format in having]
    blocks = [block for table in tables for block in table.blocks]
    return Versions(
        having,
        tables,
        any(row.label for row in tables[-1].rows.values()),
        {row.id: block.caption for block in blocks for row in block.rows},
        {key(block.caption): block.caption for block in blocks},
    )


def label_of(entry: LabelEntry) -> Label:
    return Label(Span(entry.start, entry.end), entry.text)


def _filled(entry: LabelEntry) -> bool:
    return any(cell.text for cell in entry.cells)


def _raw_rows(block: RawBlock) -> list[RawRow]:
    rows: list[RawRow] = []
    for entry in block.header:
        # Figures below the head are a row that lost its label.
        if entry.cells and any(character.isdigit() for cell in entry.cells for character in cell.text):
            start = entry.cells[0].start
            rows.append(RawRow(Label(Span(start, start), ""), "", entry.cells))
    above: Sequence[CellText] = ()  # figures between a spanning label and the label of their row
    for entry, following in zip_longest(block.body, block.body[1:]):
        if (
            entry.kind == "SPAN"
            and _filled(entry)
            and following
            and following.kind == "ROW"
            and not following.cells
        ):
            above = entry.cells
        elif entry.kind == "STRAY" and not _filled(entry) and rows:
            rows[-1].rest = entry.text
        elif entry.kind == "ROW":
            id = entry.meanings[0].id if entry.meanings else ""
            if rows and id and rows[-1].id == id and not any(cell.text for cell in rows[-1].cells):
                rows.pop()  # a merged cell repeats its label in each cell that it covers
            rows.append(RawRow(label_of(entry), id, entry.cells or above))
            above = ()
        elif _filled(entry):
            rows.append(RawRow(label_of(entry), "", entry.cells))
    return rows


def parts_of(raw: RawTable, versions: Versions) -> list[BlockPart]:
    """Cut and join raw blocks so that each part is one block of the format."""
    parts: list[BlockPart] = []
    for block in _cut_at_captions(raw.blocks):
        caption = next((entry for entry in block.header if entry.kind == "CAPTION"), None)
        header = [entry for entry in block.header if entry.kind != "CAPTION"]
        rows = _raw_rows(block)
        slots = [versions.slot_of_row.get(row.id, "") for row in rows]
        known = [slot for slot in slots if slot]
        slot = (
            versions.slot_of_caption.get(caption.meanings[0].id, "") if caption and caption.meanings else ""
        )
        if known and slot not in known:
            slot = known[0]
        part = BlockPart(
            slot or (parts[-1].slot if parts else versions.tables[-1].blocks[0].caption), caption, header, []
        )
        parts.append(part)
        for row, row_slot in zip(rows, slots, strict=True):
            if row_slot and row_slot != parts[-1].slot:
                parts.append(BlockPart(row_slot, None, [], []))  # the head between the two is lost
            parts[-1].rows.append(row)
    return _joined(parts)


def _cut_at_captions(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """Cut heads that have several captions; only the last part of each keeps the rows."""
    cut: list[RawBlock] = []
    for block in blocks:
        starts = [number for number, entry in enumerate(block.header) if number and entry.kind == "CAPTION"]
        for start, end in zip([0, *starts], [*starts, len(block.header)], strict=True):
            cut.append(RawBlock(block.header[start:end]))
        cut[-1].body = block.body
    return cut


def _joined(parts: Sequence[BlockPart]) -> list[BlockPart]:
    """Join neighbouring parts of one block.

    A page break may repeat or drop the head in the middle of a table.
    """
    joined: list[BlockPart] = []
    for part in parts:
        if joined and joined[-1].slot == part.slot:
            joined[-1].rows += part.rows
            joined[-1].header = joined[-1].header or part.header
            joined[-1].caption = joined[-1].caption or part.caption
        else:
            joined.append(part)
    return joined


def single_part(raw: RawTable, versions: Versions) -> list[BlockPart]:
    """Return the only part of a table such as 表四, which has one row without a label below its head."""
    entries = [entry for block in raw.blocks for entry in (*block.header, *block.body)]
    cells = [cell for entry in entries if _filled(entry) for cell in entry.cells] or (
        entries[-1].cells if entries else []
    )
    start = cells[0].start if cells else raw.start
    row = RawRow(Label(Span(start, start), ""), versions.tables[-1].blocks[0].rows[0].id, cells)
    return [BlockPart("", None, entries, [row])]


def speaks_for(part: BlockPart, versions: Sequence[Format], table: str) -> str | None:
    """Return the id of the format that has most labels of a part, or None for a tie."""
    columns = {
        entry.meanings[0].id for entry in part.header if entry.meanings and entry.meanings[0].kind == "COLUMN"
    }
    rows = {row.id for row in part.rows}
    labels = {key(row.label.text) for row in part.rows}
    votes = {
        # The label of a column counts twice, because old row labels often stay under new heads.
        version.id: 2 * len(columns & block.label_keys)
        + len(rows & block.row_ids)
        + len(labels & block.row_keys)
        for version in versions
        for block in version.tables[table].blocks
        if block.caption == part.slot
    }
    most = max(votes.values(), default=0)
    leading = [version for version, count in votes.items() if count == most]
    return leading[0] if len(leading) == 1 else None
