"""`nianbao fix` as a user runs it."""

from __future__ import annotations

import errno
import os
import resource
import shutil
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from nianbao.linter.files.reasons import REASONS

from tests.command import nianbao, summary
from tests.conftest import ROOT
from tests.processes import drop_rights
from tests.terminal import Terminal

EXAMPLES = ROOT / "examples"
FAULTY = (EXAMPLES / "faulty.md").read_bytes()


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    path = tmp_path / "report.md"
    path.write_bytes(FAULTY)
    return path


def test_safe_fixes_are_made_and_the_rest_is_counted(faulty: Path) -> None:
    run = nianbao("fix", faulty)
    assert (run.returncode, run.stdout) == (0, "")
    assert (
        summary(run) == "1 个文件、1 份报告：改了 1 个文件 3 处；还有 3 个问题，其中 3 个可用 --ask 确认后改"
    )
    text = faulty.read_text("utf-8")
    assert "## 一、总体情况" in text and "7.属于行政执法案卷" in text and "| 31 |" in text
    again = nianbao("fix", faulty)
    assert "改了 0 个文件 0 处" in summary(again) and faulty.read_text("utf-8") == text
    assert not [path for path in faulty.parent.iterdir() if path != faulty], (
        "something was left beside the file"
    )


def test_diff_writes_nothing_and_exits_1_while_there_is_something_to_fix(faulty: Path) -> None:
    run = nianbao("fix", "--diff", faulty.name, cwd=faulty.parent)
    assert run.returncode == 1 and "没有写入" in summary(run) and faulty.read_bytes() == FAULTY
    assert (
        run.stdout.startswith("--- report.md\n+++ report.md\n@@ ")
        and "\n-## 一、基本情况\n+## 一、总体情况\n" in run.stdout
    )
    nianbao("fix", faulty)
    after = nianbao("fix", "--diff", faulty)
    assert (after.returncode, after.stdout) == (0, "")


def test_standard_input_goes_to_standard_output() -> None:
    text = FAULTY.decode()
    run = nianbao("fix", "-", input=text)
    assert (
        run.returncode == 0 and "## 一、总体情况" in run.stdout and run.stdout.count("\n") == text.count("\n")
    )
    assert nianbao("fix", "-", input=run.stdout).stdout == run.stdout


def test_standard_input_is_never_lost() -> None:
    run = nianbao("fix", "-", input="尊敬的领导：\n")
    assert (run.returncode, run.stdout) == (2, "尊敬的领导：\n")
    garbage = bytes(range(256)) * 20
    raw = subprocess.run(
        [*nianbao("fix", "-", input="").args],
        input=garbage,
        cwd=ROOT,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (raw.returncode, raw.stdout) == (2, garbage) and b"Traceback" not in raw.stderr


def test_unasked_every_fix_without_alternative_is_made(faulty: Path) -> None:
    run = nianbao("fix", "--ask", "--yes", faulty)
    assert run.returncode == 0 and "还有 1 个问题，其中 0 个" in summary(run)
    assert nianbao("check", "--format", "json", faulty).stdout.count('"code": "NB108"') == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--ask"], "--ask --yes"),
        (["--yes"], "--yes 须与 --ask 同用"),
        (["nowhere.md"], "nowhere.md：没有这个文件"),
        (["letter.txt"], "letter.txt：没有找到"),
        (["binary.md"], "binary.md：不是文本文件"),
        (["--select", "NB9x1"], "没有规则“NB9x1”"),
        (["empty"], "文件夹里没有可检查的文件"),
        (["letters"], "没有找到一份年度报告"),
    ],
)
def test_what_cannot_be_done_is_said(tmp_path: Path, arguments: list[str], says: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "letters").mkdir()
    for letter in (tmp_path / "letter.txt", tmp_path / "letters" / "a.txt"):
        letter.write_text("尊敬的领导：\n\n随函报送材料。\n", "utf-8")
    (tmp_path / "binary.md").write_bytes(bytes(range(256)) * 50)
    run = nianbao("fix", *arguments, cwd=tmp_path, stdin=subprocess.DEVNULL)
    assert run.returncode == 2 and "Traceback" not in run.stderr
    assert says in run.stderr or says.replace("没有找到", "") in run.stderr


