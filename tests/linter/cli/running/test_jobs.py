"""Several processes: the same results in the same order, and none lost when one of them dies."""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from nianbao.linter.cli.running.jobs import processes_for
from nianbao.linter.cli.running.processes import in_parallel
from nianbao.linter.outputs import FORMATS

from tests import processes
from tests.command import nianbao, summary
from tests.conftest import ROOT
from tests.generator import clean
from tests.linter.cli.running.started import COUNT, Started, gone, linux, wait_until
from tests.terminal import Terminal

FAULTY = ROOT / "examples" / "faulty.md"
RULE = """
import os, signal
from nianbao.grammar import Report
from nianbao.linter import Severity, rule

@rule("QH001", "kills", Severity.ERROR)
def kills(report: Report):
    if "青溪县" in report.source.text:
        os.kill(os.getpid(), signal.SIGKILL)
    return []
"""


PAGE = "# QH001 kills 结束程序\n\n只为测试。\n\n*For tests only.*\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Fourteen files, some of which are no reports, or cannot be read."""
    folder = tmp_path_factory.mktemp("many")
    for number in range(12):
        text = clean(random.Random(number)) if number % 3 else FAULTY.read_text("utf-8")
        (folder / f"{number:03}.md").write_text(text, "utf-8", newline="")
    (folder / "005.md").write_bytes(bytes(range(256)) * 50)
    (folder / "信件.txt").write_text("尊敬的领导：\n\n随函报送材料。\n", "utf-8")
    return folder


@pytest.mark.parametrize("format", FORMATS)
def test_as_with_one_process(folder: Path, format: str) -> None:
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000"}
    one, two = (
        nianbao("check", "--format", format, "--jobs", jobs, "--passed", folder, env=environment)
        for jobs in ("1", "2")
    )
    assert one.stdout == two.stdout and one.stdout
    assert (one.returncode, one.stderr) == (two.returncode, two.stderr) and one.returncode == 1


def test_processes_that_share_nothing(folder: Path) -> None:
    """As on Windows and macOS, where a process begins with an interpreter of its own."""
    script = (
        "import multiprocessing, sys\nfrom nianbao.linter.cli import main\nif __name__ == '__main__':\n"
        "    multiprocessing.set_start_method('spawn')\n"
    )
    (folder / "spawn.py").write_text(f"{script}    sys.exit(main(sys.argv[1:]))\n")
    command = [
        sys.executable,
        str(folder / "spawn.py"),
        "check",
        "--format",
        "json",
        "--jobs",
        "2",
        str(folder),
    ]
    run = processes.run(command, cwd=ROOT)
    assert (
        run.stdout == nianbao("check", "--format", "json", "--jobs", "1", folder).stdout
        and "Traceback" not in run.stderr
    )


def test_standard_input_among_files(folder: Path) -> None:
    arguments = ("check", "--format", "json", folder, "-", folder / "001.md")
    one, two = (nianbao(*arguments, "--jobs", jobs, input=FAULTY.read_text("utf-8")) for jobs in ("1", "2"))
    assert one.stdout == two.stdout and "<stdin>" in one.stdout


def test_how_many_processes() -> None:
    assert processes_for(3, 100) == 3 and processes_for(3, 2) == 2
    assert processes_for(0, 5) == 1, "a handful of files is not worth it"
    assert 1 <= processes_for(0, 10_000) <= (os.cpu_count() or 1)


@pytest.mark.parametrize("value", ["-1", "two", "1.5", ""])
def test_a_number_that_is_none(value: str) -> None:
    run = nianbao("check", f"--jobs={value}", FAULTY)
    assert run.returncode == 2 and "auto" in run.stderr


# ── Processes that die ────────────────────────────────────────────────────

DEADLY = 1_000_000


def _squares() -> Callable[[int], int]:
    return _square


def _square(number: int) -> int:
    if number >= DEADLY:
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.001)
    return number * number


def _lost(number: int) -> int:
    return -1


@pytest.mark.parametrize("deadly", [{0}, {50}, {99}, {0, 1, 2, 3}, {10, 40, 41, 70}, {98, 99}])
def test_a_task_that_kills_its_process_costs_no_other_one_its_result(deadly: set[int]) -> None:
    tasks = [number + DEADLY if number in deadly else number for number in range(100)]
    expected = [-1 if number in deadly else number * number for number in range(100)]
    assert list(in_parallel(_squares, tasks, 2, _lost)) == expected


