"""Sets of words: the longest one at a place of a text, and patterns that match any of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ..text.maps import Span


class Words:
    """Words to find in a text; the longest word at each place wins."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(filter(None, words))
        lengths: dict[str, set[int]] = {}
        for word in self._words:
            lengths.setdefault(word[0], set()).add(len(word))
        # The lengths of the words that begin with a character, longest first.
        self._lengths = {sign: sorted(found, reverse=True) for sign, found in lengths.items()}

    @property
    def first_signs(self) -> Iterable[str]:
        """The first characters of the words."""
        return self._lengths.keys()

    def at(self, text: str, start: int) -> Span | None:
        """Return the span of the word at an offset, or None."""
        for length in self._lengths.get(text[start], ()):
            word = text[start : start + length]
            if word in self._words:
                return Span(start, start + len(word))
        return None

    def spans(self, text: str) -> Iterator[Span]:
        """Yield the spans of the words in a text from left to right."""
        end = 0
        for at, sign in enumerate(text):
            if at >= end and sign in self._lengths and (word := self.at(text, at)):
                yield word
                end = word.end


def shortest(words: Sequence[str]) -> list[str]:
    """Return the words that contain none of the others, shortest first.

    A text that has any of the words has one of these.
    """
    shortest: list[str] = []
    for word in sorted(words, key=len):
        if not any(one in word for one in shortest):
            shortest.append(word)
    return shortest


def any_of(words: Iterable[str]) -> str:
    """Return a pattern that matches the longest of some words.

    Words with the same beginning share it in the pattern, so that each place needs a few tries, not hundreds.
    """
    # In the order of the words, so that the pattern is the same in each run.
    by_first: dict[str, dict[str, None]] = {}
    ends = False
    for word in words:
        if word:
            by_first.setdefault(word[0], {})[word[1:]] = None
        else:
            ends = True
    alone = "".join(re.escape(first) for first, rests in by_first.items() if not any(rests))
    branches = [re.escape(first) + any_of(rests) for first, rests in by_first.items() if any(rests)]
    if alone:
        branches.append(f"[{alone}]" if len(alone) > 1 else alone)
    if not branches:
        return ""
    return (
        branches[0] if len(branches) == 1 and not ends else f"(?:{'|'.join(branches)}){'?' if ends else ''}"
    )
