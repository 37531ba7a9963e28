"""What is worked out once for an installation: nothing depends on whether it was kept, where, and in which state."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from nianbao.grammar import kept
from nianbao.grammar.kept import Kept

from ..conftest import ROOT

COMMAND = [sys.executable, "-m", "nianbao", "check", "--format", "json", "examples/faulty.md"]
NAMES = {"regex", "report", "claims", "vocabulary", "2019", "2021"}


def environment(folder: Path, **more: str) -> Mapping[str, str]:
    """One in which compiled modules are kept in a folder."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | {"PYTHONPYCACHEPREFIX": str(folder), **more}


def run(folder: Path, **more: str) -> tuple[int, str, str]:
    told = subprocess.run(COMMAND, cwd=ROOT, env=environment(folder, **more), capture_output=True, encoding="utf-8", check=False)
    return told.returncode, told.stdout, told.stderr


def files(folder: Path) -> dict[Path, int]:
    """What is kept besides compiled modules, and when it was written."""
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"}


EXPECTED = subprocess.run(COMMAND, cwd=ROOT, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}, capture_output=True, encoding="utf-8", check=False)


def test_the_second_run_finds_all_and_says_the_same(tmp_path: Path) -> None:
    """Whatever the order of sets: that of texts is another in each run."""
    expected = (EXPECTED.returncode, EXPECTED.stdout, EXPECTED.stderr)
    assert run(tmp_path, PYTHONHASHSEED="1") == expected
    first = files(tmp_path)
    assert {path.name.split(".")[0] for path in first} == NAMES
    for seed in ("2", "3"):
        assert run(tmp_path, PYTHONHASHSEED=seed) == expected
    assert files(tmp_path) == first


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: b"",
    "cut": lambda data: data[: len(data) // 2],
    "of something else": lambda data: b"\xe9\x05\x00\x00\x00",
    "text": lambda data: b"0" * len(data),
    "garbled": lambda data: data[:80] + b"\xff" * 80 + data[160:],
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_damaged_is_worked_out_again(damage: str, tmp_path: Path) -> None:
    run(tmp_path)
    for path in files(tmp_path):
        path.write_bytes(DAMAGES[damage](path.read_bytes()))
    damaged = files(tmp_path)
    assert run(tmp_path) == (EXPECTED.returncode, EXPECTED.stdout, EXPECTED.stderr)
    mended = files(tmp_path)
    assert [path for path in mended if mended[path] == damaged[path]] == []
    run(tmp_path)
    assert files(tmp_path) == mended


def test_processes_that_start_at_once_do_not_get_in_each_others_way(tmp_path: Path) -> None:
    for _ in range(2):
        started = [subprocess.Popen(COMMAND, cwd=ROOT, env=environment(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(4)]
        told = [process.communicate() for process in started]
        assert {process.returncode for process in started} == {EXPECTED.returncode}
        assert len(set(told)) == 1
        assert {path.name.split(".")[0] for path in files(tmp_path)} == NAMES


# ── One value ──


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    monkeypatch.setattr(kept, "_beside_compiled", lambda name: tmp_path / "folder" / name)
    (tmp_path / "folder").mkdir()
    return tmp_path / "folder"


def test_a_value_is_kept_for_what_it_is_made_of(folder: Path) -> None:
    assert Kept("one", __file__, "a", 1).once(lambda: {"b": [1, 2.5, None, True, b"c", ("d",)]}) == {"b": [1, 2.5, None, True, b"c", ("d",)]}
    assert Kept("one", __file__, "a", 1).read() == {"b": [1, 2.5, None, True, b"c", ("d",)]}
    assert Kept("one", __file__, "a", 2).read() is None
    assert Kept("two", __file__, "a", 1).read() is None
    assert Kept("one", kept.__file__, "a", 1).read() is None
    assert [path.name for path in folder.iterdir()] == ["one"]


def test_it_is_made_anew_where_the_module_changed(folder: Path, tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text("a = 1", "utf-8")
    Kept("one", str(module)).write("old")
    module.write_text("a = 1 + 1", "utf-8")
    assert Kept("one", str(module)).once(lambda: "new") == "new"
    assert Kept("one", str(module)).read() == "new"


@pytest.mark.parametrize("value", [object(), {1: object()}])
def test_what_cannot_be_written_is_not_kept(value: object, folder: Path) -> None:
    assert Kept("one", __file__).once(lambda: value) is value
    assert list(folder.iterdir()) == []


def test_where_nothing_can_be_kept_all_goes_on(folder: Path) -> None:
    folder.rmdir()
    assert Kept("one", __file__).once(lambda: 3) == 3
    folder.write_bytes(b"")
    assert Kept("one", __file__).once(lambda: 4) == 4
    assert Kept("one", "no such module").once(lambda: 5) == 5


def test_it_is_with_compiled_modules_and_written_where_these_are(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    place = kept._beside_compiled("one")
    assert place and place.parent.name == "__pycache__"
    monkeypatch.setattr(kept, "_beside_compiled", lambda name: folder / name)
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    Kept("one", __file__).write(1)
    assert Kept("one", __file__).read() is None
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    Kept("one", __file__).write(1)
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    assert Kept("one", __file__).read() == 1
