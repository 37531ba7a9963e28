"""An installation is never written to: a start is the same where it is read-only."""

from __future__ import annotations

import compileall
import os
import shutil
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.processes import drop_rights, run

PACKAGES = ("grammar", "linter", "lsp")


@pytest.fixture
def installation(tmp_path: Path) -> Path:
    """A copy of the packages, compiled as an installer does it."""
    site = tmp_path / "site"
    ignored = shutil.ignore_patterns("__pycache__", "_root")
    shutil.copytree(ROOT / "linter" / "_root", site / "nianbao", ignore=shutil.ignore_patterns("__pycache__"))
    for package in PACKAGES:
        shutil.copytree(ROOT / package, site / "nianbao" / package, ignore=ignored)
    assert compileall.compile_dir(site, quiet=1)
    tmp_path.chmod(0o755)
    return site


def files(folder: Path) -> dict[str, int]:
    """Every file of a folder, with the time when it was last written."""
    return {
        str(path.relative_to(folder)): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()
    }


def checked(site: Path, report: Path, *, other_user: bool = False, **environment: str) -> tuple[int, str]:
    """Exit status and output of a check by an installation."""
    command = [sys.executable, "-m", "nianbao", "check", "--format", "json", str(report)]
    given = {**os.environ, "PYTHONPATH": str(site), "SOURCE_DATE_EPOCH": "1700000000", **environment}
    done = run(command, env=given, cwd=report.parent, prepare=drop_rights if other_user else (lambda: None))
    return done.returncode, done.stdout


def test_nothing_is_written_and_every_start_says_the_same(installation: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.md"
    shutil.copy(ROOT / "examples" / "faulty.md", report)
    before = files(installation)
    expected = checked(installation, report)
    assert expected[0] == 1 and "NB301" in expected[1]
    assert checked(installation, report, PYTHONDONTWRITEBYTECODE="1") == expected
    for path in (installation, *installation.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        assert checked(installation, report, other_user=os.geteuid() == 0) == expected
    finally:
        for path in (installation, *installation.rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
    assert files(installation) == before
