"""The parsers that Lark builds: the same whether their tables were worked out or kept, and nothing depends on where they are kept."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from nianbao.grammar import Report, Source, parse, parser, treeless

from tests.generator import draft, random_figures, render

from ..conftest import ROOT

SOURCE = Source("a.md", render(draft(random.Random(3), random_figures(random.Random(3), "2021")), "markdown"))
EXPECTED = parse(SOURCE)


def anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Report:
    """The report as it is read by a parser that is built now, with its tables in this folder."""
    monkeypatch.setattr(treeless, "_beside_compiled", lambda name: folder / name)
    parser.grammar.cache_clear()
    try:
        return parse(SOURCE)
    finally:
        parser.grammar.cache_clear()


def test_kept_tables_are_those_worked_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert anew(tmp_path, monkeypatch) == EXPECTED
    kept = {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
    assert [path.name.split(".")[:2] for path in kept] == [["report", "lark"]]
    assert anew(tmp_path, monkeypatch) == EXPECTED
    assert {path: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == kept


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "cut": lambda data: data[: len(data) // 2],
    "of another grammar": lambda data: b"0" * 64 + data[64:],
    "garbled": lambda data: data[:80] + b"\xff" * 80,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_tables_are_worked_out_again(damage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    anew(tmp_path, monkeypatch)
    [path] = tmp_path.iterdir()
    whole = path.read_bytes()
    path.write_bytes(DAMAGES[damage](whole))
    assert anew(tmp_path, monkeypatch) == EXPECTED
    assert path.read_bytes()[:64] == whole[:64]
    assert capfd.readouterr() == ("", "")


def test_where_nothing_can_be_kept_all_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    assert anew(tmp_path / "absent", monkeypatch) == EXPECTED
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("wanted", [True, False])
def test_they_are_kept_with_compiled_modules_where_these_are(wanted: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", not wanted)
    place = treeless._beside_compiled("report.lark.tables")
    assert place.parent.name == "__pycache__" if place else not wanted


def test_processes_that_start_at_once_do_not_get_in_each_others_way(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | {"PYTHONPYCACHEPREFIX": str(tmp_path)}
    command = [sys.executable, "-m", "nianbao", "check", "--quiet", "examples/clean.md"]
    for _ in range(2):
        started = [subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(4)]
        told = [process.communicate() for process in started]
        assert {process.returncode for process in started} == {0}
        assert len(set(told)) == 1
        assert sorted(path.name.split(".")[0] for path in tmp_path.rglob("*.lark.*")) == ["claims", "report"]
