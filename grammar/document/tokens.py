"""The input of the lexer, and the tokens that it makes from lines, labels and cells."""

from __future__ import annotations

from msgspec import Struct, field

from ..formats.labels import Labels, Meaning
from .fields import Field
from .headings import Heading
from .words import Word

CELL_SHAPES = ("BLANK", "FIGURE", "SIGNED", "MONEY", "NOTED", "PLACEHOLDER", "NUMERAL", "LETTERED", "WORDS")
SLIPS = frozenset({"NUMERAL", "LETTERED"})  # words, or figures where a row of figures continues
FIGURES = frozenset(CELL_SHAPES) - {"BLANK", "WORDS"} - SLIPS
PLAIN = frozenset({"FIGURE", "SIGNED", "PLACEHOLDER"})  # never part of a label


CELL_MARKS = "|\t"  # between the cells of a line


CellText = Field | Word


class Token(Struct):
    """A token of a report for the parser."""

    type: str  # a terminal of report.lark
    start_pos: int
    end_pos: int
    text: str


class HeadingToken(Token):
    """The heading of a section."""

    heading: Heading


class LabelEntry(Struct):
    """A label of a table and the cells that follow it."""

    kind: str  # the terminal that it is here
    start: int
    end: int
    text: str
    meanings: tuple[Meaning, ...]
    cells: list[CellText] = field(default_factory=list)  # up to the next label


class LabelsToken(Token):
    """A run of entries whose kind is the type of the token."""

    entries: list[LabelEntry]


class RawBlock(Struct):
    """A head of a table and the rows below it."""

    header: list[LabelEntry] = field(default_factory=list)  # captions, columns and stray texts
    body: list[LabelEntry] = field(default_factory=list)


class RawTable(Struct):
    """A table as the parser found it, before it is matched with the formats."""

    id: str
    start: int
    blocks: list[RawBlock]


class Manuscript(Struct, frozen=True):
    """The input of the lexer."""

    text: str  # normalised
    labels: Labels  # of the formats, to find in the text


class FoundLabel(Struct, frozen=True, gc=False):
    """A label found in the text."""

    start: int
    end: int
    text: str
    meanings: tuple[Meaning, ...]  # empty for a text that no format has
