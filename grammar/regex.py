"""Regular expressions that are compiled when they are first used, and then once for an installation.

Rules have hundreds, of which most runs need few; with classes of Chinese characters one takes a millisecond, together as long as all else that a start does.
"""

from __future__ import annotations

import re
import sys
from array import array
from functools import cached_property, lru_cache
from typing import Any, NamedTuple, cast

from .kept import Kept

_COMPILER: Any = sys.modules["re._compiler" if sys.version_info >= (3, 11) else "sre_compile"]
_MANY = 2000  # kept; of more, only those that were used last


class _Code(NamedTuple):
    """A pattern as `re` compiles it: what it makes the matcher from."""

    flags: int
    words: bytes
    groups: int
    names: dict[str, int]


class _Codes:
    """The codes of all patterns: those kept, and those compiled by this process."""

    def __init__(self) -> None:
        self._file = Kept("regex", __file__, sys.hexversion, sys.byteorder)
        self._used: dict[tuple[str, int], tuple[Any, ...]] = {}
        self._new = False

    @cached_property
    def _kept(self) -> dict[tuple[str, int], tuple[Any, ...]]:
        return cast(dict[tuple[str, int], tuple[Any, ...]], self._file.read() or {})

    def compiled(self, pattern: str, flags: int) -> re.Pattern[str]:
        try:
            code = self._kept.get((pattern, flags))
            if code is None:
                code = tuple(_compile(pattern, flags))
                self._new = True
            self._used[pattern, flags] = code
            return _matcher(pattern, _Code(*code))
        except (AttributeError, TypeError, ValueError, RuntimeError, OverflowError):
            return re.compile(pattern, flags)

    def keep(self) -> None:
        if self._new:
            codes = self._kept | self._used
            self._file.write(codes if len(codes) <= _MANY else self._used)
            self._new = False


_codes = _Codes()


def _compile(pattern: str, flags: int) -> _Code:
    """What `re.compile` does up to the matcher. Neither has a public name; where Python changes them, `re.compile` does all."""
    parsed = (_COMPILER._parser if sys.version_info >= (3, 11) else _COMPILER.sre_parse).parse(pattern, flags)
    state = parsed.state
    return _Code(flags | state.flags, array("I", _COMPILER._code(parsed, flags)).tobytes(), state.groups - 1, dict(state.groupdict))


def _matcher(pattern: str, code: _Code) -> re.Pattern[str]:
    numbers: list[str | None] = [None] * (code.groups + 1)
    for name, number in code.names.items():
        numbers[number] = name
    return cast("re.Pattern[str]", _COMPILER._sre.compile(pattern, code.flags, array("I", code.words).tolist(), code.groups, code.names, tuple(numbers)))


def keep_compiled() -> None:
    """Keep what this process has compiled, for the next ones."""
    _codes.keep()


class _Regex:
    """Stands in for a compiled pattern, whose methods and attributes it has once they are asked for."""

    def __init__(self, pattern: str, flags: int | re.RegexFlag) -> None:
        self._source = pattern, int(flags)

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return _codes.compiled(*self._source)

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._compiled, name)
        self.__dict__[name] = value  # the next time it is found at once
        return value

    def __reduce__(self) -> tuple[Any, ...]:
        return regex, self._source


@lru_cache(1024)
def regex(pattern: str, flags: int | re.RegexFlag = 0) -> re.Pattern[str]:
    """A pattern as of `re.compile`, the same each time. A wrong one raises `re.error` when it is first used.

    Functions of `re` do not take it; its methods do the same. Not for patterns made from a text: these are kept too.
    """
    return cast("re.Pattern[str]", _Regex(pattern, flags))
