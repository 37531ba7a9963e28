"""Suffixes of files stand in `linter.readers`; what has to be written elsewhere agrees with them."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from nianbao.linter.readers import MARKDOWN, PLAIN, SUFFIXES

from tests.conftest import ROOT

READERS = ROOT / "linter" / "readers"
WRITTEN = {"linter/cli/new.py", "linter/annotate/__init__.py"}  # name what they can write, not what is read
EDITORS = ("vscode/package.json", "neovim/nianbao.lua", "emacs/nianbao.el", "helix/languages.toml")


def lists(path: Path) -> Iterator[list[str]]:
    """The suffixes in each list, set, tuple and dict of a module."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        entries = node.keys if isinstance(node, ast.Dict) else getattr(node, "elts", None)
        if isinstance(entries, list):
            texts = [entry.value for entry in entries if isinstance(entry, ast.Constant)]
            yield [text for text in texts if text in SUFFIXES]


def test_no_other_module_lists_suffixes() -> None:
    found = {
        path.relative_to(ROOT).as_posix()
        for folder in ("grammar", "linter", "lsp")
        for path in (ROOT / folder).rglob("*.py")
        if READERS not in path.parents and any(len(suffixes) > 1 for suffixes in lists(path))
    }
    assert found <= WRITTEN


@pytest.mark.parametrize("name", EDITORS)
def test_editors_open_the_same_files_as_reports(name: str) -> None:
    """Those that are reports whatever they hold, for which an editor may not be asked."""
    text = (ROOT / "editors" / name).read_text("utf-8").replace("\\", "").replace("%", "")
    named = set(re.findall(r"\.nianbao\.(\w+)", text)) - {"toml"}  # a configuration
    named |= {one for group in re.findall(r"\.nianbao\.\(([\w|]+)\)", text) for one in group.split("|")}
    assert named == {"md", "txt"} and {f".{one}" for one in named} <= {*MARKDOWN, *PLAIN}


def test_the_extension_declares_them() -> None:
    package = json.loads((ROOT / "editors" / "vscode" / "package.json").read_text("utf-8"))
    declared = [one for language in package["contributes"]["languages"] for one in language["extensions"]]
    assert declared == [".nianbao.md", ".nianbao.txt"]


def test_the_hook_of_a_server_takes_files_that_can_be_read() -> None:
    text = (ROOT / "docs" / "ci" / "pre-receive").read_text("utf-8")
    (default,) = re.findall(r"NIANBAO_SUFFIXES:-([^}]*)", text)
    assert {f".{suffix}" for suffix in default.split()} <= set(SUFFIXES)
    assert f"默认 {default}" in text
