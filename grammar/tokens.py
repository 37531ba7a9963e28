"""What the lexer makes: tokens, from labels and cells; and what it reads."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from .atoms import Atom
from .headings import Heading
from .pieces import Piece
from .words import Word, Words

CELL_SHAPES = ("BLANK", "FIGURE", "SIGNED", "MONEY", "NOTED", "PLACEHOLDER", "NUMERAL", "LETTERED", "WORDS")
SLIPS = frozenset({"NUMERAL", "LETTERED"})  # words, unless they stand where a row of figures goes on
FIGURES = frozenset(CELL_SHAPES) - {"BLANK", "WORDS"} - SLIPS
PLAIN = frozenset({"FIGURE", "SIGNED", "PLACEHOLDER"})  # never part of a label


CellText = Piece | Atom


@dataclass(slots=True)
class Token:
    """What the parser sees: `type` is a terminal of report.lark. Lark reads the place of a token; offsets say all of it."""

    type: str
    start_pos: int
    end_pos: int
    text: str

    @property
    def line(self) -> int:
        return 0

    column = end_line = end_column = line


@dataclass(slots=True)
class HeadingToken(Token):
    """The heading of a section."""

    heading: Heading


@dataclass(slots=True)
class Entry:
    """A label of a table. `kind`: what it is here, of all that its `words` may be; `cells`: those that follow it, up to the next label."""

    kind: str
    start: int
    end: int
    text: str
    words: tuple[Word, ...]
    cells: list[CellText] = field(default_factory=list)


@dataclass(slots=True)
class EntriesToken(Token):
    """A run of entries of one kind, which is its type."""

    entries: list[Entry]


@dataclass(frozen=True, slots=True)
class Manuscript:
    """What the lexer reads: a normalised text and the words to look for."""

    text: str
    words: Words


class Found(NamedTuple):
    """A label found in the text. `words`: what it may be, none for a text that no format has."""

    start: int
    end: int
    text: str
    words: tuple[Word, ...]
