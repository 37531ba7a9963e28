"""What the lexer makes: tokens, from labels and cells; and what it reads."""

from __future__ import annotations

from msgspec import Struct, field

from ..formats.labels import Labels, Meaning
from .fields import Field
from .headings import Heading
from .words import Word

CELL_SHAPES = ("BLANK", "FIGURE", "SIGNED", "MONEY", "NOTED", "PLACEHOLDER", "NUMERAL", "LETTERED", "WORDS")
SLIPS = frozenset({"NUMERAL", "LETTERED"})  # words, unless they stand where a row of figures goes on
FIGURES = frozenset(CELL_SHAPES) - {"BLANK", "WORDS"} - SLIPS
PLAIN = frozenset({"FIGURE", "SIGNED", "PLACEHOLDER"})  # never part of a label


CellText = Field | Word


class Token(Struct):
    """What the parser sees: `type` is a terminal of report.lark."""

    type: str
    start_pos: int
    end_pos: int
    text: str


class HeadingToken(Token):
    """The heading of a section."""

    heading: Heading


class LabelEntry(Struct):
    """A label of a table. `kind`: what it is here, of all its `meanings`; `cells`: those that follow it, up to the next label."""

    kind: str
    start: int
    end: int
    text: str
    meanings: tuple[Meaning, ...]
    cells: list[CellText] = field(default_factory=list)


class LabelsToken(Token):
    """A run of entries of one kind, which is its type."""

    entries: list[LabelEntry]


class RawBlock(Struct):
    """Entries of a head (captions, columns, strays) and of the rows below it, each with its cells."""

    header: list[LabelEntry] = field(default_factory=list)
    body: list[LabelEntry] = field(default_factory=list)


class RawTable(Struct):
    """A table as the parser found it."""

    id: str
    start: int
    blocks: list[RawBlock]


class Manuscript(Struct, frozen=True):
    """What the lexer reads: a normalised text and the labels to look for."""

    text: str
    labels: Labels


class FoundLabel(Struct, frozen=True, gc=False):
    """A label found in the text. `meanings`: what it may be, none for a text that no format has."""

    start: int
    end: int
    text: str
    meanings: tuple[Meaning, ...]
