"""All formats tell the same of a folder, in any number of processes and whatever the order of its files."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from nianbao.linter.outputs import FORMATS

from tests.differential.places import TOLD
from tests.differential.reports import fill
from tests.linter.outputs.counting import COUNT

ENVIRONMENT = {**os.environ, "SOURCE_DATE_EPOCH": "1700000000"}


def checked(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "nianbao", "check", *arguments]
    run = subprocess.run(
        command, cwd=folder, env=ENVIRONMENT, capture_output=True, encoding="utf-8", timeout=120, check=False
    )
    assert run.returncode in (0, 1) and "Traceback" not in run.stderr, run.stderr
    return run


@pytest.fixture(scope="module", params=["plain", "baseline"])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of every kind of file, once with a configuration that names a baseline of some findings."""
    folder = tmp_path_factory.mktemp(request.param)
    fill(folder / "in", random.Random(request.param), 10)
    if request.param == "baseline":
        checked(folder, "in/000.md", "in/001.md", "in/002.md", "--write-baseline", "baseline.json")
        (folder / "nianbao.toml").write_text(
            'baseline = "baseline.json"\nseverity = { NB701 = "error" }\nignore = ["NB103"]\n', "utf-8"
        )
    return folder


def test_all_formats_tell_the_same_findings_at_the_same_places(folder: Path) -> None:
    outputs = {format: checked(folder, "--format", format, "in").stdout for format in FORMATS}
    read, _ = TOLD["json"]
    expected = list(read(outputs["json"]))
    assert (
        len(expected) > 20
        and len({one.path for one in expected}) > 10
        and any(one.waived for one in expected)
    )
    summary = json.loads(outputs["json"])["summary"]
    for format, output in outputs.items():
        assert COUNT[format](output) == +Counter(
            {key: summary[key] for key in ("error", "warning", "info", "waived")}
        ), format
    for format, (read, tells) in TOLD.items():
        told = [
            one._replace(path=" ".join(one.path.split())) if one.path and format == "markdown" else one
            for one in read(outputs[format])
        ]
        wanted = [
            one._replace(path=" ".join((one.path or "").split())) if format == "markdown" else one
            for one in expected
        ]
        assert told == [one.only(*tells) for one in wanted], format


def test_two_processes_and_any_order_say_the_same_of_each_file(folder: Path) -> None:
    def of(output: str) -> dict[str, Any]:
        return {report["path"]: report for report in json.loads(output)["reports"]}

    expected = of(checked(folder, "--format", "json", "--jobs", "1", "in").stdout)
    assert of(checked(folder, "--format", "json", "--jobs", "2", "in").stdout) == expected
    names = [
        name for name in expected if Path(name).name not in ("README.md", "信件.txt")
    ]  # which are judged otherwise where they are named
    random.Random(1).shuffle(names)
    shuffled = of(checked(folder, "--format", "json", "--jobs", "2", *names).stdout)
    assert list(shuffled) == names and all(shuffled[name] == expected[name] for name in names)


def test_the_last_line_counts_what_is_in_the_document(folder: Path) -> None:
    run = checked(folder, "--format", "json", "in")
    output = json.loads(run.stdout)
    said = run.stderr.splitlines()[-1]
    reports = [report for report in output["reports"] if report["format"]]
    totals = {
        key: sum(report["checked"][key] for report in reports) for key in ("equations", "passed", "unknown")
    }
    assert (
        f"检查 {output['summary']['files']} 个文件、{len(reports)} 份报告：核对等式 "
        f"{totals['equations']} 个，成立 {totals['passed']}，"
    ) in said
    assert (
        f"错误 {output['summary']['error']}，警告 {output['summary']['warning']}，提示 "
        f"{output['summary']['info']}"
    ) in said
