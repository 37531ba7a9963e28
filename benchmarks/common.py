"""Shared by all benchmarks: figures, pages and tables, the cost of commands, rounds, the command line.

A benchmark is a module with a class `Counts` (how much is measured), the smaller `QUICK`, and
`measure(counts) -> Page`. `python -m benchmarks.<name>` measures one and writes its page; `python -m
benchmarks` measures all that `__main__.NAMES` lists.
"""

from __future__ import annotations

import argparse
import math
import os
import platform
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, fields
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from statistics import linear_regression, median
from typing import Any, NamedTuple, TypeVar

C = TypeVar("C")
Command = Sequence[str | Path]

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "benchmarks"


class Failed(Exception):
    """Something could not be installed, run or measured."""


# ── Figures and pages ───────────────────────────────────────────────────────


class Figure(NamedTuple):
    """A line of the overview."""

    name: str
    measured: str  # with its unit
    of: str = ""  # the things that it was measured on
    aim: str = ""
    met: bool | None = None  # None without an aim

    def cells(self) -> tuple[str, ...]:
        return self.name, self.measured, self.aim, {True: "yes", False: "**no**", None: ""}[self.met], self.of


def at_most(limit: float, name: str, value: float, form: str, of: str = "") -> Figure:
    """A figure that should not be larger. `form`: how both are written, such as "{:.0f} ms"."""
    return Figure(name, form.format(value), of, f"≤ {form.format(limit)}", value <= limit)


def at_least(limit: float, name: str, value: float, form: str, of: str = "") -> Figure:
    """A figure that should not be smaller."""
    return Figure(name, form.format(value), of, f"≥ {form.format(limit)}", value >= limit)


class Share(NamedTuple):
    """A line of the table of accuracy: so many right of so many."""

    name: str
    right: int
    whole: int

    @property
    def percent(self) -> float:
        """Rounded down to a tenth, so that 100 is all."""
        return 1000 * self.right // self.whole / 10 if self.whole else math.nan

    def row(self, page: str) -> str:
        return line(
            self.name,
            f"{self.right:,}",
            f"{self.whole:,}",
            f"{self.percent:.1f} %" if self.whole else "",
            f"[{page}.md]({page}.md)",
        )

    def figure(self, aim: float, counted: str) -> Figure:
        """The share as a figure, with an aim in per cent. Raises `Failed` if the whole, `counted`, is 0."""
        if not self.whole:
            raise Failed(f"{self.name}: nothing to count")
        return at_least(aim, self.name, self.percent, "{:.1f} %", f"{self.whole:,} {counted}")


@dataclass(frozen=True)
class Page:
    """The results of a benchmark."""

    name: str  # of its file
    title: str
    introduction: str  # how it was measured
    tools: Sequence[str]  # with their versions
    figures: Sequence[Figure]  # for the overview
    brief: Sequence[str] = ()  # lines for the page and for RESULTS.md
    shares: Sequence[Share] = ()  # for the table of accuracy in RESULTS.md
    detail: Sequence[str] = ()  # lines for the page only

    def text(self) -> str:
        head = (
            f"# {self.title}",
            "",
            f"Written by `python -m benchmarks.{self.name.lower()}`.",
            self.introduction.strip(),
            "",
        )
        return (
            "\n".join(
                (*head, *where(self.tools), "", *overview(self), "", *self.brief, *self.detail)
            ).rstrip()
            + "\n"
        )


def overview(*pages: Page) -> Iterator[str]:
    """The table of all figures of some pages, with links if there are several."""
    links = [(f"[{page.name}.md]({page.name}.md)",) if len(pages) > 1 else () for page in pages]
    yield line("figure", "measured", "aim", "met", "of", *("page" for _ in links[0]))
    yield "|---|---:|---:|---|---|" + "---|" * len(links[0])
    yield from (
        line(*figure.cells(), *link)
        for page, link in zip(pages, links, strict=True)
        for figure in page.figures
    )


def head(*names: str) -> Iterator[str]:
    """The head of a table: names on the left, figures on the right."""
    yield line(*names)
    yield "|---|" + "---:|" * (len(names) - 1)


def line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


# ── The machine ─────────────────────────────────────────────────────────────


def where(tools: Sequence[str] = ()) -> Iterator[str]:
    """The machine and the versions with which it was measured."""
    python = f"{platform.python_implementation()} {platform.python_version()}"
    yield f"* Versions: {', '.join((*tools, python))}"
    yield f"* Machine: {machine()}"


def machine() -> str:
    models: list[str] = []
    if Path("/proc/cpuinfo").exists():
        models = [
            text.partition(":")[2].strip()
            for text in Path("/proc/cpuinfo").read_text("utf-8").splitlines()
            if text.startswith("model name")
        ]
    processor = models[0] if models else platform.machine()
    return f"{os.cpu_count()} cores ({processor}), {platform.system()} {platform.release()}"


