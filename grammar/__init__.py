"""Reads the structure of an annual report.

    text/ ▸ document/ ▸ facts/ ▸ formats/ ▸ tables/ ▸ parse.py ▸ model.py: Report

    text/       Source: the file as normalised text, and the exact way back
    document/   lines, cells, headings and tables (report.lark)
    facts/      title, year, period, date and reporting body
    formats/    the official formats as data, and the similarity of labels
    tables/     rows and heads matched with a format, and the figures in cells
    claims/     figures in sentences (claims.lark), read when a rule asks for them

`parse(source)` goes this way once and never fails, whatever the text.
"""

from .formats.format import Format, FormatError, Formats, Identity, TableFormat
from .formats.loading import load_formats, official_formats
from .model import (
    Cell,
    CellKind,
    Doubt,
    Fact,
    Label,
    Level,
    Line,
    LineKind,
    Origin,
    Passage,
    Report,
    Row,
    Section,
    Table,
)
from .parse import parse
from .text.maps import Layout, Location, Markup, Piece, Placed, Span
from .text.source import Comment, Position, Source

__all__ = [
    "Cell",
    "CellKind",
    "Comment",
    "Doubt",
    "Fact",
    "Format",
    "FormatError",
    "Formats",
    "Identity",
    "Label",
    "Layout",
    "Level",
    "Line",
    "LineKind",
    "Location",
    "Markup",
    "Origin",
    "Passage",
    "Piece",
    "Placed",
    "Position",
    "Report",
    "Row",
    "Section",
    "Source",
    "Span",
    "Table",
    "TableFormat",
    "load_formats",
    "official_formats",
    "parse",
]  # fmt: skip
