"""The tools that nianbao is compared with, in fixed versions, installed into build/bench, which git ignores.

nianbao itself is installed there as a wheel, as users get it: an editable install makes every start slower.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import venv
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from .common import ROOT, Command, Failed, output

BENCH = ROOT / "build" / "bench"
PYTHON = BENCH / "venv" / ("Scripts" if sys.platform == "win32" else "bin") / "python"
NODE = BENCH / "node"
AUTOCORRECT = "autocorrect-py==2.14.0"
NOT_ALL = "it did not see all files"


class Seen(NamedTuple):
    """The number of files and findings that a tool tells."""

    files: int
    findings: int


class Peer(NamedTuple):
    """A command of Node."""

    name: str
    packages: tuple[str, ...]  # with their versions
    arguments: tuple[str, ...]  # before the pattern of files
    seen: Callable[[str], Seen]  # reads its output

    def command(self, pattern: str) -> Command:
        """The command for the files of its working folder that a pattern names."""
        # With an absolute path zhlint does nothing, and exits 0.
        return [self.modules / ".bin" / self.name, *self.arguments, pattern]

    @property
    def modules(self) -> Path:
        return NODE / self.name / "node_modules"

    def install(self) -> None:
        """Install it into a folder of its own, because npm removes packages that only another tool needs."""
        self.modules.mkdir(parents=True, exist_ok=True)
        options = ("--no-save", "--no-package-lock", "--no-audit", "--no-fund")
        output(["npm", "install", "--prefix", self.modules.parent, *options, *self.packages])

    def verify(self, folder: Path, count: int) -> int:
        """The number of findings in a folder.

        Raises `Failed` unless it tells the right number of files: a tool that gives up at once seems fast.
        """
        seen = self.seen(output(self.command("*.md"), folder, (0, 1), both=True))
        if seen.files != count:
            raise Failed(f"{NOT_ALL}: {seen.files} of {count}")
        return seen.findings

    def versions(self) -> list[str]:
        names = [package.rpartition("@")[0] for package in self.packages]
        return [
            f"{name} {json.loads((self.modules / name / 'package.json').read_text('utf-8'))['version']}"
            for name in names
        ]


def _seen_by_markdownlint(text: str) -> Seen:
    return Seen(_number(r"^Linting: (\d+) file", text), _number(r"^Summary: (\d+) ", text))


def _seen_by_zhlint(text: str) -> Seen:
    """zhlint names each file when it starts on it, and tells the number of findings only at the end."""
    findings = 0 if re.search("^No error found", text, re.MULTILINE) else _number(r"^Found (\d+) error", text)
    return Seen(len(set(re.findall(r"^\[start\] (.+)$", text, re.MULTILINE))), findings)


def _seen_by_textlint(text: str) -> Seen:
    listed = re.search(r"^\[\{.*\}\]$", text, re.MULTILINE)
    if not listed:
        raise Failed(NOT_ALL)
    told = json.loads(listed[0])
    return Seen(len(told), sum(len(file["messages"]) for file in told))


def _number(pattern: str, text: str) -> int:
    found = re.search(pattern, text, re.MULTILINE)
    if not found:
        raise Failed(NOT_ALL)
    return int(found[1])


PEERS = (
    Peer("markdownlint-cli2", ("markdownlint-cli2@0.22.1",), (), _seen_by_markdownlint),
    Peer("zhlint", ("zhlint@0.8.2",), (), _seen_by_zhlint),
    Peer(
        "textlint",
        ("textlint@15.8.0", "textlint-rule-preset-ja-spacing@3.0.3"),
        ("--preset", "preset-ja-spacing", "--format", "json"),
        _seen_by_textlint,
    ),
)


def install_nianbao() -> None:
    """Install it from a copy, because a build leaves files in the tree that a later one would pack again."""
    source = BENCH / "source"
    shutil.rmtree(source, ignore_errors=True)
    left = shutil.ignore_patterns(
        ".*", "build", "dist", "*.egg-info", "__pycache__", "node_modules", "editors", "tests"
    )
    shutil.copytree(ROOT, source, ignore=left)
    venv.create(BENCH / "venv", clear=True, with_pip=True)
    pip_install(source)


def install_autocorrect() -> None:
    pip_install(AUTOCORRECT)


def pip_install(what: str | Path) -> None:
    output([PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", what])
