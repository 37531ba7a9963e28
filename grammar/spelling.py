"""Words that are misspelt."""

from __future__ import annotations

from collections.abc import Callable, Iterable


def nearest(
    wanted: str, known: Iterable[str], least: float = 0.0, fold: Callable[[str], str] = str.casefold
) -> str:
    """Which of the known words a misspelt one is most like; empty where none is.

    `least`: how alike they must be, from 0 to 1. `fold`: what words are compared by.
    """
    import difflib  # only for a slip of the user's, and slow to load

    by_folded = {fold(word): word for word in known}
    found = difflib.get_close_matches(fold(wanted), by_folded, n=1, cutoff=least)
    return by_folded[found[0]] if found else ""
