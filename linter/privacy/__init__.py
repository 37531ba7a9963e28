"""What no output repeats: the numbers of persons in a report, and the names beside them.

The engine hides them in findings, and outputs in what they quote of the text, whichever rules are switched
on. A hidden text has the same length, so that columns stay right.
"""

from __future__ import annotations

import re
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from ...grammar import Report, Source
from ...grammar.regex import Regex
from ..findings import Fix, Problem
from ..messages import Phrase
from .names import names_beside
from .numbers import personal_numbers

_STAR = "*"
_PIECE = Regex("[0-9]{5,}[0-9Xx]")


class Private(Struct, frozen=True):
    """What is private in one text."""

    shown: dict[str, str] = field(default_factory=dict)  # each text to hide, with what is shown instead
    numbers: tuple[str, ...] = ()  # without blanks and hyphens

    @classmethod
    def of(cls, source: Source, report: Report | None) -> Private:
        """The numbers of persons in a text, as it has them and as the file has them."""
        found = personal_numbers(source, report)
        if not found:
            return _NOTHING
        shown: dict[str, str] = {}
        for number in found:
            start, end = source.original_span(number.span)
            for text in (source.text[number.span.start : number.span.end], source.original[start:end]):
                shown[text] = masked_number(text)
        for name in names_beside(source, found):
            shown[name] = name[0] + _STAR * (len(name) - 1)
        numbers = {re.sub("[ -]", "", source.text[one.span.start : one.span.end]) for one in found}
        longest_first = dict(sorted(shown.items(), key=lambda item: -len(item[0])))
        return cls(longest_first, tuple(numbers))

    def hide(self, text: str) -> str:
        """A text of the same length without private numbers and names, also where it has a part of one."""
        if not self.shown:
            return text
        for private, shown in self.shown.items():
            text = text.replace(private, shown)
        return _PIECE.sub(self._without_piece, text)

    def _without_piece(self, match: re.Match[str]) -> str:
        piece = match[0]
        return _STAR * len(piece) if any(piece in number for number in self.numbers) else piece

    def problem(self, problem: Problem) -> Problem:
        """A problem whose words have nothing private. What fixes write stays as it is."""
        if not self.shown:
            return problem
        return replace(
            problem,
            phrase=self._phrase(problem.phrase),
            place=self.hide(problem.place),
            expected=self.hide(problem.expected) if problem.expected else problem.expected,
            found=self.hide(problem.found) if problem.found else problem.found,
            related=tuple(replace(one, phrase=self._phrase(one.phrase)) for one in problem.related),
            fixes=tuple(replace(fix, title=self._phrase(fix.title)) for fix in problem.fixes),
        )

    def _phrase(self, phrase: Phrase) -> Phrase:
        return Phrase(phrase.message, {name: self._value(value) for name, value in phrase.values.items()})

    def _value(self, value: Any) -> Any:
        if isinstance(value, Phrase):
            return self._phrase(value)
        if isinstance(value, tuple):
            return tuple(self._value(one) for one in value)
        return self.hide(value) if isinstance(value, str) else value

    def reveals(self, fix: Fix) -> bool:
        """Whether a fix writes something private, so that no output may show what it writes."""
        return any(self.hide(edit.text) != edit.text for edit in fix.edits)


_NOTHING = Private()


def masked_number(number: str) -> str:
    """A number with its middle hidden; blanks and hyphens stay."""
    places = [place for place, character in enumerate(number) if character.isalnum()]
    first, last = (3, 4) if len(places) == 11 else (4, 4)
    hidden = set(places[first : len(places) - last])
    return "".join(_STAR if place in hidden else character for place, character in enumerate(number))
