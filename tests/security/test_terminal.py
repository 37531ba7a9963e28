"""Texts and names of files do not steer the terminal, nor are they commands of a spreadsheet or a build."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nianbao.linter import Message
from nianbao.linter.messages import visible

from tests.command import NIANBAO
from tests.conftest import ROOT
from tests.processes import running

STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\u202a-\u202e\u2066-\u2069]")
OURS = re.compile(r"\x1b\[(?:[0-9;]*m|K)|\r(?=\x1b\[K|\n)")  # colours, and the counter of a long run
HOSTILE = "\x1b]0;title\x07\x1b[2J\x9b31m\x08\u202eabc\u2066"
NAME = "年报\x1b[31m\x07\x1b]8;;x.example\x1b\\.md"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a hostile report of a hostile name, that is a faulty one as well."""
    text = (ROOT / "examples" / "faulty.md").read_text("utf-8")
    text = (
        text.replace("一、基本情况", f"一、基本{HOSTILE}情况")
        .replace("本年废止件 ", f"本年废止{HOSTILE}件 ")
        .replace("| 31 |", f"| 31{HOSTILE} |")
    )
    (tmp_path / NAME).write_text(text.replace("属于行政执法卷宗", f"属于行政{HOSTILE}执法卷宗"), "utf-8")
    return tmp_path


def said(folder: Path, *arguments: str) -> tuple[str, str]:
    """The standard output and standard error of the command."""
    run = subprocess.run(
        [sys.executable, "-m", "nianbao", *arguments],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    assert "Traceback" not in run.stderr
    return run.stdout, run.stderr


DOCUMENTS = ("markdown", "junit", "checkstyle", "json", "sarif", "gitlab")


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "."), ("check", "--quiet", "."), ("check", "--passed", "--lang", "en", "."),
        ("check", f"no{HOSTILE}file.md"),
        ("fix", "--rules", "."), ("doctor", NAME),
        *(("check", "--format", format, ".") for format in DOCUMENTS),
        ("extract", "."),
    ],
    ids=lambda arguments: " ".join(arguments[:3]).encode("ascii", "replace").decode(),
)  # fmt: skip
def test_nothing_steers(folder: Path, arguments: tuple[str, ...]) -> None:
    output, errors = said(folder, *arguments)
    assert output or errors
    assert not STEERING.search(OURS.sub("", errors)), ascii(errors)
    if (
        "--format" in arguments or arguments[0] == "extract"
    ):  # data, which must be exact; no terminal of today takes anything else for a command
        assert "\x1b" not in output and "\x07" not in output
    else:
        assert not STEERING.search(output.replace("\r\n", "\n")), ascii(output)


def test_on_a_terminal_there_are_our_colours_only(folder: Path) -> None:
    """Also in the differences of `fix`, which are unchanged for `patch` where they go to a file."""
    pytest.importorskip("pty", reason="no terminals of this kind here")
    for arguments in (("check", "."), ("fix", "--diff", ".")):
        output = on_a_terminal(folder, *arguments)
        assert "年报␛" in output
        assert not STEERING.search(OURS.sub("", output).replace("\r\n", "\n")), ascii(output)


def on_a_terminal(folder: Path, *arguments: str) -> str:
    leader, follower = os.openpty()
    environment = {**os.environ, "TERM": "xterm", "FORCE_COLOR": "1"}
    environment.pop("NO_COLOR", None)
    with running([*NIANBAO, *arguments], terminal=follower, cwd=folder, env=environment):
        os.close(follower)
        data = b""
        try:
            while part := os.read(leader, 65536):
                data += part
        except OSError:  # the other end is closed
            pass
    os.close(leader)
    return data.decode("utf-8", "replace")


@given(st.text())
def test_what_is_made_visible_keeps_its_length_and_its_letters(text: str) -> None:
    shown = visible(text)
    assert len(shown) == len(text)
    assert all(a == b or unicodedata.category(a) in ("Cc", "Cf") for a, b in zip(text, shown, strict=True))
    assert not STEERING.search(shown)
    assert not STEERING.search(Message(zh="“{text}”", en="{text}")(text=text).text("zh"))


def test_no_command_of_a_build_can_be_slipped_in(folder: Path) -> None:
    """GitHub takes every line that begins with :: for a command."""
    text = (
        (folder / NAME)
        .read_text("utf-8")
        .replace(
            "## 一、",
            "## ::error file=x,line=1::owned%0A::set-output name=a::b\r::stop-commands::x\n\n## 一、",
            1,
        )
    )
    (folder / NAME).unlink()
    (folder / "a,line=9::error::owned%0A\n::error::b.md").write_text(text, "utf-8")
    output, _ = said(folder, "check", "--format", "github", ".")
    lines = re.split(r"[\r\n]", output.rstrip("\n"))
    found = json.loads(said(folder, "check", "--format", "json", ".")[0])["reports"][0]["findings"]
    assert len(lines) == len(found) > 5
    assert all(
        re.match(
            r"::(?:error|warning|notice) "
            r"file=a%2Cline=9%3A%3Aerror%3A%3Aowned%250A%0A%3A%3Aerror%3A%3Ab\.md,line=",
            line,
        )
        for line in lines
    ), lines


@pytest.mark.parametrize(
    "formula", ['=cmd|"/c calc"!A1', "@SUM(1)", "+1+cmd", "-1+cmd", '=HYPERLINK("http://x.example")']
)
def test_no_cell_of_a_spreadsheet_is_a_formula(tmp_path: Path, formula: str) -> None:
    text = (
        (ROOT / "examples" / "clean.md")
        .read_text("utf-8")
        .replace("| 13 |", f"| {formula.replace('|', '¦')} |", 1)
    )
    (tmp_path / "=1+1.md").write_text(text, "utf-8")
    output, _ = said(tmp_path, "extract", "--format", "csv", "=1+1.md")
    rows = list(csv.reader(io.StringIO(output, newline="")))
    assert rows[1][0] == "'=1+1.md"
    held = [value for row in rows[1:] for value in row]
    assert any(value.startswith(f"'{formula[:4]}") for value in held), held[:40]
    assert not [value for value in held if re.match(r"[=@\t\r]|[-+](?![0-9.,]*$)", value)]
    assert {row[6] for row in rows[1:] if row[6]} <= {
        row[6] for row in rows[1:] if re.fullmatch(r"-?[0-9.]+", row[6])
    }


def test_modules_beside_reports_are_not_imported(tmp_path: Path) -> None:
    """`python -m` looks into the current folder first."""
    for name in ("csv.py", "lxml.py", "lark.py", "tomllib.py", "hashlib.py"):
        (tmp_path / name).write_text("raise SystemExit('owned')\n", "utf-8")
    shutil.copy(ROOT / "examples" / "clean.md", tmp_path)
    run = subprocess.run(
        [sys.executable, "-m", "nianbao", "check", "clean.md"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (run.returncode, run.stdout) == (0, "没有发现问题，可以发布\n"), run.stderr
