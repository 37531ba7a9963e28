"""Caches results that depend only on the text of one line or sentence.

Reports share their wording, and an editor asks again at every key.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, TypeVar, cast

_LINES = 1024
LONG = 2000  # characters; a longer text rarely occurs twice and is not worth the memory


def collect_rarely() -> None:
    """Make garbage collection rare, for a process that checks many reports.

    Reports have no reference cycles to find, and all modules imported so far stay in memory.
    """
    gc.freeze()
    gc.set_threshold(200_000, 10, 10)


F = TypeVar("F", bound=Callable[..., Any])


def remembered(function: F) -> F:
    """Return a function of a line, and perhaps of other hashable values, that caches its results.

    Callers must not change the results.
    """
    known = lru_cache(_LINES)(function)

    @wraps(function)
    def look_up(text: str, *rest: Any) -> Any:
        return (known if len(text) <= LONG else function)(text, *rest)

    return cast(F, look_up)
