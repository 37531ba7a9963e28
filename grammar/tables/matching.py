"""Match tables with those of the formats, to name the figure in each cell and find differences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeVar

from ..document.tokens import CellText, RawTable
from ..formats.alignment import Alignment, align
from ..formats.format import BlockFormat, Format, Formats, RowFormat, key, without_notes
from ..formats.labels import are_alike, likeness
from ..model import Block, Cell, Differences, Doubt, Label, Missing, Moved, Renamed, Row, Table
from ..text.maps import Span
from .blocks import BlockPart, RawRow, Versions, label_of, parts_of, single_part, speaks_for, versions_of
from .figures import Anchor, CellReading, cell_reader, fit, unmerged

T = TypeVar("T")
# Rows with a wrong number of cells come from the reader, not the author, if they are at least _MISFITS rows
# and at least one in _MISFIT_SHARE of all.
_MISFITS = 3
_MISFIT_SHARE = 4


def build_table(raw: RawTable, formats: Formats, demanded: Format, shape: Callable[[str], str]) -> Table:
    """Match a parsed table with the formats.

    `demanded` is the format in force, which wins if the labels fit several formats.
    `shape` returns the shape of the text of a cell.
    """
    versions = versions_of(formats, raw.id)
    parts = parts_of(raw, versions) if versions.labelled else single_part(raw, versions)
    for part in parts:
        part.speaks_for = speaks_for(part, versions.formats, raw.id)
    spoken = {part.speaks_for for part in parts} - {None}
    base = next(
        (version for version in versions.formats if {version.id} == spoken),
        demanded if demanded in versions.formats else versions.formats[-1],
    )
    return _Matching(raw, versions, demanded, base, parts, cell_reader(shape)).table()


class _Matching:
    """Aligns the rows of all parts with the expected rows, and then cells with columns."""

    def __init__(
        self,
        raw: RawTable,
        versions: Versions,
        demanded: Format,
        base: Format,
        parts: list[BlockPart],
        read: Callable[[str], CellReading],
    ) -> None:
        self.raw, self.versions, self.demanded, self.base = raw, versions.formats, demanded, base
        self.parts, self.labelled, self.read = parts, versions.labelled, read
        self.blocks = self._expected_blocks()
        self.expected = [row for block in self.blocks.values() for row in block.rows]
        self.columns = {row.id: block.columns for block in self.blocks.values() for row in block.rows}
        self.rows = [row for part in parts for row in part.rows]
        entries = [entry for block in raw.blocks for entry in (*block.header, *block.body)]
        self.end = max([raw.start, *[entry.cells[-1].end if entry.cells else entry.end for entry in entries]])

    def _expected_blocks(self) -> dict[str, BlockFormat]:
        """Return the expected blocks by caption.

        A block comes from the format to which its labels belong, else from the base.
        """
        expected = {block.caption: block for block in self.base.tables[self.raw.id].blocks}
        for part in self.parts:
            for version in self.versions:
                for block in version.tables[self.raw.id].blocks:
                    if block.caption == part.slot and (
                        version.id == part.speaks_for or part.slot not in expected
                    ):
                        expected[part.slot] = block
        return expected

    def table(self) -> Table:
        formats, differences = self._match_rows()
        anchor = self._anchor(formats)
        self.surplus = self._usual_surplus(formats) if anchor is Anchor.RIGHT else {}
        blocks = tuple(self._block(part, formats, anchor) for part in self.parts)
        return Table(
            self.base.tables[self.raw.id],
            self.base,
            Span(self.raw.start, self.end),
            blocks,
            differences,
            self._doubt(blocks),
        )

    def _match_rows(self) -> tuple[dict[int, RowFormat], Differences[RowFormat]]:
        """Return the format of each row by the identity of the row, and the differences."""
        labels = [row.label for row in self.rows]
        found = [row.id or f"?{row.label.text}" for row in self.rows]
        alignment = align(
            found,
            [row.id for row in self.expected],
            lambda f, e: likeness(key(labels[f].text), key(self.expected[e].label)),
        )
        differences = _differences(alignment, labels, self.expected, lambda row: row.label, self.end)
        spans = {span.id: key(span.label) for block in self.blocks.values() for span in block.spans}
        differences.renamed[:] = [
            one
            for one in differences.renamed
            if not _after_cut_span(one.label.text, one.expected, spans.get(one.expected.span, ""))
        ]
        strange = _part_strangers(differences)
        formats = {
            id(self.rows[f]): self.expected[e] for f, e in alignment.pairs if labels[f].span not in strange
        }
        for f, e in sorted(alignment.pairs):
            label, expected = labels[f].text, key(self.expected[e].label)
            if (
                key(label) != expected
                and (f, e) not in alignment.renamed
                and key(label + self.rows[f].rest) != expected
                and key(without_notes(label)) != expected
                and not _after_cut_span(label, self.expected[e], spans.get(self.expected[e].span, ""))
            ):
                differences.renamed.append(Renamed(labels[f], self.expected[e], similar=True))
        return formats, differences

    def _anchor(self, formats: dict[int, RowFormat]) -> Anchor:
        """Return the anchor of most rows that fit only one."""
        if not self.labelled:
            return Anchor.ANY
        votes: Counter[Anchor] = Counter()
        for row in self.rows:
            if id(row) in formats:
                width = len(self.columns[formats[id(row)].id])
                if len(row.cells) > width:
                    possible = [
                        anchor for anchor in (Anchor.LEFT, Anchor.RIGHT) if fit(row.cells, width, anchor)
                    ]
                    votes.update(possible if len(possible) == 1 else ())
        return Anchor.RIGHT if votes[Anchor.RIGHT] > votes[Anchor.LEFT] else Anchor.LEFT

    def _usual_surplus(self, formats: dict[int, RowFormat]) -> dict[str, int]:
        """Return the usual number of blank cells before the figures in a full grid, by spanning label."""
        found: dict[str, Counter[int]] = {}
        for row in self.rows:
            if id(row) in formats:
                format = formats[id(row)]
                found.setdefault(format.span, Counter())[len(row.cells) - len(self.columns[format.id])] += 1
        return {span: counts.most_common(1)[0][0] for span, counts in found.items() if len(counts) > 1}

    def _block(self, part: BlockPart, formats: dict[int, RowFormat], anchor: Anchor) -> Block:
        block = self.blocks[part.slot]
        header = tuple(label_of(entry) for entry in part.header)
        end = part.rows[0].label.span.start if part.rows else header[-1].span.end if header else self.end
        differences = _header_differences(header, block, end)
        lost = self._lost_columns(part, block, differences, anchor)
        rows = tuple(self._row(row, formats.get(id(row)), block, anchor, lost) for row in part.rows)
        caption = label_of(part.caption) if part.caption else None
        return Block(block, part.speaks_for, self._tell(part, block), caption, header, rows, differences)

    def _tell(self, part: BlockPart, block: BlockFormat) -> Label | None:
        """Return the first label that shows that a part follows a format not in force.

        Only that format has such a label, so a misspelt one is none.
        Returns None for a part that follows the format in force.
        """
        if part.speaks_for in (None, self.demanded.id):
            return None
        others = [version.tables[self.raw.id] for version in self.versions if version.id != part.speaks_for]
        blocks = [other for table in others for other in table.blocks if other.caption == block.caption]
        shared = frozenset[str]().union(*(other.row_keys | other.label_keys for other in blocks))
        own = (block.row_keys | block.label_keys) - shared
        labels = [label_of(entry) for entry in part.header if entry.meanings] + [
            row.label for row in part.rows if row.id
        ]
        return next((label for label in labels if key(without_notes(label.text)) in own), None)

    def _lost_columns(
        self, part: BlockPart, block: BlockFormat, differences: Differences[str], anchor: Anchor
    ) -> frozenset[str]:
        """Return the ids of columns that lack both label and figures, as one fault and not one per row."""
        if not differences.missing:
            return frozenset()
        missing = {one.expected for one in differences.missing}
        lost = frozenset(column.id for column in block.columns if column.label in missing)
        width = len(block.columns)
        if not lost or not self.labelled or not part.rows:
            return frozenset()
        whole = all(
            fit(row.cells, width, anchor) is None and fit(row.cells, width - len(lost), anchor)
            for row in part.rows
        )
        return lost if whole else frozenset()

    def _row(
        self, row: RawRow, format: RowFormat | None, block: BlockFormat, anchor: Anchor, lost: frozenset[str]
    ) -> Row:
        columns = self.columns[format.id] if format else block.columns
        if lost:
            columns = tuple([column for column in columns if column.id not in lost])
        cells = unmerged(row.cells, len(columns), self.base.tables[self.raw.id].width)
        divided = row.divided and len(cells) > len(columns)
        if divided:
            cells = cells[1:]  # the label of the first of the rows into which it is divided
        short = format is not None and 0 < len(cells) - len(columns) < self.surplus.get(format.span, 0)
        fitting = None if short else fit(cells, len(columns), anchor)
        if fitting is not None:
            made = self._cells(fitting, format, [column.id for column in columns])
        else:
            filled = max((number for number, cell in enumerate(cells, 1) if cell.text), default=0)
            made = self._cells(cells[:filled], format, [""] * filled)
        return Row(row.label, made, format, columns, fitting is not None, divided)

    def _cells(
        self, cells: Sequence[CellText], format: RowFormat | None, columns: Sequence[str]
    ) -> tuple[Cell, ...]:
        """Return the cells of a row; `columns` holds the id of the column of each cell."""
        row, made = format.id if format else "", []
        for cell, column in zip(cells, columns, strict=True):
            text = cell.text
            kind, value = self.read(text)
            made.append(Cell(cell.start, cell.end, text, kind, value, row, column))
        return tuple(made)

    def _doubt(self, blocks: Sequence[Block]) -> Doubt | None:
        rows = [row for block in blocks for row in block.rows if row.format]
        misfits = [row for row in rows if not row.fits]
        if not self.labelled:
            if any(len(row.cells) >= 2 * len(row.columns) for row in misfits):
                return Doubt.ROWS_DOUBLED
            recognised = sum(1 for entry in self.parts[0].header if entry.meanings)
            return Doubt.HEAD_LOST if misfits and 2 * recognised < len(blocks[0].format.labels) else None
        doubled = sum(count > 1 for count in Counter(row.id for row in self.rows if row.id).values())
        if doubled >= _MISFITS and _MISFIT_SHARE * doubled >= len(rows):
            return Doubt.ROWS_DOUBLED
        if len(misfits) < _MISFITS or _MISFIT_SHARE * len(misfits) < len(rows):
            return None
        short = all(len(row.cells) < len(row.columns) for row in misfits)
        return Doubt.CELLS_LOST if short else Doubt.CELLS_DRIFTED


def _differences(
    alignment: Alignment, labels: Sequence[Label], expected: Sequence[T], text: Callable[[T], str], end: int
) -> Differences[T]:
    """Return the differences of an alignment.

    `end` is the offset of anything missing after the last label.
    """
    starts = [*(label.span.start for label in labels), end]
    return Differences(
        missing=[Missing(expected[e], starts[f]) for e, f in alignment.missing],
        renamed=[
            Renamed(labels[f], expected[e], are_alike(labels[f].text, text(expected[e])))
            for f, e in alignment.renamed
        ],
        moved=[Moved(labels[f], expected[e]) for f, e in alignment.moved],
        extra=[labels[f] for f in alignment.extra],
    )


def _after_cut_span(label: str, row: RowFormat, span: str) -> bool:
    """Whether a label is right after a part of its spanning label, which the end of a page cuts.

    The part may also stand after it.
    """
    found, expected = key(label), key(row.label)
    part = found.removesuffix(expected) if found.endswith(expected) else found.removeprefix(expected)
    return len(part) < len(found) and part in span


def _part_strangers(differences: Differences[RowFormat]) -> set[Span]:
    """Turn renamed rows with quite different labels into missing and extra rows.

    Returns the spans of their labels.
    """
    strangers = [one for one in differences.renamed if not one.similar and one.label.text]
    for one in strangers:
        differences.renamed.remove(one)
        alone = not any(
            missing.at in (one.label.span.start, one.label.span.end) for missing in differences.missing
        )
        differences.missing.append(Missing(one.expected, one.label.span.start, one.label if alone else None))
        if not alone:
            differences.extra.append(one.label)
    differences.missing.sort(key=lambda missing: missing.at)
    return {one.label.span for one in strangers}


def _begins_label(found: str, block: BlockFormat) -> bool:
    """Whether a label is one of the head, or one without its end."""
    return any(label.startswith(found) for label in block.label_keys)


def _header_differences(labels: Sequence[Label], block: BlockFormat, end: int) -> Differences[str]:
    keys = [key(label.text) for label in labels]
    plain = [key(without_notes(label.text)) for label in labels]
    keys = [
        bare if found not in block.label_keys and bare in block.label_keys else found
        for found, bare in zip(keys, plain, strict=True)
    ]
    # A merged cell repeats its label.
    kept = [
        label
        for label, this, before in zip(labels, keys, ["", *keys], strict=False)
        if this != before or not _begins_label(this, block)
    ]
    found = [
        this
        for this, before in zip(keys, ["", *keys], strict=False)
        if this != before or not _begins_label(this, block)
    ]
    if found in (block.head_keys, block.filled_keys):
        return Differences()
    if not block.label_keys.issuperset(found) and sorted("".join(found)) == sorted("".join(block.head_keys)):
        return Differences()  # complete, but cut into other labels
    alignment, expected = _align_head(found, block.labels), block.labels
    if alignment.faults and block.filled != block.labels:
        filled = _align_head(found, block.filled)
        if filled.faults < alignment.faults:
            alignment, expected = filled, block.filled
    # The label of the last column spans the rows of the head, so it may also stand at their bottom.
    last = block.columns[-1].label
    alignment.moved = [
        (f, e) for f, e in alignment.moved if not (expected[e] == last and f == len(found) - 1)
    ]
    return _differences(alignment, kept, expected, str, end)


def _align_head(found: Sequence[str], labels: Sequence[str]) -> Alignment:
    keys = [key(label) for label in labels]
    return align(found, keys, lambda f, e: likeness(found[f], keys[e]))
