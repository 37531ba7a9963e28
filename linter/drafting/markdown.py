"""Writes a blank report as Markdown."""

from __future__ import annotations

from . import Blank
from .blank_table import blank_table


def written(blank: Blank) -> bytes:
    """The text of a blank report in UTF-8."""
    blocks = [f"# {blank.title}", *blank.preamble]
    for part in blank.parts:
        blocks += [f"## {part.heading}", *part.paragraphs]
        if part.table:
            blocks.append(blank_table(part.table).rstrip("\n"))
    return ("\n\n".join([*blocks, blank.signature, blank.date]) + "\n").encode()
