"""A check in several processes that is under way."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.command import NIANBAO
from tests.conftest import ROOT
from tests.processes import end, start

COUNT = 100  # files, so many that they take some seconds
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks for processes in /proc")


class Started:
    """A check that has printed its first findings; its output goes to files in the folder."""

    def __init__(self, folder: Path, jobs: str) -> None:
        self.out, self.err = folder / "out", folder / "err"
        command = [*NIANBAO, "check", "--quiet", "--jobs", jobs, str(folder)]
        environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
        with self.out.open("w") as out, self.err.open("w") as err:
            self.run = start(command, cwd=ROOT, stdout=out, stderr=err, env=environment)
        try:
            wait_until(lambda: self.out.stat().st_size > 0 or self.run.poll() is not None)
            listed = Path(f"/proc/{self.run.pid}/task/{self.run.pid}/children").read_text()
        except BaseException:
            end(self.run)
            raise
        self.children = [int(child) for child in listed.split()]

    def __enter__(self) -> Started:
        return self

    def __exit__(self, *_: object) -> None:
        end(self.run)

    def wait(self) -> tuple[int, str, str]:
        """Exit status, output and errors, once it has ended."""
        status = self.run.wait(60)
        return status, self.out.read_text("utf-8"), self.err.read_text("utf-8")


def wait_until(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def gone(pid: int) -> bool:
    """Whether a process has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except OSError:
        return True
