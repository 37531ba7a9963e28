"""Standard streams in every state in which a process can be started, and inputs that are no files."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import nianbao, summary
from tests.conftest import ROOT
from tests.processes import drop_rights
from tests.processes import run as run_process

FAULTY = ROOT / "examples" / "faulty.md"
COMMANDS = [
    "check {}",
    "check --format sarif {}",
    "check --schema",
    "fix --diff {}",
    "extract {}",
    "extract --schema",
    "new",
    "rules",
    "explain NB301",
]
MEGABYTE = 2**20


def shell(arguments: str, redirected: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """The command as a shell starts it, with its streams as they are `redirected`."""
    command = (
        f"{shlex.quote(sys.executable)} -m nianbao {arguments.format(shlex.quote(str(FAULTY)))} {redirected}"
    )
    return run_process(["bash", "-c", command], cwd=cwd)


@pytest.mark.parametrize(("redirected", "says"), [(">&-", "已经关闭"), (">/dev/full", "磁盘已满")])
@pytest.mark.parametrize("arguments", COMMANDS)
def test_standard_output_that_takes_nothing(arguments: str, redirected: str, says: str) -> None:
    run = shell(arguments, redirected)
    assert run.returncode == 2 and says in run.stderr and "stdout" in run.stderr
    assert "Traceback" not in run.stderr and "Exception" not in run.stderr


def test_a_file_for_the_output_needs_no_standard_output(tmp_path: Path) -> None:
    run = shell("check --format json --output out.json {}", ">&- <&-", tmp_path)
    assert run.returncode == 1 and summary(run).startswith("检查 1 个文件")
    assert json.loads((tmp_path / "out.json").read_text("utf-8"))["summary"]["error"] == 3


def test_standard_error_that_is_closed_is_nowhere_else() -> None:
    run = shell("check --format json {}", "2>&-")
    assert run.returncode == 1 and json.loads(run.stdout)["summary"]["files"] == 1


def test_a_summary_that_nobody_can_read_is_a_failure() -> None:
    assert shell("check {}", "2>/dev/full").returncode == 2


@pytest.mark.parametrize("command", ["check", "fix", "extract"])
def test_standard_input_that_is_closed(command: str) -> None:
    run = shell(f"{command} -", "<&-")
    assert (
        run.returncode == 2
        and "标准输入读不了（已经关闭），请改为写明文件名" in run.stderr
        and "Traceback" not in run.stderr
    )


def test_standard_input_without_end() -> None:
    run = shell("check -", "</dev/zero")
    assert run.returncode == 1 and "超过上限" in run.stdout and "NB001" in run.stdout


def test_nothing_is_lost_of_a_text_that_is_too_long_to_fix() -> None:
    text = b"0123456789abcdef" * (4 * MEGABYTE + 70_000)  # beyond what is read at once
    run = nianbao("fix", "-", input=text, encoding=None)
    assert run.returncode == 2 and run.stdout == text and "超过上限" in run.stderr.decode()


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_reader_that_goes_at_once(tmp_path: Path, jobs: str) -> None:
    for number in range(40):
        shutil.copy(FAULTY, tmp_path / f"{number}.md")
    run = shell(f"check --jobs {jobs} {tmp_path}", "| head -1; exit ${PIPESTATUS[0]}")
    assert run.returncode == 2 and run.stdout.count("\n") == 1 and run.stderr == ""


# ── What is no file, or too much of one ───────────────────────────────────


@pytest.mark.parametrize("command", ["check", "fix", "extract"])
@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("/dev/zero", "不是普通文件"),
        ("pipe.md", "不是普通文件"),
        ("loop.md", "链接绕成了圈"),
        ("gone.md", "没有这个文件"),
    ],
)
def test_paths_that_lead_to_no_file(tmp_path: Path, command: str, name: str, says: str) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "loop.md").symlink_to("loop.md")
    (tmp_path / "gone.md").symlink_to("nowhere.md")
    run = nianbao(command, name, cwd=tmp_path)
    assert (
        run.returncode == 2
        and f"{name}：" in run.stderr
        and says in run.stderr
        and "Traceback" not in run.stderr
    )


def test_a_folder_with_the_name_of_a_file_and_a_file_of_two_gigabytes(tmp_path: Path) -> None:
    (tmp_path / "report.md").mkdir()
    shutil.copy(FAULTY, tmp_path / "report.md" / "inner.md")
    (tmp_path / "empty.docx").touch()
    with (tmp_path / "vast.md").open("wb") as vast:
        vast.truncate(2 * 1024 * MEGABYTE)
    found = json.loads(nianbao("check", "--format", "json", ".", cwd=tmp_path).stdout)["reports"]
    codes = {report["path"]: [finding["code"] for finding in report["findings"]] for report in found}
    assert codes["vast.md"] == codes["empty.docx"] == ["NB001"] and "NB304" in codes["report.md/inner.md"]
    for command in ("fix", "extract"):
        assert "vast.md：文件有 2048 MB，超过上限" in nianbao(command, ".", cwd=tmp_path).stderr


# ── Surroundings ──────────────────────────────────────────────────────────


def test_without_a_home_or_a_place_for_temporary_files(tmp_path: Path) -> None:
    shutil.copy(FAULTY, tmp_path / "report.md")
    bare = {key: value for key, value in os.environ.items() if key not in ("HOME", "USER", "LOGNAME")} | {
        "TMPDIR": "/nowhere"
    }
    assert nianbao("check", "--jobs", "2", ".", FAULTY, cwd=tmp_path, env=bare).returncode == 1
    assert (
        nianbao("fix", ".", cwd=tmp_path, env=bare).returncode == 0
        and (tmp_path / "report.md").read_bytes() != FAULTY.read_bytes()
    )


def test_a_working_folder_that_takes_no_file(tmp_path: Path) -> None:
    shutil.copy(FAULTY, tmp_path / "report.md")
    tmp_path.chmod(0o555)
    try:
        checked = nianbao("check", "report.md", cwd=tmp_path, prepare=drop_rights)
        refused = nianbao("check", "report.md", "--output", "out.txt", cwd=tmp_path, prepare=drop_rights)
    finally:
        tmp_path.chmod(0o755)
    assert checked.returncode == 1 and "NB304" in checked.stdout
    assert (
        refused.returncode == 2
        and "写不了 out.txt：没有权限" in refused.stderr
        and not (tmp_path / "out.txt").exists()
    )


@pytest.mark.parametrize(
    ("epoch", "status"),
    [("0", 1), ("253402300799", 1), ("99999999999999999999", 2), ("yesterday", 2), ("-1e9", 2)],
)
def test_a_clock_that_is_wrong(epoch: str, status: int) -> None:
    """The day matters for waivers only; a report is judged by its own dates."""
    run = nianbao("check", "--passed", FAULTY, env={**os.environ, "SOURCE_DATE_EPOCH": epoch})
    assert run.returncode == status and "Traceback" not in run.stderr
    assert (summary(run).endswith("错误 3，警告 3，提示 0")) is (status == 1)
    blank = nianbao("new", env={**os.environ, "SOURCE_DATE_EPOCH": epoch})
    assert blank.returncode == 2 and ("--year" in blank.stderr or "SOURCE_DATE_EPOCH" in blank.stderr)