# ── Questions ─────────────────────────────────────────────────────────────


def test_a_figure_changes_only_by_the_word_of_the_user(faulty: Path) -> None:
    with Terminal("fix", "--ask", faulty.name, cwd=faulty.parent) as terminal:
        terminal.wait_for("改为 13？")
        assert (
            "NB301" in terminal.said
            and "-| 一、本年新收" in terminal.said
            and "| 31 |" in terminal.said
            and "| 13 |" in terminal.said
        )
        terminal.type("也许\n")
        terminal.wait_for("请输入 y、n、a、q 中的一个")
        terminal.type("n\n")
        terminal.wait_for("改为 3？")
        terminal.type("Y\n")
        terminal.wait_for("补上标题")
        terminal.type("q\n")
        assert terminal.status() == 0
    text = faulty.read_text("utf-8")
    assert (
        "| 31 |" in text
        and "| 2 | 1 | 0 | 0 | 3 |" in text
        and "六、其他需要报告的事项" not in text.splitlines()[-3]
    )
    assert "改了 1 个文件 4 处；还有 2 个问题，其中 2 个" in terminal.said


def test_all_from_here_on(faulty: Path) -> None:
    with Terminal("fix", "--ask", "report.md", cwd=faulty.parent) as terminal:
        terminal.wait_for("改为 13？")
        terminal.type("a\n")
        assert terminal.status() == 0
    assert nianbao("check", faulty).stdout.count(": 错误 ") == 1


def test_the_end_of_input_ends_the_questions(faulty: Path) -> None:
    with Terminal("fix", "--ask", "report.md", cwd=faulty.parent) as terminal:
        terminal.wait_for("改为 13？")
        terminal.type("\x04")
        assert terminal.status() == 0
    assert (
        b"| 31 |" in faulty.read_bytes()
        and b"\xe6\x80\xbb\xe4\xbd\x93\xe6\x83\x85\xe5\x86\xb5" in faulty.read_bytes()
    )


def test_an_interrupt_leaves_the_file_alone(faulty: Path) -> None:
    with Terminal("fix", "--ask", "report.md", cwd=faulty.parent) as terminal:
        terminal.wait_for("改为 13？")
        terminal.type("\x03")
        assert terminal.status() == 130
    assert (
        faulty.read_bytes() == FAULTY
        and "Traceback" not in terminal.said
        and "改了 0 个文件" in terminal.said
    )


def test_alternatives_are_offered_by_number_and_never_chosen_unasked(tmp_path: Path) -> None:
    """There are alternatives where a row lacks a cell, and where a sentence and the table differ."""
    report = tmp_path / "report.md"
    clean = (EXAMPLES / "clean.md").read_text("utf-8")
    right = clean.replace("（一）主动公开。", "（一）主动公开。全年作出行政处罚决定35件。")
    text = right.replace("35件", "36件")
    report.write_text(text, "utf-8")
    nianbao("fix", "--ask", "--yes", report)
    assert report.read_text("utf-8") == text
    with Terminal("fix", "--ask", "report.md", cwd=tmp_path) as terminal:
        terminal.wait_for("选哪一种？")
        assert "1. " in terminal.said and "2. " in terminal.said
        terminal.type("1\n")
        assert terminal.status() == 0
    assert report.read_text("utf-8") == right


# ── Files that resist ─────────────────────────────────────────────────────


def test_a_file_that_changed_meanwhile_is_not_overwritten(faulty: Path) -> None:
    with Terminal("fix", "--ask", "report.md", cwd=faulty.parent) as terminal:
        terminal.wait_for("改为 13？")
        faulty.write_bytes(FAULTY + "后来添的一句。\n".encode())
        terminal.type("a\n")
        assert terminal.status() == 2
    assert faulty.read_bytes() == FAULTY + "后来添的一句。\n".encode() and "又被别的程序改过" in terminal.said
    assert list(faulty.parent.iterdir()) == [faulty]


