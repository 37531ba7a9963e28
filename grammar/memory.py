"""What depends on the text of one line or sentence alone is worked out once: reports share their wording, and an editor asks again at every key."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import Any, TypeVar, cast

from .regex import Regex

_LINES = 1024
_LONG = 2000  # characters; what is longer is hardly met twice, and not worth its room


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
        return (known if len(text) <= _LONG else function)(text, *rest)

    return cast(F, look_up)


def finding(pattern: str) -> Callable[[str], bool]:
    """Whether a line has what a pattern looks for."""
    expression = Regex(pattern)

    @remembered
    def finds(text: str) -> bool:
        return expression.search(text) is not None

    return finds


@lru_cache(2)  # the rules that want it run one after the other
def characters(text: str) -> str:
    """Each character of a text once, in any order: where a pattern of one character is looked for that hardly any text has, this is the short way."""
    return "".join(set(text))
