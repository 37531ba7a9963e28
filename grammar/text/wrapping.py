"""Finds line ends inside sentences, which PDF readers and e-mail programs put in where a line is full.

Nothing in a text marks these line ends. So all of these conditions must hold: the next word did not fit into
the line, the lines are equally wide, they have punctuation, and none of them ends with a closing mark.
Headings, items, labels and cells of tables fail at least one condition.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from ..regex import Regex

_LONGEST = 64  # characters; a longer line was not broken because it was full
_SHORTEST = 20  # characters
_TOO_SHORT = 4  # characters
_UNEVEN = 4  # characters that a full line may lack, as punctuation may hang over the end of another
_HEADING = 24  # characters; a shorter line that begins like an item may be its heading

_END = "。：！？:!?"
_LAST = frozenset((*_END, "|"))  # a line that ends with one of these is complete
_STOPS = Regex(f"[{_END}][”’\"'）)]?$")
_ENDED = Regex(f"[{_END}；;][”’\"'）)]?$")
_SENTENCE = Regex("[。，、；：,;:（(《“]")
_TITLE = Regex("报告(?:[（(].*)?$")
_FIGURES = Regex(r"[0-9][ \u00a0]+[0-9.]+$")
_ITEM = Regex(
    r"[#>|<!`①-⑳\u3000]|[-–—*+] |[*]{2}|[(（第] ?[一二三四五六七八九十0-9]{1,3} ?[)）部条章]"
    r"|[一二三四五六七八九十]{1,3}(?:[、.．是]|要[^求])"
    r"|[0-9]{1,2}(?:[、．)）]|[.](?![0-9]))|[^，。、；,;（(]{1,12}[：:]"
)
_PAGE = r"(?:[-—–] ?[0-9]{1,3} ?[-—–]|第 ?[0-9]{1,3} ?页(?:,? ?共 ?[0-9]{1,3} ?页)?|[Pp]\. ?[0-9]{1,3})"
BREAK = Regex(rf"(?<![ \u00a0])[ \u00a0]*\r?\n(?:[ \u00a0]*(?:{_PAGE}[ \u00a0]*)?\r?\n)*[ \u00a0]*")
_GOES_ON = Regex(
    rf"(?m)^(?P<blanks>[ \u00a0]*)(?P<line>[^|\t\r\n]{{4,{_LONGEST}}}[^|\t\r\n \u00a0{_END}])[ \u00a0]*\r?\n"
    rf"(?:[ \u00a0]*{_PAGE}[ \u00a0]*\r?\n)?"
    rf"(?=(?P<indent>[ \u00a0]*)(?P<following>[^|\t\r\n]{{0,{_LONGEST}}}[^|\t\r\n \u00a0])[ \u00a0]*\r?$)"
)
_UNBREAKABLE = Regex(r"(?:[!-~]+|.)[，。；：、）》”？！％]*")
_LATIN = Regex("[0-9A-Za-z]")


class _Size(NamedTuple):
    """The width of a text; programs break lines by either measure."""

    characters: int
    columns: int  # a Chinese character takes two

    @classmethod
    def of(cls, text: str) -> _Size:
        return cls(len(text), (len(text.encode("utf-8", "replace")) + len(text)) // 2)


class _Line(NamedTuple):
    """A line without the blanks around it."""

    text: str
    end: int  # offset in the whole text

    @property
    def ended(self) -> bool:
        return bool(_ENDED.search(self.text))

    @property
    def heads(self) -> bool:
        """Whether it may be the heading of an item."""
        return len(self.text) <= _HEADING and bool(_ITEM.match(self.text))


_Chain = list[_Line]  # lines of one or more sentences; all but the last may continue


def line_breaks(text: str) -> Iterator[re.Match[str]]:
    """Yield the line ends within sentences, in order, with the blanks and page number around them."""
    chains = list(_chains(text))
    sure = [
        _widest(chain)
        for chain in chains
        if len(chain) > 2 and all(_fills(pair, _widest(chain)) for pair in pairwise(chain))
    ]
    for chain in chains:
        for part in _full(chain, max(sure, default=_widest(chain))):
            if sure or not part[0].heads:
                yield from filter(None, (BREAK.match(text, line.end) for line in part[:-1]))


def _chains(text: str) -> Iterator[_Chain]:
    chain: _Chain = []
    end = -1  # of the last line that continues
    for match in _followed_lines(text):
        if not _goes_on(match):
            continue
        if match.start() != end:
            if _holds(chain):
                yield chain
            chain = []
        line = _Line(match["line"], match.end("line"))
        if chain or _is_prose(line) or _follows_prose(text, match.start(), line):
            chain[-1:] = [line, _Line(match["following"], match.end("following"))]
            end = match.end()
    if _holds(chain):
        yield chain


def _followed_lines(text: str) -> Iterator[re.Match[str]]:
    """Yield the lines that are neither too long nor complete, each with the next line."""
    start, end = 0, text.find("\n")
    while end >= 0:
        match = None
        if (
            end - start > _TOO_SHORT
            and text[end - 1] not in _LAST
            and (end - start <= _LONGEST + 1 or len(text[start:end].strip(" \u00a0\r")) <= _LONGEST + 1)
        ):
            match = _GOES_ON.match(text, start)
        if match:
            yield match
        start = match.end() if match else end + 1
        end = text.find("\n", start)


def _goes_on(match: re.Match[str]) -> bool:
    line, following = match["line"], match["following"]
    if (
        len(match["indent"]) > len(match["blanks"]) + 1
        or _STOPS.search(line)
        or _ITEM.match(following)
        or line.endswith("-->")
    ):
        return False
    if _TITLE.search(line) or (_TITLE.search(following) and not _SENTENCE.search(following)):
        return False
    if len(line + _lead(following)) < _SHORTEST or _FIGURES.search(line) or _FIGURES.search(following):
        return False
    return not (_LATIN.match(line[-1]) and _LATIN.match(following))


def _is_prose(line: _Line) -> bool:
    return bool(_SENTENCE.search(line.text) or (_ITEM.match(line.text) and not line.heads))


def _follows_prose(text: str, start: int, line: _Line) -> bool:
    """Whether the line before may end a sentence of the same paragraph."""
    before = text[text.rfind("\n", 0, max(0, start - 1)) + 1 : start].strip()
    return _SHORTEST <= len(before) <= _LONGEST and bool(_ENDED.search(before)) and not _ITEM.match(line.text)


def _holds(chain: _Chain) -> bool:
    return len(chain) > 2 or (len(chain) > 1 and chain[-1].ended)


# ── Full lines ──────────────────────────────────────────────────────────────


def _widest(chain: _Chain) -> _Size:
    sizes = [_Size.of(line.text) for line in chain[:-1]]
    return _Size(max(size.characters for size in sizes), max(size.columns for size in sizes))


def _full(chain: _Chain, width: _Size) -> Iterator[_Chain]:
    """Yield the parts of a chain in which every line but the last is full."""
    part = chain[:1]
    for pair in pairwise(chain):
        if not _fills(pair, width):
            if _holds(part):
                yield part
            part = []
        part.append(pair[1])
    if _holds(part):
        yield part


def _fills(pair: tuple[_Line, _Line], width: _Size) -> bool:
    """Whether the beginning of the next line did not fit into a line."""
    line, following = pair
    wider = _Size.of(line.text + _lead(following.text))
    return wider.characters > width.characters - _UNEVEN or wider.columns > width.columns - 2 * _UNEVEN


def _lead(text: str) -> str:
    """Return the beginning of a line up to the first place where it could be broken."""
    found = _UNBREAKABLE.match(text)
    return found[0] if found else ""
