"""Two checkouts beside each other: `python -m benchmarks.checkouts OLD NEW` prints their speed and memory.

Copies of both are measured in turn: nothing is written into checkouts, and what slows one slows both.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from statistics import median

from .common import Command, Failed, Rounds, Usage, head, line, load, output, run, where
from .reports import EVERY, write_reports

Things = Mapping[str, Callable[[], Usage]]

ONE = "00000.md"
NOT_NEEDED = {".git", ".venv", "benchmarks", "docs", "editors", "tests"}  # of a checkout, to run it

WORKER = """\
import gc, sys, time
from pathlib import Path
from nianbao.linter import examine, read

gc.freeze()
gc.set_threshold(200_000, 10, 10)
warm, reports = (sorted(Path(folder).iterdir()) for folder in sys.argv[1:])
for path in warm:
    examine(read(path))
start, worked = time.perf_counter(), time.process_time()
found = sum(len(examine(read(path)).findings) for path in reports)
print(time.perf_counter() - start, time.process_time() - worked, found)
"""
"""Checks the reports of one folder, then those of another, and prints seconds and findings of these."""

WHERE = "import nianbao.linter as package; print(package.__file__)"

MANY = {
    "process": "one process, reports/s",
    "command": "`nianbao check --jobs 1`, reports/s",
}
STARTS = {
    "warm": "one report, ms",
    "forgotten": "one report, caches beside compiled modules absent, ms",
    "bare": "one report, no compiled modules, ms",
    "python": "`python -c pass`, ms",
}


# ── Checkouts ─────────────────────────────────────────────────────────────


class Checkout:
    """A checkout in three copies: with all that it keeps, with compiled modules, with source only."""

    def __init__(self, checkout: Path, folder: Path) -> None:
        self.warm, self.forgotten, self.bare = folder / "warm", folder / "forgotten", folder / "bare"
        self.found = ""
        for copy in (self.warm, self.forgotten, self.bare):
            shutil.copytree(checkout, copy, symlinks=True, ignore=partial(left_out, checkout))
        for copy in (self.warm, self.forgotten):
            output([sys.executable, "-m", "compileall", "-q", *modules(copy)])
        imported = Path(output(python(self.bare, "-c", WHERE, writing=False)).strip()).resolve()
        if not imported.is_relative_to(self.bare.resolve()):
            raise Failed(f"{checkout}: Python imports nianbao from {imported.parent} instead")

    def process(self, warm: Path, reports: Path) -> Usage:
        """Check the reports of a folder in one process, which measures its own time."""
        seconds, worked, self.found = output(python(self.warm, "-c", WORKER, warm, reports)).split()
        return Usage(float(seconds), float(worked))

    def many(self, warm: Path, reports: Path) -> Things:
        """The measurements on many reports."""
        return {
            "process": partial(self.process, warm, reports),
            "command": partial(run, check(self.warm, "--jobs", "1", reports), reports),
        }

    def starts(self, folder: Path) -> Things:
        """The measurements on the one report of a folder."""
        return {
            "warm": partial(run, check(self.warm, ONE), folder),
            "forgotten": partial(self.one_forgotten, folder),
            "bare": partial(run, check(self.bare, ONE, writing=False), folder),
            "python": partial(run, python(self.warm, "-c", "pass"), folder),
        }

    def one_forgotten(self, folder: Path) -> Usage:
        """Check one report with compiled modules but without other caches."""
        for kept in self.forgotten.rglob("__pycache__/*"):
            if kept.suffix != ".pyc":
                kept.unlink()
        return run(check(self.forgotten, ONE), folder)


def left_out(checkout: Path, folder: str, names: Sequence[str]) -> set[str]:
    """The names in a folder of a checkout that need no copy."""
    compiled = {"__pycache__", "node_modules"}
    return set(names) & (compiled | NOT_NEEDED if Path(folder) == checkout else compiled)


def source(copy: Path) -> Path:
    """The folder that Python finds the package in."""
    return copy / ".types" if (copy / ".types").is_dir() else copy


def modules(copy: Path) -> list[Path]:
    """The modules and folders to compile. Links to folders are followed only if they are named."""
    found = sorted((source(copy) / "nianbao").iterdir())
    return [path for path in found if path.is_dir() or path.suffix == ".py"]


def python(copy: Path, *arguments: str | Path, writing: bool = True) -> Command:
    """A command of Python that imports a copy. `writing`: whether it keeps compiled modules."""
    settings = {
        "PYTHONPATH": source(copy),
        "PYTHONDONTWRITEBYTECODE": "" if writing else "1",
        "PYTHONPYCACHEPREFIX": "",
    }
    return ["env", *(f"{name}={value}" for name, value in settings.items()), sys.executable, *arguments]


def check(copy: Path, *arguments: str | Path, writing: bool = True) -> Command:
    return python(copy, "-m", "nianbao", "check", "--no-config", *arguments, writing=writing)


# ── Measuring ─────────────────────────────────────────────────────────────


class Comparison:
    """Two checkouts and the reports that both are measured on."""

    def __init__(self, folder: Path, options: argparse.Namespace) -> None:
        self.options = options
        one, warm, reports = (folder / name for name in ("one", "warm", "reports"))
        write_reports(one, 1, seed=3)
        write_reports(warm, options.warm, seed=1, styles=EVERY)
        write_reports(reports, options.reports, seed=2, styles=EVERY)
        self.both = {
            "old": Checkout(options.old.resolve(), folder / "old"),
            "new": Checkout(options.new.resolve(), folder / "new"),
        }
        for checkout in self.both.values():
            run(check(checkout.warm, ONE), one)  # keeps what it works out once
        self.many = self.rounds(MANY, lambda checkout: checkout.many(warm, reports))
        self.starts = self.rounds(STARTS, lambda checkout: checkout.starts(one))

    def rounds(self, names: Iterable[str], things: Callable[[Checkout], Things]) -> Rounds:
        """Rounds of each thing with the old checkout, then the same with the new one."""
        by_checkout = {which: things(checkout) for which, checkout in self.both.items()}
        pairs = {f"{name} {which}": made[name] for name in names for which, made in by_checkout.items()}
        return Rounds(pairs, pairs.keys())

    def measure(self) -> None:
        for number in range(self.options.rounds):
            print(f"round {number + 1} of {self.options.rounds}", file=sys.stderr)
            self.many.repeat(1)
            self.starts.repeat(self.options.starts)

    def table(self) -> Iterator[str]:
        """Medians and ranges; ratios are of seconds and of megabytes, pair by pair."""
        yield from head("", "old", "new", "new / old", "by processor")
        for name, title in MANY.items():
            yield self.row(title, self.many, name, lambda spent: self.options.reports / spent)
        for name, title in STARTS.items():
            yield self.row(title, self.starts, name, lambda spent: 1000 * spent)
        yield self.memory("one report, peak memory, MB", self.starts, "warm")
        yield self.memory(f"{self.options.reports:,} reports, peak memory, MB", self.many, "command")
        found = [checkout.found for checkout in self.both.values()]
        yield line("findings", *found, "same number" if len(set(found)) == 1 else "**different**", "")

    def row(self, title: str, rounds: Rounds, name: str, told: Callable[[float], float]) -> str:
        """A line of the table for one measurement. `told` turns seconds into the number to show."""
        old, new = (rounds.usages[f"{name} {which}"] for which in self.both)
        shown = (spread([told(usage.seconds) for usage in usages], 1) for usages in (old, new))
        by_clock = ratios([usage.seconds for usage in old], [usage.seconds for usage in new])
        by_processor = ratios([usage.worked for usage in old], [usage.worked for usage in new])
        return line(title, *shown, by_clock, by_processor)

    def memory(self, title: str, rounds: Rounds, name: str) -> str:
        old, new = ([usage.memory for usage in rounds.usages[f"{name} {which}"]] for which in self.both)
        return line(title, spread(old, 1), spread(new, 1), ratios(old, new), "")


def ratios(old: Sequence[float], new: Sequence[float]) -> str:
    return spread([its / mine for mine, its in zip(old, new, strict=True)], 3)


def spread(values: Sequence[float], digits: int) -> str:
    """Median and range."""
    middle, low, high = (f"{value:,.{digits}f}" for value in (median(values), min(values), max(values)))
    return f"{middle} ({low}–{high})"


# ── The command ───────────────────────────────────────────────────────────


def parsed() -> argparse.Namespace:
    about = (__doc__ or "").split("\n")[0]
    parser = argparse.ArgumentParser(prog="python -m benchmarks.checkouts", description=about)
    parser.add_argument("old", type=Path, help="folder of a checkout")
    parser.add_argument("new", type=Path, help="folder of the other")
    parser.add_argument("--rounds", type=int, default=7, help="of measurements (default: 7)")
    parser.add_argument("--starts", type=int, default=3, help="of each command in a round (default: 3)")
    parser.add_argument("--reports", type=int, default=400, help="to check (default: 400)")
    parser.add_argument("--warm", type=int, default=100, help="reports before the clock runs (default: 100)")
    return parser.parse_args()


def main() -> int:
    options = parsed()
    before = load()
    with tempfile.TemporaryDirectory(prefix="checkouts-") as folder:
        try:
            comparison = Comparison(Path(folder), options)
            comparison.measure()
        except (Failed, OSError) as failure:
            print(f"not measured: {failure}", file=sys.stderr)
            return 1
    print(f"Old: {options.old.resolve().name}, new: {options.new.resolve().name}. Load before: {before}.")
    print(f"Medians and ranges of {options.rounds} rounds, with {options.starts} starts of each command.")
    print("A ratio is of seconds or megabytes, pair by pair: below 1 the new one is better.")
    print("On a busy machine that of the processor's seconds is surer than that of the clock.", end="\n\n")
    print("\n".join((*where(), "", *comparison.table())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
