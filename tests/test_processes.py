"""Processes that tests start have default signal handling, and none of them outlives its test."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.linter.cli.running.started import gone, linux, wait_until
from tests.processes import run, running

HANDLED = "import signal; print(signal.getsignal(signal.SIGINT) is signal.default_int_handler, end='')"
PARENT = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
print(child.pid, flush=True)
time.sleep(600)
"""


def test_signals_that_the_tests_ignore_are_not_ignored() -> None:
    old = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        inherited = subprocess.run([sys.executable, "-c", HANDLED], capture_output=True, check=True).stdout
        assert (inherited, run([sys.executable, "-c", HANDLED]).stdout) == (b"False", "True")
    finally:
        signal.signal(signal.SIGINT, old)


@linux
def test_what_a_process_has_started_ends_with_the_test_that_fails() -> None:
    with (
        pytest.raises(ZeroDivisionError),
        running([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, encoding="utf-8") as process,
    ):
        child = int(process.stdout.readline())  # type: ignore[union-attr]
        assert Path(f"/proc/{child}").exists()
        raise ZeroDivisionError
    wait_until(lambda: gone(child) and gone(process.pid))


@linux
def test_a_process_that_takes_too_long_leaves_nothing() -> None:
    started = time.monotonic()
    with pytest.raises(subprocess.TimeoutExpired):
        run([sys.executable, "-c", PARENT], timeout=1, cwd=ROOT)
    assert time.monotonic() - started < 30
