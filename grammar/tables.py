"""Tables as read, matched with the tables of the formats: which cell is which figure, and what differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import TypeVar

from .align import Alignment, align
from .format import BlockFormat, Format, Formats, RowFormat, TableFormat, key
from .lexer import CellToken, Token
from .model import Block, Cell, CellKind, Differences, Doubt, Label, Missing, Moved, Renamed, Row, Table
from .source import Span
from .words import Kind, likeness

T = TypeVar("T")
_SIMILAR = 0.5  # a label less like the expected one than this is a different label
_NUMBER = "0123456789.,"
_MISFITS = 3  # so many rows with a wrong number of cells, and one in _MISFIT_SHARE of all, are the reader's fault rather than the author's
_MISFIT_SHARE = 4


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


# ── Cells ───────────────────────────────────────────────────────────────────


@lru_cache(4096)
def cell_value(shape: str, text: str) -> tuple[CellKind, int | Decimal | None]:
    """Kind and figure of a cell's text; of money and noted figures the number, of signed ones with its sign."""
    kind = CellKind[shape]
    if kind in (CellKind.BLANK, CellKind.PLACEHOLDER, CellKind.WORDS):
        return kind, None
    digits = "".join(character for character in text.split("(")[0] if character in _NUMBER).replace(",", "")
    value: int | Decimal = Decimal(digits) if "." in digits else int(digits)
    return kind, -value if text[0] in "-−减" else value


class _Anchor(Enum):
    """Where the figures of rows with blank cells around them stand."""

    LEFT = "left"  # they begin after the label; blanks behind them are padding
    RIGHT = "right"  # they end with the row; blanks before them stand for merged labels
    ANY = "any"


def _fit(cells: Sequence[CellToken], width: int, anchor: _Anchor) -> Sequence[CellToken] | None:
    """The `width` cells that are the figures, or None. Only blank cells may be left over."""
    surplus = len(cells) - width
    if surplus < 0:
        return None
    offsets = {_Anchor.LEFT: (0,), _Anchor.RIGHT: (surplus,), _Anchor.ANY: (surplus, 0, *range(1, surplus))}[anchor]
    for offset in offsets if surplus else (0,):
        if not any(cell.text for cell in (*cells[:offset], *cells[offset + width :])):
            return cells[offset : offset + width]
    return None


def _unmerged(cells: Sequence[CellToken], width: int, grid: int) -> Sequence[CellToken]:
    """Without the copies that a merged cell leaves at the end of a row of the full grid."""
    if width < len(cells) == grid:
        while len(cells) > width and cells[-1].text == cells[-2].text:
            cells = cells[:-1]
    return cells


# ── Rows ────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class _RawRow:
    label: Label  # empty where the row has none
    id: str  # of the format, or "" for a text that no format has
    cells: Sequence[CellToken]


@dataclass(slots=True)
class _Part:
    """What belongs to one block of the format. `slot`: the caption of that block."""

    slot: str
    caption: Token | None
    header: list[Token]
    rows: list[_RawRow]


def _label(token: Token) -> Label:
    return Label(Span(token.start_pos, token.end_pos), token.text)


def _filled(token: Token) -> bool:
    return any(cell.text for cell in token.cells)


def _raw_rows(block: RawBlock) -> list[_RawRow]:
    rows: list[_RawRow] = []
    for token in block.header:
        if _filled(token):  # figures below the head whose label is lost
            start = token.cells[0].start
            rows.append(_RawRow(Label(Span(start, start), ""), "", token.cells))
    for token in block.body:
        if token.type == "ROW":
            id = token.words[0].id if token.words else ""
            if rows and id and rows[-1].id == id and not any(cell.text for cell in rows[-1].cells):
                rows.pop()  # a merged label is repeated in each cell that it covers
            rows.append(_RawRow(_label(token), id, token.cells))
        elif _filled(token):
            rows.append(_RawRow(_label(token), "", token.cells))
    return rows


