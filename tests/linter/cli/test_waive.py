"""`nianbao waive` and `check --add-waivers`: one finding stands, with a reason, and no other."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.command import nianbao, summary
from tests.conftest import ROOT

REASON = ("--reason", "与司法局核对中")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "examples" / "faulty.md", tmp_path / "报告.md")
    return tmp_path


def findings(folder: Path, name: str = "报告.md") -> dict[str, Any]:
    run = nianbao("check", name, "-f", "json", cwd=folder)
    (report,) = json.loads(run.stdout)["reports"]
    return {finding["code"]: finding["waived"] for finding in report["findings"]}


def test_a_finding_of_a_cell_is_waived(folder: Path) -> None:
    run = nianbao("waive", "报告.md", "NB304", "--cell", "表四 · 行政复议 · 总计", *REASON, cwd=folder)
    assert run.returncode == 0
    assert run.stderr == "已豁免 1 处 NB304，写在 nianbao.toml\n"
    assert findings(folder)["NB304"]["reason"] == "与司法局核对中"
    assert findings(folder)["NB301"] is None
    assert (folder / "nianbao.toml").read_text("utf-8") == (
        '[[waiver]]\nrule = "NB304"\nfile = "/报告.md"\ncell = "表四 · 行政复议 · 总计"\n'
        'reason = "与司法局核对中"\n'
    )
    again = nianbao("waive", "报告.md", "NB304", *REASON, cwd=folder)
    assert again.returncode == 2
    assert "已经豁免" in again.stderr


def test_a_waiver_is_for_one_place_only(folder: Path) -> None:
    report = folder / "报告.md"
    report.write_text(
        report.read_text("utf-8").replace("## 一、基本情况", "## 一、基本情况\n政府信息公开部份、布署。"),
        "utf-8",
    )
    several = nianbao("waive", "报告.md", "NB701", *REASON, cwd=folder)
    assert several.returncode == 2
    assert "有 2 处 NB701" in several.stderr
    assert "布署" in several.stderr
    assert not (folder / "nianbao.toml").exists()
    assert nianbao("waive", "报告.md", "NB701", "--text", "布署", *REASON, cwd=folder).returncode == 0
    said = nianbao("check", "报告.md", "-q", cwd=folder).stdout
    assert "警告 NB701" in said
    assert "已豁免 NB701" in said
    assert nianbao("waive", "报告.md", "NB701", "--all", *REASON, cwd=folder).returncode == 0
    assert "警告 NB701" not in nianbao("check", "报告.md", "-q", cwd=folder).stdout


def test_entries_are_added_to_what_is_there(folder: Path) -> None:
    before = '# 本局的配置\nfail-on = "warning"\n\n[severity]\nNB204 = "error"'
    (folder / "nianbao.toml").write_text(before, "utf-8")
    assert (
        nianbao("waive", "报告.md", "NB104", "--until", "2999年3月1日", *REASON, cwd=folder).returncode == 0
    )
    after = (folder / "nianbao.toml").read_text("utf-8")
    assert after.startswith(f"{before}\n\n[[waiver]]\n")
    assert "until = 2999-03-01\n" in after
    assert findings(folder)["NB104"]["until"] == "2999-03-01"


def test_a_project_keeps_them_in_its_own_table(folder: Path) -> None:
    (folder / "pyproject.toml").write_text('[tool.nianbao]\nfail-on = "warning"\n', "utf-8")
    assert nianbao("waive", "报告.md", "NB104", *REASON, cwd=folder).returncode == 0
    assert "[[tool.nianbao.waiver]]" in (folder / "pyproject.toml").read_text("utf-8")
    assert findings(folder)["NB104"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["报告.md", "NB104"], "缺少参数：--reason"),
        (["报告.md", "NB104", "--reason", "因……"], "--reason 要写明理由"),
        (["报告.md", "NB1O4", *REASON], "是不是“NB104”"),
        (["报告.md", "NB001", *REASON], "NB001"),
        (["报告.md", "NB208", *REASON], "没有这样的 NB208 问题"),
        (["报告.md", "NB104", "--text", "总计", *REASON], "有的是：一、基本情况"),
        (["没有.md", "NB104", *REASON], "没有.md"),
        (["报告.md", "NB104", "--until", "明天", *REASON], "明天"),
    ],
)
def test_what_cannot_be_waived_is_said(folder: Path, arguments: list[str], said: str) -> None:
    run = nianbao("waive", *arguments, cwd=folder)
    assert run.returncode == 2
    assert said in run.stderr
    assert "Traceback" not in run.stderr
    assert not (folder / "nianbao.toml").exists()


def test_a_configuration_that_would_become_wrong_is_left_alone(folder: Path) -> None:
    before = 'waiver = [{rule = "NB204", file = "b.md", reason = "待查"}]\n'
    (folder / "nianbao.toml").write_text(before, "utf-8")
    run = nianbao("waive", "报告.md", "NB104", *REASON, cwd=folder)
    assert run.returncode == 2
    assert "请手工加上" in run.stderr
    assert (folder / "nianbao.toml").read_text("utf-8") == before


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_all_that_stands_can_be_waived(folder: Path, jobs: str) -> None:
    shutil.copy(folder / "报告.md", folder / "b.md")
    shutil.copy(ROOT / "examples" / "clean.md", folder)
    first = nianbao("check", ".", "--add-waivers", "--reason", "历年报告", "--jobs", jobs, cwd=folder)
    assert first.returncode == 1
    assert "已把 12 处问题写成豁免：nianbao.toml" in first.stderr
    second = nianbao("check", ".", cwd=folder)
    assert second.returncode == 0
    assert summary(second).endswith("另有 12 处已豁免")
    (reason,) = {waived["reason"] for waived in findings(folder, "b.md").values()}
    assert reason.startswith("历年报告（20")
    report = folder / "b.md"
    report.write_text(
        report.read_text("utf-8").replace("6.属于四类过程性信息", "6.属于四类过程信息"), "utf-8"
    )
    assert nianbao("check", ".", "--fail-on", "warning", cwd=folder).returncode == 1, "what is new is told"


def test_reason_and_waivers_go_together(folder: Path) -> None:
    for option in (["--add-waivers"], ["--reason", "历年报告"]):
        run = nianbao("check", ".", *option, cwd=folder)
        assert run.returncode == 2
        assert "须同时写" in run.stderr