def test_rights_and_links_are_kept(faulty: Path) -> None:
    (faulty.parent / "inner").mkdir()
    faulty.rename(faulty.parent / "inner" / "real.md")
    faulty.symlink_to("inner/real.md")
    faulty.chmod(0o640)
    assert nianbao("fix", faulty).returncode == 0
    assert (
        faulty.is_symlink() and stat.S_IMODE(faulty.stat().st_mode) == 0o640 and faulty.read_bytes() != FAULTY
    )


def test_a_read_only_file_is_left_alone(faulty: Path) -> None:
    faulty.chmod(0o444)
    run = nianbao("fix", faulty)
    assert run.returncode == 2 and "只读" in run.stderr and faulty.read_bytes() == FAULTY


def test_a_folder_that_takes_no_file(faulty: Path) -> None:
    faulty.parent.chmod(0o555)
    try:
        run = nianbao("fix", faulty, prepare=drop_rights)
    finally:
        faulty.parent.chmod(0o755)
    assert run.returncode == 2 and "没有权限" in run.stderr and faulty.read_bytes() == FAULTY


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[dict[str, Any]]:
    """A folder with room for one report but not for two.

    Where only root could make one, processes may not write long files instead.
    """

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))

    if (
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=12k", "tmpfs", tmp_path], capture_output=True, check=False
        ).returncode
        == 0
    ):
        yield {"says": REASONS[errno.ENOSPC]().text("zh"), "options": {}}
        subprocess.run(["umount", tmp_path], check=True)
    else:
        yield {"says": REASONS[errno.EFBIG]().text("zh"), "options": {"prepare": limit}}


def test_a_disk_that_is_full(tmp_path: Path, small_disk: dict[str, Any]) -> None:
    report = tmp_path / "report.md"
    report.write_bytes(FAULTY)
    run = nianbao("fix", report, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}, **small_disk["options"])
    assert run.returncode == 2 and f"写不进去（{small_disk['says']}），原文件没有改动" in run.stderr
    assert report.read_bytes() == FAULTY and list(tmp_path.iterdir()) == [report]


def test_names_as_long_as_names_can_be(tmp_path: Path) -> None:
    report = tmp_path / ("报" * 84 + ".md")
    report.write_bytes(FAULTY)
    assert nianbao("fix", report).returncode == 0 and report.read_bytes() != FAULTY


def test_one_file_that_resists_does_not_keep_the_others_from_being_fixed(tmp_path: Path) -> None:
    shutil.copy(EXAMPLES / "faulty.md", tmp_path / "a.md")
    (tmp_path / "b.md").write_bytes(bytes(range(256)) * 50)
    shutil.copy(EXAMPLES / "faulty.md", tmp_path / "c.md")
    (tmp_path / "a.md").chmod(0o444)
    run = nianbao("fix", tmp_path)
    assert run.returncode == 2 and "a.md" in run.stderr and "b.md" in run.stderr
    assert (tmp_path / "a.md").read_bytes() == FAULTY != (tmp_path / "c.md").read_bytes()


def test_named_files_that_are_no_reports(tmp_path: Path) -> None:
    """A hook names whatever was changed, and says that it is not always a report."""
    (tmp_path / "README.md").write_text("# 说明\n", "utf-8")
    assert nianbao("fix", "README.md", cwd=tmp_path).returncode == 2
    run = nianbao("fix", "--severity", "NB002=info", "README.md", cwd=tmp_path)
    assert (run.returncode, summary(run)) == (
        0,
        "1 个文件、0 份报告：改了 0 个文件 0 处；还有 0 个问题，其中 0 个可用 --ask 确认后改",
    )


def test_files_that_are_no_text_are_only_listed(tmp_path: Path) -> None:
    docx: Any = pytest.importorskip("docx")
    document = docx.Document()
    for line in (ROOT / "examples" / "pasted.txt").read_text("utf-8").splitlines():
        document.add_paragraph(line)
    document.save(str(tmp_path / "report.docx"))
    before = (tmp_path / "report.docx").read_bytes()
    run = nianbao("fix", tmp_path / "report.docx")
    assert (
        run.returncode == 2
        and "这类文件不能直接改" in run.stderr
        and (tmp_path / "report.docx").read_bytes() == before
    )
