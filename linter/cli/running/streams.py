"""The standard streams of the process, in any state: closed, full, or with nobody at the other end."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper
from typing import TextIO

from ...files.reasons import reason
from ...findings import ReadError
from ...messages import Message
from ...readers import FILE_LIMIT

UNREAD = Message(
    zh="标准输入读不了（{reason}），请改为写明文件名",
    en="standard input cannot be read ({reason}); name a file instead",
)
UNWRITABLE = Message(zh="写不了 {path}：{reason}", en="cannot write {path}: {reason}")
# A closed stream is opened for the opposite use, so that using it is still an error.
_STREAMS = (("stdin", os.O_WRONLY, "r"), ("stdout", os.O_RDONLY, "w"), ("stderr", os.O_WRONLY, "w"))
_ALLOWANCE = 2**20  # bytes above the limit, so that the size in the message is above it too


def prepare() -> None:
    """Open streams that are closed, and make every character printable.

    Python has None for a closed stream. Its descriptor would go to the next file that is opened, and whatever
    is printed would end up in that.
    """
    for name, access, mode in _STREAMS:
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, access), mode, encoding="utf-8"))
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]


def abandon() -> None:
    """Drop what could not be written. Python would try again at its end, and print a second complaint."""
    for stream in (sys.stdout, sys.stderr):
        _abandon(stream)


def _abandon(stream: TextIO) -> None:
    try:
        stream.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def read_stdin(name: str) -> bytes:
    """All of standard input, or enough of it to be too long for a report. Raises `ReadError`.

    `name`: of the input, in messages.
    """
    try:
        return sys.stdin.buffer.read(FILE_LIMIT + _ALLOWANCE)
    except OSError as error:
        raise ReadError(name, UNREAD(reason=reason(error))) from error


def colourful(stream: TextIO) -> bool:
    """Whether the other end of a stream shows colours."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def utf8(stream: TextIO) -> TextIO:
    """The same stream set to UTF-8 and plain line ends, for output that programs read."""
    assert isinstance(stream, TextIOWrapper)
    stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    return stream
