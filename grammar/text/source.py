"""A document as one normalised text, with an exact way back to the text it came from."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct

from ..regex import Regex
from .folding import fold
from .maps import Layout, Location, Markup, Span
from .wrapping import BREAK, line_breaks


class Position(NamedTuple):
    """Place in the file as text: line and column from 1, in code points."""

    line: int
    column: int


# Zero-width, bidirectional and control characters, and the pinyin that some mirrors print after a character: 務(wù).
# One class comes first, so that the scan skips everything else at once.
_TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_INVISIBLE = "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\r"
_DROPPABLE = Regex(f"[{_INVISIBLE}{_TONES}]")
_DROPPED = Regex(
    f"[{_INVISIBLE}(（]"
    rf"(?:(?<=\r)(?=\n)|(?<![\r(（])|(?<=[\u3400-\u9fff][(（])[a-zü]*[{_TONES}][a-zü]*[)）])"
)


_COMMENT = Regex("<!--(?P<said>.*?)-->", re.DOTALL)


class Comment(NamedTuple):
    """A remark that no reader of the report sees, <!-- so -->: where in `Source.text` it stood, and what it says."""

    at: int
    text: str
    original: Span


def _dropped(original: str, alphabet: str) -> Iterable[re.Match[str]]:
    """The stretches of a text that are left out, in order; of two that overlap the first."""
    comments = _COMMENT.finditer(
        original, 0, original.rfind("-->") + 3
    )  # no further, as each that is never closed would be looked through to the end
    end = 0
    dropped = _DROPPED.finditer(original) if _DROPPABLE.search(alphabet) else ()
    for match in sorted((*comments, *line_breaks(original), *dropped), key=lambda match: match.start()):
        if match.start() >= end:
            end = match.end()
            yield match


class _Cut(Struct, frozen=True):
    """What was dropped from the original before `at`, an offset in the text, and how much up to there."""

    at: int
    dropped: int
    gloss: int  # length of a pinyin gloss, which belongs to the character before it; else 0


class _Normalised(NamedTuple):
    """A text in the characters of official labels, the comments in it, and what was dropped from the original."""

    text: str
    comments: tuple[Comment, ...]
    cuts: tuple[_Cut, ...]


class Source(Struct, frozen=True, dict=True):
    """One document: what its file says, and the way back to the file.

    `original`: the text of the file, before any normalising; `text`: the same normalised (see `fold`), without comments and the line ends within
    sentences (see `line_breaks`). `map`: for a file that is more than its text, where in it each stretch of `original` stands. `sha256`: of the file's
    bytes, empty where the source was read from none.
    """

    name: str
    original: str
    encoding: str = "utf-8"
    sha256: str = ""
    map: Markup | Layout | None = None

    @cached_property
    def text(self) -> str:
        """The text of the file, normalised."""
        return self._normalised.text

    @cached_property
    def comments(self) -> tuple[Comment, ...]:
        """The comments of the file, which are no part of `text`."""
        return self._normalised.comments

    @cached_property
    def alphabet(self) -> str:
        """Each character of `original` once, in any order: a short way to see whether a text has one of some."""
        return "".join(set(self.original))

    @cached_property
    def _cuts(self) -> tuple[_Cut, ...]:
        return self._normalised.cuts

    @cached_property
    def _normalised(self) -> _Normalised:
        kept: list[str] = []
        cuts: list[_Cut] = []
        comments: list[Comment] = []
        end = dropped = 0
        for match in _dropped(self.original, self.alphabet):
            kept.append(self.original[end : match.start()])
            end = match.end()
            at, dropped = match.start() - dropped, dropped + end - match.start()
            cuts.append(_Cut(at, dropped, end - match.start() if match[0][0] in "(（" else 0))
            if match.lastgroup == "said":
                comments.append(Comment(at, match["said"].strip(), Span(*match.span())))
        kept.append(self.original[end:])
        return _Normalised(fold("".join(kept), self.alphabet), tuple(comments), tuple(cuts))

    @property
    def file(self) -> str:
        """The file as text, which `position` and `line` count in; for one that is no text, what was read from it."""
        return self.map.text if isinstance(self.map, Markup) else self.original

    @property
    def has_lines(self) -> bool:
        """Whether the file has lines and columns that a user can look up."""
        return not isinstance(self.map, Layout)

    @cached_property
    def _cut_offsets(self) -> list[int]:
        return [cut.at for cut in self._cuts]

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", self.file))]

    def original_span(self, span: Span) -> Span:
        """The range of `original` that a range of `text` was read from, with the glosses of its characters."""
        if not self._cuts:
            return span
        if span.start == span.end:
            start = self._original_offset(span.start)
            return Span(start, start)
        end = self._original_offset(span.end - 1) + 1
        for cut in self._cuts[bisect_right(self._cut_offsets, span.end - 1) :]:
            if cut.at > span.end or not cut.gloss:
                break
            end += cut.gloss
        return Span(self._original_offset(span.start), end)

    def _original_offset(self, offset: int) -> int:
        index = bisect_right(self._cut_offsets, offset)
        return offset + (self._cuts[index - 1].dropped if index else 0)

    def file_span(self, span: Span) -> Span:
        """The range of `file` that a range of `text` was read from."""
        original = self.original_span(span)
        return self.map.span(original) if isinstance(self.map, Markup) else original

    def edit_span(self, span: Span) -> Span | None:
        """The range of `file` to replace in order to replace a range of `text`; None where no single stretch of the file holds it."""
        if isinstance(self.map, Layout):
            return None
        original = self.original_span(span)
        return self.map.exact(original) if isinstance(self.map, Markup) else original

    def location(self, span: Span) -> Location | None:
        """Where a range of `text` stands in a file that has no lines."""
        return self.map.location(self.original_span(span)) if isinstance(self.map, Layout) else None

    def is_guessed(self, span: Span) -> bool:
        """Whether only gaps in lines show what is a cell in a range of `text`, or in some of it."""
        if not isinstance(self.map, Layout) or not self.map.guessed:
            return False
        start, end = self.original_span(span)
        return any(guessed.start < end and start < guessed.end for guessed in self.map.guessed)

    def quote(self, span: Span) -> str:
        """The original text of a range of `text`, without the line ends within sentences."""
        start, end = self.original_span(span)
        quoted = self.original[start:end]
        return (
            "".join(BREAK.split(quoted))
            if "\n" in quoted and "\n" not in self.text[span.start : span.end]
            else quoted
        )

    def position(self, offset: int) -> Position:
        """Line and column of an offset in `file`; \\n, \\r\\n and \\r end a line, as editors count."""
        line = bisect_right(self._line_starts, offset)
        return Position(line, offset - self._line_starts[line - 1] + 1)

    def line(self, number: int) -> str:
        """One line of `file`, counted from 1, without its end."""
        starts = self._line_starts
        end = starts[number] if number < len(starts) else len(self.file)
        return self.file[starts[number - 1] : end].rstrip("\r\n")
