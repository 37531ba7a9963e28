"""A command on a terminal of its own."""

from __future__ import annotations

import os
import select
import time
from pathlib import Path
from types import TracebackType

from tests.command import NIANBAO
from tests.processes import end, start

SECONDS = 60


class Terminal:
    """Runs nianbao with a terminal for all of its streams; what it prints is collected in `said`."""

    def __init__(self, *arguments: str | Path, cwd: Path, env: dict[str, str] | None = None) -> None:
        self.said = ""
        self.stream, theirs = os.openpty()
        environment = {**os.environ, "TERM": "xterm", "NO_COLOR": "1", **(env or {})}
        command = [*NIANBAO, *map(str, arguments)]
        self.process = start(command, terminal=theirs, cwd=cwd, env=environment)
        os.close(theirs)

    def __enter__(self) -> Terminal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        end(self.process)
        os.close(self.stream)

    @property
    def pid(self) -> int:
        return self.process.pid

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
        while True:
            state, *rest = Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
            used = "/".join(rest[10:12])
            if state == "S" and used == before:
                return
            assert time.monotonic() < deadline, state
            before = used
            time.sleep(0.3)

    def type(self, text: str) -> None:
        os.write(self.stream, text.encode())

    def status(self) -> int:
        """The exit status, once the command has ended."""
        deadline = time.monotonic() + SECONDS
        while self._read(deadline):
            pass
        return self.process.wait(SECONDS)

    def _read(self, deadline: float) -> bool:
        if not select.select([self.stream], [], [], max(0.0, deadline - time.monotonic()))[0]:
            raise AssertionError(f"no end in {SECONDS} s, only {self.said!r}")
        try:
            data = os.read(self.stream, 65536)
        except OSError:  # so Linux says that the other end is closed
            return False
        self.said += data.decode("utf-8", "replace")
        return bool(data)
