"""The GitHub action: its scripts run by bash, with the variables that a runner sets."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import ROOT

ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
INSTALL, CHECK = ACTION["runs"]["steps"]


class Runner:
    """Runs the steps of the action as a runner does: expressions in `env` only, errors end it."""

    def __init__(self, folder: Path, repository: Path, environment: dict[str, str]) -> None:
        self.folder, self.repository, self.environment = folder, repository, environment

    def step(self, step: dict[str, Any], work: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
        given = (
            {name: str(value.get("default", "")) for name, value in ACTION["inputs"].items()}
            | {"python": sys.executable}
            | inputs
        )
        known = {
            **{f"inputs.{name}": value for name, value in given.items()},
            "github.action_path": str(self.repository),
            "runner.temp": str(self.folder),
        }
        variables = {
            name: re.sub(r"\$\{\{ (.+?) \}\}", lambda match: known[match[1]], text)
            for name, text in step["env"].items()
        }
        for file in ("output", "summary"):
            (self.folder / file).write_text("")
        files = {
            "GITHUB_OUTPUT": str(self.folder / "output"),
            "GITHUB_STEP_SUMMARY": str(self.folder / "summary"),
        }
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]]
        return subprocess.run(
            command,
            cwd=work,
            env={**self.environment, **files, **variables},
            capture_output=True,
            encoding="utf-8",
            timeout=200,
            check=False,
        )


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory, repository: Path, offline: dict[str, str]) -> Runner:
    runner = Runner(tmp_path_factory.mktemp("runner"), repository, offline)
    installed = runner.step(INSTALL, repository)
    assert installed.returncode == 0, installed.stderr
    return runner


@pytest.fixture
def work(tmp_path: Path) -> Path:
    for folder, example in (("good", "clean.md"), ("坏 的", "faulty.md")):
        (tmp_path / folder).mkdir()
        shutil.copy(ROOT / "examples" / example, tmp_path / folder / "report.md")
    return tmp_path


@pytest.mark.timeout(300)
def test_a_failing_and_a_passing_gate(runner: Runner, work: Path) -> None:
    failed = runner.step(CHECK, work, paths="good\n坏 的\n", sarif="out.sarif")
    assert failed.returncode == 1 and "::error file=坏 的/report.md,line=77," in failed.stdout, failed.stderr
    assert (runner.folder / "output").read_text() == "sarif=out.sarif\n" and "表四" in (
        runner.folder / "summary"
    ).read_text("utf-8")
    results = json.loads((work / "out.sarif").read_text("utf-8"))["runs"][0]["results"]
    assert "NB304" in {result["ruleId"] for result in results}
    assert runner.step(CHECK, work, paths="good").returncode == 0
    assert runner.step(CHECK, work, paths="坏 的", options="--fail-on=never\n--quiet").returncode == 0


@pytest.mark.timeout(300)
def test_a_run_that_checks_nothing_fails(runner: Runner, work: Path) -> None:
    for inputs in ({"paths": "nowhere"}, {"paths": "good", "options": "--select=NB9x1"}):
        failed = runner.step(CHECK, work, sarif="out.sarif", **inputs)
        assert failed.returncode == 2 and not (runner.folder / "output").read_text()


@pytest.mark.timeout(300)
def test_inputs_are_never_run(runner: Runner, work: Path) -> None:
    for text in ("$(touch ran)", "`touch ran`", '"; touch ran; "', "a & touch ran"):
        assert runner.step(CHECK, work, paths=text, options=text, sarif=text).returncode == 2
    assert not (work / "ran").exists()
    assert all("${{" not in step["run"] for step in (INSTALL, CHECK))


def test_zizmor_finds_nothing() -> None:
    command = [str(Path(sys.executable).parent / "zizmor"), "--offline", "--no-progress", "action.yml"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
