"""Which format the tables of a report follow, block by block."""

from __future__ import annotations

from msgspec import Struct

from ...grammar import Format, Report, Span, Table
from ..places import printed


class SpokenBlock(Struct, frozen=True):
    """A block whose labels belong to one format only; `version` is that format's id, `tell` the label that tells it."""

    table: Table
    name: str
    version: str
    tell: str
    span: Span


def spoken_blocks(report: Report) -> list[SpokenBlock]:
    """The blocks that tell formats apart, in the order of the text; none where all follow the format in force."""
    spoken = {block.speaks_for for table in report.tables.values() for block in table.blocks}
    if spoken <= {report.format.id, None}:
        return []
    blocks: dict[str, SpokenBlock] = {}
    for table in report.tables.values():
        for block in table.blocks:
            if block.speaks_for:
                name = f"{table.format.name}{block.name}"
                tell = printed(report, block.tell) if block.tell else ""
                place = block.tell or block.caption or next(iter(block.header), None)
                blocks.setdefault(
                    name, SpokenBlock(table, name, block.speaks_for, tell, (place or block).span)
                )
    return sorted(blocks.values(), key=lambda block: block.span)


def other_version(report: Report) -> Format | None:
    """The one format that all blocks follow, where it is not the one in force for the report's year."""
    spoken = {block.version for block in spoken_blocks(report)}
    if len(spoken) != 1 or report.year is None or not report.format.covers(report.year.value):
        return None
    return next(
        (format for format in report.formats if {format.id} == spoken and format is not report.format), None
    )
