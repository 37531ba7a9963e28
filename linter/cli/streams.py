"""The three streams of the process, whatever state it was started in: closed, full, or with nobody at the other end."""

from __future__ import annotations

import os
import sys
from typing import TextIO

from ..findings import ReadError
from ..messages import Message
from ..overwrite import reason
from ..readers import FILE_LIMIT

UNREAD = Message(
    zh="标准输入读不了（{reason}），请改为写明文件名",
    en="standard input cannot be read ({reason}); name a file instead",
)
# Each is opened the other way round, so that using it is the error that it was before.
_STREAMS = (("stdin", os.O_WRONLY, "r"), ("stdout", os.O_RDONLY, "w"), ("stderr", os.O_WRONLY, "w"))
_ALLOWANCE = 2**20  # bytes above the limit, so that the size that is named is above it too


def prepare() -> None:
    """Stand in for streams that are closed, of which Python makes None, and let no character be one that cannot be printed.

    What is closed also leaves its number to the next file that is opened, into which prints of other programs would go.
    """
    for name, access, mode in _STREAMS:
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, access), mode, encoding="utf-8"))
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]


def abandon() -> None:
    """Give up what could not be written, which Python would try, and complain of, once more at its end."""
    for stream in (sys.stdout, sys.stderr):
        _abandon(stream)


def _abandon(stream: TextIO) -> None:
    try:
        stream.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def read_stdin(name: str) -> bytes:
    """All of standard input, or as much of it as is too much for a report. `name`: what it is called. Raises `ReadError`."""
    try:
        return sys.stdin.buffer.read(FILE_LIMIT + _ALLOWANCE)
    except OSError as error:
        raise ReadError(name, UNREAD(reason=reason(error))) from error
