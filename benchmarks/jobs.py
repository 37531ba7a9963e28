"""What `check --jobs` is worth: `python benchmarks/jobs.py` writes JOBS.md.

The same folder of generated reports is checked with one process and with several, in turn, so that whatever else the machine does meets all of them.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.speed import ROOT, head, line, machine
from tests.generator import clean

RESULTS = ROOT / "benchmarks" / "JOBS.md"

INTRODUCTION = """\
# Several processes

Written by `python benchmarks/jobs.py`: generated reports, all different, checked by `nianbao check --format json --output FILE`, from the start of the
program to its end. Rounds take turns; the time is the median, *times as fast* the median of the ratios to one process in the same round. Memory is that of
the largest process at its peak, so that a run that kept its reports would show it with more of them.
"""


class Run(NamedTuple):
    """One check of a folder: wall-clock seconds, seconds of processors in all of its processes, and the megabytes of the largest one."""

    seconds: float
    worked: float
    memory: float


def check(folder: Path, jobs: int) -> Run:
    """Check a folder in a process of its own."""
    command = [sys.executable, "-m", "nianbao", "check", "--format", "json", "--output", os.devnull, "--jobs", str(jobs), str(folder)]
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode > 1:
        raise SystemExit(f"the check failed with {process.returncode}")
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def write(folder: Path, count: int) -> None:
    """Write so many different reports."""
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:05}.md").write_text(clean(random.Random(number)), "utf-8", newline="")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    counts = (options.reports // 4, options.reports)
    numbers = sorted({1, 2, os.cpu_count() or 1})
    with tempfile.TemporaryDirectory() as name:
        rows = []
        for count in counts:
            folder = Path(name) / str(count)
            write(folder, count)
            rounds = [{jobs: check(folder, jobs) for jobs in numbers} for _ in range(options.rounds)]
            for jobs in numbers:
                seconds = median(one[jobs].seconds for one in rounds)
                ratio = median(one[1].seconds / one[jobs].seconds for one in rounds)
                worked = median(one[jobs].worked for one in rounds)
                memory = median(one[jobs].memory for one in rounds)
                rows.append(line(str(count), str(jobs), f"{seconds:.1f}", f"{count / seconds:.0f}", f"{ratio:.2f}", f"{worked:.1f}", f"{memory:.0f}"))
    table = "\n".join((*head("reports", "processes", "seconds", "reports a second", "times as fast", "processor seconds", "MB of the largest process"), *rows))
    text = f"{INTRODUCTION}\n{machine()}\n\n{table}\n"
    RESULTS.write_text(text, "utf-8")
    print(text)


if __name__ == "__main__":
    main()
