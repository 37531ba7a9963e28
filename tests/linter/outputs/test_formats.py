"""All formats say the same, of every kind of file, in both languages, and in any number of processes."""

from __future__ import annotations

import os
import pickle
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nianbao.linter import Config, Source, examine, outputs
from nianbao.linter.cli.running.tally import Tally

from tests.conftest import ROOT
from tests.linter.outputs.cases import (
    CLEAN,
    FAULTY,
    ODD_NAMES,
    clean,
    counts,
    every_kind,
    faulty,
    generated,
    named,
    unread,
    written,
)
from tests.linter.outputs.counting import COUNT


def test_every_format_is_counted() -> None:
    assert set(COUNT) == set(outputs.FORMATS)


@pytest.mark.parametrize("format", outputs.FORMATS)
def test_every_kind_of_file(format: str) -> None:
    kinds = every_kind()
    expected = counts(kinds)
    assert expected["waived"] == 2 and expected["error"] > 10 and expected["warning"] > 5
    assert COUNT[format](written(format, kinds)) == expected


@settings(max_examples=25)
@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=4, unique=True))
def test_all_formats_tell_the_same_findings(seeds: list[int]) -> None:
    examined = [generated(seed) for seed in seeds]
    expected = counts(examined)
    told = {format: COUNT[format](written(format, examined)) for format in outputs.FORMATS}
    assert told == dict.fromkeys(outputs.FORMATS, expected)


@pytest.mark.parametrize("name", ODD_NAMES)
@pytest.mark.parametrize("format", sorted(set(outputs.FORMATS) - {"text"}))
def test_odd_names_of_files(format: str, name: str) -> None:
    """A name may hold what ends a line, a cell, an attribute or a command elsewhere."""
    examined = [named(faulty(), name), named(unread(), name)]
    output = written(format, examined).encode("utf-8", "backslashreplace").decode()
    assert COUNT[format](output) == counts(examined)


@pytest.mark.parametrize("format", outputs.FORMATS)
def test_nothing_was_found_or_nothing_was_there(format: str) -> None:
    assert not COUNT[format](written(format, [clean()]))
    assert not COUNT[format](written(format, []))


@pytest.mark.parametrize("format", outputs.FORMATS)
def test_what_is_prepared_can_go_from_process_to_process(format: str) -> None:
    options = outputs.Options(root="/reports", passed=True, date="2024-01-31")
    kinds = every_kind()
    there = outputs.writer(format, options)
    sent = [pickle.dumps(there.prepare(one)) for one in kinds]
    here, tally = outputs.writer(format, options), Tally()
    for one in kinds:
        tally.add(one, named=True)
    parts = [here.add(pickle.loads(one)) for one in sent]
    assert "".join([*parts, here.end(tally.outcome(options))]) == written(format, kinds, options)


@pytest.mark.parametrize("format", outputs.FORMATS)
def test_the_same_twice(format: str) -> None:
    assert written(format, every_kind()) == written(format, every_kind())


@pytest.mark.parametrize("format", sorted(set(outputs.FORMATS) - {"sarif"}))  # whose rules have Chinese pages
def test_english(format: str) -> None:
    examined = [
        examine(Source(name, text), Config(lang="en")) for name, text in (("a.md", FAULTY), ("b.md", CLEAN))
    ]
    output = written(format, [*examined, unread()], outputs.Options(lang="en", root="/reports"))
    assert "should be 13, not 31" in output
    assert [
        word for word in ("错误", "警告", "已豁免", "可改", "整改", "核对等式", "检查结果") if word in output
    ] == []


@pytest.mark.parametrize("format", outputs.FORMATS)
def test_a_run_of_many_files_keeps_their_order(format: str) -> None:
    seeds = random.Random(format).sample(range(1000), 6)
    output = written(format, [named(faulty(), f"{seed}.md") for seed in seeds])
    places = [output.index(f"{seed}.md") for seed in seeds]
    assert places == sorted(places)


@pytest.mark.parametrize("format", ["text", "sarif", "junit", "html"])
def test_the_command_writes_it(format: str, tmp_path: Path) -> None:
    """A real run over files with odd names, in several processes, to a file and to standard output."""
    shutil.copytree(ROOT / "examples", tmp_path / "in")
    for name in (b"\xff\xfe.md", "甲 <b>&,%:.md".encode(), b"two\nlines.md"):
        shutil.copy(
            os.fsencode(ROOT / "examples" / "faulty.md"), os.path.join(os.fsencode(tmp_path), b"in", name)
        )
    command = [sys.executable, "-m", "nianbao", "check", "in", "--format", format, "--quiet"]
    shown = subprocess.run([*command, "--jobs", "1"], cwd=tmp_path, capture_output=True, check=False)
    filed = subprocess.run(
        [*command, "--jobs", "2", "--output", "out"], cwd=tmp_path, capture_output=True, check=False
    )
    assert (shown.returncode, filed.returncode, filed.stdout) == (1, 1, b""), filed.stderr.decode()
    assert (tmp_path / "out").read_bytes() == shown.stdout
    assert COUNT[format](shown.stdout.decode()) == {"error": 13, "warning": 13, "info": 2}
