"""Too few files, too little memory, no processes: the same results, or a finding about what is missing."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.command import nianbao
from tests.conftest import ROOT
from tests.linter.cli.running.started import COUNT, Started, linux

FAULTY = ROOT / "examples" / "faulty.md"
RULE = """
from nianbao.grammar import Report
from nianbao.linter import Severity, rule

@rule("QH003", "hungry", Severity.ERROR)
def hungry(report: Report):
    if report.source.name.endswith("07.md"):
        bytearray(4 << 30)
    return []
"""
PAGE = "# QH003 hungry 要内存\n\n只为测试。\n\n*For tests only.*\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(20):
        shutil.copy(FAULTY, tmp_path / f"{number:02}.md")
    return tmp_path


def at_most(kind: int, amount: int) -> Callable[[], None]:
    """For `prepare`: a process, and those that it starts, may have no more of something."""
    return lambda: resource.setrlimit(kind, (amount, amount))


@pytest.mark.parametrize("files", [8, 12, 14, 16, 32])
def test_few_open_files(folder: Path, files: int) -> None:
    """So few that no process, only one, or not all that they need can be started."""
    run = nianbao("check", "--jobs", "2", "--quiet", folder, prepare=at_most(resource.RLIMIT_NOFILE, files))
    assert run.returncode == 1 and "Traceback" not in run.stderr and "NB001" not in run.stdout
    assert run.stdout == nianbao("check", "--jobs", "1", "--quiet", folder).stdout


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_file_that_needs_more_memory_than_there_is(folder: Path, jobs: str) -> None:
    (folder / "hungry.py").write_text(RULE, "utf-8")
    (folder / "hungry.md").write_text(PAGE, "utf-8")
    (folder / "nianbao.toml").write_text('rules = ["hungry.py"]\nexclude = ["hungry.md"]\n', "utf-8")
    run = nianbao(
        "check",
        "--jobs",
        jobs,
        "--format",
        "json",
        ".",
        cwd=folder,
        prepare=at_most(resource.RLIMIT_AS, 2 << 30),
    )
    found = {
        report["path"]: [finding["code"] for finding in report["findings"]]
        for report in json.loads(run.stdout)["reports"]
    }
    assert run.returncode == 1 and "Traceback" not in run.stderr
    assert {path for path, codes in found.items() if "NB999" in codes} == {"07.md"} and all(
        "NB304" in codes for codes in found.values()
    )


@linux
def test_all_processes_killed_at_once_cost_nothing(many: Path) -> None:
    with Started(many, "2") as started:
        for child in started.children:
            os.kill(child, signal.SIGKILL)
        status, found, said = started.wait()
    assert status == 1 and f"检查 {COUNT} 个文件、{COUNT} 份报告" in said and "Traceback" not in said
    assert found == nianbao("check", "--quiet", "--jobs", "1", many).stdout
