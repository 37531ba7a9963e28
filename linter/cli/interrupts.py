"""Requests to end, from the keyboard (SIGINT) or from the system (SIGTERM): heard at once, but never amid what must stay whole."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Interrupted(KeyboardInterrupt):
    """The process was asked to end; `status` is the one that it should end with."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.status = 128 + number


class _Waiting:
    """`process`: which one listens; `depth`: how many stretches of work are not to be cut now; `number`: the signal that came meanwhile."""

    process = 0
    depth = 0
    number: int | None = None


def listen() -> None:
    """From now on a request to end raises `Interrupted`. One that this process was started to ignore is still ignored."""
    _Waiting.process = os.getpid()
    for number in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _interrupt)


def _interrupt(number: int, frame: FrameType | None) -> None:
    if os.getpid() != _Waiting.process:  # one that has just begun as a copy of it, and has nothing to lose
        os._exit(128 + number)
    if _Waiting.depth and _Waiting.number is None:  # who asks twice will not wait
        _Waiting.number = number
    else:
        raise Interrupted(number)


@contextmanager
def whole() -> Iterator[None]:
    """What is done in here is done to its end before a request to end is followed."""
    _Waiting.depth += 1
    try:
        yield
    finally:
        _Waiting.depth -= 1
    number = _Waiting.number
    if number is not None and not _Waiting.depth:
        _Waiting.number = None
        raise Interrupted(number)
