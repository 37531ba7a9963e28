"""The command as a user runs it, in a process of its own."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.conftest import ROOT
from tests.processes import run

NIANBAO = (sys.executable, "-m", "nianbao")


def nianbao(*arguments: str | Path, cwd: Path = ROOT, **options: Any) -> subprocess.CompletedProcess[Any]:
    """Run the command. `options`: those of `tests.processes.run`."""
    return run([*NIANBAO, *map(str, arguments)], cwd=cwd, **options)


def summary(run: subprocess.CompletedProcess[str]) -> str:
    """The last line that it prints to standard error."""
    return run.stderr.splitlines()[-1]
