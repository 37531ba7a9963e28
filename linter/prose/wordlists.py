"""Closed lists of wordings that are wrong wherever they stand, as text files beside their rules.

A line is a wrong wording, the right one, its source, and longer words in which the same characters are right, with tabs between.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from ...grammar import Report, Span
from ...grammar.claims.vocabulary import any_of
from ...grammar.memory import finding
from .writing import Passage, passages


class Wording(NamedTuple):
    """A wrong wording. `right_in`: longer words in which the same characters are right."""

    wrong: str
    right: str
    right_in: tuple[str, ...]

    def is_wrong(self, text: str, at: int) -> bool:
        """Whether the characters at this offset stand in none of the longer words, nor may stand in one that is broken over lines."""
        for longer in self.right_in:
            start = at - longer.index(self.wrong)
            if longer[max(0, -start) : len(text) - start] == text[max(0, start) : start + len(longer)]:
                return False
        return True


class Wordlist:
    """Wordings to look for. Of two that share a character the one that stands first in the list counts."""

    def __init__(self, wordings: Iterable[Wording]) -> None:
        self.wordings = tuple(wordings)
        self.occurs_in = finding(
            any_of(wording.wrong for wording in self.wordings)
        )  # be it within a longer word


def load(path: Path) -> tuple[Wording, ...]:
    """The wordings in a file."""
    lines = (
        line.split("\t") for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")
    )
    return tuple(Wording(wrong, right, tuple(" ".join(longer).split())) for wrong, right, _, *longer in lines)


def find(words: Wordlist, report: Report) -> Iterator[tuple[Wording, list[Span]]]:
    """The wordings that a report has, each with its places; no two of them share a character."""
    prose = [passage for passage in passages(report) if words.occurs_in(passage.text)]
    taken: set[int] = set()
    for wording in words.wordings if prose else ():
        if any(wording.wrong in passage.text for passage in prose):
            places = [
                place
                for passage in prose
                for place in _places(wording, passage)
                if taken.isdisjoint(range(*place))
            ]
            taken.update(*(range(*place) for place in places))
            if places:
                yield wording, places


def _places(wording: Wording, passage: Passage) -> Iterator[Span]:
    at = passage.text.find(wording.wrong)
    while at >= 0:
        if wording.is_wrong(passage.text, at):
            yield Span(passage.start + at, passage.start + at + len(wording.wrong))
        at = passage.text.find(wording.wrong, at + len(wording.wrong))
