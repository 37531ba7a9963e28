"""The tools that nianbao is measured beside, of fixed versions, all installed into build/bench, which git ignores.

nianbao itself is installed there as users get it, as a wheel: an editable install makes every start slower.
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
    """What a tool says that it looked at and found."""

    files: int
    findings: int


class Peer(NamedTuple):
    """A command of Node. `packages`: with their versions; `arguments`: before the pattern of files; `seen`: how its output is understood."""

    name: str
    packages: tuple[str, ...]
    arguments: tuple[str, ...]
    seen: Callable[[str], Seen]

    def command(self, pattern: str) -> Command:
        """The command for the files of its working folder that a pattern names. zhlint does nothing for an absolute path, and exits 0."""
        return [self.modules / ".bin" / self.name, *self.arguments, pattern]

    @property
    def modules(self) -> Path:
        return NODE / self.name / "node_modules"

    def install(self) -> None:
        """Into a folder of its own: npm takes away what another one needs."""
        self.modules.mkdir(parents=True, exist_ok=True)
        output(
            [
                "npm",
                "install",
                "--prefix",
                self.modules.parent,
                "--no-save",
                "--no-package-lock",
                "--no-audit",
                "--no-fund",
                *self.packages,
            ]
        )

    def verify(self, folder: Path, count: int) -> int:
        """How much it finds in a folder. Raises `Failed` unless it says that it looked at so many files: one that gives up at once would seem fast."""
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
    """It names a file when it starts on it; only at its end it says how much it found."""
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
    """Built from a copy, since a build leaves files in the tree that a later one would pack again."""
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
