"""The extension for VS Code: its code, its colours, what it ships, and that it agrees with the server."""

from __future__ import annotations

import json
import re
import subprocess
import zipfile
from pathlib import Path

import nianbao
import pytest
from nianbao.lsp.features.commands import COMMANDS

from tests.conftest import ROOT
from tests.editors.conftest import EXTENSION

LIMIT = 15 * 2**20  # bytes that clerks must download


@pytest.mark.parametrize("script", ["check", "grammar"])
def test_types_style_and_colours(extension: Path, script: str) -> None:
    done = subprocess.run(
        ["npm", "run", "--silent", script],
        cwd=extension,
        capture_output=True,
        encoding="utf-8",
        timeout=100,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_is_shipped(vsix: Path) -> None:
    with zipfile.ZipFile(vsix) as packed:
        names = {
            name.removeprefix("extension/") for name in packed.namelist() if name.startswith("extension/")
        }
    folders = {"dist", "images", "l10n", "syntaxes"}
    files = {
        "language-configuration.json",
        "package.json",
        "package.nls.json",
        "package.nls.zh-cn.json",
        "readme.md",
        "LICENSE.txt",
    }
    assert {name for name in names if "/" not in name} == files
    assert {name.split("/")[0] for name in names if "/" in name} == folders
    assert not [name for name in names if re.search(r"\.map$|\.ts$|node_modules|\.env|\.npmrc|\.pyc$", name)]
    assert vsix.stat().st_size <= LIMIT


def test_the_bundled_packages_are_those_of_this_tree(vsix: Path) -> None:
    with (
        zipfile.ZipFile(vsix) as whole,
        whole.open("extension/dist/python/packages.zip") as file,
        zipfile.ZipFile(file) as packed,
    ):
        names = set(packed.namelist())
        for package in ("grammar", "linter", "lsp"):
            for path in (ROOT / package).rglob("*"):
                if path.is_file() and not {"__pycache__", "_root"} & set(path.parts):
                    assert packed.read(f"nianbao/{path.relative_to(ROOT).as_posix()}") == path.read_bytes()
    assert {
        "lark/__init__.py",
        "pygls/server.py",
        "lsprotocol/types.py",
        "attr/__init__.py",
        "cattrs/__init__.py",
        "pathspec/__init__.py",
        "tomli/__init__.py",
        "nianbao/__init__.py",
    } <= names
    assert any(name.startswith("msgspec/_core.") and name.endswith("emscripten.so") for name in names)
    assert not [name for name in names if name.endswith(".so") and "emscripten" not in name]
    compiled = {name.split(".")[0] for name in names if "/__pycache__/" in name}
    assert {
        f"nianbao/{folder}/__pycache__/{name}"
        for folder, name in (
            ("grammar", "parse"),
            ("grammar/claims", "reading"),
            ("linter", "engine"),
            ("lsp", "server"),
        )
    } <= compiled


def test_it_agrees_with_the_server() -> None:
    manifest = json.loads((EXTENSION / "package.json").read_text("utf-8"))
    assert manifest["version"] == nianbao.__version__
    source = "".join(path.read_text("utf-8") for path in (EXTENSION / "src").glob("*.ts"))
    asked = set(re.findall(r'\.ask(?:<\w+>)?\("([\w.]+)"', source))
    assert asked and asked <= set(COMMANDS)
    own = {command["command"] for command in manifest["contributes"]["commands"]}
    assert own == set(re.findall(r'^      "(nianbao\.\w+)": ', source, re.MULTILINE))
    assert not own & set(COMMANDS)  # the client registers the server's under their own names


def test_every_text_is_there_in_both_languages() -> None:
    english, chinese = (
        json.loads((EXTENSION / name).read_text("utf-8"))
        for name in ("package.nls.json", "package.nls.zh-cn.json")
    )
    used = set(re.findall(r"%([\w.]+)%", (EXTENSION / "package.json").read_text("utf-8")))
    assert used == set(english) == set(chinese)
    source = "".join(path.read_text("utf-8") for path in (EXTENSION / "src").rglob("*.ts"))
    said = set(re.findall(r'l10n\.t\(\s*"([^"]+)"', source))
    assert said == set(json.loads((EXTENSION / "l10n" / "bundle.l10n.zh-cn.json").read_text("utf-8")))