def _parts(raw: RawTable, tables: Sequence[TableFormat]) -> list[_Part]:
    """The raw blocks cut and joined so that each part is one block of the format."""
    slot_of_row = {row.id: block.caption for table in tables for block in table.blocks for row in block.rows}
    slot_of_caption = {key(block.caption): block.caption for table in tables for block in table.blocks}
    parts: list[_Part] = []
    for block in _cut_at_captions(raw.blocks):
        caption = next((token for token in block.header if token.type == "CAPTION"), None)
        header = [token for token in block.header if token.type != "CAPTION"]
        rows = _raw_rows(block)
        slots = [slot_of_row.get(row.id, "") for row in rows]
        known = [slot for slot in slots if slot]
        slot = slot_of_caption.get(caption.words[0].id, "") if caption and caption.words else ""
        if known and slot not in known:
            slot = known[0]
        part = _Part(slot or (parts[-1].slot if parts else tables[-1].blocks[0].caption), caption, header, [])
        parts.append(part)
        for row, row_slot in zip(rows, slots, strict=True):
            if row_slot and row_slot != parts[-1].slot:
                parts.append(_Part(row_slot, None, [], []))  # the head between them is lost
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


def _joined(parts: Sequence[_Part]) -> list[_Part]:
    """Parts of one block in a row are one: a page break repeats the head, or cuts it off, in the middle of a table."""
    joined: list[_Part] = []
    for part in parts:
        if joined and joined[-1].slot == part.slot:
            joined[-1].rows += part.rows
            joined[-1].header = joined[-1].header or part.header
            joined[-1].caption = joined[-1].caption or part.caption
        else:
            joined.append(part)
    return joined


def _single_part(raw: RawTable, row: RowFormat) -> list[_Part]:
    """表四: one row without a label, whose figures come after the head."""
    tokens = [token for block in raw.blocks for token in (*block.header, *block.body)]
    cells = [cell for token in tokens if _filled(token) for cell in token.cells] or (tokens[-1].cells if tokens else [])
    start = cells[0].start if cells else raw.start
    return [_Part("", None, tokens, [_RawRow(Label(Span(start, start), ""), row.id, cells)])]


def _differences(alignment: Alignment, labels: Sequence[Label], expected: Sequence[T], text: Callable[[T], str], end: int) -> Differences[T]:
    """`end`: where what is missing behind the last label belongs."""
    starts = [*(label.span.start for label in labels), end]
    return Differences(
        missing=[Missing(expected[e], starts[f]) for e, f in alignment.missing],
        renamed=[Renamed(labels[f], expected[e], _similar(labels[f].text, text(expected[e]))) for f, e in alignment.renamed],
        moved=[Moved(labels[f], expected[e]) for f, e in alignment.moved],
        extra=[labels[f] for f in alignment.extra],
    )


def _similar(found: str, expected: str) -> bool:
    return likeness(key(found), key(expected)) >= _SIMILAR or key(found) in key(expected)


# ── Heads ───────────────────────────────────────────────────────────────────


def _header_differences(labels: Sequence[Label], block: BlockFormat, end: int) -> Differences[str]:
    official = {key(label) for label in block.labels}
    kept = [
        label
        for number, label in enumerate(labels)
        if not number or key(label.text) != key(labels[number - 1].text) or key(label.text) not in official  # a merged cell repeats its label
    ]
    found = [key(label.text) for label in kept]
    alignment, expected = _align_head(found, block.labels), block.labels
    if alignment.faults and block.filled != block.labels:
        filled = _align_head(found, block.filled)
        if filled.faults < alignment.faults:
            alignment, expected = filled, block.filled
    # The last column's label spans the rows of the head, so it may as well be printed at their bottom.
    last = block.columns[-1].label
    alignment.moved = [(f, e) for f, e in alignment.moved if not (expected[e] == last and f == len(found) - 1)]
    return _differences(alignment, kept, expected, str, end)