def test_no_more_is_under_way_than_is_needed() -> None:
    """Tasks are taken as they are needed, so that a million of them need no memory."""
    taken = 0

    def tasks() -> Iterator[int]:
        nonlocal taken
        for number in range(10_000):
            taken += 1
            yield number

    with closing(in_parallel(_squares, tasks(), 2, _lost)) as results:
        assert [next(results) for _ in range(3)] == [0, 1, 4]
    assert taken < 50


def test_a_report_that_kills_the_program(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    for number in range(20):
        (tmp_path / "reports" / f"{number:02}.md").write_text(
            FAULTY.read_text("utf-8").replace("松陵县", "青溪县" if number == 7 else "松陵县"), "utf-8"
        )
    (tmp_path / "killer.py").write_text(RULE, "utf-8")
    (tmp_path / "kills.md").write_text(PAGE, "utf-8")
    (tmp_path / "nianbao.toml").write_text('rules = ["killer.py"]\n', "utf-8")
    run = nianbao("check", "--jobs", "2", "--format", "json", "reports", cwd=tmp_path)
    found = {
        report["path"]: [finding["code"] for finding in report["findings"]]
        for report in json.loads(run.stdout)["reports"]
    }
    assert (
        run.returncode == 1
        and found.pop("reports/07.md") == ["NB001"]
        and "检查此文件时程序异常退出" in run.stdout
    )
    assert len(found) == 19 and set(map(tuple, found.values())) == {
        ("NB104", "NB202", "NB301", "NB204", "NB304", "NB103")
    }
    assert summary(run).startswith("检查 20 个文件、19 份报告")


@linux
def test_a_process_killed_from_outside_costs_nothing(many: Path) -> None:
    with Started(many, "2") as started:
        os.kill(started.children[0], signal.SIGKILL)
        status, found, said = started.wait()
    assert status == 1 and f"检查 {COUNT} 个文件、{COUNT} 份报告" in said and "Traceback" not in said
    assert found == nianbao("check", "--quiet", "--jobs", "1", many).stdout


@linux
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_interrupt_keeps_what_was_found_and_says_that_it_is_not_all(many: Path, jobs: str) -> None:
    with Started(many, jobs) as started:
        os.killpg(started.run.pid, signal.SIGINT)  # as a terminal does, to all processes at once
        status, found, said = started.wait()
        wait_until(lambda: all(map(gone, started.children)))
    assert status == 130 and "已中断，结果不完整" in said and "Traceback" not in said and "Error" not in said
    one = nianbao("check", "--quiet", many / "0000.md").stdout
    assert found.startswith(one) and found.count("NB304") < COUNT
    assert f"检查 {COUNT} 个文件" not in said and "\n检查 " in said and said.startswith("没有查成：")


@linux
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_no_process_outlives_the_first_one(many: Path, how: signal.Signals) -> None:
    with Started(many, "2") as started:
        assert len(started.children) == 2
        os.kill(started.run.pid, how)
        started.wait()
        wait_until(lambda: all(map(gone, started.children)))


def test_an_interrupted_document_is_whole(many: Path) -> None:
    with Terminal(
        "check", "--format", "json", "--jobs", "1", "--output", "out.json", ".", cwd=many
    ) as terminal:
        terminal.wait_for("个文件")
        terminal.type("\x03")
        assert terminal.status() == 130
    assert 0 < json.loads((many / "out.json").read_text("utf-8"))["summary"]["files"] < COUNT


# ── Progress ──────────────────────────────────────────────────────────────


def test_progress_is_for_terminals_only(many: Path) -> None:
    with Terminal(
        "check", "--jobs", "1", "--format", "json", "--output", "out.json", ".", cwd=many
    ) as terminal:
        terminal.wait_for(f"/{COUNT} 个文件")
        assert terminal.status() == 1
    assert terminal.said.rsplit("\x1b[K", 1)[1].startswith("已写入 out.json"), (
        "the counter stands beside the summary"
    )
    with Terminal(
        "check", "--jobs", "1", "--quiet", "--format", "json", "--output", "out.json", ".", cwd=many
    ) as terminal:
        assert terminal.status() == 1
    assert "已检查" not in terminal.said
    assert "已检查" not in nianbao("check", "--format", "json", "--output", many / "out.json", many).stderr
