"""Requests to end, from the keyboard (SIGINT) or the system (SIGTERM).

They are followed at once, but never in the middle of work that must stay whole.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Interrupted(KeyboardInterrupt):
    """The process was asked to end. `status` is the exit status for that."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.status = 128 + number


class _State:
    """The state of this process."""

    process = 0  # id of the process that listens
    depth = 0  # of nested work that must stay whole
    number: int | None = None  # of the signal that came during such work


def listen() -> None:
    """From now on a request to end raises `Interrupted`, unless the process was started to ignore it."""
    _State.process = os.getpid()
    for number in (signal.SIGINT, signal.SIGTERM):
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _interrupt)


def _interrupt(number: int, frame: FrameType | None) -> None:
    if os.getpid() != _State.process:  # a copy that has just begun and has nothing to lose
        os._exit(128 + number)
    if _State.depth and _State.number is None:  # the second request is followed at once
        _State.number = number
    else:
        raise Interrupted(number)


@contextmanager
def whole() -> Iterator[None]:
    """The work in this block is done to its end before a request to end is followed."""
    _State.depth += 1
    try:
        yield
    finally:
        _State.depth -= 1
    number = _State.number
    if number is not None and not _State.depth:
        _State.number = None
        raise Interrupted(number)
