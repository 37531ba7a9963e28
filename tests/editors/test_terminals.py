"""The settings for Neovim, Emacs and Helix, each loaded by the real editor where there is one."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests import processes
from tests.conftest import ROOT, unavailable
from tests.editors.terminal import XTERM, terminal
from tests.editors.workbench import PICTURES

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

HERE = Path(__file__).parent
EDITORS = ROOT / "editors"


def run(command: list[str], config: Path, report: Path) -> dict[str, Any]:
    """The data that an editor printed after it had opened a report."""
    environment = at_home(command[0], report.parent) | {"CONFIG": str(config), "REPORT": str(report)}
    done = processes.run(command, env=environment, stdin=subprocess.DEVNULL)
    printed = [line for line in done.stdout.splitlines() if line.startswith("{")]
    assert printed, done.stdout + done.stderr
    told: dict[str, Any] = json.loads(printed[-1])
    assert "failed" not in told, (told, done.stderr)
    return told


def at_home(program: str, home: Path) -> dict[str, str]:
    """The environment of a user with this home, who has `nianbao` and the program."""
    if not shutil.which(program):
        unavailable(program)
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    return os.environ | {"PATH": path, "HOME": str(home), "LC_ALL": "C.UTF-8"}


@pytest.fixture(params=["faulty.txt", "faulty.nianbao.md"])
def report(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    copy: Path = tmp_path / request.param
    shutil.copy(ROOT / "examples" / "faulty.md", copy)
    return copy


@pytest.mark.parametrize(
    "program", ["nvim", str(HERE / ".nvim" / "bin" / "nvim")], ids=["installed", "newer"]
)
def test_neovim_shows_findings_and_applies_fixes(report: Path, program: str) -> None:
    told = run(
        [program, "--headless", "-u", "NONE", "-S", str(HERE / "neovim.lua")],
        EDITORS / "neovim" / "nianbao.lua",
        report,
    )
    assert [
        (one["code"], one["line"]) for one in sorted(told["before"], key=lambda one: int(one["line"]))
    ] == found_by_the_command(report)
    assert told["applied"] and {one["code"] for one in told["after"]} == {"NB103", "NB301", "NB304"}


def test_emacs_shows_findings_and_applies_fixes(report: Path) -> None:
    told = run(
        ["emacs", "--batch", "-q", "-l", str(HERE / "emacs.el")], EDITORS / "emacs" / "nianbao.el", report
    )
    assert len(told["before"]) == len(found_by_the_command(report))
    assert told["applied"] and len(told["after"]) == 3


NEOVIM = "~/.config/nvim/plugin/nianbao.lua"
EMACS = "~/.emacs.d/lisp/nianbao.el"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home of a user who did what the pages say, with a faulty report in it."""
    if not XTERM.is_dir() or not shutil.which("chromium"):
        unavailable("a terminal: xterm.js and chromium")
    shutil.copy(ROOT / "examples" / "faulty.md", tmp_path / "2023.nianbao.md")
    for place, name in ((NEOVIM, "neovim"), (EMACS, "emacs")):
        assert place in (ROOT / "docs" / "editors" / f"{name}.md").read_text("utf-8")
        copy = tmp_path / place.removeprefix("~/")
        copy.parent.mkdir(parents=True)
        shutil.copy(EDITORS / name / copy.name, copy)
    emacs = (
        tmp_path / ".emacs.d"
    )  # in a home that is new, Emacs would compile its own packages, and show their warnings
    (emacs / "early-init.el").write_text(
        "(setq native-comp-deferred-compilation nil native-comp-async-report-warnings-errors nil)\n", "utf-8"
    )
    init = re.search(
        r"```elisp\n(.*?)```", (ROOT / "docs" / "editors" / "emacs.md").read_text("utf-8"), re.DOTALL
    )
    assert init
    (emacs / "init.el").write_text(init[1], "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "program", ["nvim", str(HERE / ".nvim" / "bin" / "nvim")], ids=["installed", "newer"]
)
def test_neovim_shows_findings_on_its_screen(home: Path, program: str) -> None:
    pictures = PICTURES / ("older" if program == "nvim" else "neovim")
    with terminal([program, "2023.nianbao.md"], home, at_home(program, home), pictures) as shown:
        shown.wait_for("## 一、基本情况")
        shown.press(":45\r")
        shown.wait_for("E | 一、本年新收", "W |  |  | 7.")
        shown.press(":lua vim.diagnostic.setloclist()\r")
        shown.wait_for(*(f"|{line} col " for _, line in found_by_the_command(home / "2023.nianbao.md")))
        shown.picture("findings")
        shown.press(":qall!\r")


def test_emacs_shows_findings_on_its_screen(home: Path) -> None:
    with terminal(
        ["emacs", "-nw", "2023.nianbao.md"], home, at_home("emacs", home), PICTURES / "emacs"
    ) as shown:
        shown.wait_for("## 一、基本情况", "Flymake[3 3]")
        shown.press("\x1bxflymake-show-buffer-diagnostics\r")
        shown.wait_for(
            *(f" {line} " for _, line in found_by_the_command(home / "2023.nianbao.md")),
            "表二第二十条第（一）项表头",
        )
        shown.picture("findings")
        shown.press("\x18\x03")


# The keys of Helix' languages.toml that ours may use, as its source declares them.
# A key that it does not know keeps Helix from starting.
HELIX_LANGUAGE = {
    "name",
    "language-id",
    "scope",
    "file-types",
    "shebangs",
    "roots",
    "comment-tokens",
    "block-comment-tokens",
    "language-servers",
    "soft-wrap",
}
HELIX_SERVER = {"command", "args", "environment", "config", "timeout", "required-root-patterns"}


def test_helix_settings_name_the_server() -> None:
    """Helix itself is not run, as no package brings it."""
    settings = tomllib.loads((EDITORS / "helix" / "languages.toml").read_text("utf-8"))
    assert set(settings) == {"language", "language-server"}
    server = settings["language-server"]["nianbao"]
    assert set(server) <= HELIX_SERVER
    assert shutil.which(server["command"], path=str(Path(sys.executable).parent)) and server["args"] == [
        "lsp"
    ]
    own, *others = settings["language"]
    assert own["name"] == "nianbao" and {"scope", "file-types"} <= set(
        own
    )  # which Helix demands of a language that it does not know
    assert [set(kind) for kind in own["file-types"]] == [{"glob"}] * 2 and set(
        own["block-comment-tokens"]
    ) == {"start", "end"}
    for language in (own, *others):
        assert set(language) <= HELIX_LANGUAGE
        assert "nianbao" in language["language-servers"]


def found_by_the_command(report: Path) -> list[tuple[str, int]]:
    command = [
        sys.executable,
        "-m",
        "nianbao",
        "check",
        "--fail-on",
        "never",
        "--format",
        "json",
        str(report),
    ]
    told = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return [(one["code"], one["range"]["start"]["line"]) for one in told["reports"][0]["findings"]]
