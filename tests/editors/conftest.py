"""The extension as all tests of it need it."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT, unavailable

EXTENSION = ROOT / "editors" / "vscode"


@pytest.fixture(scope="session")
def extension() -> Path:
    """The folder of the extension, with the packages that build it."""
    if not (EXTENSION / "node_modules").is_dir() or not shutil.which("npm"):
        unavailable("the packages of editors/vscode")
    return EXTENSION


@pytest.fixture(scope="session")
def vsix(extension: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The extension, built and packed as it is published; once, also where several processes run tests."""
    packed = extension / "dist" / "nianbao.vsix"
    run = tmp_path_factory.getbasetemp()
    with open((run.parent if "PYTEST_XDIST_WORKER" in os.environ else run) / "vsix", "a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if lock.tell() == 0:
            _pack(extension)
            lock.write("packed")
    return packed


def _pack(extension: Path) -> None:
    done = subprocess.run(
        ["npm", "run", "--silent", "package"],
        cwd=extension,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
