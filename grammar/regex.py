"""Regular expressions that are compiled when they are first used: rules have hundreds, of which most runs need few."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, cast


class _Regex:
    """Stands in for a compiled pattern, whose methods and attributes it has once they are asked for."""

    def __init__(self, pattern: str, flags: int | re.RegexFlag) -> None:
        self._source = pattern, flags

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(*self._source)

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._compiled, name)
        self.__dict__[name] = value  # the next time it is found at once
        return value


def regex(pattern: str, flags: int | re.RegexFlag = 0) -> re.Pattern[str]:
    """A pattern as of `re.compile`. A wrong one raises `re.error` when it is first used. Functions of `re` do not take it; its methods do the same."""
    return cast("re.Pattern[str]", _Regex(pattern, flags))
