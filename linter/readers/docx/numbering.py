"""Automatic numbers. They stand nowhere in the text: a paragraph names a list and a level, itself or through its style, and Word counts."""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree

from ....grammar.regex import Regex
from .counting import written
from .package import integer, is_on, value, w

_PLACE = Regex("%([1-9])")
_LONGEST = 60  # characters of a pattern such as （%1）
_LINKS = 20  # styles that are based on each other
_BULLETS = ("bullet", "none")


class ListLevel(NamedTuple):
    """How one level of a list is numbered. `pattern`: %1 stands for the number of the first level, and so on; `restart`: the level, from 1,
    at which it begins anew, 0 for none; `spaced`: something is put between number and text; `style`: paragraphs in it are on this level."""

    start: int
    format: str
    pattern: str
    legal: bool
    restart: int
    spaced: bool
    style: str | None


class List(NamedTuple):
    """A list that paragraphs name. Lists of one `series` count on from each other; `restarts`: levels that begin anew where they are first used in it, and
    at what."""

    series: str
    levels: dict[int, ListLevel]
    restarts: dict[int, int]


class ParagraphStyle(NamedTuple):
    """What a paragraph style says of numbering, each None where it says nothing."""

    base: str | None
    list: str | None
    level: int | None


class Numbering:
    """Counts the numbered paragraphs of a document, which must be asked about in their order."""

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
        """What Word prints before a paragraph with these properties, and counts it; "" where it is not numbered."""
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
        """A style and those that it is based on."""
        chain: list[str] = []
        while style in self.styles and style not in chain and len(chain) < _LINKS:
            chain.append(style)
            style = self.styles[style].base
        return chain

    def _count(self, id: str, list: List, level: int) -> str:
        counts = self.counts.setdefault(list.series, {})
        if level in list.restarts and (id, level) not in self.begun:
            self.begun.add((id, level))
            counts.pop(level, None)
        starts = {number: list.restarts.get(number, one.start) for number, one in list.levels.items()}
        counts[level] = counts[level] + 1 if level in counts else starts[level]
        for deeper, one in list.levels.items():
            if deeper > level and level < one.restart:
                counts.pop(deeper, None)
        shown = list.levels[level]
        if shown.format in _BULLETS and not _PLACE.search(shown.pattern):
            return ""

        def place(match: re.Match[str]) -> str:
            wanted = int(match[1]) - 1
            if wanted not in list.levels:
                return ""
            return written(
                counts.get(wanted, starts[wanted]), "decimal" if shown.legal else list.levels[wanted].format
            )

        text = _PLACE.sub(place, shown.pattern)
        return text + " " if shown.spaced and text[-1:].isalnum() else text


def _lists(numbering: etree._Element, styles: dict[str, ParagraphStyle]) -> dict[str, List]:
    abstract = {one.get(w("abstractNumId"), ""): one for one in numbering.iter(w("abstractNum"))}
    named = {one.get(w("numId"), ""): one for one in numbering.iter(w("num"))}
    lists: dict[str, List] = {}
    for id, one in named.items():
        series = value(one, "abstractNumId") or ""
        for _ in range(_LINKS):  # a list may be defined by a style, which names another one
            link = value(abstract.get(series), "numStyleLink")
            target = named.get(styles[link].list or "") if link in styles else None
            if target is None:
                break
            series = value(target, "abstractNumId") or ""
        if series not in abstract:
            continue
        levels = dict(map(_level, abstract[series].iterchildren(w("lvl"))))
        restarts: dict[int, int] = {}
        for override in one.iterchildren(w("lvlOverride")):
            level = _index(override)
            replaced = override.find(w("lvl"))
            if replaced is not None:
                levels[level] = _level(replaced)[1]
            start = integer(override, "startOverride")
            if start is not None:
                restarts[level] = start
        lists[id] = List(series, levels, restarts)
    return lists


def _level(element: etree._Element) -> tuple[int, ListLevel]:
    index = _index(element)
    formats = [one.get(w("val"), "") for one in element.iter(w("numFmt"))]
    format = next(
        (name for name in formats if name != "custom"), "decimal"
    )  # a custom one stands beside one that all programs know
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
    return int(text) if text in ("0", "1", "2", "3", "4", "5", "6", "7", "8") else 0
