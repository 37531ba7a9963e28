"""A command on a terminal of its own."""

from __future__ import annotations

import os
import pty
import select
import signal
import sys
import time
from pathlib import Path
from types import TracebackType

SECONDS = 60


class Terminal:
    """Runs nianbao with a terminal for all of its streams; what it prints is collected in `said`."""

    def __init__(self, *arguments: str | Path, cwd: Path, env: dict[str, str] | None = None) -> None:
        self.said = ""
        self.pid, self.stream = pty.fork()
        if self.pid == 0:
            os.chdir(cwd)
            os.execvpe(
                sys.executable,
                [sys.executable, "-m", "nianbao", *map(str, arguments)],
                {**os.environ, "TERM": "xterm", "NO_COLOR": "1", **(env or {})},
            )

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self.stream)
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)

    def wait_for(self, text: str) -> None:
        """Read until a text was printed that was not waited for before."""
        before = len(self.said)
        deadline = time.monotonic() + SECONDS
        while text not in self.said[before:]:
            if not self._read(deadline):
                raise AssertionError(f"{text!r} was never printed, only {self.said!r}")

    def wait_until_idle(self) -> None:
        """Wait until the command waits for its input: it sleeps, and uses no time any more."""
        deadline, before = time.monotonic() + SECONDS, ""
        while (state := Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split())[
            0
        ] != "S" or before != "/".join(state[11:13]):
            assert time.monotonic() < deadline, state
            before = "/".join(state[11:13])
            time.sleep(0.3)

    def type(self, text: str) -> None:
        os.write(self.stream, text.encode())

    def status(self) -> int:
        """The exit status, once the command has ended."""
        deadline = time.monotonic() + SECONDS
        while self._read(deadline):
            pass
        _, status = os.waitpid(self.pid, 0)
        self.pid = 0
        return os.waitstatus_to_exitcode(status)

    def _read(self, deadline: float) -> bool:
        if not select.select([self.stream], [], [], max(0.0, deadline - time.monotonic()))[0]:
            raise AssertionError(f"no end in {SECONDS} s, only {self.said!r}")
        try:
            data = os.read(self.stream, 65536)
        except OSError:  # so Linux says that the other end is closed
            return False
        self.said += data.decode("utf-8", "replace")
        return bool(data)