def load() -> str:
    """How busy the machine is: processes that ran or waited in the last minute."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "not told"


def packages(*names: str) -> list[str]:
    """Packages of this environment with their versions."""
    return [f"{name} {version(name)}" for name in names]


# ── The cost of a command ───────────────────────────────────────────────────


class Usage(NamedTuple):
    """The cost of a command."""

    seconds: float  # of the clock
    worked: float = math.nan  # seconds of the processor, in all of its processes
    memory: float = math.nan  # megabytes of the largest process at its peak


# A child has the memory of its parent until its own program is loaded, so a small process starts the command.
_STARTER = """\
import resource, subprocess, sys, time
start = time.perf_counter()
status = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
seconds = time.perf_counter() - start
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(status, seconds, used.ru_utime + used.ru_stime, used.ru_maxrss)
"""


def run(command: Command, folder: Path = ROOT) -> Usage:
    """Run a command in a folder. Raises `Failed` unless it exits 0 or 1 (something found)."""
    told = output([sys.executable, "-I", "-S", "-c", _STARTER, *command], folder).split()
    status, seconds, worked, memory = int(told[0]), float(told[1]), float(told[2]), int(told[3])
    if status not in (0, 1):
        raise Failed(f"{Path(command[0]).name}: exit status {status}")
    return Usage(seconds, worked, memory / (2**20 if sys.platform == "darwin" else 2**10))


def output(
    command: Command, folder: Path = ROOT, passing: Sequence[int] = (0,), *, both: bool = False
) -> str:
    """The output of a command. `both`: with that on standard error. Raises `Failed`."""
    said = subprocess.STDOUT if both else subprocess.PIPE
    try:
        done = subprocess.run(
            list(map(str, command)),
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=said,
            encoding="utf-8",
            errors="replace",
        )
    except OSError as error:
        raise Failed(f"{command[0]}: {error.strerror}") from error
    if done.returncode not in passing:
        lines = (done.stderr or done.stdout).strip().splitlines() or [f"exit status {done.returncode}"]
        raise Failed(f"{Path(command[0]).name}: {lines[-1]}")
    return done.stdout


# ── Measuring ───────────────────────────────────────────────────────────────


class Rounds:
    """Things measured in turn, round by round, so that a machine that is slow for a while slows all of them.

    A thing that fails is left out from then on, and `missing` says why. If it is `needed`, all stops.
    """

    def __init__(self, things: Mapping[str, Callable[[], Usage]], needed: Set[str]) -> None:
        self.things, self.needed = things, needed
        self.usages: dict[str, list[Usage]] = defaultdict(list)  # of each thing, round by round
        self.missing: dict[str, str] = {}

    def repeat(self, rounds: int) -> None:
        """Measure everything so many times."""
        for _ in range(rounds):
            for name, thing in self.things.items():
                self.attempt(name, lambda thing=thing, name=name: self.usages[name].append(thing()))  # type: ignore[misc]

    def attempt(self, name: str, action: Callable[[], object]) -> None:
        if name in self.missing:
            return
        try:
            action()
        except Failed as failure:
            if name in self.needed:
                raise
            self.missing[name] = str(failure)

    def seconds(self, name: str) -> float:
        return median(usage.seconds for usage in self.usages[name])

    def memory(self, name: str) -> float:
        """Megabytes at the peak, the median of the rounds."""
        return median(usage.memory for usage in self.usages[name])

    def ratios(self, name: str, base: str) -> list[float]:
        """How much longer it took than something else, in each round."""
        return [
            mine.seconds / its.seconds for mine, its in zip(self.usages[name], self.usages[base], strict=True)
        ]


def spread(values: Sequence[float]) -> str:
    """Median and range."""
    return f"{median(values):.2f} ({min(values):.2f}–{max(values):.2f})"


def exponent(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """The power of size with which a cost grows: 1 is in proportion. By least squares on the logarithms."""
    return linear_regression(list(map(math.log, sizes)), list(map(math.log, costs))).slope


# ── Running a benchmark ─────────────────────────────────────────────────────


def measure(name: str, quick: bool) -> Page:
    """Run a benchmark by its name. Raises `Failed`."""
    module: Any = import_module(f"benchmarks.{name}")
    page: Page = module.measure(module.QUICK if quick else module.Counts())
    return page


def alone(measure: Callable[[C], Page], full: C, quick: C) -> int:
    """The command of one benchmark: `--quick`, and an option for each number and text of its `Counts`."""
    parser = argparse.ArgumentParser(
        description=(sys.modules[type(full).__module__].__doc__ or "").split("\n")[0]
    )
    add_options(parser)
    defaults = _fields(full)
    for name, default in defaults.items():
        if type(default) in (int, str):
            parser.add_argument(f"--{name}", type=type(default), help=f"default: {default!r}")
    options = parser.parse_args()
    changed = {name: value for name in defaults if (value := getattr(options, name, None)) is not None}
    start = quick if options.quick else full
    counts = type(full)(**_fields(start) | changed)
    try:
        page = measure(counts)
    except Failed as failure:
        print(f"not measured: {failure}", file=sys.stderr)
        return 1
    print(write(page, options.output))
    return 0


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quick", action="store_true", help="measure next to nothing, to see that all works")
    where = "where pages are written (default: benchmarks)"
    parser.add_argument("--output", type=Path, default=PAGES, metavar="FOLDER", help=where)


def _fields(counts: Any) -> dict[str, Any]:
    return {field.name: getattr(counts, field.name) for field in fields(counts)}


def write(page: Page, folder: Path) -> str:
    """Write the page of a benchmark and return its text."""
    text = page.text()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{page.name}.md").write_text(text, "utf-8", newline="\n")
    return text
