"""Full disks, folders and files that may not be written, and files that others change at the same time."""

from __future__ import annotations

import hashlib
import json
import os
import random
import resource
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from nianbao.linter import check
from nianbao.linter.readers import read

from tests.command import nianbao
from tests.conftest import ROOT
from tests.generator import draft, random_figures
from tests.generator.html import render_html
from tests.terminal import Terminal

FAULTY = ROOT / "examples" / "faulty.md"
OLD = b"what was there before\n"
ROOM = 4096  # bytes; less than any of the files to be written


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """A folder without room, and options for processes that are to meet it.

    Where only root could make one, the processes may not write long files instead.
    """
    folder = tmp_path / "disk"
    folder.mkdir()

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, ROOM))

    if not _mounted(folder, "size=64k"):
        yield folder, {"prepare": limit}
        return
    try:
        for name in ("old.json", "old.html", "old.docx", "old.md", "baseline.json"):
            (folder / name).write_bytes(OLD)
        (folder / "baseline.json").write_text('{"version": 1, "findings": []}', "utf-8")
        with suppress(OSError), (folder / "filler").open("wb", buffering=0) as filler:
            while True:
                filler.write(bytes(512))
        yield folder, {}
    finally:
        subprocess.run(["umount", folder], check=True)


def _mounted(folder: Path, options: str) -> bool:
    return (
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], capture_output=True, check=False
        ).returncode
        == 0
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "--format", "json", "{in}", "--output", "{disk}/old.json"],
        ["check", "--format", "html", "{in}", "--jobs", "2", "--output", "{disk}/new.html"],
        ["check", "{in}", "--write-baseline", "{disk}/baseline.json", "--accept-new"],
        ["check", "{in}", "--write-baseline", "{disk}/new.json"],
        ["annotate", "{in}/page.html", "-o", "{disk}/old.html", "--force"],
        ["annotate", "{in}/page.html", "-o", "{disk}/new.html"],
        ["new", "--year", "2023", "-o", "{disk}/old.docx", "--force"],
        ["new", "--year", "2023", "-o", "{disk}/new.md"],
        ["extract", "{in}", "--output", "{disk}/old.json"],
        ["extract", "--format", "csv", "{in}", "--output", "{disk}/new.csv"],
    ],
    ids=lambda arguments: " ".join(arguments),
)
def test_a_full_disk(tmp_path: Path, disk: tuple[Path, dict[str, Any]], arguments: list[str]) -> None:
    folder, options = disk
    (tmp_path / "in").mkdir()
    for number in range(12):
        shutil.copy(FAULTY, tmp_path / "in" / f"{number}.md")
    rng = random.Random(1)
    (tmp_path / "in" / "page.html").write_text(
        render_html(draft(rng, random_figures(rng, "2021")), "page", rng), "utf-8"
    )
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    names = {"in": str(tmp_path / "in"), "disk": str(folder)}
    run = nianbao(
        *(argument.format(**names) for argument in arguments),
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        **options,
    )
    assert (
        run.returncode == 2
        and ("磁盘已满" in run.stderr or "超过文件大小的上限" in run.stderr)
        and str(folder) in run.stderr
    )
    assert "Traceback" not in run.stderr and "Exception" not in run.stderr
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_disk_that_is_read_only(tmp_path: Path) -> None:
    folder = tmp_path / "disk"
    folder.mkdir()
    if not _mounted(folder, "size=64k"):
        pytest.skip("only root can make a disk")
    try:
        shutil.copy(FAULTY, folder / "report.md")
        subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
        checked, fixed = nianbao("check", ".", cwd=folder), nianbao("fix", ".", cwd=folder)
        made = nianbao("new", "--year", "2023", "-o", folder / "new.md")
    finally:
        subprocess.run(["umount", folder], check=True)
    assert checked.returncode == 1 and "NB304" in checked.stdout
    assert fixed.returncode == 2 and "report.md" in fixed.stderr and "只读" in fixed.stderr
    assert made.returncode == 2 and "磁盘是只读的" in made.stderr


def test_a_file_that_not_even_root_may_change(tmp_path: Path) -> None:
    report = tmp_path / "report.md"
    shutil.copy(FAULTY, report)
    if (
        shutil.which("chattr") is None
        or subprocess.run(["chattr", "+i", report], capture_output=True, check=False).returncode != 0
    ):
        pytest.skip("only root can make such a file, and not on every file system")
    try:
        run = nianbao("fix", report)
        left = [path.name for path in tmp_path.iterdir()]
    finally:
        subprocess.run(["chattr", "-i", report], check=True)
    assert (
        run.returncode == 2
        and ("没有权限" in run.stderr or "只读" in run.stderr)
        and report.read_bytes() == FAULTY.read_bytes()
    )
    assert left == ["report.md"]


# ── Others write too ──────────────────────────────────────────────────────


def _truncate(report: Path) -> None:
    os.truncate(report, 100)


def _replace(report: Path) -> None:
    report.with_name("next").write_bytes(OLD)
    report.with_name("next").replace(report)


def _remove(report: Path) -> None:
    report.unlink()


def _become_a_folder(report: Path) -> None:
    report.unlink()
    report.mkdir()


@pytest.mark.parametrize("change", [_truncate, _replace, _remove, _become_a_folder])
def test_a_file_that_changes_while_it_is_being_fixed(tmp_path: Path, change: Callable[[Path], None]) -> None:
    report = tmp_path / "report.md"
    shutil.copy(FAULTY, report)
    with Terminal("fix", "--ask", "report.md", cwd=tmp_path) as terminal:
        terminal.wait_for("改为 13？")
        change(report)
        after = report.read_bytes() if report.is_file() else None
        terminal.type("a\n")
        assert terminal.status() == 2
    assert "report.md：" in terminal.said and "Traceback" not in terminal.said
    assert (report.read_bytes() if report.is_file() else None) == after, "the newer content is not touched"
    assert [path.name for path in tmp_path.iterdir()] == ([] if change is _remove else ["report.md"])


def test_a_file_that_changes_while_it_is_read(tmp_path: Path) -> None:
    """Whatever is said of a file is said of one of its versions, and the SHA-256 says of which."""
    report = tmp_path / "report.md"
    versions = [FAULTY.read_bytes(), (ROOT / "examples" / "clean.md").read_bytes()]
    expected = {}
    for version in versions:
        report.write_bytes(version)
        expected[hashlib.sha256(version).hexdigest()] = [finding.code for finding in check(read(report))]
    (tmp_path / "in").mkdir()
    for number in range(60):
        (tmp_path / "in" / f"{number}.md").symlink_to(report)
    ended = threading.Event()

    def alternate() -> None:
        number = 0
        while not ended.is_set():
            number += 1
            (tmp_path / "next").write_bytes(versions[number % 2])
            (tmp_path / "next").replace(report)

    writing = threading.Thread(target=alternate)
    writing.start()
    try:
        run = nianbao("check", "--format", "json", "--passed", "--jobs", "2", tmp_path / "in")
    finally:
        ended.set()
        writing.join()
    found = {
        (one["checked"]["sha256"], tuple(finding["code"] for finding in one["findings"]))
        for one in json.loads(run.stdout)["reports"]
    }
    assert found <= {(sha256, tuple(codes)) for sha256, codes in expected.items()} and len(found) == 2
