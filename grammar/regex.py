"""Regular expressions that are compiled when a text first needs them.

Rules have hundreds of them, and most reports need few. One with classes of Chinese characters takes up to a
millisecond to compile.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any

# A Chinese character: in our texts, a letter that is not Latin. `[一-龥]` means nearly the same, but takes
# thirty times as long to compile.
HAN = r"[^\W0-9A-Za-z_]"

Find = Callable[..., "re.Match[str] | None"]


class Regex:
    """A regular expression with the methods of `re.Pattern`.

    An invalid one raises `re.error` when it is first used.
    """

    def __init__(
        self,
        pattern: str,
        flags: int | re.RegexFlag = 0,
        *,
        needs: str | tuple[str, ...] = (),
        ends: str = "",
    ) -> None:
        self.pattern = pattern
        self.flags = flags
        # Every match has one of these words, and ends a text with one of these characters;
        # another text is not searched.
        self.needs = (needs,) if isinstance(needs, str) else needs
        self.ends = ends

    def __repr__(self) -> str:
        return f"Regex({self.pattern!r})"

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern, self.flags)

    # Each method is looked up once: the result replaces it in the instance.

    @cached_property
    def match(self) -> Find:
        return self._where_needed("match")

    @cached_property
    def fullmatch(self) -> Find:
        return self._where_needed("fullmatch")

    @cached_property
    def search(self) -> Find:
        return self._where_needed("search")

    @cached_property
    def finditer(self) -> Callable[..., Iterator[re.Match[str]]]:
        if not self._selects:
            return self.compiled.finditer
        return lambda text, *ends: self.compiled.finditer(text, *ends) if self.may_be_in(text) else iter(())

    @cached_property
    def findall(self) -> Callable[..., list[Any]]:
        if not self._selects:
            return self.compiled.findall
        return lambda text, *ends: self.compiled.findall(text, *ends) if self.may_be_in(text) else []

    @cached_property
    def split(self) -> Callable[..., list[str]]:
        return self.compiled.split

    @cached_property
    def sub(self) -> Callable[..., str]:
        if not self._selects:
            return self.compiled.sub
        return lambda replacement, text: (
            self.compiled.sub(replacement, text) if self.may_be_in(text) else text
        )

    def _where_needed(self, method: str) -> Find:
        if not self._selects:
            find: Find = getattr(self.compiled, method)
            return find
        return lambda text, *ends: (
            getattr(self.compiled, method)(text, *ends) if self.may_be_in(text) else None
        )

    @property
    def _selects(self) -> bool:
        return bool(self.needs or self.ends)

    def may_be_in(self, text: str) -> bool:
        """Whether a text has one of the words that every match needs, and such an end."""
        if self.ends and text.removesuffix("\n")[-1:] not in self.ends:
            return False
        for word in self.needs:
            if word in text:
                return True
        return not self.needs
