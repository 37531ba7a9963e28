"""The verdict on a run, and runs that failed, in every format."""

import json
from pathlib import Path

import pytest
from nianbao.linter import Examination, Severity, Source, examine, outputs
from nianbao.linter.files.gathering import ABSENT
from nianbao.linter.outputs import Options

from tests.command import nianbao, summary
from tests.linter.outputs.cases import CLEAN, FAULTY, clean, faulty, not_a_report, unread, waived, written


def verdict(*examinations: Examination, options: Options | None = None) -> str:
    """The last line of the text."""
    return written("text", examinations, options).splitlines()[-1]


def test_sentences() -> None:
    assert verdict(clean()) == "没有发现问题，可以发布"
    assert verdict(faulty()) == "不能发布：3 处错误必须改；3 处警告请核对"
    assert verdict(clean(), faulty()) == "不能发布：2 个文件中 1 个要改；3 处错误必须改；3 处警告请核对"
    assert verdict(not_a_report()) == "没有查成：没有找到一份年度报告，等于没有检查"
    assert verdict(unread(), clean()) == (
        "没有查成：1 个文件没有读出或没有查完，原因见该文件的问题。已查的 1 份：没有发现问题，可以发布"
    )
    assert verdict().startswith("没有查成：")
    assert verdict(waived()).endswith("；另有 2 处已豁免")


def test_strictness_is_that_of_the_run() -> None:
    """What makes the run fail must be dealt with; errors must be corrected whatever the run is for."""
    text = FAULTY.replace("| 31 |", "| 13 |")
    one = examine(Source("a.md", text))
    assert "3 处警告也必须处理" in verdict(one, options=Options(fail_on=Severity.WARNING))
    assert verdict(faulty(), options=Options(fail_on=None)).startswith("不能发布：3 处错误必须改")


def test_without_a_checked_equation_nobody_can_tell() -> None:
    blank = "".join(
        f"{line}\n"
        if not line.startswith("|")
        else line.translate({ord(digit): " " for digit in "0123456789"}) + "\n"
        for line in CLEAN.splitlines()
    )
    examined = examine(Source("a.md", blank))
    assert examined.audit
    said = verdict(examined)
    assert "没有一个等式得到核对" in said and "可以发布" not in said


def test_some_rules_are_not_all(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(CLEAN, "utf-8")
    run = nianbao("check", "--select", "NB7", "a.md", cwd=tmp_path)
    assert run.returncode == 0
    assert run.stdout == "不能确定能否发布：没有发现问题；只用了部分规则检查\n"


def test_verdict_stands_on_one_stream(tmp_path: Path) -> None:
    """It is the last line of the text; where the output is for programs or brief, it is said beside it."""
    (tmp_path / "a.md").write_text(FAULTY, "utf-8")
    said = "不能发布：3 处错误必须改；3 处警告请核对"
    run = nianbao("check", "a.md", cwd=tmp_path)
    assert run.stdout.splitlines()[-1] == said and said not in run.stderr
    for options in (["--quiet"], ["--format", "json"], ["--output", "out.txt"]):
        run = nianbao("check", *options, "a.md", cwd=tmp_path)
        assert run.stderr.splitlines()[-2] == said and summary(run).startswith("检查 1 个文件"), options
    assert said not in nianbao("check", "--quiet", "a.md", cwd=tmp_path).stdout
    assert (tmp_path / "out.txt").read_text("utf-8").splitlines()[-1] == said


@pytest.mark.parametrize("format", outputs.FORMATS)
def test_failed_run_is_seen_in_every_format(format: str) -> None:
    for examinations in ([], [clean()]):
        output = written(format, examinations, failures=[ABSENT(path="nope.md")]).replace("\\", "")
        assert "没有查成" in output and "nope.md：没有这个文件或文件夹" in output
        assert "没有需要整改的问题" not in output


def test_programs_see_it() -> None:
    failures = [ABSENT(path="nope.md")]
    document = json.loads(written("json", [clean()], failures=failures))
    assert document["summary"]["verdict"] == "failed"
    assert document["summary"]["failures"] == ["nope.md：没有这个文件或文件夹，请检查路径"]
    (run,) = json.loads(written("sarif", [clean()], failures=failures))["runs"]
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    assert "nope.md" in invocation["toolExecutionNotifications"][0]["message"]["text"]
    (issue,) = json.loads(written("gitlab", [clean()], failures=failures))
    assert issue["location"]["path"] == "nope.md"


@pytest.mark.parametrize("format", outputs.FORMATS)
def test_missing_path_from_the_command(format: str, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(CLEAN, "utf-8")
    run = nianbao("check", "--format", format, "a.md", "nope", cwd=tmp_path)
    assert run.returncode == 2 and "没有查成" in run.stdout


def test_page_begins_with_the_verdict() -> None:
    page = written("html", [faulty()])
    assert '<p class="verdict not-ready">不能发布：3 处错误必须改；3 处警告请核对</p>' in page
    assert '<p class="verdict ready">没有发现问题，可以发布</p>' in written("html", [clean()])
