"""`check --passed`: what was verified, to be signed."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from pathlib import Path

import jsonschema

from tests import command
from tests.conftest import ROOT


def nianbao(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return command.nianbao(*arguments, env={**os.environ, **environment})


def test_the_list_names_file_tool_date_and_every_equation() -> None:
    run = nianbao("check", "--passed", "examples/clean.md", SOURCE_DATE_EPOCH="1706659200")
    lines = run.stdout.splitlines()
    sha256 = hashlib.sha256((ROOT / "examples" / "clean.md").read_bytes()).hexdigest()
    assert lines[:2] == ["核对清单 examples/clean.md", f"文件 SHA-256：{sha256}"]
    assert lines[2].startswith("核对工具：nianbao ") and lines[2].endswith("核对日期：2024-01-31")
    assert lines[3] == "已核 42 项：通过 42，问题 0，存疑 0"
    assert sum(line.startswith("    通过 ") for line in lines) == 42
    assert (
        "    通过 自然人：13 + 1 = 14 + 0" in lines
        and "    通过 本年新收：13 = 13 + 0 + 0 + 0 + 0 + 0" in lines
    )
    assert any(line.startswith("核对人：") for line in lines)


def test_what_fails_is_marked() -> None:
    lines = nianbao("check", "--passed", "examples/faulty.md").stdout.splitlines()
    assert "已核 42 项：通过 39，问题 3，存疑 0" in lines
    assert "    问题 行政复议：0 ≠ 2 + 1 + 0 + 0" in lines and "    问题 自然人：31 + 1 ≠ 14 + 0" in lines


def test_what_cannot_be_told_is_marked(tmp_path: Path) -> None:
    text = (
        (ROOT / "examples" / "clean.md")
        .read_text("utf-8")
        .replace("| 2.重复申请 | 0 | 0 |", "| 2.重复申请 |  | 0 |")
    )
    (tmp_path / "a.md").write_text(text, "utf-8")
    lines = nianbao("check", "--passed", str(tmp_path / "a.md")).stdout.splitlines()
    assert "已核 42 项：通过 41，问题 0，存疑 1" in lines
    (doubt,) = (line for line in lines if line.startswith("    存疑 "))
    assert doubt.startswith("    存疑 自然人：14 ? 1 + 0") and "+ □ +" in doubt


def test_the_same_as_data() -> None:
    run = nianbao("check", "--passed", "--format", "json", "examples", SOURCE_DATE_EPOCH="1706659200")
    output = json.loads(run.stdout)
    jsonschema.validate(output, json.loads(nianbao("check", "--schema").stdout))
    for report in output["reports"]:
        checked, items = report["checked"], report["checked"]["items"]
        verdicts = [item["verdict"] for item in items]
        assert (len(items), verdicts.count("passed"), verdicts.count("unknown")) == (
            checked["equations"],
            checked["passed"],
            checked["unknown"],
        )
        assert checked["date"] == "2024-01-31" and len(checked["sha256"]) == 64
    faulty = next(report for report in output["reports"] if report["path"] == "examples/faulty.md")
    failed = next(
        item
        for item in faulty["checked"]["items"]
        if item["verdict"] == "failed" and item["table"] == "remedies"
    )
    assert failed == {
        "identity": "review", "table": "remedies", "row": "cases", "verdict": "failed",
        "formula": "0 ≠ 2 + 1 + 0 + 0",
        "figures": {"review_total": 0, "review_upheld": 2, "review_corrected": 1, "review_other": 0,
            "review_pending": 0},
    }  # fmt: skip


def test_without_the_option_nothing_of_it_is_written() -> None:
    assert nianbao("check", "examples/clean.md").stdout == "没有发现问题，可以发布\n"
    output = json.loads(nianbao("check", "--format", "json", "examples/clean.md").stdout)
    assert output["reports"][0]["checked"] == {"equations": 42, "passed": 42, "unknown": 0}


def test_a_bad_epoch_is_an_error() -> None:
    run = nianbao("check", "--passed", "examples/clean.md", SOURCE_DATE_EPOCH="yesterday")
    assert run.returncode == 2 and "SOURCE_DATE_EPOCH" in run.stderr and "Traceback" not in run.stderr
