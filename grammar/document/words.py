"""Find labels in lines by joining the words between blanks, also over the ends of lines."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence

from msgspec import Struct

from ..formats.format import key
from ..formats.labels import Labels, Meaning
from .fields import Field

TABULAR = 120  # characters; a longer line is a paragraph


class Word(Struct, frozen=True, gc=False):
    """A word between blanks: a label, a part of a label, or a cell."""

    start: int
    end: int
    text: str
    shape: str  # one of CELL_SHAPES


class LabelMatch(Struct, frozen=True, gc=False):
    """The longest label that begins with a word."""

    meanings: tuple[Meaning, ...]
    end: int  # offset in the text
    field: int  # index of the field in which the label ends
    number: int  # index in that field of the word after the label


class Words:
    """The words of all fields; each field is cut when a caller first asks for it."""

    def __init__(
        self, fields: Sequence[Field], labels: Labels, headings: Container[int], shape: Callable[[str], str]
    ) -> None:
        self._fields, self._labels, self._headings, self._shape = fields, labels, headings, shape
        self._cut: dict[int, list[Word]] = {}

    def of(self, index: int) -> list[Word]:
        """Return the words of a field."""
        words = self._cut.get(index)
        if words is None:
            words = self._cut[index] = self._words(self._fields[index])
        return words

    def _words(self, field: Field) -> list[Word]:
        """Cut a field at its blanks."""
        words: list[Word] = []
        end = 0
        for text in field.text.split():
            start = field.text.index(text, end)
            end = start + len(text)
            words.append(Word(field.start + start, field.start + end, text, self._shape(text)))
        return words

    def longest(self, index: int, number: int) -> LabelMatch | None:
        """Return the longest official label that begins with a word, even if it continues in lines below."""
        by_key, prefixes = self._labels.by_key, self._labels.prefixes
        words, joined, found = self.of(index), "", None
        while True:
            part = key(words[number].text)
            if joined and not part and not number:
                return found  # the line begins with a mark, such as the dash of a page number
            joined += part
            number += 1
            if part and joined in by_key:
                last = self._after_note(words, number)
                found = LabelMatch(by_key[joined], words[last - 1].end, index, last)
            if joined and joined not in prefixes:
                return found
            if number == len(words):
                index, number = index + 1, 0
                if not self._goes_on(index):
                    return found
                words = self.of(index)

    @staticmethod
    def _after_note(words: Sequence[Word], number: int) -> int:
        """Return the number after the word that closes a bracket which the word before opens at its end."""
        if words[number - 1].text[-1] in "（(":
            return next(
                (last for last in range(number + 1, len(words) + 1) if words[last - 1].text[-1] in "）)"),
                number,
            )
        return number

    def begins_label(self, index: int) -> bool:
        text = "".join(word.text for word in self.of(index)[:2])
        return self._labels.begins_label(text) or self._labels.begins_label(self.of(index)[0].text)

    def _goes_on(self, index: int) -> bool:
        if index >= len(self._fields) or index in self._headings:
            return False
        field = self._fields[index]
        return not field.cell and len(field.text) <= TABULAR
