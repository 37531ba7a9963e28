"""The lines of a page that belong to the report, without those that the site prints around it.

Certain signs of a report are headings and rows of figures. Everything between the first and the last of them
stays, and so does every paragraph. Of the other lines those go that stand in the navigation of the page, have
only links, or have the words of furniture.txt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum

from ....grammar.regex import Regex
from ..shared import PICTURE
from .furniture import SEPARATORS, is_furniture
from .lines import PageLine
from .tree import Element

_HEADING = Regex(r"(?:第?[一二三四五六七八九十]{1,2}(?:、|部分)|[（(][一二三四五六七八九十][)）])\s*\S{2,60}")
_TITLE = Regex(r"[^>»|]{0,60}信息公开[^>»|。]{0,14}(?:报告|年报)[^>»|。]{0,14}")
_PARAGRAPH = 40  # characters from which on a line with a full stop is a paragraph
_FIGURES = 2  # so many in a row make it one of a table of figures
_LINKED = 0.8  # the share of linked characters from which on a line has only links

_NAVIGATION = frozenset({"nav", "aside", "menu"})
_NAVIGATION_ROLES = frozenset({"navigation", "search", "complementary", "menu", "menubar", "toolbar"})
_ARTICLES = frozenset({"article", "main"})
_NAMED = Regex(
    r"(?<![a-z])(?:ucap-?content|trs_editor|(?:article|news|text|main|detail|info)[-_]?(?:content|body|text|con)"
    r"|zoom|zoomcon|vsb_content)(?![a-z])",
    re.IGNORECASE,
)
_FOOT = Regex(r"(?<![a-z])(?:foot|footer|copyright|bottom|friend-?links?)(?![a-z])", re.IGNORECASE)
_TITLES = frozenset({"h1", "h2", "h3"})

_DATE = Regex(
    r"(?:年|[-/.])\s*[0-9一二三四五六七八九十]{1,3}\s*(?:月|[-/.])\s*[0-9一二三四五六七八九十]{1,3}\s*"
    r"(?:日\s*)?(?:[)）]\s*)?\Z"
)
_LABELLED = Regex("[^:：]{2,8}[:：]")


class _Place(Enum):
    """A name that a page gives to a part of itself."""

    ARTICLE = "article"
    NAVIGATION = "navigation"
    FOOT = "foot"
    TITLE = "title"


def article(lines: Sequence[PageLine]) -> list[PageLine]:
    """The lines of a page that belong to the report, and all remarks to nianbao."""
    certain = [number for number, line in enumerate(lines) if _is_certain(line)]
    first, last = (certain[0], certain[-1]) if certain else (len(lines), -1)
    around = _container(lines[first].element, lines[last].element) if certain else None
    places: dict[Element, frozenset[_Place]] = {around: frozenset({_Place.ARTICLE})} if around else {}
    titles = [number for number, line in enumerate(lines[:first]) if _is_title(line)]
    titles = [number for number in titles if not _is_linked(lines[number])] or titles
    dates = [number for number, line in enumerate(lines[last + 1 :], last + 1) if _DATE.search(line.text)]
    # The line above a title may be its beginning; the one above a date names the agency that signs.
    beside = {number - 1 for number in (*titles, *dates)}.union(dates)

    def belongs(number: int, line: PageLine) -> bool:
        if line.remark or first <= number <= last or number in titles:
            return True
        place = _place(line.element, places)
        is_title = number < first and _Place.TITLE in place
        return _is_part(line, place, anywhere=around is None or number in beside or is_title)

    return [line for number, line in enumerate(lines) if belongs(number, line)]


def _is_certain(line: PageLine) -> bool:
    if _is_linked(line) or line.remark:
        return False
    return line.figures >= _FIGURES if line.cells else _HEADING.match(line.text.strip()) is not None


def _is_linked(line: PageLine) -> bool:
    """Whether a line has only links."""
    if not line.linked:
        return False
    text = "".join(run.text for run in line.runs if run.first >= 0)
    return line.linked >= _LINKED * len(SEPARATORS.sub("", text))


def _is_title(line: PageLine) -> bool:
    return not line.cells and _TITLE.fullmatch(line.text.strip()) is not None and not is_furniture(line.text)


def _container(first: Element, last: Element) -> Element | None:
    """The innermost element that is called an article and holds both."""
    behind = set(last.path())
    return next((one for one in first.path() if one in behind and _is_article(one)), None)


def _is_article(element: Element) -> bool:
    return (
        element.name in _ARTICLES
        or element.attributes.get("role") == "main"
        or _NAMED.search(_names(element)) is not None
    )


def _names(element: Element) -> str:
    return f"{element.attributes.get('id', '')} {element.attributes.get('class', '')}"


def _place(element: Element, known: dict[Element, frozenset[_Place]]) -> frozenset[_Place]:
    """The names that the page gives to an element and those around it. `known`: names of other elements."""
    path = []
    for one in element.path():
        if one in known:
            break
        path.append(one)
    place = known[one] if one in known else frozenset[_Place]()
    for one in reversed(path):
        place = known[one] = place | set(_called(one))
    return place


def _called(element: Element) -> Iterator[_Place]:
    if element.name in _NAVIGATION or element.attributes.get("role") in _NAVIGATION_ROLES:
        yield _Place.NAVIGATION
    if element.name == "footer" or _FOOT.search(_names(element)):
        yield _Place.FOOT
    if element.name in _TITLES:
        yield _Place.TITLE


def _is_part(line: PageLine, place: frozenset[_Place], anywhere: bool) -> bool:
    """Whether a line outside the certain part of a report belongs to it.

    `anywhere`: it may stand outside the article that the page names.
    """
    text = line.text.strip()
    if not text or text == PICTURE or is_furniture(text) or _is_linked(line):
        return False
    if len(text) >= _PARAGRAPH and "。" in text:
        return True
    if _Place.NAVIGATION in place or (_Place.FOOT in place and _LABELLED.match(text)):
        return False
    return anywhere or _Place.ARTICLE in place
