"""Rules of a team: beside ours where its configuration names them, and nowhere else."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from nianbao.linter import Severity, Source, all_rules, check
from nianbao.linter.outputs import FORMATS

from tests.command import nianbao, summary
from tests.linter.settings.configured import RULES, TEXT, codes, findings, furnish, troubles, write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return furnish(tmp_path)


def test_own_rules_run_beside_ours(folder: Path) -> None:
    found = findings(
        folder, 'rules = ["checks/songling.py"]\nyear = 2024\n[severity]\ntelephone-missing = "error"\n'
    )
    assert [(one.code, one.severity) for one in found if one.code.startswith("SL")] == [
        ("SL001", Severity.ERROR),
        ("SL002", Severity.INFO),
    ]
    assert not any(rule.code.startswith("SL") for rule in all_rules()), (
        "only where the configuration names them"
    )
    assert not any(code.startswith("SL") for code in codes(check(Source("a.md", TEXT))))


def test_own_rules_can_be_selected_waived_explained_and_written_in_every_format(folder: Path) -> None:
    write(
        folder, 'rules = ["checks/songling.py"]\nselect = ["SL"]\nrule-pages = "https://x.example/{name}"\n'
    )
    text = f"<!-- nianbao: ignore telephone-missing 因改用政务热线 -->\n{TEXT}"
    (folder / "reports" / "2023" / "a.md").write_text(text, "utf-8")
    for format in FORMATS:
        run = nianbao("check", "reports", "--format", format, cwd=folder)
        assert run.returncode == 0 and "Traceback" not in run.stderr, format
        assert summary(run).endswith("错误 0，警告 0，提示 1；另有 1 处已豁免"), format
    assert "查松陵县自己的要求" in nianbao("explain", "title-without-year", cwd=folder).stdout
    assert (
        "SL001" in nianbao("rules", cwd=folder).stdout
        and "SL001" not in nianbao("rules", "--no-config", cwd=folder).stdout
    )


def test_rules_may_come_from_a_module_that_is_installed(folder: Path) -> None:
    package = folder / "site" / "songling_rules"
    shutil.copytree(folder / "checks", package)
    (package / "songling.py").rename(package / "__init__.py")
    write(folder, 'rules = ["songling_rules"]\nselect = ["SL001"]\n')
    run = nianbao(
        "check",
        "reports",
        "--format",
        "json",
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder / "site")},
    )
    assert [one["code"] for one in json.loads(run.stdout)["reports"][0]["findings"]] == ["SL001"]


def test_a_rule_of_ones_own_that_crashes_takes_nothing_down(folder: Path) -> None:
    (folder / "checks" / "songling.py").write_text(RULES.replace('if "电话"', 'if 1 / 0 and "电话"'), "utf-8")
    found = findings(folder, 'rules = ["checks/songling.py"]\n')
    assert "NB999" in codes(found) and "NB304" in codes(found)


def test_a_rule_may_have_another_decorator(folder: Path) -> None:
    """Its subject and page are those of the function itself, although the decorator is in another file."""
    logging = (
        "import functools\n\ndef logged(check):\n    @functools.wraps(check)\n    def call(*about):\n"
        "        yield from check(*about)\n    return call\n"
    )
    (folder / "logging_rules.py").write_text(logging, "utf-8")
    rules = RULES.replace("Severity.WARNING)\n", "Severity.WARNING)\n@logged\n").replace(
        "Severity.INFO)\n", "Severity.INFO)\n@logged\n"
    )
    (folder / "checks" / "songling.py").write_text(f"from logging_rules import logged\n{rules}", "utf-8")
    write(folder, 'rules = ["checks/songling.py"]\nselect = ["SL"]\nyear = 2024\n')
    run = nianbao(
        "check", "reports", "--format", "json", cwd=folder, env={**os.environ, "PYTHONPATH": str(folder)}
    )
    assert [one["code"] for one in json.loads(run.stdout)["reports"][0]["findings"]] == ["SL001", "SL002"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("from nianbao.linter import", "from nianbao.lintr import"), "songling.py”第 5 行出错"),
        (("yield Problem(MISSING()", "yield Problem(MISSING("), "songling.py”第"),
        (('@rule("SL001", "telephone-missing", Severity.WARNING)', "1 / 0"), "ZeroDivisionError"),
        (('"SL001"', '"NB800"'), "不用 NB 开头"),
        (('"SL001"', '"SL1"'), "三位数字"),
        (('"SL001"', '"SL002"'), "declared twice"),
        (('"telephone-missing"', '"row-label"'), "已经有别的规则用了"),
        (('"telephone-missing"', '"Telephone"'), "应为小写英文"),
        (("(report: Report) ->", "(report: Config) ->"), "第一个参数"),
        (("(report: Report) ->", "(report) ->"), "而不是“object”"),
        (
            ("(report: Report) ->", "(report: Report | None) ->"),
            "而不是“nianbao.grammar.model.Report | None”",
        ),
        (("(report: Report) ->", "() ->"), "而不是“object”"),
        (('"telephone-missing"', '"telephone"'), "没有说明文件 telephone.md"),
        (("@rule(", "(lambda *x: lambda f: f)("), "没有 @rule 规则"),
        (("MISSING = ", "raise SystemExit\nMISSING = "), "SystemExit"),
    ],
)
def test_rules_that_are_broken_stop_the_run(folder: Path, change: tuple[str, str], says: str) -> None:
    (folder / "checks" / "songling.py").write_text(RULES.replace(*change), "utf-8")
    assert any(says in trouble for trouble in troubles(folder, 'rules = ["checks/songling.py"]\n'))
    run = nianbao("check", "reports", cwd=folder)
    assert (
        (run.returncode, run.stdout) == (2, "")
        and "nianbao.toml 第 1 行" in run.stderr
        and "Traceback" not in run.stderr
    )


def test_a_page_that_is_not_that_of_its_rule(folder: Path) -> None:
    (folder / "checks" / "telephone_missing.md").write_text("# 电话\n", "utf-8")
    assert any(
        "说明文件 telephone_missing.md 开头不对" in trouble
        for trouble in troubles(folder, 'rules = ["checks/songling.py"]\n')
    )
