"""`python -m tests.fuzz --minutes 10 [TARGET …]`: fuzz each target in its own process, and write LOG.md."""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from tests.fuzz.targets import TARGETS

FOLDER = Path(__file__).parent
LOG = FOLDER / "LOG.md"
CRASHES = FOLDER / "crashes"
ALLOWANCE = 300  # seconds after its time in which a target must have ended
_STATISTICS = re.compile(r"^stat::number_of_executed_units:\s*(\d+)", re.MULTILINE)
_REACHED = re.compile(r"\bcov: (\d+)")
_ROW = re.compile(r"^\| (\S+) \| .*\|$", re.MULTILINE)
_HEAD = """# Fuzzing

What was tried with `make fuzz MINUTES=…`. An input is changed at random, by bytes and in a way that keeps its
structure, and those that reach something new in the code are changed further. After each one the properties
of `soundness.py` must hold, and it must have taken no more time than its size allows. Documents that
LibreOffice converts are left out. Inputs that found a fault are in `seeds/`, and every run of the tests tries
them again.

| target | inputs tried | seconds | places in the code reached | crashes open |
| --- | ---: | ---: | ---: | ---: |
"""


class Outcome(NamedTuple):
    """The result for one target. `reached`: branches and calls that were counted; `crashes`: inputs kept."""

    name: str
    inputs: int
    seconds: int
    reached: int
    crashes: int

    @property
    def row(self) -> str:
        return f"| {self.name} | {self.inputs:,} | {self.seconds} | {self.reached:,} | {self.crashes} |"


def fuzz(name: str, seconds: int) -> Outcome:
    """Fuzz one target for some time."""
    folder = CRASHES / name
    folder.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "tests.fuzz.trace", name, str(seconds), str(folder)]
    try:
        run = subprocess.run(
            command,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            cwd=FOLDER.parents[1],
            timeout=seconds + ALLOWANCE,
            check=False,
        )
        said = run.stderr
    except subprocess.TimeoutExpired as error:
        said = (
            (error.stderr or b"").decode("utf-8", "replace")
            if isinstance(error.stderr, bytes)
            else error.stderr or ""
        )
        (folder / "hangs").write_text(said[-5000:], "utf-8")
    return outcome(name, seconds, said, folder)


def outcome(name: str, seconds: int, said: str, folder: Path) -> Outcome:
    """The outcome, from the output of libFuzzer and the inputs that were kept."""
    tried, reached = _STATISTICS.search(said), _REACHED.findall(said)
    kept = [
        path
        for path in folder.iterdir()
        if path.is_file() and path.suffix != ".txt" and not path.name.startswith("slow-unit")
    ]
    return Outcome(
        name, int(tried[1]) if tried else 0, seconds, int(reached[-1]) if reached else 0, len(kept)
    )


def record(outcomes: list[Outcome]) -> None:
    """Write the rows of these targets; those of others stay."""
    rows = {match[1]: match[0] for match in _ROW.finditer(LOG.read_text("utf-8"))} if LOG.is_file() else {}
    rows |= {one.name: one.row for one in outcomes}
    LOG.write_text(_HEAD + "\n".join(rows[name] for name in TARGETS if name in rows) + "\n", "utf-8")


def main() -> int:
    """Returns 0 where nothing was found, 1 where something was, 2 where atheris is not installed."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument(
        "targets", nargs="*", metavar="TARGET", help=f"of {', '.join(TARGETS)} (default: all)"
    )
    parser.add_argument("--minutes", type=float, default=10, help="for each target (default: 10)")
    parser.add_argument("--jobs", type=int, default=2, help="targets at the same time (default: 2)")
    options = parser.parse_args()
    if unknown := set(options.targets) - set(TARGETS):
        parser.error(f"no target {', '.join(sorted(unknown))}")
    if find_spec("atheris") is None:
        print("atheris is not installed; run: pip install -e '.[fuzz]'", file=sys.stderr)
        return 2
    with ThreadPoolExecutor(options.jobs) as pool:
        outcomes = list(
            pool.map(lambda name: fuzz(name, round(options.minutes * 60)), options.targets or TARGETS)
        )
    record(outcomes)
    for one in outcomes:
        print(one.row)
    return int(any(one.crashes or not one.inputs for one in outcomes))


if __name__ == "__main__":
    raise SystemExit(main())
