"""The extension as all tests of it need it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from ..conftest import ROOT, unavailable

EXTENSION = ROOT / "editors" / "vscode"


@pytest.fixture(scope="session")
def extension() -> Path:
    """The folder of the extension, with the packages that build it."""
    if not (EXTENSION / "node_modules").is_dir() or not shutil.which("npm"):
        unavailable("the packages of editors/vscode")
    return EXTENSION


@pytest.fixture(scope="session")
def vsix(extension: Path) -> Path:
    """The extension, built and packed as it is published."""
    done = subprocess.run(["npm", "run", "--silent", "package"], cwd=extension, capture_output=True, encoding="utf-8", timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return extension / "dist" / "nianbao.vsix"
