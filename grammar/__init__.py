"""The structure of an annual report.

    text/ ▸ document/ ▸ facts/ ▸ formats/ ▸ tables/ ▸ parse.py ▸ model.py: Report

    text/       Source: the file as normalised text, and the exact way back
    document/   what stands where: lines, cells, headings, tables (report.lark)
    facts/      title, year, period, date, and who reports
    formats/    the official formats as data, their labels and how alike two labels are
    tables/     rows and heads matched with a format, figures in cells
    claims/     what sentences of the prose count (claims.lark); rules ask for it

`parse(source)` goes this way once. It never fails, whatever the text.
"""

from .formats.format import Format, FormatError, Formats, Identity, TableFormat
from .formats.loading import load_formats, official_formats
from .model import Cell, CellKind, Doubt, Fact, Label, Level, Line, LineKind, Origin, Passage, Report, Row, Section, Table
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
