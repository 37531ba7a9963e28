"""The settings for Neovim, Emacs and Helix, each loaded by the real editor where there is one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ..conftest import ROOT, unavailable

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

HERE = Path(__file__).parent
EDITORS = ROOT / "editors"


def run(command: list[str], config: Path, report: Path) -> dict[str, Any]:
    """What an editor printed after it had opened a report."""
    if not shutil.which(command[0]):
        unavailable(command[0])
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    environment = os.environ | {"PATH": path, "CONFIG": str(config), "REPORT": str(report), "HOME": str(report.parent), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", timeout=60, check=False)
    printed = [line for line in done.stdout.splitlines() if line.startswith("{")]
    assert printed, done.stdout + done.stderr
    told: dict[str, Any] = json.loads(printed[-1])
    assert "failed" not in told, (told, done.stderr)
    return told


@pytest.fixture(params=["faulty.txt", "faulty.nianbao.md"])
def report(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    copy: Path = tmp_path / request.param
    shutil.copy(ROOT / "examples" / "faulty.md", copy)
    return copy


@pytest.mark.parametrize("program", ["nvim", str(HERE / ".nvim" / "bin" / "nvim")], ids=["installed", "newer"])
def test_neovim_shows_findings_and_applies_fixes(report: Path, program: str) -> None:
    told = run([program, "--headless", "-u", "NONE", "-S", str(HERE / "neovim.lua")], EDITORS / "neovim" / "nianbao.lua", report)
    assert [(one["code"], one["line"]) for one in sorted(told["before"], key=lambda one: int(one["line"]))] == found_by_the_command(report)
    assert told["applied"] and {one["code"] for one in told["after"]} == {"NB103", "NB301", "NB304"}


def test_emacs_shows_findings_and_applies_fixes(report: Path) -> None:
    told = run(["emacs", "--batch", "-q", "-l", str(HERE / "emacs.el")], EDITORS / "emacs" / "nianbao.el", report)
    assert len(told["before"]) == len(found_by_the_command(report))
    assert told["applied"] and len(told["after"]) == 3


def test_helix_settings_name_the_server() -> None:
    settings = tomllib.loads((EDITORS / "helix" / "languages.toml").read_text("utf-8"))
    server = settings["language-server"]["nianbao"]
    assert shutil.which(server["command"], path=str(Path(sys.executable).parent)) and server["args"] == ["lsp"]
    assert all(language["language-servers"] == ["nianbao"] for language in settings["language"])


def found_by_the_command(report: Path) -> list[tuple[str, int]]:
    command = [sys.executable, "-m", "nianbao", "check", "--fail-on", "never", "--format", "json", str(report)]
    told = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return [(one["code"], one["range"]["start"]["line"]) for one in told["reports"][0]["findings"]]
