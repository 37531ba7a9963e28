"""Processes that tests start: with default signal handling, in groups that are killed at the end."""

from __future__ import annotations

import ctypes
import fcntl
import os
import signal
import subprocess
import termios
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

DEFAULT = (signal.SIGINT, signal.SIGTERM, signal.SIGPIPE, signal.SIGHUP)


def start(
    command: Sequence[str | Path],
    *,
    terminal: int | None = None,
    pipes: bool = False,
    prepare: Callable[[], None] = lambda: None,
    **options: Any,
) -> subprocess.Popen[Any]:
    """Start a process, which the caller must give to `end`.

    `terminal`: a terminal that controls it and is all of its streams. `pipes`: all of its streams are pipes.
    `prepare`: called in the process before the program runs. `options`: those of `Popen`.
    """

    def before_the_program() -> None:
        # Under nohup, or in the background of a shell, tests ignore signals, and processes inherit that.
        for number in DEFAULT:
            signal.signal(number, signal.SIG_DFL)
        if terminal is not None:
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)
        prepare()

    if pipes or terminal is not None:
        stream = subprocess.PIPE if terminal is None else terminal
        options |= dict.fromkeys(("stdin", "stdout", "stderr"), stream)
    return subprocess.Popen(command, start_new_session=True, preexec_fn=before_the_program, **options)


def end(process: subprocess.Popen[Any], patience: float = 0) -> None:
    """Kill a process with all of its group, after the seconds of `patience` in which it may end by itself."""
    if patience:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(patience)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream:
            with suppress(OSError):  # what was written last finds no reader
                stream.close()
    process.wait()


@contextmanager
def running(
    command: Sequence[str | Path], *, patience: float = 0, **options: Any
) -> Iterator[subprocess.Popen[Any]]:
    """A process that is killed with all of its group when the block is left. `options`: those of `start`."""
    process = start(command, **options)
    try:
        yield process
    finally:
        end(process, patience)


def run(
    command: Sequence[str | Path], *, input: str | bytes | None = None, timeout: float = 60, **options: Any
) -> subprocess.CompletedProcess[Any]:
    """Run a process to its end, as `subprocess.run` does; what it prints is text in UTF-8.

    `options`: those of `start`; `encoding=None` for bytes.
    """
    streams: dict[str, Any] = {"stdin": subprocess.PIPE} if input is not None else {}
    streams |= {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "encoding": "utf-8"}
    with running(command, **(streams | options)) as process:
        out, err = process.communicate(input, timeout)
    return subprocess.CompletedProcess(list(command), process.returncode, out, err)


def drop_rights() -> None:
    """For `prepare`: also root is bound by the rights of files and folders."""
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None)
        cap_dac_override, cap_dac_read_search, prctl_drop = 1, 2, 24
        for capability in (cap_dac_override, cap_dac_read_search):
            libc.prctl(prctl_drop, capability, 0, 0, 0)
