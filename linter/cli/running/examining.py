"""One file of a run, read and examined."""

from __future__ import annotations

from ...config import Config
from ...engine import Examination, examine, unreadable
from ...files.gathering import STDIN
from ...findings import ReadError, Severity
from ...messages import Message
from ...readers import from_bytes, read
from .streams import read_stdin

CRASHED = Message(
    zh="检查此文件时程序出错（{error}），其他文件不受影响；请把此文件交给维护者",
    en="the program failed on this file ({error}), the others are not concerned; "
    "pass it on to the maintainers",
)


def examine_file(
    path: str, named: bool, stdin_name: str, config: Config, data: bytes | None = None
) -> Examination:
    """Read and examine one file. Nothing is raised: a file that cannot be read has a finding that says so.

    `named`: the user named it and expects a report in it. `data`: the standard input, if it was read before.
    """
    if named:
        config = config.with_default("NB002", Severity.ERROR)
    name = stdin_name if path == STDIN else path
    try:
        if path == STDIN:
            return examine(from_bytes(read_stdin(name) if data is None else data, name), config)
        return examine(read(path), config)
    except ReadError as error:
        return unreadable(error, config)
    except Exception as error:  # a fault of the program must not cost other files their results
        return unreadable(ReadError(name, CRASHED(error=f"{type(error).__name__}: {error}")), config)
