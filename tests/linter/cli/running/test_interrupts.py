"""A request to end: what was found by then is delivered, in whatever format, and said not to be all."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from nianbao.linter.cli.running.interrupts import Interrupted, listen, whole
from nianbao.linter.outputs import FORMATS

from tests import processes
from tests.command import NIANBAO
from tests.conftest import ROOT
from tests.linter.outputs.counting import COUNT
from tests.processes import running
from tests.terminal import Terminal

FAULTY = ROOT / "examples" / "faulty.md"
RULE = """
import pathlib, time
from nianbao.grammar import Report
from nianbao.linter import Severity, rule

@rule("QH002", "waits", Severity.ERROR)
def waits(report: Report):
    if report.source.name.endswith("05.md"):
        pathlib.Path("waiting").touch()
        time.sleep(600)
    return []
"""
PAGE = "# QH002 waits 等待\n\n只为测试。\n\n*For tests only.*\n"
BEFORE, ALL = 5, 9


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Nine reports; the check of the sixth does not end."""
    (tmp_path / "in").mkdir()
    for number in range(ALL):
        shutil.copy(FAULTY, tmp_path / "in" / f"{number:02}.md")
    (tmp_path / "waits.py").write_text(RULE, "utf-8")
    (tmp_path / "waits.md").write_text(PAGE, "utf-8")
    (tmp_path / "nianbao.toml").write_text('rules = ["waits.py"]\n', "utf-8")
    return tmp_path


def ended(folder: Path, how: signal.Signals, *arguments: str) -> tuple[int, str, str]:
    """Status, output and errors of a check whose processes were all asked to end within the sixth file."""
    with (
        (folder / "out").open("w") as out,
        (folder / "err").open("w") as err,  # a pipe would be full before anybody reads it
        running([*NIANBAO, "check", *arguments, "in"], cwd=folder, stdout=out, stderr=err) as run,
    ):
        deadline = time.monotonic() + 30
        while not (folder / "waiting").exists():
            assert run.poll() is None and time.monotonic() < deadline
            time.sleep(0.01)
        os.killpg(run.pid, how)
        run.wait(30)
        with pytest.raises(ProcessLookupError):  # nobody of the group is left
            _until(lambda: os.killpg(run.pid, 0))
    return run.returncode, (folder / "out").read_text("utf-8"), (folder / "err").read_text("utf-8")


def _until(act: Callable[[], None]) -> None:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        act()
        time.sleep(0.01)


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_says_what_was_not_checked(folder: Path, format: str) -> None:
    status, out, err = ended(folder, signal.SIGTERM, "--jobs", "1", "--format", format)
    assert status == 143 and "已中断，结果不完整" in err and "Traceback" not in err
    assert COUNT[format](out) == Counter(error=3 * BEFORE + 1, warning=3 * BEFORE)
    assert f"检查到此中断，此文件和后面的文件共 {ALL - BEFORE} 个没有检查" in out
    if format != "text":
        assert "05.md" in re.sub("[^ -~]", "", out) and "06.md" not in out


@pytest.mark.parametrize(("how", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_file_for_the_output_is_whole_and_a_baseline_is_left(
    folder: Path, jobs: str, how: signal.Signals, status: int
) -> None:
    (folder / "baseline.json").write_text('{"version": 1, "findings": []}', "utf-8")
    arguments = (
        "--jobs",
        jobs,
        "--format",
        "json",
        "--output",
        "out.json",
        "--write-baseline",
        "baseline.json",
    )
    assert ended(folder, how, *arguments)[0] == status
    reports = json.loads((folder / "out.json").read_text("utf-8"))["reports"]
    codes = [[finding["code"] for finding in report["findings"]] for report in reports]
    assert codes[-1] == ["NB001"] and all("NB304" in found for found in codes[:-1])
    assert len(reports) == BEFORE + 1 or (jobs == "2" and len(reports) <= BEFORE), (
        "with two processes results may still be on their way"
    )
    assert [report["path"] for report in reports] == [f"in/{number:02}.md" for number in range(len(reports))]
    assert json.loads((folder / "baseline.json").read_text("utf-8"))["findings"] == []
    assert sorted(path.name for path in folder.iterdir() if path.name.startswith(".")) == []


def test_fixing_is_ended_between_two_files_and_never_within_one(tmp_path: Path) -> None:
    shutil.copy(FAULTY, tmp_path / "report.md")
    with Terminal("fix", "--ask", "report.md", cwd=tmp_path) as terminal:
        terminal.wait_for("改为 13？")
        os.kill(terminal.pid, signal.SIGTERM)
        assert terminal.status() == 143
    assert "已中断" in terminal.said and "Traceback" not in terminal.said
    assert (tmp_path / "report.md").read_bytes() == FAULTY.read_bytes() and len(list(tmp_path.iterdir())) == 1


def test_what_must_stay_whole_is_ended_first_but_not_for_ever() -> None:
    numbers = (signal.SIGINT, signal.SIGTERM)
    # The tests themselves may ignore them, as under nohup.
    old = {number: signal.signal(number, signal.SIG_DFL) for number in numbers}
    listen()
    try:
        steps = []
        with pytest.raises(Interrupted) as once, whole():
            os.kill(os.getpid(), signal.SIGTERM)
            steps.append("done all the same")
        assert steps and once.value.status == 143
        with pytest.raises(Interrupted) as twice, whole():
            os.kill(os.getpid(), signal.SIGINT)
            os.kill(os.getpid(), signal.SIGINT)
            steps.append("not reached")
        assert len(steps) == 1 and twice.value.status == 130
    finally:
        for number, handler in old.items():
            signal.signal(number, handler)


def test_a_signal_that_is_to_be_ignored_is(folder: Path) -> None:
    """As a job of a shell without job control, or under nohup."""
    script = (
        f"trap '' INT; {sys.executable} -m nianbao check {FAULTY} & pid=$!; sleep 0.1; kill -INT $pid;"
        " wait $pid"
    )
    run = processes.run(["bash", "-c", script], cwd=ROOT)
    assert run.returncode == 1 and "NB304" in run.stdout
