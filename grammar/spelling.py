"""Suggests the right word for a misspelt one."""

from __future__ import annotations

from collections.abc import Callable, Iterable


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
