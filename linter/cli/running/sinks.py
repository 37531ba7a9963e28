"""Where the findings of a run go: to standard output, to files, or to several of them at once."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import TextIO

from ...files.deliver import output
from ...files.overwrite import NotWritten
from ...files.reasons import reason
from ..arguments.targets import Target
from .streams import UNWRITABLE, utf8


class Sink:
    """An open target. What fails while writing to it raises `NotWritten`."""

    def __init__(self, target: Target, stream: TextIO) -> None:
        self.target, self._stream = target, stream

    @property
    def for_people(self) -> bool:
        """Whether people read it on their terminal."""
        return self.target.format == "text" and not self.target.path

    def write(self, text: str) -> None:
        with _told(self.target):
            self._stream.write(text)

    def flush(self) -> None:
        with _told(self.target):
            self._stream.flush()


@contextmanager
def opened(targets: Sequence[Target]) -> Iterator[list[Sink]]:
    """Open all targets. A file appears at the end, if there was no error. Raises `NotWritten`."""
    with ExitStack() as stack:
        yield [stack.enter_context(_opened(target)) for target in targets]


@contextmanager
def _opened(target: Target) -> Iterator[Sink]:
    """Text for people has the encoding of their terminal, other formats are UTF-8."""
    if not target.path:
        yield Sink(target, sys.stdout if target.format == "text" else utf8(sys.stdout))
        return
    with (
        _told(target),
        output(target.path) as file,
        io.TextIOWrapper(file, encoding="utf-8", errors="backslashreplace", newline="\n") as stream,
    ):
        yield Sink(target, stream)


@contextmanager
def _told(target: Target) -> Iterator[None]:
    """Say which target an `OSError` is about, in a `NotWritten`. A reader that went is none."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise NotWritten(UNWRITABLE(path=target.path or "stdout", reason=reason(error))) from error
