"""How far a long run has come, on a terminal."""

from __future__ import annotations

import sys
import time

from ..messages import Message

DONE = Message(zh="已检查 {done}/{total} 个文件", en="{done}/{total} files")
_AFTER = 0.5  # seconds; what ends sooner needs no telling
_EVERY = 0.2  # seconds
_CLEAR = "\r\x1b[K"


class Progress:
    """A counter on standard error, in one line that what is printed below takes the place of. Silent where nobody looks on."""

    def __init__(self, total: int, lang: str, wanted: bool = True) -> None:
        self.total, self.lang, self.done = total, lang, 0
        self.wanted = wanted and sys.stderr.isatty()
        self.next = time.monotonic() + _AFTER
        self.shown = False

    def step(self) -> None:
        """One more file is done."""
        self.done += 1
        if self.wanted and time.monotonic() >= self.next:
            sys.stderr.write(_CLEAR + DONE(done=self.done, total=self.total).text(self.lang))
            sys.stderr.flush()
            self.next = time.monotonic() + _EVERY
            self.shown = True

    def clear(self) -> None:
        """Make room for other output."""
        if self.shown:
            sys.stderr.write(_CLEAR)
            sys.stderr.flush()
            self.shown = False
