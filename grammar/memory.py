"""What depends on the text of one line or sentence alone is worked out once: reports share their wording, and an editor asks again at every key."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, TypeVar, cast

_LINES = 1024
LONG = 2000  # characters; what is longer is hardly met twice, and not worth its room


def collect_rarely() -> None:
    """For a process that checks many reports: these hold no cycles, so looking for such is wasted time; what is imported by now stays."""
    gc.freeze()
    gc.set_threshold(200_000, 10, 10)


F = TypeVar("F", bound=Callable[..., Any])


def remembered(function: F) -> F:
    """A function of a line, and perhaps of more that can be hashed, that remembers its results. These must not be changed by anyone."""
    known = lru_cache(_LINES)(function)

    @wraps(function)
    def look_up(text: str, *rest: Any) -> Any:
        return (known if len(text) <= LONG else function)(text, *rest)

    return cast(F, look_up)
