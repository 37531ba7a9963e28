"""Numbered items in the prose of a section: （一） 1. （1） 一、 一是."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from ...grammar import Line, LineKind, Report, Section, Span
from ...grammar.memory import remembered
from ...grammar.numerals import number
from ...grammar.regex import Regex

_MARK = Regex(
    r"(?:\( ?(?P<bracket>[一二三四五六七八九十]{1,3}) ?\)"
    r"|(?P<section>[一二三四五六七八九十]{1,3}) ?、(?![一二三四五六七八九十])"
    r"|\( ?(?P<figure>[0-9]{1,2}) ?\)|(?P<point>[0-9]{1,2}) ?[.、](?!(?!20[0-9]{2} ?年)[0-9])"
    r"|第(?P<ordinal>[一二三四五六七八九十]{1,3})(?=,)|(?P<spoken>[一二三四五六七八九十]{1,3}) ?是"
    r"|(?P<must>[一二三四五六七八九十]{1,3}) ?要)[、.]?"
)
_DECORATION = Regex(r"[#*_>•●\s-]*")
# Behind a stop, with marks of emphasis and blanks between, or behind a blank.
_INSIDE = Regex(r"[。;:!?,\s](?:(?<!\s)[*_\s]*)?(?=[一二三四五六七八九十(第0-9])")
_STOP = Regex(r"[。;:!?]")
NUMBER = (
    r"[\s(]{0,9}(?:[一二三四五六七八九十0-9]{1,3}[)、.是 ]{1,9})?"  # the number of an item, if it has one
)
LEAD = 40  # characters of the beginning of an item that are looked at


class Numbering(Enum):
    """How an item is numbered."""

    BRACKET = "bracket"  # （一）
    SECTION = "section"  # 一、 as sections are
    POINT = "point"  # 1.
    FIGURE = "figure"  # （1）
    SPOKEN = "spoken"  # 一是
    MUST = "must"  # 一要
    ORDINAL = "ordinal"  # 第一，


class Item(NamedTuple):
    """The beginning of an item or line."""

    style: Numbering | None  # None where it bears no number
    value: int
    numeral: Span
    mark: Span  # the numeral with its brackets or points
    at: int  # where the text behind the mark begins
    before: str  # the character before it, empty at the beginning of its line
    lead: str  # the beginning of the text, up to the end of the sentence, without blanks

    def moved(self, by: int) -> Item:
        """The item of a line, so many characters further on in the text."""
        style, value, numeral, mark, at, before, lead = self
        return Item(style, value, numeral.moved(by), mark.moved(by), at + by, before, lead)


def items(lines: Iterable[Line]) -> Iterator[Item]:
    """The items of these lines in the order of the text; each line begins with one, numbered or not."""
    return (item.moved(line.span.start) for line in lines for item in items_of(line.text))


@remembered
def items_of(text: str) -> list[Item]:
    """The items of one line, with their places in it."""
    decoration = _DECORATION.match(text)
    first = decoration.end() if decoration else 0
    inside = (
        _item(text, match.end(), _before(text, match.start() + 1)) for match in _INSIDE.finditer(text, first)
    )
    return [_item(text, first, "") or _unnumbered(text, first), *filter(None, inside)]


def _before(text: str, at: int) -> str:
    """The last character before an offset that is not blank."""
    while at and text[at - 1].isspace():
        at -= 1
    return text[at - 1] if at else ""


def _item(text: str, at: int, before: str) -> Item | None:
    match = _MARK.match(text, at)
    if not match or _refers(text[match.end() : match.end() + 2]):
        return None
    style = Numbering(match.lastgroup)
    numeral = match[style.value]
    value = int(numeral) if numeral.isdecimal() else number(numeral) or 0
    return Item(
        style,
        value,
        Span(*match.span(style.value)),
        Span(at, match.end()),
        match.end(),
        before,
        _lead(text, match.end()),
    )


def _refers(behind: str) -> bool:
    """Whether a number only refers to an item, as in 第二十条的(一)项 or (一)至(三)."""
    return behind.startswith(("-", "—", "~")) or behind.lstrip().startswith(tuple("项款条目类至"))


def _unnumbered(text: str, at: int) -> Item:
    return Item(None, 0, Span(at, at), Span(at, at), at, "", _lead(text, at))


def _lead(text: str, at: int) -> str:
    end = _STOP.search(text, at, at + LEAD)
    return "".join(text[at : end.start() if end else at + LEAD].split())


def prose_of(report: Report, id: str) -> tuple[Section | None, Sequence[Line]]:
    """A section by its id, and its prose.

    The sections behind it that the format does not have count as parts of it.
    """
    sections = report.distinct_sections
    for number_, section in enumerate(sections):
        if section.format and section.format.id == id:
            lines = [*section.lines]
            for following in sections[number_ + 1 :]:
                if following.format:
                    break
                lines += [_as_line(following), *following.lines]
            return section, lines
    return None, ()


def _as_line(section: Section) -> Line:
    return Line(LineKind.SUBHEADING, section.heading.span, section.heading.text)