def _align_head(found: Sequence[str], labels: Sequence[str]) -> Alignment:
    keys = [key(label) for label in labels]
    return align(found, keys, lambda f, e: likeness(found[f], keys[e]))


# ── Tables ──────────────────────────────────────────────────────────────────


def build_table(raw: RawTable, formats: Formats, demanded: Format) -> Table:
    """Match what was read with the formats. `demanded`: the one in force, preferred where the labels fit several."""
    versions = [format for format in formats if raw.id in format.tables]
    tables = [version.tables[raw.id] for version in versions]
    labelled = any(row.label for row in tables[-1].rows.values())
    parts = _parts(raw, tables) if labelled else _single_part(raw, tables[-1].blocks[0].rows[0])
    speaking = [_speaks_for(part, versions, raw.id) for part in parts]
    base = next((version for version in versions if {version.id} == {*speaking} - {None}), demanded if demanded in versions else versions[-1])
    # The blocks to expect: those of the base, each replaced by that of the format which its labels speak for.
    expected = {block.caption: block for block in base.tables[raw.id].blocks}
    for part, speaker in zip(parts, speaking, strict=True):
        candidates = [version for version in versions if version.id == speaker] + ([] if part.slot in expected else versions)
        for block in (block for version in candidates for block in version.tables[raw.id].blocks):
            if block.caption == part.slot:
                expected[part.slot] = block
    return _Matching(raw, versions, base, expected, parts, speaking, labelled).table()


def _speaks_for(part: _Part, versions: Sequence[Format], table: str) -> str | None:
    """The one format that more of a part's labels belong to than to any other."""
    votes: Counter[str] = Counter()
    columns = {token.words[0].id for token in part.header if token.words and token.words[0].kind is Kind.COLUMN}
    rows = {row.id for row in part.rows if row.id}
    labels = {key(row.label.text) for row in part.rows}
    for version in versions:
        for block in version.tables[table].blocks:
            if block.caption == part.slot:
                # A column's label is the surer sign: old row labels are often kept under new heads.
                votes[version.id] = 1 + 2 * len(columns & {key(label) for label in block.labels})
                votes[version.id] += len(rows & {row.id for row in block.rows}) + len(labels & {key(row.label) for row in block.rows})
    ranked = votes.most_common(2)
    if len(ranked) == 1 or (len(ranked) > 1 and ranked[0][1] > ranked[1][1]):
        return ranked[0][0]
    return None


