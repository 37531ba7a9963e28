"""The cost of many files, in one process and in two: `python -m benchmarks.jobs` writes JOBS.md."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import NamedTuple

from .common import Command, Figure, Page, Rounds, alone, at_most, exponent, head, line, packages, run
from .reports import write_reports

FACTORS = (1, 3, 10, 30, 100)

INTRODUCTION = """\ Generated reports, all different, are checked by `nianbao check`, from the start of the
program to its end. Ways to check them take turns. The time is the median of the rounds, *times as fast* the
median of the ratios to one process in the same round. Memory is that of the largest process at its peak: if
a run kept its reports, it would grow.
"""


@dataclass(frozen=True)
class Counts:
    """How much is measured."""

    reports: int = 20  # in the smallest folder
    largest: int = FACTORS[-1]  # so many times as many are in the largest
    rounds: int = 3


QUICK = Counts(reports=1, largest=3, rounds=1)


class Way(NamedTuple):
    """A way to check a folder."""

    name: str
    format: str
    jobs: int

    def command(self, folder: Path) -> Command:
        options = ("--format", self.format, "--jobs", str(self.jobs))
        return [sys.executable, "-m", "nianbao", "check", *options, folder]


WAYS = (
    Way("text", "text", 1),
    Way("JSON", "json", 1),
    Way("text, `--jobs 2`", "text", 2),
    Way("JSON, `--jobs 2`", "json", 2),
)


def check(folder: Path, counts: Counts) -> Iterator[tuple[int, Rounds]]:
    """Each number of reports, and the cost of checking them."""
    for count in (factor * counts.reports for factor in FACTORS if factor <= counts.largest):
        reports = folder / str(count)
        write_reports(reports, count, seed=3)
        ways = Rounds(
            {way.name: partial(run, way.command(reports)) for way in WAYS}, {way.name for way in WAYS}
        )
        ways.repeat(counts.rounds)
        yield count, ways


def measure(counts: Counts) -> Page:
    with tempfile.TemporaryDirectory() as folder:
        measured = dict(check(Path(folder), counts))
    return Page(
        "JOBS",
        "Many files",
        INTRODUCTION,
        packages("nianbao", "lark"),
        list(figures(measured)),
        list(brief(measured)),
        detail=list(detail(measured)),
    )


def brief(measured: dict[int, Rounds]) -> Iterator[str]:
    """Time and memory by number of reports."""
    for quantity, told in (
        ("Seconds", "seconds"),
        ("Megabytes of the largest process at its peak", "memory"),
    ):
        yield from (f"{quantity}, start included:" if told == "seconds" else f"{quantity}:", "")
        yield from head("reports", *(way.name for way in WAYS))
        for count, ways in measured.items():
            yield line(
                f"{count:,}",
                *(f"{getattr(ways, told)(way.name):.{2 if told == 'seconds' else 0}f}" for way in WAYS),
            )
        if told == "seconds":
            yield line("exponent", *(f"{growth(measured, way):.2f}" for way in WAYS))
        yield ""


def growth(measured: dict[int, Rounds], way: Way) -> float:
    return exponent(list(measured), [ways.seconds(way.name) for ways in measured.values()])


def detail(measured: dict[int, Rounds]) -> Iterator[str]:
    yield from ("## Two processes beside one", "")
    yield from head("reports", "times as fast", "processor seconds, one", "processor seconds, two")
    for count, ways in measured.items():
        one, two = ([usage.worked for usage in ways.usages[way.name]] for way in (WAYS[0], WAYS[2]))
        yield line(
            f"{count:,}",
            f"{median(ways.ratios(WAYS[0].name, WAYS[2].name)):.2f}",
            f"{median(one):.1f}",
            f"{median(two):.1f}",
        )


def figures(measured: dict[int, Rounds]) -> Iterator[Figure]:
    counts = list(measured)
    of = f"{counts[0]:,} to {counts[-1]:,} reports"
    yield at_most(
        1.05,
        "growth of time with the number of reports, exponent",
        max(growth(measured, way) for way in WAYS),
        "{:.2f}",
        of,
    )
    # The first reports fill caches of words and formats, so many reports are compared with more.
    some = next(count for count in counts if 10 * count >= counts[-1])
    for way in WAYS[:2]:
        grown = measured[counts[-1]].memory(way.name) / measured[some].memory(way.name)
        yield at_most(
            1.25,
            f"growth of peak memory with their number, {way.name} output",
            grown,
            "{:.2f} times",
            f"{counts[-1]:,} reports beside {some:,}",
        )


if __name__ == "__main__":
    sys.exit(alone(measure, Counts(), QUICK))
