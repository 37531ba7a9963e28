"""Finds the format that each block of a report's tables follows."""

from __future__ import annotations

from msgspec import Struct

from ...grammar import Format, Report, Span, Table
from ..places import printed


class SpokenBlock(Struct, frozen=True):
    """A block with labels that only one format has."""

    table: Table
    name: str  # of the table and the block
    version: str  # the id of the format
    tell: str  # the label that shows the format
    span: Span


def spoken_blocks(report: Report) -> list[SpokenBlock]:
    """The blocks that show their format, in the order of the text.

    There are none if all of them follow the format of the report.
    """
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
    """The one format that all blocks follow, or None if it is also the one for the report's year."""
    spoken = {block.version for block in spoken_blocks(report)}
    if len(spoken) != 1 or report.year is None or not report.format.covers(report.year.value):
        return None
    return next(
        (format for format in report.formats if {format.id} == spoken and format is not report.format), None
    )
