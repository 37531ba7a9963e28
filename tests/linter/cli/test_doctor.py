"""`nianbao doctor`: the same that the check does, said beforehand."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from nianbao.linter import Config, all_rules
from nianbao.linter.readers import SUFFIXES
from nianbao.linter.registry import ON_DEMAND
from nianbao.linter.settings import Settings

from tests.command import nianbao
from tests.conftest import ROOT

CONFIGURATION = """\
ignore = ["aspect-missing"]
fail-on = "warning"
year = 2023
baseline = "baseline.json"

[severity]
row-label = "error"

[[waiver]]
rule = "NB304"
file = "reports/a.md"
cell = "表四 · 行政复议 · 总计"
reason = "与司法局核对中"
until = 2026-03-31
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "reports").mkdir()
    shutil.copy(ROOT / "examples" / "faulty.md", tmp_path / "reports" / "a.md")
    (tmp_path / "nianbao.toml").write_text(CONFIGURATION, "utf-8")
    (tmp_path / "baseline.json").write_text('{"version": 1, "findings": []}', "utf-8")
    return tmp_path


def lines(folder: Path, *arguments: str, **environment: str) -> list[str]:
    run = nianbao("doctor", *arguments, cwd=folder, env={"PATH": "", **environment})
    assert run.returncode == 0, run.stderr
    printed: list[str] = run.stdout.splitlines()
    return printed


def test_what_is_in_force_and_why(folder: Path) -> None:
    said = lines(folder, "reports", SOURCE_DATE_EPOCH="1767225600")  # 2026-01-01
    rules = len(all_rules())
    assert said[0].startswith("nianbao 0.") and "Python 3." in said[0] and "lark 1." in said[0]
    for line in (
        "reports",
        "配置文件  nianbao.toml（从 reports 往上找到的第一个）",
        "格式      2019：2019—2020 年度",
        "格式      2021：2021 年度起",
        f"规则      共 {rules} 条，启用 {rules - 1 - len(ON_DEMAND)} 条",
        "  关闭    NB110（nianbao.toml 的 ignore）",
        "  要时才查 NB119（写明级别就查，如 --severity NB119=info）",
        "  改级别  NB204 row-label：错误，原为 警告（nianbao.toml 的 severity）",
        "设定      fail-on = warning（nianbao.toml 的 fail-on）",
        "设定      year = 2023（nianbao.toml 的 year）",
        "豁免      reports/a.md NB304 remedies/cases/review_total：与司法局核对中，至 2026-03-31",
        "基线      baseline.json：0 个问题（nianbao.toml 的 baseline）",
    ):
        assert line in said, said
    assert any(
        "已于 2026-03-31 到期" in line for line in lines(folder, "reports", SOURCE_DATE_EPOCH="1777225600")
    )


def test_what_cannot_be_read_here_and_what_helps(folder: Path) -> None:
    said = lines(folder)  # no program is on the path
    can, cannot = said[1], [line for line in said if line.startswith("不能读取")]
    assert all(
        any(suffix in line.replace("：", " ").split() for line in (can, *cannot)) for suffix in SUFFIXES
    )


def test_options_are_said_to_be_the_reason(folder: Path) -> None:
    said = lines(
        folder,
        "reports/a.md",
        "--select",
        "NB304,row-label",
        "--severity",
        "NB304=info",
        "--lang",
        "en",
        "--year",
        "2022",
    )
    assert (
        "  only    NB204 NB304 (option --select)" in said and "setting   year = 2022 (option --year)" in said
    )
    assert "  changed NB304 review-total: info, not error (option --severity)" in said


def test_without_a_configuration(folder: Path, tmp_path: Path) -> None:
    assert "配置文件  没有，一切按默认（--no-config）" in lines(folder, "--no-config")
    (folder / "nianbao.toml").unlink()
    assert any(line.startswith("配置文件  没有，一切按默认（从 ") for line in lines(folder))


def test_for_programs(folder: Path) -> None:
    output = json.loads("\n".join(lines(folder, "reports/a.md", ".", "--json")))
    assert [view["path"] for view in output["paths"]] == ["reports/a.md", "."]
    view = output["paths"][0]
    assert view["configuration"] == str(folder / "nianbao.toml") and view["baseline"] == str(
        folder / "baseline.json"
    )
    assert view["waivers"] == [
        {
            "files": ["reports/a.md"],
            "rule": "NB304",
            "cell": "remedies/cases/review_total",
            "reason": "与司法局核对中",
            "until": "2026-03-31",
        }
    ]
    config: Config = Settings().for_file(folder / "reports" / "a.md")
    assert {rule["code"] for rule in view["rules"] if rule["on"]} == {
        rule.code for rule in all_rules() if config.wants(rule)
    }
    assert {rule["code"]: rule["severity"] for rule in view["rules"]}["NB204"] == "error"


@pytest.mark.parametrize(
    ("text", "arguments", "says"),
    [
        ("selct = []\n", ["reports"], "nianbao.toml 第 1 行：没有“selct”这个配置项，是不是“select”？"),
        ("", ["nowhere"], "nowhere：没有这个文件或文件夹"),
        ("", ["--config", "nowhere.toml"], "nowhere.toml：没有这个配置文件"),
        ("", ["--select", "NB3O1"], "是不是“NB301”"),
        ("", ["--baseline", "nowhere.json"], "没有基线文件 nowhere.json"),
        ('baseline = "gone.json"\n', ["reports"], "gone.json"),
    ],
)
def test_what_is_broken_ends_with_2_and_is_named(
    folder: Path, text: str, arguments: list[str], says: str
) -> None:
    (folder / "nianbao.toml").write_text(text, "utf-8")
    run = nianbao("doctor", *arguments, cwd=folder)
    assert run.returncode == 2 and says in run.stderr and "Traceback" not in run.stderr


def test_it_says_what_the_check_then_does(folder: Path) -> None:
    """An editor and the command must not differ without a word: both ask the settings that are shown here."""
    on = {
        rule["code"]
        for rule in json.loads("\n".join(lines(folder, "reports", "--json")))["paths"][0]["rules"]
        if rule["on"]
    }
    findings = json.loads(nianbao("check", "reports", "--format", "json", cwd=folder).stdout)["reports"][0][
        "findings"
    ]
    assert findings and {finding["code"] for finding in findings} <= on
