"""Folders that take a while to check."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.linter.cli.running.started import COUNT


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A folder that takes some seconds."""
    text = (ROOT / "examples" / "faulty.md").read_bytes()
    for number in range(COUNT):
        (tmp_path / f"{number:04}.md").write_bytes(text)
    return tmp_path
