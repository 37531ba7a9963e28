"""The command as a user runs it: real processes, their output and exit status."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from nianbao.linter import all_rules

from tests import processes
from tests.command import nianbao, summary
from tests.conftest import ROOT
from tests.processes import drop_rights

EXAMPLES = ROOT / "examples"


def test_clean_report() -> None:
    run = nianbao("check", "examples/clean.md")
    assert (run.returncode, run.stdout) == (0, "没有发现问题，可以发布\n")
    assert (
        summary(run)
        == "检查 1 个文件、1 份报告：核对等式 42 个，成立 42，不成立 0，无法核对 0；错误 0，警告 0，提示 0"
    )


def test_faulty_report_as_text() -> None:
    run = nianbao("check", "examples/faulty.md")
    assert run.returncode == 1
    assert (
        "examples/faulty.md:77:19: 错误 NB304 行政复议总计不等于四类结果之和 表四 · 行政复议 · 总计\n"
        "  “行政复议”：总计 0，分项之和 3；“总计”应为 3，现为 0\n"
    ) in run.stdout
    assert "可改（需人工确认）：改为 3" in run.stdout and "\x1b" not in run.stdout
    assert summary(run).endswith("错误 3，警告 3，提示 0")


def test_the_underline_stands_below_what_it_means() -> None:
    """Wide characters take two columns, so the marks are counted in columns, not in characters."""
    lines = nianbao("check", "examples/faulty.md").stdout.splitlines()
    for number, line in enumerate(lines):
        if "本年废止件 |" in line:
            before = line[: line.index("本年废止件")]
            width = sum(2 if ord(character) > 0x2E80 else 1 for character in before)
            assert lines[number + 1].index("^") == width
            assert lines[number + 1].count("^") == 10
            return
    raise AssertionError("the line is not shown")


def test_json_fits_its_schema_and_the_places_are_real() -> None:
    run = nianbao("check", "--format", "json", "examples")
    assert run.returncode == 1
    output = json.loads(run.stdout)
    schema = json.loads(nianbao("check", "--schema").stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(output, schema)
    assert output["summary"] == {
        "files": 4,
        "error": 4,
        "warning": 4,
        "info": 2,
        "waived": 0,
        "verdict": "not-ready",
        "sentence": "不能发布：4 个文件中 2 个要改；4 处错误必须改；4 处警告请核对",
        "failures": [],
    }
    faulty = next(report for report in output["reports"] if report["path"] == "examples/faulty.md")
    assert (faulty["agency"], faulty["level"], faulty["year"], faulty["format"]) == (
        "松陵县水利局",
        "department",
        2023,
        "2021",
    )
    assert faulty["checked"] == {"equations": 42, "passed": 39, "unknown": 0}
    finding = next(one for one in faulty["findings"] if one["code"] == "NB304")
    assert (finding["expected"], finding["found"], finding["place"]) == ("3", "0", "表四 · 行政复议 · 总计")
    assert finding["cell"] == {"table": "remedies", "row": "cases", "column": "review_total"}
    lines = (EXAMPLES / "faulty.md").read_text("utf-8").splitlines()
    for one in faulty["findings"]:
        start, end = one["range"]["start"], one["range"]["end"]
        if one["found"]:
            assert lines[start["line"] - 1][start["column"] - 1 : end["column"] - 1] == one["found"]
    assert [(related["message"], related["range"]["start"]["column"]) for related in finding["related"]] == [
        ("“行政复议”：0 ≠ 2 + 1", 3)
    ]


def test_json_of_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04")
    run = nianbao("check", "--format", "json", "a.docx", cwd=tmp_path)
    output = json.loads(run.stdout)
    jsonschema.validate(output, json.loads(nianbao("check", "--schema").stdout))
    assert run.returncode == 1
    assert (
        output["reports"][0]["findings"][0]["code"] == "NB001"
        and output["reports"][0]["findings"][0]["range"] is None
    )


def test_standard_input() -> None:
    text = (EXAMPLES / "faulty.md").read_text("utf-8")
    run = nianbao("check", "-", "--stdin-filename", "draft.md", "--quiet", input=text)
    assert run.returncode == 1
    assert run.stdout.startswith("draft.md:7:6: 警告 NB104 一、基本情况：标题“基本情况”应为“总体情况”\n")


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["--fail-on", "never"], 0),
        (["--ignore", "NB1,NB2,NB3"], 0),
        (["--select", "NB204"], 0),
        (["--select", "NB204", "--fail-on", "warning"], 1),
        (["--select", "row-label", "--severity", "NB204=error"], 1),
        (["--severity", "NB1=info,NB2=info", "--severity", "NB3=info"], 0),
        (["--select", "NB204", "--severity", "NB204=info", "--fail-on", "info"], 1),
    ],
)
def test_what_makes_the_run_fail(arguments: list[str], status: int) -> None:
    assert nianbao("check", "examples/faulty.md", *arguments).returncode == status


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nowhere.md"], "nowhere.md：没有这个文件或文件夹"),
        (["--select", "NB9x1", "examples"], "没有规则“NB9x1”"),
        (["--ignore", "row-labels", "examples"], "是不是“row-label”"),
        (["--severity", "NB204=fatal", "examples"], "NB204=fatal"),
        (["--output", "nowhere/out.txt", "examples"], "写不了 nowhere/out.txt"),
        (["editor"], "文件夹里没有可检查的文件"),
        (["texts"], "没有找到一份年度报告"),
    ],
)
def test_a_run_that_fails_says_why(tmp_path: Path, arguments: list[str], says: str) -> None:
    shutil.copytree(EXAMPLES, tmp_path / "examples")
    (tmp_path / "editor").mkdir()
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "notes.md").write_text("# 会议纪要\n\n一、总体要求\n", "utf-8")
    run = nianbao("check", *arguments, cwd=tmp_path)
    assert run.returncode == 2
    assert says in run.stderr and "Traceback" not in run.stderr


def test_bad_files_do_not_stop_the_others(tmp_path: Path) -> None:
    shutil.copy(EXAMPLES / "faulty.md", tmp_path / "report.md")
    (tmp_path / "binary.md").write_bytes(bytes(range(256)) * 50)
    (tmp_path / "empty.md").write_bytes(b"")
    (tmp_path / "huge.txt").write_bytes(b"0" * 50_000_000)
    (tmp_path / "letter.txt").write_text("尊敬的领导：\n\n随函报送材料。\n", "utf-8")
    (tmp_path / "table.xyz").write_text("x")
    named = ["report.md", "binary.md", "empty.md", "huge.txt", "letter.txt", "table.xyz"]
    run = nianbao("check", "--format", "json", *named, cwd=tmp_path)
    assert run.returncode == 1 and "Traceback" not in run.stderr
    found = {
        report["path"]: [finding["code"] for finding in report["findings"]]
        for report in json.loads(run.stdout)["reports"]
    }
    assert found["binary.md"] == found["huge.txt"] == found["table.xyz"] == ["NB001"]
    assert found["empty.md"] == found["letter.txt"] == ["NB002"]
    assert found["report.md"] == ["NB104", "NB202", "NB301", "NB204", "NB304", "NB103"]
    assert summary(run).startswith("检查 6 个文件、1 份报告")


def test_not_a_report_is_an_error_only_for_a_file_that_was_named(tmp_path: Path) -> None:
    shutil.copy(EXAMPLES / "clean.md", tmp_path / "report.md")
    (tmp_path / "readme.md").write_text("# 说明\n", "utf-8")
    assert nianbao("check", ".", cwd=tmp_path).returncode == 0
    assert nianbao("check", "readme.md", cwd=tmp_path).returncode == 1


def test_a_file_without_permission(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES, tmp_path / "in")
    (tmp_path / "in" / "clean.md").chmod(0)
    tmp_path.chmod(0o755)
    options: dict[str, Any] = (
        {"user": "nobody", "env": {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}} if os.geteuid() == 0 else {}
    )
    if options and not _nobody_can_run():
        options = {"prepare": drop_rights}
    run = nianbao("check", "--format", "json", tmp_path / "in", **options)
    found = {
        Path(report["path"]).name: [finding["code"] for finding in report["findings"]]
        for report in json.loads(run.stdout)["reports"]
    }
    assert found["clean.md"] == ["NB001"] and "NB304" in found["faulty.md"]
    assert "没有读取权限" in run.stdout


def _nobody_can_run() -> bool:
    try:
        return (
            subprocess.run(
                [sys.executable, "-c", "import nianbao"], user="nobody", capture_output=True, check=False
            ).returncode
            == 0
        )
    except (OSError, KeyError):
        return False


def test_a_pipe_whose_reader_goes() -> None:
    command = f"{sys.executable} -m nianbao check examples examples examples examples | head -1"
    run = processes.run(["bash", "-c", command], cwd=ROOT)
    assert run.stdout.startswith("examples/faulty.md:7:6:") and "Traceback" not in run.stderr


def test_output_to_a_file(tmp_path: Path) -> None:
    run = nianbao("check", "examples/faulty.md", "--format", "json", "--output", tmp_path / "out.json")
    assert (
        run.stdout == "" and json.loads((tmp_path / "out.json").read_text("utf-8"))["summary"]["error"] == 3
    )


def test_wrong_locale() -> None:
    run = nianbao(
        "check",
        "examples/faulty.md",
        env={**os.environ, "LANG": "C", "LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
    )
    assert run.returncode == 1 and "NB304" in run.stdout and "Traceback" not in run.stderr


def test_english() -> None:
    run = nianbao("check", "examples/faulty.md", "--lang", "en")
    assert "“行政复议”: 总计 0, its parts add up to 3; “总计” should be 3, not 0" in run.stdout
    assert summary(run).endswith("3 errors, 3 warnings, 0 notes")


def test_year_and_level() -> None:
    output = json.loads(
        nianbao(
            "check", "examples/clean.md", "--format", "json", "--year", "2020", "--level", "township"
        ).stdout
    )
    assert (output["reports"][0]["year"], output["reports"][0]["level"]) == (2020, "township")
    assert [finding["code"] for finding in output["reports"][0]["findings"]] == ["NB404", "NB402"]


def test_colour_only_where_it_is_wanted() -> None:
    script = (
        "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn([sys.executable, '-m', "
        "'nianbao', 'check', 'examples/faulty.md'])))"
    )
    environment = {**os.environ, "TERM": "xterm"}
    environment.pop("NO_COLOR", None)
    for changes, coloured in (({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)):
        run = processes.run(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env=environment | changes,
            stdin=subprocess.DEVNULL,
            encoding=None,
        )
        assert (b"\x1b[1;31m" in run.stdout) is coloured


def test_rules_and_explain() -> None:
    listing = nianbao("rules").stdout.splitlines()
    assert len(listing) == len(all_rules()) and re.match(
        r"NB302 +错误 +applicant-total +\S", next(line for line in listing if "NB302" in line)
    )
    page = nianbao("explain", "applicant-total")
    assert (
        page.returncode == 0
        and page.stdout.startswith("# NB302 applicant-total ")
        and "## 依据" in page.stdout
    )
    assert nianbao("explain", "nb302").stdout == page.stdout
    wrong = nianbao("explain", "applicants-total")
    assert wrong.returncode == 2 and "是不是“applicant-total”" in wrong.stderr


def test_wrong_usage() -> None:
    assert nianbao().returncode == 2
    assert nianbao("chek").returncode == 2
    assert nianbao("check", "--format", "pdf").returncode == 2
