"""The hooks as pre-commit runs them: installed from a repository, offline, in a repository of reports."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from nianbao.linter.readers import SUFFIXES

from tests.conftest import ROOT
from tests.integrations.conftest import TAG

HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}


@pytest.mark.timeout(300)
def test_commits_of_reports(tmp_path: Path, repository: Path, offline: dict[str, str]) -> None:
    offline = {**offline, "PRE_COMMIT_HOME": str(tmp_path / "cache")}
    team = tmp_path / "team"
    (team / "reports").mkdir(parents=True)

    def run(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=team, env=offline, capture_output=True, encoding="utf-8", timeout=200, check=False
        )

    hooks = [{"id": "nianbao-fix"}, {"id": "nianbao", "args": ["--fail-on=warning"]}]
    (team / ".pre-commit-config.yaml").write_text(
        yaml.safe_dump({"repos": [{"repo": str(repository), "rev": TAG, "hooks": hooks}]}), "utf-8"
    )
    (team / "README.md").write_text("# 本仓库存放年报\n", "utf-8")
    shutil.copy(ROOT / "examples" / "clean.md", team / "reports" / "青禾县 民政局.md")
    assert run("git", "init", "--quiet").returncode == 0
    assert run(sys.executable, "-m", "pre_commit", "install").returncode == 0
    run("git", "add", ".")
    first = run("git", "commit", "-m", "一份没有问题的年报")
    assert first.returncode == 0, first.stdout + first.stderr

    faulty = team / "reports" / "松陵县水利局.md"
    shutil.copy(ROOT / "examples" / "faulty.md", faulty)
    run("git", "add", ".")
    refused = run("git", "commit", "-m", "一份有问题的年报")
    said = refused.stdout + refused.stderr
    assert refused.returncode == 1 and "files were modified by this hook" in said and "NB304" in said
    assert "## 一、总体情况" in faulty.read_text("utf-8") and "| 31 |" in faulty.read_text("utf-8"), (
        "only what is safe is fixed"
    )

    (team / "README.md").write_text("# 本仓库存放各单位的年报\n", "utf-8")
    assert run("git", "commit", "-m", "只改说明", "README.md").returncode == 0, (
        "files that are no reports are passed over"
    )

    shutil.copy(ROOT / "examples" / "clean.md", faulty)
    run("git", "add", ".")
    assert run("git", "commit", "-m", "改好了").returncode == 0


def test_the_hooks_are_for_files_that_can_be_read() -> None:
    """PDF and old Word files need more than a bare installation, so that who wants them says so."""
    checked = {suffix for suffix in SUFFIXES if re.search(HOOKS["nianbao"]["files"], f"报告{suffix}")}
    assert {".md", ".txt", ".html", ".docx"} <= checked and set(SUFFIXES) - checked == {
        ".pdf",
        ".doc",
        ".dot",
        ".wps",
        ".wpt",
        ".rtf",
        ".odt",
    }
    fixed = {
        suffix for suffix in SUFFIXES if re.search(HOOKS["nianbao-fix"]["files"], f"报告{suffix.upper()}")
    }
    assert fixed < checked and ".docx" not in fixed
