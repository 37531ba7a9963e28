"""The words that sites print around an article."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ....grammar.regex import Regex

_WORDS = Path(__file__).with_suffix(".txt")
_SHORT = 80  # characters; a longer line is a paragraph of an article
_BLANKS = r"\s*"  # 索 引 号
SEPARATORS = Regex(r"[\s|:：【】\[\]()（）<>《》·•/,、，;；_»›*#-]+")


class _Words(NamedTuple):
    """The words of furniture.txt, by where in a line they stand."""

    beginning: Regex
    anywhere: Regex
    alone: frozenset[str]  # they make up the line; in small letters


def is_furniture(text: str) -> bool:
    """Whether sites print a line around an article: metadata, tools to print and share, menus, imprints."""
    if len(text) > _SHORT:
        return False
    words = _words()
    if words.beginning.match(text) or words.anywhere.search(text):
        return True
    return words.alone.issuperset(part.lower() for part in SEPARATORS.split(text) if part)


@cache
def _words() -> _Words:
    groups: list[list[str]] = []
    for line in _WORDS.read_text("utf-8").splitlines():
        if line.startswith("#"):
            groups.append([])
        else:
            groups[-1].append(line)
    beginning, anywhere, alone = groups
    return _Words(
        Regex(rf"[|\s【\[(（]*(?:{_any(beginning)}){_BLANKS}(?:[:：】\])）]|$)"),
        Regex(_any(anywhere), re.IGNORECASE),
        frozenset(word.lower() for word in alone),
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(_BLANKS.join(map(re.escape, word)) for word in words)