class _Matching:
    """Aligns the rows of all parts with those expected, then the cells of each row with its columns."""

    def __init__(
        self, raw: RawTable, versions: Sequence[Format], base: Format, expected: dict[str, BlockFormat], parts: list[_Part], speaking: list[str | None], labelled: bool
    ) -> None:  # fmt: skip
        self.raw, self.versions, self.base, self.blocks, self.parts, self.speaking, self.labelled = raw, versions, base, expected, parts, speaking, labelled
        self.expected = [row for block in expected.values() for row in block.rows]
        self.columns = {row.id: block.columns for block in expected.values() for row in block.rows}
        self.grid = max(len(block.columns) for block in expected.values())
        self.rows = [row for part in parts for row in part.rows]
        tokens = [token for block in raw.blocks for token in (*block.header, *block.body)]
        self.end = max([raw.start] + [cell.end for token in tokens for cell in token.cells[-1:]] + [token.end_pos for token in tokens])

    def table(self) -> Table:
        formats, differences = self._match_rows()
        anchor = self._anchor(formats)
        blocks: list[Block] = []
        for part, speaker in zip(self.parts, self.speaking, strict=True):
            block = self.blocks[part.slot]
            rows = tuple(self._row(row, formats.get(id(row)), block, anchor) for row in part.rows)
            header = tuple(_label(token) for token in part.header)
            end = rows[0].span.start if rows else header[-1].span.end if header else self.end
            caption = _label(part.caption) if part.caption else None
            tell = self._tell(speaker, part, block)
            blocks.append(Block(block, speaker, tell, caption, header, rows, _header_differences(header, block, end)))
        return Table(
            self.base.tables[self.raw.id], self.base, Span(self.raw.start, self.end), tuple(blocks), differences, self._doubt(blocks)
        )  # fmt: skip

    def _tell(self, speaker: str | None, part: _Part, block: BlockFormat) -> Label | None:
        """The first label that only the format has which the part speaks for."""
        if speaker is None:
            return None
        others = [version.tables[self.raw.id] for version in self.versions if version.id != speaker]
        blocks = [other for table in others for other in table.blocks if other.caption == block.caption]
        shared = {key(label) for other in blocks for label in (*other.row_labels, *other.labels)}
        labels = [_label(token) for token in part.header if token.words] + [row.label for row in part.rows if row.id]
        return next((label for label in labels if key(label.text) not in shared), None)

    def _match_rows(self) -> tuple[dict[int, RowFormat], Differences[RowFormat]]:
        labels = [row.label for row in self.rows]
        found = [row.id or f"?{row.label.text}" for row in self.rows]
        alignment = align(found, [row.id for row in self.expected], lambda f, e: likeness(key(labels[f].text), key(self.expected[e].label)))
        formats = {id(self.rows[f]): self.expected[e] for f, e in alignment.pairs}
        differences = _differences(alignment, labels, self.expected, lambda row: row.label, self.end)
        for f, e in sorted(alignment.pairs):
            if (f, e) not in alignment.renamed and key(labels[f].text) != key(self.expected[e].label):
                differences.renamed.append(Renamed(labels[f], self.expected[e], similar=True))
        return formats, differences

    def _anchor(self, formats: dict[int, RowFormat]) -> _Anchor:
        """What most rows that allow only one reading say."""
        if not self.labelled:
            return _Anchor.ANY
        votes: Counter[_Anchor] = Counter()
        for row in self.rows:
            if id(row) in formats:
                width = len(self.columns[formats[id(row)].id])
                possible = [anchor for anchor in (_Anchor.LEFT, _Anchor.RIGHT) if len(row.cells) > width and _fit(row.cells, width, anchor)]
                votes.update(possible if len(possible) == 1 else ())
        return _Anchor.RIGHT if votes[_Anchor.RIGHT] > votes[_Anchor.LEFT] else _Anchor.LEFT

    def _row(self, row: _RawRow, format: RowFormat | None, block: BlockFormat, anchor: _Anchor) -> Row:
        columns = self.columns[format.id] if format else block.columns
        cells = _unmerged(row.cells, len(columns), self.grid)
        fitting = _fit(cells, len(columns), anchor)
        id = format.id if format else ""
        if fitting is not None:
            made = tuple(_cell(cell, id, column.id) for cell, column in zip(fitting, columns, strict=True))
        else:
            filled = [number for number, cell in enumerate(cells) if cell.text]
            made = tuple(_cell(cell, id, "") for cell in cells[: filled[-1] + 1 if filled else 0])
        return Row(row.label, made, format, columns, fitting is not None)

    def _doubt(self, blocks: Sequence[Block]) -> Doubt | None:
        rows = [row for block in blocks for row in block.rows if row.format]
        misfits = [row for row in rows if not row.fits]
        if not self.labelled:
            recognised = sum(1 for token in self.parts[0].header if token.words)
            return Doubt.HEAD_LOST if misfits and 2 * recognised < len(blocks[0].format.labels) else None
        if len(misfits) < _MISFITS or _MISFIT_SHARE * len(misfits) < len(rows):
            return None
        short = all(len(row.cells) < len(row.columns) for row in misfits)
        return Doubt.CELLS_LOST if short else Doubt.CELLS_DRIFTED


def _cell(cell: CellToken, row: str, column: str) -> Cell:
    kind, value = cell_value(cell.shape, cell.text)
    return Cell(Span(cell.start, cell.end), cell.text, kind, value, row, column)
