"""Troubles with pipes, names, rights and disks are said: never a traceback, never silence."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from nianbao.linter.outputs import FORMATS

from tests import processes
from tests.command import NIANBAO, nianbao, summary
from tests.conftest import ROOT
from tests.processes import drop_rights
from tests.terminal import Terminal

FAULTY = ROOT / "examples" / "faulty.md"
LETTER = "尊敬的领导：\n\n随函报送材料。\n"


def codes(run: subprocess.CompletedProcess[str]) -> dict[str, list[str]]:
    return {
        report["path"]: [finding["code"] for finding in report["findings"]]
        for report in json.loads(run.stdout)["reports"]
    }


# ── Silence ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize("command", ["check", "fix"])
@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nowhere"], "没有这个文件或文件夹"),
        (["*.docx"], "没有匹配 *.docx 的文件"),
        (["--exclude", "r*", "report.md"], "都被 --exclude 排除"),
        (["empty"], "没有可检查的文件"),
        (["letters"], "没有找到一份年度报告"),
        (["--config", "nowhere.toml", "report.md"], "nowhere.toml"),
        (["--select", "NB999999", "report.md"], "NB999999"),
        (["report.md", "nowhere.md"], "nowhere.md"),
    ],
)
def test_nothing_succeeds_silently(tmp_path: Path, command: str, arguments: list[str], says: str) -> None:
    shutil.copy(FAULTY, tmp_path / "report.md")
    for folder in ("empty", "letters"):
        (tmp_path / folder).mkdir()
    (tmp_path / "letters" / "a.txt").write_text(LETTER, "utf-8")
    run = nianbao(command, *arguments, cwd=tmp_path)
    assert run.returncode == 2 and says in run.stderr and "Traceback" not in run.stderr


@pytest.mark.parametrize(
    "arguments",
    [["report.md"], ["--quiet", "report.md"], ["--format", "json", "report.md"], ["--fail-on", "never", "."]],
)
def test_the_last_line_always_says_how_much_was_checked(tmp_path: Path, arguments: list[str]) -> None:
    shutil.copy(FAULTY, tmp_path / "report.md")
    assert summary(nianbao("check", *arguments, cwd=tmp_path)).startswith(
        "检查 1 个文件、1 份报告：核对等式 42 个"
    )


def test_an_empty_file_is_no_success(tmp_path: Path) -> None:
    (tmp_path / "report.md").write_text("")
    run = nianbao("check", "report.md", cwd=tmp_path)
    assert run.returncode == 1 and "NB002" in run.stdout
    assert nianbao("check", "-", input="").returncode == 1


def test_fixing_does_not_change_what_the_arithmetic_says(tmp_path: Path) -> None:
    shutil.copy(FAULTY, tmp_path / "report.md")
    before = json.loads(nianbao("check", "--format", "json", "--passed", "report.md", cwd=tmp_path).stdout)[
        "reports"
    ][0]["checked"]
    for _ in range(2):
        assert nianbao("fix", "report.md", cwd=tmp_path).returncode == 0
        after = json.loads(
            nianbao("check", "--format", "json", "--passed", "report.md", cwd=tmp_path).stdout
        )["reports"][0]["checked"]
        assert [(item["formula"], item["verdict"]) for item in after["items"]] == [
            (item["formula"], item["verdict"]) for item in before["items"]
        ]


# ── Streams ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "arguments", ["check --jobs 2", "check --jobs 1 --format json --passed", "fix --diff"]
)
def test_a_reader_that_goes(tmp_path: Path, arguments: str) -> None:
    for number in range(12):
        shutil.copy(FAULTY, tmp_path / f"{number:02}.md")
    command = f"{sys.executable} -m nianbao {arguments} {tmp_path} | head -c 100"
    run = processes.run(["bash", "-c", command], cwd=ROOT, errors="replace")
    assert len(run.stdout.encode()) >= 90 and "Traceback" not in run.stderr and "Error" not in run.stderr


@pytest.mark.parametrize("arguments", [["check"], ["check", "--format", "json"], ["fix", "--diff"]])
def test_standard_output_to_a_full_disk(arguments: list[str]) -> None:
    with open("/dev/full", "w") as full:
        run = nianbao(*arguments, FAULTY, stdout=full)
    assert (
        run.returncode == 2
        and "写不了 stdout：磁盘已满" in run.stderr
        and "Traceback" not in run.stderr
        and "Exception" not in run.stderr
    )


@pytest.mark.parametrize("format", ["text", "json"])
def test_output_file_on_a_full_disk(format: str) -> None:
    run = nianbao("check", FAULTY, "--format", format, "--output", "/dev/full")
    assert (
        run.returncode == 2 and "写不了 /dev/full：磁盘已满" in run.stderr and "Traceback" not in run.stderr
    )


@pytest.mark.parametrize("format", FORMATS)
def test_documents_are_utf8_in_any_locale(format: str) -> None:
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    run = nianbao("check", "--format", format, FAULTY, env=environment, encoding=None)
    assert run.returncode == 1 and b"Traceback" not in run.stderr and b"\r" not in run.stdout
    assert ("表四".encode() in run.stdout) is (format != "text"), "only text for people follows the terminal"


@pytest.mark.parametrize(
    "environment",
    [{"LC_ALL": "C", "LANG": "C"}, {"PYTHONIOENCODING": "gbk"}, {"PYTHONUTF8": "0", "LC_ALL": "POSIX"}],
)
def test_any_locale(environment: dict[str, str]) -> None:
    for arguments, says in ((["check"], b"NB304"), (["fix", "--diff"], "总体情况".encode())):
        run = nianbao(*arguments, FAULTY, env={**os.environ, **environment}, encoding=None)
        assert run.returncode == 1 and says in run.stdout and b"Traceback" not in run.stderr


def test_an_interrupt_while_it_waits_for_input(tmp_path: Path) -> None:
    shutil.copy(FAULTY, tmp_path / "report.md")
    with Terminal("check", "-", cwd=tmp_path) as terminal:
        terminal.wait_until_idle()
        terminal.type("\x03")
        assert terminal.status() == 130
    assert "Traceback" not in terminal.said


# ── Names ─────────────────────────────────────────────────────────────────

NAMES = [
    b"with blank.md", "2023年度 报告（终稿）.md".encode(), ("报" * 84 + ".md").encode(), b"-dash.md",
    b"per%cent,comma:colon.md", b"quote'\"<&>.md",
    b"line\nend.md", b"not-\xff\xfe-utf8.md", "𠮷🀄.md".encode(), "ｆｕｌｌ.MD".encode(),
]  # fmt: skip


@pytest.mark.parametrize("format", FORMATS)
def test_files_of_any_name(tmp_path: Path, format: str) -> None:
    text = FAULTY.read_bytes()
    for name in NAMES:
        with open(os.fsencode(tmp_path) + b"/" + name, "wb") as stream:
            stream.write(text)
    run = nianbao("check", "--format", format, "--jobs", "2", "--output", "out", ".", cwd=tmp_path)
    assert (
        run.returncode == 1
        and f"检查 {len(NAMES)} 个文件、{len(NAMES)} 份报告" in run.stderr
        and "Traceback" not in run.stderr
    )
    written = (tmp_path / "out").read_text("utf-8")
    assert written.count("NB304") >= len(NAMES)
    if format == "json":
        paths = [report["path"] for report in json.loads(written)["reports"]]
        assert sorted(paths) == sorted(os.fsdecode(name) for name in NAMES)


def test_files_of_any_name_are_fixed(tmp_path: Path) -> None:
    for name in NAMES:
        with open(os.fsencode(tmp_path) + b"/" + name, "wb") as stream:
            stream.write(FAULTY.read_bytes())
    run = nianbao("fix", ".", cwd=tmp_path)
    assert run.returncode == 0 and f"改了 {len(NAMES)} 个文件" in summary(run)
    assert sorted(os.listdir(os.fsencode(tmp_path))) == sorted(NAMES)


def test_windows_line_ends_and_paths_to_folders(tmp_path: Path) -> None:
    (tmp_path / "下级 单位").mkdir()
    (tmp_path / "下级 单位" / "report.md").write_bytes(FAULTY.read_bytes().replace(b"\n", b"\r\n"))
    found = [
        nianbao("check", "--format", "json", path, cwd=tmp_path)
        for path in (".", "下级 单位", "./下级 单位/", tmp_path / "下级 单位" / "report.md")
    ]
    assert {tuple(findings) for run in found for findings in codes(run).values()} == {
        ("NB104", "NB202", "NB301", "NB204", "NB304", "NB103")
    }


# ── Rights, and files that come and go ────────────────────────────────────


def test_folders_and_files_without_permission(tmp_path: Path) -> None:
    for name in ("open", "closed"):
        (tmp_path / name).mkdir()
        shutil.copy(FAULTY, tmp_path / name / "report.md")
    shutil.copy(FAULTY, tmp_path / "secret.md")
    (tmp_path / "secret.md").chmod(0)
    (tmp_path / "closed").chmod(0)
    try:
        run = nianbao("check", "--format", "json", tmp_path, prepare=drop_rights)
    finally:
        (tmp_path / "closed").chmod(0o755)
    found = {os.path.relpath(path, tmp_path): found for path, found in codes(run).items()}
    assert run.returncode == 2 and "文件夹打不开（没有权限），里面的文件没有检查" in run.stderr
    assert (
        found["secret.md"] == ["NB001"]
        and "NB304" in found["open/report.md"]
        and "closed/report.md" not in found
    )


def test_files_that_vanish_between_listing_and_reading(tmp_path: Path) -> None:
    """The command waits for standard input with its list already made."""
    for name in ("a.md", "b.md"):
        shutil.copy(FAULTY, tmp_path / name)
    with processes.running([*NIANBAO, "check", "--quiet", "-", "."], cwd=tmp_path, pipes=True) as run:
        assert run.stdin
        run.stdin.write(b" " * 200_000)  # more than a pipe holds: when it is through, the command is reading
        (tmp_path / "a.md").unlink()
        out, err = run.communicate(LETTER.encode(), timeout=60)
    assert run.returncode == 1 and b"Traceback" not in err
    assert "a.md: 错误 NB001" in out.decode() and "文件不存在" in out.decode() and b"b.md:77:19" in out


def test_pipes_and_links_in_folders(tmp_path: Path) -> None:
    shutil.copy(FAULTY, tmp_path / "report.md")
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "nowhere.md").symlink_to("gone.md")
    (tmp_path / "loop").symlink_to(".", target_is_directory=True)
    found = codes(nianbao("check", "--format", "json", ".", cwd=tmp_path))
    assert set(found) == {"report.md", "nowhere.md"} and found["nowhere.md"] == ["NB001"]


@pytest.mark.parametrize("path", ["report.md", ".", "link.md"])
def test_the_output_is_never_one_of_the_inputs(tmp_path: Path, path: str) -> None:
    shutil.copy(FAULTY, tmp_path / "report.md")
    (tmp_path / "link.md").symlink_to("report.md")
    run = nianbao("check", path, "--output", "report.md", cwd=tmp_path)
    assert run.returncode == 2 and "正是要检查的文件" in run.stderr
    assert (tmp_path / "report.md").read_bytes() == FAULTY.read_bytes()


def test_a_fault_of_ours_is_said_and_costs_no_other_file_its_result(tmp_path: Path) -> None:
    """No report nests brackets as deeply as this; whatever becomes of them, the other file is checked."""
    (tmp_path / "deep.md").write_text("# " + "（" * 200_000 + "政府信息公开工作年度报告\n", "utf-8")
    shutil.copy(FAULTY, tmp_path / "report.md")
    run = nianbao("check", "--format", "json", "deep.md", "report.md", cwd=tmp_path)
    assert "NB304" in codes(run)["report.md"] and run.returncode == 1 and "Traceback" not in run.stderr
