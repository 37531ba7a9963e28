"""The benchmarks run, and they compute rightly from their measurements; speed itself is not tested."""

from __future__ import annotations

import math
import re
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.__main__ import NAMES
from benchmarks.common import PAGES, ROOT, Failed, Rounds, Share, Usage, at_least, at_most, exponent, run
from benchmarks.growth import SHAPES, Shape
from benchmarks.peers import PEERS, Peer, Seen


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that `python -m benchmarks --quick` wrote its pages to."""
    folder = tmp_path_factory.mktemp("pages")
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks", "--quick", "--output", folder],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.timeout(300)
def test_every_row_of_the_overview_has_a_figure(written: Path) -> None:
    text = (written / "RESULTS.md").read_text("utf-8")
    rows = [
        [cell.strip() for cell in row.split("|")[1:-1]]
        for row in re.findall(r"^\|.*\|$", text.partition("## Overview")[2].partition("\n## ")[0], re.M)
    ][2:]
    assert len(rows) > 30
    others = {peer.name for peer in PEERS} | {"autocorrect-py"}
    for name, measured, *_ in rows:
        if name.removeprefix("beside ") in others:
            assert measured == "not measured: a quick run installs nothing"
        else:
            assert re.match(r"-?\d", measured), name


@pytest.mark.timeout(300)
def test_results_come_from_every_page(written: Path) -> None:
    assert {path.stem for path in written.iterdir()} == {"RESULTS", *map(str.upper, NAMES)}
    text = (written / "RESULTS.md").read_text("utf-8")
    assert set(re.findall(r"\]\((\w+)\.md\)", text)) == set(map(str.upper, NAMES))
    for name in NAMES:
        assert f"Written by `python -m benchmarks.{name}`" in (written / f"{name.upper()}.md").read_text(
            "utf-8"
        )


@pytest.mark.parametrize("power", [0.5, 1, 2, 3])
def test_the_exponent_is_that_of_the_law(power: float) -> None:
    sizes = [10, 30, 100, 1000]
    assert math.isclose(exponent(sizes, [7 * size**power for size in sizes]), power)


@pytest.mark.parametrize(
    ("right", "whole", "percent"), [(9999, 10000, 99.9), (1, 1, 100), (0, 3, 0), (2, 3, 66.6)]
)
def test_all_is_said_of_all_only(right: int, whole: int, percent: float) -> None:
    assert Share("", right, whole).percent == percent


def test_nothing_counted_is_no_share() -> None:
    with pytest.raises(Failed):
        Share("", 0, 0).figure(100, "")


def test_nothing_measured_is_said() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.false_alarms", "--reports", "0"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (
        1,
        "not measured: correct reports without an error or a warning: nothing to count\n",
    )


def test_whether_an_aim_is_met() -> None:
    assert at_most(10, "", 10, "{}").met and not at_most(10, "", 11, "{}").met
    assert at_least(10, "", 10, "{}").met and not at_least(10, "", 9, "{}").met


def test_what_fails_is_left_out_and_said() -> None:
    def fail() -> Usage:
        raise Failed("not there")

    rounds = Rounds({"ours": lambda: Usage(2), "theirs": lambda: Usage(6), "broken": fail}, {"ours"})
    rounds.repeat(2)
    assert rounds.ratios("theirs", "ours") == [3, 3]
    assert rounds.missing == {"broken": "not there"}
    with pytest.raises(Failed):
        Rounds({"ours": fail}, {"ours"}).repeat(1)


@pytest.mark.skipif(
    sys.platform == "win32", reason="the system does not tell the memory of a process that has ended"
)
def test_the_memory_of_a_command_is_its_own() -> None:
    held = b"x" * (200 * 2**20)
    small = run([sys.executable, "-c", "pass"])
    large = run([sys.executable, "-c", "held = b'x' * (100 * 2**20)"])
    assert len(held) > 2**20 * small.memory and large.memory - small.memory == pytest.approx(100, abs=5)


def test_a_command_that_crashes_is_not_timed() -> None:
    with pytest.raises(Failed, match="exit status 3"):
        run([sys.executable, "-c", "raise SystemExit(3)"])


SAID = {
    "markdownlint-cli2": "Finding: *.md\nLinting: 2 file(s)\nSummary: 3 error(s)\na.md:1 MD041\n",
    "zhlint": "[start] b.md\n[start] a.md\na.md:1:2 - 此处标点符号需要使用全角\n\nFound 3 errors.\n",
    "textlint": (
        '[{"messages":[{"line":1},{"line":2},{"line":3}],"filePath":"a.md"},{"messages":[],'
        '"filePath":"b.md"}]\n'
    ),
}


@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: peer.name)
def test_what_a_tool_says_that_it_saw(peer: Peer) -> None:
    assert peer.seen(SAID[peer.name]) == Seen(files=2, findings=3)


@pytest.mark.parametrize("peer", PEERS, ids=lambda peer: peer.name)
def test_a_tool_that_gave_up_is_not_timed(peer: Peer) -> None:
    """zhlint exits 0 after a crash."""
    with pytest.raises(Failed):
        peer.seen(
            "[start] a.md\nRangeError: path should be a `path.relative()`d string\n"
            "    at throwError (index.js:397:9)\n"
        )


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_shapes_have_the_size_asked_for(shape: Shape) -> None:
    base = len(shape.write(0).encode())
    for factor in (3, 10):
        assert factor * base <= len(shape.write(factor * base).encode()) < (factor + 1) * base + 4000


def test_no_page_is_left_of_a_benchmark_that_is_gone() -> None:
    assert {path.stem for path in PAGES.glob("*.md")} <= {"RESULTS", *map(str.upper, NAMES)}
