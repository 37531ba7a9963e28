"""Automatic numbers of paragraphs, which the file does not contain: Word counts them when it prints.

A paragraph names a list and a level, itself or through its style. The list says how its levels are numbered.
"""

from __future__ import annotations

import re

from lxml import etree
from msgspec import Struct

from ....grammar.regex import Regex
from .counting import written
from .package import integer, is_on, value, w

_PLACE = Regex("%([1-9])")
_LONGEST = 60  # characters of a pattern such as （%1）
_LINKS = 20  # styles or lists that refer to each other; a damaged file may have them in a circle
_BULLETS = ("bullet", "none")


class ListLevel(Struct, frozen=True):
    """How one level of a list is numbered."""

    start: int
    format: str  # in Word's words, such as chineseCounting
    pattern: str  # such as （%2）; %1 stands for the number of the first level
    legal: bool  # numbers of other levels are in digits
    restart: int  # it begins anew after a paragraph on one of the first levels, as many as this
    spaced: bool  # something stands between number and text
    style: str | None  # paragraphs in this style are on this level


class List(Struct, frozen=True):
    """A list that paragraphs name."""

    series: str  # lists of the same series continue each other's numbers
    levels: dict[int, ListLevel]
    restarts: dict[int, int]  # levels that begin anew when this list first uses them, and their first number


class ParagraphStyle(Struct, frozen=True):
    """The numbering of a paragraph style; None where the style does not set it."""

    base: str | None  # the style that it is based on
    list: str | None
    level: int | None


class Numbering:
    """Counts the numbered paragraphs of a document. It must be asked about all of them, in their order."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self.styles: dict[str, ParagraphStyle] = {}
        self.default: str | None = None
        for style in styles.iter(w("style")) if styles is not None else ():
            properties = style.find(f"{w('pPr')}/{w('numPr')}")
            id = style.get(w("styleId"), "")
            self.styles[id] = ParagraphStyle(
                value(style, "basedOn"), value(properties, "numId"), integer(properties, "ilvl")
            )
            if style.get(w("type")) == "paragraph" and style.get(w("default")) in ("1", "true", "on"):
                self.default = id
        self.lists = _lists(numbering, self.styles) if numbering is not None else {}
        self.counts: dict[str, dict[int, int]] = {}
        self.begun: set[tuple[str, int]] = set()

    def number(self, properties: etree._Element | None) -> str:
        """The number that Word prints before a paragraph with these properties, "" for none. Counts it."""
        if not self.lists:
            return ""
        direct = properties.find(w("numPr")) if properties is not None else None
        chain = self._chain(value(properties, "pStyle") or self.default)
        styles = [self.styles[id] for id in chain]
        id = value(direct, "numId") or next((style.list for style in styles if style.list is not None), None)
        list = self.lists.get(id or "")
        if id is None or list is None:
            return ""
        level = integer(direct, "ilvl")
        if level is None:
            level = next(
                (number for style in chain for number, level in list.levels.items() if level.style == style),
                None,
            )
        if level is None:
            level = next((style.level for style in styles if style.level is not None), 0)
        return self._count(id, list, level) if level in list.levels else ""

    def _chain(self, style: str | None) -> list[str]:
        """A style, then the one that it is based on, and so on."""
        chain: list[str] = []
        while style in self.styles and style not in chain and len(chain) < _LINKS:
            chain.append(style)
            style = self.styles[style].base
        return chain

    def _count(self, id: str, list: List, level: int) -> str:
        """Count a paragraph on a level of a list; returns its number as it is printed."""
        counts = self.counts.setdefault(list.series, {})
        if level in list.restarts and (id, level) not in self.begun:
            self.begun.add((id, level))
            counts.pop(level, None)
        starts = {number: list.restarts.get(number, one.start) for number, one in list.levels.items()}
        counts[level] = counts[level] + 1 if level in counts else starts[level]
        for deeper, one in list.levels.items():
            if deeper > level and level < one.restart:
                counts.pop(deeper, None)
        return _printed(list.levels, level, starts | counts)


def _printed(levels: dict[int, ListLevel], level: int, numbers: dict[int, int]) -> str:
    """The number of a paragraph as it is printed. `numbers`: the current number of each level."""
    shown = levels[level]
    if shown.format in _BULLETS and not _PLACE.search(shown.pattern):
        return ""

    def number(place: re.Match[str]) -> str:
        wanted = int(place[1]) - 1
        if wanted not in levels:
            return ""
        return written(numbers[wanted], "decimal" if shown.legal else levels[wanted].format)

    text = _PLACE.sub(number, shown.pattern)
    return text + " " if shown.spaced and text[-1:].isalnum() else text


def _lists(numbering: etree._Element, styles: dict[str, ParagraphStyle]) -> dict[str, List]:
    """The lists of a document by the ids that paragraphs name."""
    series = {one.get(w("abstractNumId"), ""): one for one in numbering.iter(w("abstractNum"))}
    named = {one.get(w("numId"), ""): one for one in numbering.iter(w("num"))}
    lists: dict[str, List] = {}
    for id, element in named.items():
        its = value(element, "abstractNumId") or ""
        for _ in range(_LINKS):  # a series may be defined by a style, which names another list
            link = value(series.get(its), "numStyleLink")
            target = named.get(styles[link].list or "") if link in styles else None
            if target is None:
                break
            its = value(target, "abstractNumId") or ""
        if its in series:
            lists[id] = _list(element, its, series[its])
    return lists


def _list(element: etree._Element, series: str, definition: etree._Element) -> List:
    """A list: the levels of its series, some of which it may replace or begin anew."""
    levels = dict(map(_level, definition.iterchildren(w("lvl"))))
    restarts: dict[int, int] = {}
    for override in element.iterchildren(w("lvlOverride")):
        level = _index(override)
        replaced = override.find(w("lvl"))
        if replaced is not None:
            levels[level] = _level(replaced)[1]
        start = integer(override, "startOverride")
        if start is not None:
            restarts[level] = start
    return List(series, levels, restarts)


def _level(element: etree._Element) -> tuple[int, ListLevel]:
    index = _index(element)
    # A custom format stands beside one that all programs know.
    formats = [one.get(w("val"), "") for one in element.iter(w("numFmt"))]
    format = next((name for name in formats if name != "custom"), "decimal")
    if element.find(w("lvlPicBulletId")) is not None:
        format = "bullet"
    start, restart = integer(element, "start"), integer(element, "lvlRestart")
    return index, ListLevel(
        start=1 if start is None else start,
        format=format,
        pattern=(value(element, "lvlText") or "")[:_LONGEST],
        legal=is_on(element, "isLgl"),
        restart=index if restart is None else restart,
        spaced=value(element, "suff") != "nothing",
        style=value(element, "pStyle"),
    )


def _index(element: etree._Element) -> int:
    text = element.get(w("ilvl"), "")
    return int(text) if len(text) == 1 and text in "012345678" else 0
