"""`nianbao new` writes blank reports to files and to standard output."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from nianbao.grammar import official_formats

from tests.command import nianbao
from tests.linter.drafting.unfilled import UNFILLED


def test_the_command_writes_markdown_to_standard_output() -> None:
    run = nianbao("new", "--year", "2023", "--agency", "青禾县民政局")
    assert (
        run.returncode == 0
        and run.stdout.startswith("# 青禾县民政局2023年")
        and "2023 年度的空白报告" in run.stderr
    )
    run = nianbao("new", env={"SOURCE_DATE_EPOCH": "1767225600", "PATH": ""})  # 2026-01-01
    assert re.match("# ××单位2025年", run.stdout)


def test_governments_are_asked_for_their_duties() -> None:
    duties = [duty.label for aspect in official_formats()[-1].aspects for duty in aspect.governments_add]
    for agency, level, due in (
        ("云岭市人民政府", None, True),
        ("青禾县民政局", None, False),
        ("青禾县民政局", "government", True),
    ):
        run = nianbao("new", "--agency", agency, *(["--level", level] if level else []))
        assert duties and all((duty in run.stdout) is due for duty in duties)


def test_the_command_writes_files_that_check_reads(tmp_path: Path) -> None:
    for name in ("空白.md", "空白.docx"):
        assert nianbao("new", "-o", name, cwd=tmp_path).returncode == 0
        run = nianbao("check", "--no-config", name, cwd=tmp_path)
        assert "1 份报告" in run.stderr and set(re.findall("NB[0-9]{3}", run.stdout)) <= UNFILLED
        again: subprocess.CompletedProcess[str] = nianbao("new", "-o", name, cwd=tmp_path)
        assert again.returncode == 2 and "文件已经存在" in again.stderr
        assert nianbao("new", "-o", name, "--force", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--year", "2018"], "--year 应是 2019 年或以后"),
        (["--year", "20233"], "--year 应是 2008 至 2099 的四位年份，而不是 20233"),
        (["-o", "a.pdf"], "不能生成“.pdf”文件"),
        (["-o", "none/a.md"], "没有文件夹"),
    ],
)
def test_what_cannot_be_made_is_said(arguments: list[str], words: str, tmp_path: Path) -> None:
    run = nianbao("new", *arguments, cwd=tmp_path)
    assert run.returncode == 2 and words in run.stderr and not list(tmp_path.iterdir())
