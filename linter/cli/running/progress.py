"""How far a long run is, on a terminal."""

from __future__ import annotations

import sys
import time

from ...messages import Message

DONE = Message(zh="已检查 {done}/{total} 个文件", en="{done}/{total} files")
_AFTER = 0.5  # seconds; a shorter run shows nothing
_EVERY = 0.2  # seconds between two changes
_CLEAR = "\r\x1b[K"


class Progress:
    """A counter in one line of standard error. Silent if that is not a terminal."""

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
