"""Suggests the right word for a misspelt one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence


def nearest(
    wanted: str, known: Iterable[str], least: float = 0.0, fold: Callable[[str], str] = str.casefold
) -> str:
    """Return the known word that is most like a misspelt one; empty if there is none.

    `least` is the least similarity, from 0 to 1. `fold` turns words into the form in which they are compared.
    """
    import difflib  # slow to load, and only needed for a misspelt word

    by_folded = {fold(word): word for word in known}
    found = difflib.get_close_matches(fold(wanted), by_folded, n=1, cutoff=least)
    return by_folded[found[0]] if found else ""


# The ends of titles, longest first.
TITLE_ENDINGS = (
    "政府信息公开工作年度报告",
    "政府信息公开年度报告",
    "信息公开工作年度报告",
    "信息公开年度报告",
)


def garbled(text: str, endings: Sequence[str]) -> str:
    """Return the end of a text that has the characters of an ending, but in another order or one wrong.

    Nothing if the text has one of the endings, or none that is alike.
    """
    if text.endswith(tuple(endings)):
        return ""
    for ending in endings:
        for length in (len(ending), len(ending) - 1):
            tail = text[-length:]
            lacking = sum((Counter(ending) - Counter(tail)).values())
            if len(text) > length and lacking <= (tail[0] == ending[0]):
                return tail
    return ""
