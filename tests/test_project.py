"""The project itself: what is packaged, documented and committed."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from nianbao.linter import all_rules

from tests.conftest import ROOT

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def tracked() -> list[Path]:
    names = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    ).stdout.splitlines()
    return [ROOT / name for name in names if (ROOT / name).is_file() and not (ROOT / name).is_symlink()]


def test_every_data_file_is_packaged() -> None:
    patterns = PROJECT["tool"]["setuptools"]["package-data"]
    packaged = {
        path
        for package, folder in (
            ("nianbao.grammar", "grammar"),
            ("nianbao.linter", "linter"),
            ("nianbao.lsp", "lsp"),
            ("nianbao", "linter/_root"),
        )
        for pattern in patterns[package]
        for path in (ROOT / folder).glob(pattern)
    }
    data = {
        path
        for path in tracked()
        if path.relative_to(ROOT).parts[0] in ("grammar", "linter", "lsp") and path.suffix != ".py"
    }
    assert data == packaged


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_readme_shows_the_real_output(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    shown = re.search(r"```console\n\$ nianbao check examples/faulty.md\n(.*?)```", text, re.DOTALL)
    assert shown
    run = subprocess.run(
        [sys.executable, "-m", "nianbao", "check", "examples/faulty.md"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert shown[1] == run.stdout.rstrip("\n") + "\n" + run.stderr


@pytest.mark.parametrize(
    "name", ["README.md", "README.zh-CN.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"]
)
def test_links_lead_somewhere(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
        assert (ROOT / target).exists(), f"{name} links to {target}"


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md", "CHANGELOG.md", "docs/configuration.md"])
def test_rules_that_are_named_exist(name: str) -> None:
    named = set(re.findall(r"\bNB[0-9]{3}\b", (ROOT / name).read_text("utf-8")))
    assert named <= {rule.code for rule in all_rules()}


def test_nothing_names_a_registry_or_a_path_of_one_machine() -> None:
    forbidden = re.compile(
        "(?:"
        + "|".join(
            [
                "py" + "pi\\.org",
                "python" + "hosted",
                "npm" + "js\\.",
                "/ho" + "me/",
                "/ro" + "ot/",
                "/wo" + "rk/",
            ]
        )
        + ")"
    )
    for path in tracked():
        if (
            path.suffix in (".py", ".md", ".toml", ".json", ".yml", ".txt", ".lark", "")
            and path.name != "LICENSE"
        ):
            assert not forbidden.search(path.read_text("utf-8", "replace")), path


def test_official_words_stand_in_the_formats_only() -> None:
    """A label that moves to another wording must be changed in one place."""
    labels = {
        "本年制发件数",
        "现行有效件数",
        "本年新制作数量",
        "结转下年度继续办理",
        "属于国家秘密",
        "第二十条第",
        "结果维持",
        "社会公益组织",
    }
    for path in [*(ROOT / "grammar").rglob("*.py"), *(ROOT / "linter").rglob("*.py")]:
        found = {label for label in labels if label in path.read_text("utf-8")}
        assert not found, f"{path.name}: {found}"
