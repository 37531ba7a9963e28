"""The structure of an annual report: source, grammar, official formats and the model that rules look at."""

from .format import Format, FormatError, Formats, Identity, TableFormat
from .format_files import load_formats, official_formats
from .model import Cell, CellKind, Doubt, Label, Level, Line, LineKind, Origin, Reading, Report, Row, Section, Table
from .parser import parse
from .source import Position, Source, Span

__all__ = [
    "Cell", "CellKind", "Doubt", "Format", "FormatError", "Formats", "Identity", "Label", "Level", "Line", "LineKind", "Origin",
    "Position", "Reading", "Report", "Row", "Section", "Source", "Span", "Table", "TableFormat", "load_formats", "official_formats", "parse",
]  # fmt: skip
