"""What an installation works out once: plain values, kept beside the compiled modules wherever Python keeps these, and trusted as these are."""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")


class Kept:
    """A value with a name. `module`: the file of the module that works it out, `of`: what from; where any of it says something else, it is worked out anew."""

    def __init__(self, name: str, module: str, *of: Any) -> None:
        self._file = _beside_compiled(name)
        self._of: list[Any] | None = None
        with suppress(OSError):
            self._of = [Path(module).read_bytes(), *of]

    def once(self, make: Callable[[], T]) -> T:
        """The value, made now if none was kept."""
        known: T | None = self.read()
        if known is None:
            known = make()
            self.write(known)
        return known

    def read(self) -> Any:
        """None where nothing was kept, or that is damaged, or of something else."""
        if self._file and self._of:
            with suppress(OSError, EOFError, ValueError, TypeError):
                of, value = marshal.loads(self._file.read_bytes())
                if of == self._of:
                    return value
        return None

    def write(self, value: Any) -> None:
        """Keep it where that is possible: whole or not at all, as others may be reading, or writing the same."""
        if self._file and self._of and not sys.dont_write_bytecode:
            draft = self._file.with_name(f"{self._file.name}.{os.getpid()}")
            with suppress(OSError, ValueError):  # ValueError: it has a part that `marshal` cannot write
                try:
                    draft.write_bytes(marshal.dumps((self._of, value)))
                    draft.replace(self._file)
                finally:
                    draft.unlink(missing_ok=True)


def _beside_compiled(name: str) -> Path | None:
    """A file in the folder of compiled modules; None where there is none."""
    compiled = __spec__.cached if __spec__ else None
    return Path(compiled).with_name(f"{name}.{sys.implementation.cache_tag}") if compiled else None
