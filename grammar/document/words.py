"""Labels in lines: put together from the words between blanks, over the ends of lines where they are broken there."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from typing import NamedTuple

from ..formats.format import key
from ..formats.labels import Word, Words
from ..regex import Regex
from .fields import Piece

TABULAR = 120  # characters; a longer line is a paragraph
_ATOM = Regex(r"\S+")


class Atom(NamedTuple):
    """A word between blanks: the smallest piece of a line that can be a label, a part of one, or a cell."""

    start: int
    end: int
    text: str
    shape: str


class Match(NamedTuple):
    """The longest label from an atom on: what it means, where it ends, and the atom after it (piece and number)."""

    words: tuple[Word, ...]
    end: int
    piece: int
    number: int


class Atoms:
    """The atoms of all lines, cut when they are first asked for."""

    def __init__(self, pieces: Sequence[Piece], words: Words, headings: Container[int], shape: Callable[[str], str]) -> None:
        self._pieces, self._words, self._headings, self._shape = pieces, words, headings, shape
        self._cut: dict[int, list[Atom]] = {}

    def of(self, index: int) -> list[Atom]:
        """The atoms of one piece."""
        atoms = self._cut.get(index)
        if atoms is None:
            start, shape = self._pieces[index].start, self._shape
            atoms = [Atom(start + match.start(), start + match.end(), match[0], shape(match[0])) for match in _ATOM.finditer(self._pieces[index].text)]
            self._cut[index] = atoms
        return atoms

    def longest(self, index: int, number: int) -> Match | None:
        """The longest official label that begins with an atom; it may go on in the lines below."""
        by_key, prefixes = self._words.by_key, self._words.prefixes
        atoms, joined, found = self.of(index), "", None
        while True:
            part = key(atoms[number].text)
            if joined and not part and not number:
                return found  # a line that begins with a mark, such as that of a page number
            joined += part
            number += 1
            if part and joined in by_key:
                found = Match(by_key[joined], atoms[number - 1].end, index, number)
            if joined and joined not in prefixes:
                return found
            if number == len(atoms):
                index, number = index + 1, 0
                if not self._goes_on(index):
                    return found
                atoms = self.of(index)

    def begins_label(self, index: int) -> bool:
        text = "".join(atom.text for atom in self.of(index)[:2])
        return self._words.begins_label(text) or self._words.begins_label(self.of(index)[0].text)

    def _goes_on(self, index: int) -> bool:
        if index >= len(self._pieces) or index in self._headings:
            return False
        piece = self._pieces[index]
        return not piece.cell and len(piece.text) <= TABULAR
