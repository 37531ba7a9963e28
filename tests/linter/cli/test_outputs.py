"""Several outputs of one run, counts, and what is left out of them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.command import nianbao, summary
from tests.conftest import ROOT
from tests.terminal import Terminal


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for example in ("faulty.md", "clean.md"):
        shutil.copy(ROOT / "examples" / example, tmp_path)
    return tmp_path


def test_one_run_writes_several_outputs(folder: Path) -> None:
    run = nianbao(
        "check", ".", "-o", "json:all.json", "-o", "sarif:all.sarif", "-o", "html:all.html", cwd=folder
    )
    assert run.returncode == 1
    assert run.stdout == nianbao("check", ".", cwd=folder).stdout
    for name in ("all.json", "all.sarif", "all.html"):
        assert f"已写入 {name}" in run.stderr
    assert summary(run).startswith("检查 2 个文件")
    for name in ("json", "sarif"):
        alone = nianbao("check", ".", "-f", name, cwd=folder).stdout
        assert (folder / f"all.{name}").read_text("utf-8") == alone


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_several_processes_write_the_same(folder: Path, jobs: str) -> None:
    nianbao("check", ".", "-o", "json:a.json", "-o", "junit:a.xml", "--jobs", jobs, cwd=folder)
    assert len(json.loads((folder / "a.json").read_text("utf-8"))["reports"]) == 2
    assert 'name="faulty.md"' in (folder / "a.xml").read_text("utf-8")


def test_a_file_without_a_format_takes_the_place_of_standard_output(folder: Path) -> None:
    run = nianbao("check", ".", "-f", "json", "-o", "a.json", "-o", "markdown:a.md.txt", cwd=folder)
    assert not run.stdout
    assert json.loads((folder / "a.json").read_text("utf-8"))["summary"]["files"] == 2
    assert (folder / "a.md.txt").read_text("utf-8").startswith("## 年报检查：不能发布")


@pytest.mark.parametrize(
    ("outputs", "said"),
    [
        (["sarfi:a.sarif"], "没有输出格式“sarfi”（是不是“sarif”？）"),
        (["json:"], "--output json: 后面要写文件名"),
        (["json:a", "sarif:a"], "--output a 写了两次"),
        (["json:nowhere/a"], "写不了 nowhere/a"),
        (["json:a.json", "sarif:faulty.md"], "--output faulty.md 正是要检查的文件"),
    ],
)
def test_an_output_that_cannot_be_written_is_told(folder: Path, outputs: list[str], said: str) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    run = nianbao("check", ".", *(part for output in outputs for part in ("-o", output)), cwd=folder)
    assert run.returncode == 2
    assert said in run.stderr
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_name_with_a_colon_can_be_written(folder: Path) -> None:
    assert nianbao("check", ".", "-o", "./xy:a", cwd=folder).returncode == 1
    assert "按文件汇总" in (folder / "xy:a").read_text("utf-8")


def test_pages_of_an_earlier_run_are_not_checked(folder: Path) -> None:
    nianbao("check", ".", "-o", "html:page.html", cwd=folder)
    assert summary(nianbao("check", ".", cwd=folder)).startswith("检查 2 个文件")


def test_a_page_is_not_printed_on_a_terminal(folder: Path) -> None:
    with Terminal("check", "-f", "html", ".", cwd=folder) as terminal:
        assert terminal.status() == 2
    assert "--output html:结果.html" in terminal.said
    assert "<html" not in terminal.said


def test_open_shows_the_page_in_the_browser(folder: Path) -> None:
    browser = folder / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {folder}/opened\n')
    browser.chmod(0o755)
    run = nianbao(
        "check", "clean.md", "-o", "html:page.html", "--open", cwd=folder, env={"BROWSER": f"{browser} %s"}
    )
    assert run.returncode == 0
    assert (folder / "opened").read_text().strip() == (folder / "page.html").resolve().as_uri()
    assert "--open 打开的是网页" in nianbao("check", "clean.md", "--open", cwd=folder).stderr


# ── Files ─────────────────────────────────────────────────────────────────


def test_a_file_is_checked_once(folder: Path) -> None:
    for paths in (
        ["clean.md", "clean.md"],
        ["clean.md", "./clean.md"],
        ["clean.md", "*.md", "--exclude", "f*"],
    ):
        assert summary(nianbao("check", *paths, cwd=folder)).startswith("检查 1 个文件")
    assert summary(nianbao("check", ".", "faulty.md", cwd=folder)).startswith("检查 2 个文件")


def test_patterns_are_expanded(folder: Path) -> None:
    assert summary(nianbao("check", "*.md", cwd=folder)).startswith("检查 2 个文件")
    (folder / "下级").mkdir()
    shutil.copy(folder / "clean.md", folder / "下级" / "甲.md")
    assert summary(nianbao("check", "**/甲.md", cwd=folder)).startswith("检查 1 个文件")
    (folder / "a[1].md").write_bytes((folder / "clean.md").read_bytes())
    assert summary(nianbao("check", "a[1].md", cwd=folder)).startswith("检查 1 个文件")


@pytest.mark.parametrize("command", ["check", "fix", "extract"])
def test_files_are_left_out(folder: Path, command: str) -> None:
    run = nianbao(command, ".", "clean.md", "--exclude", "faulty*", cwd=folder)
    assert run.returncode == 0
    assert "1 个文件" in run.stderr


def test_standard_input_with_a_name_needs_no_path(folder: Path) -> None:
    text = (folder / "faulty.md").read_text("utf-8")
    run = nianbao("check", "--stdin-filename", "草稿.md", input=text, cwd=folder)
    assert run.stdout.startswith("草稿.md:")
    assert summary(run).startswith("检查 1 个文件")


# ── Counts ────────────────────────────────────────────────────────────────


def test_statistics_by_rule_and_by_file(folder: Path) -> None:
    said = nianbao("check", ".", "--statistics", "-q", cwd=folder).stdout
    assert "按规则统计：\n      1  NB103  缺少规定的部分\n" in said
    assert "按文件汇总：\n  没有问题  clean.md\n  错误   3  警告   3  提示   0  faulty.md\n" in said
    counted = json.loads(nianbao("check", ".", "--statistics", "-f", "json", cwd=folder).stdout)["summary"]
    assert counted["statistics"]["rules"]["NB103"] == 1
    assert counted["statistics"]["files"]["clean.md"] == {"error": 0, "warning": 0, "info": 0}
    assert sum(counted["statistics"]["rules"].values()) == 6


def test_waived_findings_can_be_hidden(folder: Path) -> None:
    waiver = '[[waiver]]\nrule = "NB104"\nfile = "faulty.md"\nreason = "县里统一用此标题"\n'
    (folder / "nianbao.toml").write_text(waiver, "utf-8")
    shown, hidden = (nianbao("check", "faulty.md", *more, cwd=folder) for more in ([], ["--hide-waived"]))
    assert "已豁免 NB104" in shown.stdout
    assert "NB104" not in hidden.stdout
    assert summary(shown) == summary(hidden)
    assert summary(hidden).endswith("另有 1 处已豁免")
    report = json.loads(nianbao("check", "faulty.md", "--hide-waived", "-f", "json", cwd=folder).stdout)
    assert report["summary"]["waived"] == 1
    assert not any(finding["waived"] for finding in report["reports"][0]["findings"])


@pytest.mark.parametrize(("most", "status"), [("2", 1), ("3", 0)])
def test_too_many_warnings_fail(folder: Path, most: str, status: int) -> None:
    run = nianbao("check", "faulty.md", "--fail-on", "never", "--max-warnings", most, cwd=folder)
    assert run.returncode == status
    assert ("3 处警告也必须处理" in run.stdout) == bool(status)
    (folder / "nianbao.toml").write_text(f'fail-on = "never"\nmax-warnings = {most}\n', "utf-8")
    assert nianbao("check", "faulty.md", cwd=folder).returncode == status


def test_files_that_are_no_reports_are_one_line(folder: Path) -> None:
    for name in ("README.md", "说明.md"):
        (folder / name).write_text("# 说明\n\n报送方法。\n", "utf-8")
    files = ("clean.md", "README.md", "说明.md")
    said = nianbao("check", *files, "--severity", "NB002=info", cwd=folder).stdout
    assert "2 个文件不是年度报告，没有检查：README.md 说明.md\n" in said
    assert "NB002" not in said


def test_fix_says_what_it_changed(folder: Path) -> None:
    said = nianbao("fix", ".", cwd=folder).stderr.splitlines()
    assert said[0] == "faulty.md：改了 3 处（NB104、NB202、NB204）"
    assert len(said) == 2
    shutil.copy(ROOT / "examples" / "faulty.md", folder)
    said = nianbao("fix", ".", "--show-fixes", cwd=folder).stderr.splitlines()
    assert "  NB104 一、基本情况：改为“总体情况”" in said
    shutil.copy(ROOT / "examples" / "faulty.md", folder)
    assert len(nianbao("fix", ".", "-q", cwd=folder).stderr.splitlines()) == 1
