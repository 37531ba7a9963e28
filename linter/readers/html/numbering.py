"""The numbers that a browser prints before the items of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....grammar.regex import Regex
from .tree import Element

_STYLE = Regex(r"list-style(?:-type)?\s*:([^;]*)", re.IGNORECASE)
_NUMBER = Regex(r"\s*(-?[0-9]{1,4})")
_CHINESE = Regex("cjk-ideographic|-chinese-", re.IGNORECASE)
_DIGITS = Regex("decimal|auto|1", re.IGNORECASE)
_COUNTED = "一二三四五六七八九十"


def numbers(items: Element) -> Iterator[tuple[Element, str]]:
    """The items of a list, `<ol>`, each with its number as it is printed, such as 3. or 三、.

    Numbers of other kinds, such as letters, are left empty.
    """
    number = _given(items, "start", 1)
    for item in items.children:
        if isinstance(item, Element) and item.name == "li":
            number = _given(item, "value", number)
            yield item, _printed(number, _kind(item) or _kind(items) or "decimal")
            number += 1


def _given(element: Element, name: str, otherwise: int) -> int:
    match = _NUMBER.match(element.attributes.get(name, ""))
    return int(match[1]) if match else otherwise


def _kind(element: Element) -> str:
    style = _STYLE.search(element.attributes.get("style", ""))
    return style[1].strip() if style else element.attributes.get("type", "")


def _printed(number: int, kind: str) -> str:
    if _DIGITS.match(kind):
        return f"{number}."
    return f"{_COUNTED[number - 1]}、" if _CHINESE.search(kind) and 0 < number <= len(_COUNTED) else ""
