"""Completion as shells ask for it, and as bash does it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.command import nianbao
from tests.processes import run

PROGRAMS = Path(sys.executable).parent


def offered(line: str) -> list[str]:
    """What bash offers after a line, by the script that the command prints."""
    script = (
        'eval "$(nianbao completion bash)"\n'
        f"COMP_LINE={line!r} COMP_POINT={len(line)} COMP_TYPE=9 COMP_KEY=9\n"
        f"COMP_WORDS=({line}) COMP_CWORD={len(line.split()) - (not line.endswith(' '))}\n"
        '_python_argcomplete nianbao\nprintf "%s\\n" "${COMPREPLY[@]}"'
    )
    environment = {**os.environ, "PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}"}
    return [word.strip() for word in run(["bash", "-c", script], env=environment).stdout.split()]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_each_shell_has_a_script(shell: str) -> None:
    printed = nianbao("completion", shell)
    assert printed.returncode == 0
    assert "nianbao" in printed.stdout
    assert "_ARGCOMPLETE" in printed.stdout


def test_commands_options_and_values_are_completed() -> None:
    assert offered("nianbao ex") == ["extract", "explain"]
    assert offered("nianbao check --max") == ["--max-warnings"]
    assert {"sarif", "json"} <= set(offered("nianbao check --format "))


def test_an_unknown_shell_is_told() -> None:
    said = nianbao("completion", "tcsh")
    assert said.returncode == 2
    assert "bash" in said.stderr
