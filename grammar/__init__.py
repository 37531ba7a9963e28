"""The structure of an annual report: source, grammar, official formats and the model that rules look at."""

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
