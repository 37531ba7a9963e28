"""A document as one normalised text, with an exact way back to the original."""

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
    """A line and a column in a file, both from 1; columns count code points."""

    line: int
    column: int


# Zero-width, bidirectional and control characters, and the pinyin that some mirrors print after a character,
# as in 務(wù). A single class comes first, so that the scan skips everything else at once.
_TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
_INVISIBLE = (
    "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e"
    "\u2060-\u2069\ufe00-\ufe0f\ufeff\r"
)
_DROPPABLE = Regex(f"[{_INVISIBLE}{_TONES}]")
_DROPPED = Regex(
    f"[{_INVISIBLE}(（]"
    rf"(?:(?<=\r)(?=\n)|(?<![\r(（])|(?<=[\u3400-\u9fff][(（])[a-zü]*[{_TONES}][a-zü]*[)）])"
)


_COMMENT = Regex("<!--(?P<said>.*?)-->", re.DOTALL)


class Comment(NamedTuple):
    """A remark that no reader of the report sees: <!-- … -->."""

    at: int  # its offset in `Source.text`
    text: str  # without the marks around it
    original: Span  # in `Source.original`


def _dropped(original: str, alphabet: str) -> Iterable[re.Match[str]]:
    """Yield the stretches to drop from a text, in order; of two that overlap, the first."""
    # Stop at the last "-->": an unclosed comment would be searched to the end of the text.
    comments = _COMMENT.finditer(original, 0, original.rfind("-->") + 3)
    end = 0
    dropped = _DROPPED.finditer(original) if _DROPPABLE.search(alphabet) else ()
    for match in sorted((*comments, *line_breaks(original), *dropped), key=lambda match: match.start()):
        if match.start() >= end:
            end = match.end()
            yield match


class _Cut(Struct, frozen=True):
    """A place where characters of the original were dropped."""

    at: int  # offset in the text
    dropped: int  # characters dropped up to here
    gloss: int  # length of a pinyin gloss, which belongs to the character before it; else 0


class _Normalised(NamedTuple):
    """A normalised text with its comments."""

    text: str  # in the characters of official labels
    comments: tuple[Comment, ...]
    cuts: tuple[_Cut, ...]  # what was dropped from the original


class Source(Struct, frozen=True, dict=True):
    """One document: its text, and the way back to its file."""

    name: str
    original: str  # the text before any normalising
    encoding: str = "utf-8"
    sha256: str = ""  # of the file's bytes; empty if no file was read
    map: Markup | Layout | None = None  # the way from `original` to a file that is not plain text

    @cached_property
    def text(self) -> str:
        """The text, folded as `fold` does, without comments and line ends within sentences."""
        return self._normalised.text

    @cached_property
    def comments(self) -> tuple[Comment, ...]:
        """The comments of the file, which `text` leaves out."""
        return self._normalised.comments

    @cached_property
    def alphabet(self) -> str:
        """Each character of `original` once, in any order; it is quick to search for a few characters."""
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
        """The text that `position` and `line` count in: the file, or what was read from a binary one."""
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
        """Return the range of `original` for a range of `text`, with the pinyin after its characters."""
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
        """Return the range of `file` for a range of `text`."""
        original = self.original_span(span)
        return self.map.span(original) if isinstance(self.map, Markup) else original

    def edit_span(self, span: Span) -> Span | None:
        """Return the range of `file` to replace in order to replace a range of `text`.

        None if no single stretch of the file holds it.
        """
        if isinstance(self.map, Layout):
            return None
        original = self.original_span(span)
        return self.map.exact(original) if isinstance(self.map, Markup) else original

    def location(self, span: Span) -> Location | None:
        """Return the place of a range of `text` in a file without lines, else None."""
        return self.map.location(self.original_span(span)) if isinstance(self.map, Layout) else None

    @property
    def is_workbook(self) -> bool:
        """Whether the text was taken out of the cells of a workbook."""
        return isinstance(self.map, Layout) and any(place.location.cell for place in self.map.placed[:1])

    def is_guessed(self, span: Span) -> bool:
        """Whether only gaps in lines separate the cells in some part of a range of `text`."""
        if not isinstance(self.map, Layout) or not self.map.guessed:
            return False
        start, end = self.original_span(span)
        return any(guessed.start < end and start < guessed.end for guessed in self.map.guessed)

    def quote(self, span: Span) -> str:
        """Return the original wording of a range of `text`, without line ends within sentences."""
        start, end = self.original_span(span)
        quoted = self.original[start:end]
        return (
            "".join(BREAK.split(quoted))
            if "\n" in quoted and "\n" not in self.text[span.start : span.end]
            else quoted
        )

    def position(self, offset: int) -> Position:
        """Return line and column of an offset in `file`; \\n, \\r\\n and \\r end a line, as in editors."""
        line = bisect_right(self._line_starts, offset)
        return Position(line, offset - self._line_starts[line - 1] + 1)

    def line(self, number: int) -> str:
        """Return one line of `file`, counted from 1, without its end."""
        starts = self._line_starts
        end = starts[number] if number < len(starts) else len(self.file)
        return self.file[starts[number - 1] : end].rstrip("\r\n")
