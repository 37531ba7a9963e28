"""Closed lists of wordings that are wrong wherever they stand, as text files beside their rules.

A line has the wrong wording, the right one, its source, and longer words in which the same characters are
right, with tabs between.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from ...grammar import Passage, Report, Span


class Wording(NamedTuple):
    """A wrong wording."""

    wrong: str
    right: str
    right_in: tuple[str, ...]  # longer words in which the same characters are right
    sign: str  # the character of `wrong` that right text is least likely to have

    @classmethod
    def of(cls, wrong: str, right: str, right_in: tuple[str, ...]) -> Wording:
        return cls(wrong, right, right_in, next((sign for sign in wrong if sign not in right), wrong[0]))

    def is_wrong(self, text: str, at: int) -> bool:
        """Whether the characters at this offset stand in none of the longer words, not even in part."""
        for longer in self.right_in:
            start = at - longer.index(self.wrong)
            if longer[max(0, -start) : len(text) - start] == text[max(0, start) : start + len(longer)]:
                return False
        return True


def load(path: Path) -> tuple[Wording, ...]:
    """The wordings in a file."""
    lines = (
        line.split("\t") for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")
    )
    return tuple(
        Wording.of(wrong, right, tuple(" ".join(longer).split())) for wrong, right, _, *longer in lines
    )


def find(wordings: Iterable[Wording], report: Report) -> Iterator[tuple[Wording, list[Span]]]:
    """The wordings that a report has, each with its places.

    Of two that share a character the one that stands first in the list counts.
    """
    prose, taken = report.prose, set[int]()
    for wording in wordings:
        if wording.sign in prose and wording.wrong in prose:
            places = [
                place
                for passage in report.passages
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
