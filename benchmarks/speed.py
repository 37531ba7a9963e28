"""How fast nianbao is, next to other checkers of Markdown and Chinese text: `python benchmarks/speed.py` writes RESULTS.md.

It installs everything into build/bench, which git ignores: nianbao as users get it, as a wheel (an editable install adds 10 ms to
every start), and the peers. All are measured in turn, round by round, so that what slows the machine for a while slows them all.
No speed makes it fail: it exits 1 only where nianbao itself could not be measured.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import platform
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
import venv
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from statistics import median
from typing import Any

Command = Sequence[str | Path]

ROOT = Path(__file__).resolve().parent.parent
BENCH = ROOT / "build" / "bench"
PYTHON = BENCH / "venv" / "bin" / "python"
NODE_MODULES = BENCH / "node" / "node_modules"
RESULTS = ROOT / "benchmarks" / "RESULTS.md"

AUTOCORRECT, MARKDOWNLINT = "autocorrect-py==2.14.0", "markdownlint-cli2@0.22.1"
STYLES = ("gfm", "markdown", "pipe", "gfm", "markdown", "pipe", "markdown", "pipe", "bars", "lines")
FAULTY = 3  # every third report has a fault
WARM = 100  # further reports, read before the clock runs
STARTS = 5  # cold starts in a round

NIANBAO_API, AUTOCORRECT_API = "nianbao, `read` and `check` in one process", "autocorrect-py, `lint_for` in one process"
NIANBAO_ALL, MARKDOWNLINT_ALL = "`nianbao check .`", "`markdownlint-cli2 '*.md'`"
NIANBAO_ONE, MARKDOWNLINT_ONE = "`nianbao check 0000.md`", "`markdownlint-cli2 0000.md`"
AUTOCORRECT_ONE, PYTHON_ONE = "`python`, import autocorrect-py, lint 0000.md", "`python -c pass`"
OURS = frozenset({NIANBAO_API, NIANBAO_ALL, NIANBAO_ONE, PYTHON_ONE})  # without these there is nothing to compare with
STAGES = {"read": "read: file to `Source`", "parse": "parse: `Source` to `Report`", "judge": "audit, rules and findings"}

INTRODUCTION = """\
# Speed

Written by `python benchmarks/speed.py`, which installs nianbao and the peers, makes the reports and measures all in one run.

Orders of magnitude, not a race: the tools do different work. nianbao reads the tables of a report and checks its figures and
wording; autocorrect-py checks spacing and punctuation of Chinese text, in Rust; markdownlint-cli2 checks the style of Markdown. All
run with their default rules. Repeated runs differ by up to 1.5 times, so compare the ratios, which were taken within each round,
rather than the absolute figures. A ratio is the time of a row over that of nianbao in the same table: above 1 is slower.
"""


class Failed(Exception):
    """Something could not be installed or run."""


# ── Inside the measured processes ───────────────────────────────────────────


def lint_with_nianbao(warm: Path, reports: Path) -> dict[str, float]:
    """Seconds in all and by stage, each report read and checked once. The stages are timed in the same pass."""
    library: Any = importlib.import_module("nianbao.linter")
    engine: Any = importlib.import_module("nianbao.linter.engine")
    for path in sorted(warm.iterdir()):
        library.check(library.read(path))
    spent: dict[str, float] = defaultdict(float)

    def timed(stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            start = time.perf_counter()
            result = function(*arguments)
            spent[stage] += time.perf_counter() - start
            return result

        return call

    read, engine.parse = timed("read", library.read), timed("parse", engine.parse)
    paths, found = sorted(reports.iterdir()), 0
    start = time.perf_counter()
    for path in paths:
        found += len(library.check(read(path)))
    seconds = time.perf_counter() - start
    return {"seconds": seconds, **spent, "judge": seconds - sum(spent.values()), "found": found}


def lint_with_autocorrect(warm: Path, reports: Path) -> dict[str, float]:
    library: Any = importlib.import_module("autocorrect_py")
    for path in sorted(warm.iterdir()):
        library.lint_for(path.read_text("utf-8"), path.name)
    paths, found = sorted(reports.iterdir()), 0
    start = time.perf_counter()
    for path in paths:
        found += len(library.lint_for(path.read_text("utf-8"), path.name).lines)
    return {"seconds": time.perf_counter() - start, "found": found}


WORKERS = {"nianbao": lint_with_nianbao, "autocorrect": lint_with_autocorrect}
LINT_ONE = "import sys, autocorrect_py; autocorrect_py.lint_for(open(sys.argv[1], encoding='utf-8').read(), sys.argv[1])"
# A child counts the memory of the process that started it until its own program is loaded, so a small one starts it.
PEAK = "import resource, subprocess, sys; subprocess.run(sys.argv[1:], stdout=-3, stderr=-3); print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"


# ── Environment ─────────────────────────────────────────────────────────────


def output(command: Command, folder: Path = ROOT, passing: Sequence[int] = (0,)) -> str:
    """What a command prints. Raises `Failed`."""
    try:
        done = subprocess.run([str(part) for part in command], cwd=folder, capture_output=True, encoding="utf-8", errors="replace")
    except OSError as error:
        raise Failed(f"{command[0]}: {error.strerror}") from error
    if done.returncode not in passing:
        said = (done.stderr or done.stdout).strip().splitlines() or [f"exit status {done.returncode}"]
        raise Failed(f"{Path(command[0]).name}: {said[-1]}")
    return done.stdout


def pip_install(what: str | Path) -> None:
    output([PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", what])


def install_nianbao() -> None:
    """Built from a copy, since a build leaves files in the tree that a later one would pack again."""
    source = BENCH / "source"
    shutil.rmtree(source, ignore_errors=True)
    shutil.copytree(ROOT, source, ignore=shutil.ignore_patterns(".*", "build", "dist", "*.egg-info", "__pycache__", "node_modules"))
    venv.create(BENCH / "venv", clear=True, with_pip=True)
    pip_install(source)


def install_markdownlint() -> None:
    NODE_MODULES.parent.mkdir(parents=True, exist_ok=True)
    output(["npm", "install", "--prefix", NODE_MODULES.parent, "--no-save", "--no-package-lock", "--no-audit", "--no-fund", MARKDOWNLINT])


def attempt(install: Callable[[], None]) -> str:
    """Why a peer could not be installed, empty if it was."""
    try:
        install()
    except Failed as failure:
        return str(failure)
    return ""


def write_reports(folder: Path, count: int, seed: int) -> int:
    """Write distinct reports of the format of 2021 and return how many bytes they have."""
    sys.path.insert(0, str(ROOT))
    from tests.generator import FAULTS, NotApplicable, draft, random_figures, render, renders

    rng, faults, size = random.Random(seed), sorted(FAULTS), 0
    folder.mkdir()
    for number in range(count):
        report = draft(rng, random_figures(rng, "2021"))
        if number % FAULTY == 0:
            with suppress(NotApplicable):  # such as a wrong figure where there are none
                report = FAULTS[rng.choice(faults)](report, rng).draft
        style = STYLES[number % len(STYLES)]
        text = render(report, style if renders(report, style) else "markdown", rng)
        size += (folder / f"{number:04}.md").write_bytes(text.encode())
    return size


# ── Measuring ───────────────────────────────────────────────────────────────


def clock(command: Command, folder: Path) -> float:
    """Seconds that a command takes. Raises `Failed` unless it exits 0 or 1 (something found)."""
    start = time.perf_counter()
    status = subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
    seconds = time.perf_counter() - start
    if status not in (0, 1):
        raise Failed(f"{Path(command[0]).name}: exit status {status}")
    return seconds


class Run:
    """Everything measured in one run. `seconds[row]` has a figure for each time, in step with those of the other rows."""

    def __init__(self, warm: Path, reports: Path, missing: dict[str, str]) -> None:
        self.warm, self.reports, self.missing = warm, reports, missing
        self.seconds: dict[str, list[float]] = defaultdict(list)
        self.found: dict[str, int] = {}
        self.peak: dict[str, float] = {}
        nianbao, markdownlint = PYTHON.with_name("nianbao"), NODE_MODULES / ".bin" / "markdownlint-cli2"
        self.workers = {NIANBAO_API: "nianbao", AUTOCORRECT_API: "autocorrect"}
        self.all: dict[str, Command] = {NIANBAO_ALL: [nianbao, "check", "."], MARKDOWNLINT_ALL: [markdownlint, "*.md"]}
        self.one: dict[str, Command] = {
            PYTHON_ONE: [PYTHON, "-c", "pass"],
            NIANBAO_ONE: [nianbao, "check", "0000.md"],
            AUTOCORRECT_ONE: [PYTHON, "-c", LINT_ONE, "0000.md"],
            MARKDOWNLINT_ONE: [markdownlint, "0000.md"],
        }

    def verify(self, count: int) -> None:
        """A tool that crashes at once would seem fast: both commands must say that they saw all files."""
        self._try(NIANBAO_ALL, self._verify_nianbao, count)
        self._try(MARKDOWNLINT_ALL, self._verify_markdownlint, count)

    def round(self) -> None:
        for row, worker in self.workers.items():
            self._try(row, self._work, row, worker)
        for row, command in self.all.items():
            self._try(row, self._clock, row, command)
        # Starts are short, so they alternate too.
        for _ in range(STARTS):
            for row, command in self.one.items():
                self._try(row, self._clock, row, command)

    def measure_memory(self) -> None:
        for row, command in self.one.items():
            self._try(row, self._weigh, row, command)

    def _try(self, row: str, measure: Callable[..., None], *arguments: Any) -> None:
        """Measure a row. A peer that fails is left out from then on."""
        if row in self.missing:
            return
        try:
            measure(*arguments)
        except Failed as failure:
            if row in OURS:
                raise
            self.missing[row] = str(failure)

    def _verify_nianbao(self, count: int) -> None:
        summary = json.loads(output([*self.all[NIANBAO_ALL], "--format", "json"], self.reports, (0, 1)))["summary"]
        if summary["files"] != count:
            raise Failed(f"nianbao checked {summary['files']} files of {count}")
        self.found[NIANBAO_ALL] = sum(summary[level] for level in ("error", "warning", "info"))

    def _verify_markdownlint(self, count: int) -> None:
        said = output(self.all[MARKDOWNLINT_ALL], self.reports, (0, 1))
        found = re.search(r"Summary: (\d+)", said)
        if f"Linting: {count} file" not in said or not found:
            raise Failed(f"markdownlint-cli2 did not check {count} files")
        self.found[MARKDOWNLINT_ALL] = int(found[1])

    def _work(self, row: str, worker: str) -> None:
        told = json.loads(output([PYTHON, __file__, "--worker", worker, self.warm, self.reports]))
        self.found[row] = told.pop("found")
        self.seconds[row].append(told.pop("seconds"))
        for stage, seconds in told.items():
            self.seconds[stage].append(seconds)

    def _clock(self, row: str, command: Command) -> None:
        self.seconds[row].append(clock(command, self.reports))

    def _weigh(self, row: str, command: Command) -> None:
        self.peak[row] = int(output([PYTHON, "-c", PEAK, *command], self.reports)) / (2**20 if sys.platform == "darwin" else 2**10)

    def ratio(self, row: str, base: str) -> str:
        """Median and range of the ratios of what was measured at the same time."""
        ratios = [mine / its for mine, its in zip(self.seconds[row], self.seconds[base], strict=True)]
        return f"{median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f})" if row != base else "1"

    # ── Tables ──────────────────────────────────────────────────────────────

    def throughput(self, rows: Sequence[str], count: int, size: int) -> Iterator[str]:
        """The first row is nianbao."""
        yield from head("", "reports/s", "MB/s", "s", "ratio", "findings")
        for row in rows:
            if row in self.missing:
                yield line(row, f"not measured: {self.missing[row]}")
            else:
                seconds = median(self.seconds[row])
                yield line(row, f"{count / seconds:,.0f}", f"{size / 1e6 / seconds:.2f}", f"{seconds:.2f}", self.ratio(row, rows[0]), f"{self.found[row]:,}")

    def cold(self) -> Iterator[str]:
        yield from head("", "ms", "ratio", "peak memory, MB")
        for row in (NIANBAO_ONE, PYTHON_ONE, AUTOCORRECT_ONE, MARKDOWNLINT_ONE):
            if row in self.missing:
                yield line(row, f"not measured: {self.missing[row]}")
            else:
                yield line(row, f"{1000 * median(self.seconds[row]):.0f}", self.ratio(row, NIANBAO_ONE), f"{self.peak[row]:.0f}")

    def stages(self, count: int) -> Iterator[str]:
        yield from head("", "ms a report", "share")
        total = median(self.seconds[NIANBAO_API])
        for stage, name in STAGES.items():
            seconds = median(self.seconds[stage])
            yield line(name, f"{1000 * seconds / count:.2f}", f"{seconds / total:.0%}")
        yield line("all", f"{1000 * total / count:.2f}", "")


def head(*names: str) -> Iterator[str]:
    yield line(*names)
    yield "|---|" + "---:|" * (len(names) - 1)


def line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def versions(missing: dict[str, str]) -> Iterator[str]:
    distributions = ["nianbao", "lark"] + ["autocorrect-py"] * (AUTOCORRECT_API not in missing)
    ask = "import sys; from importlib.metadata import version; print(*(version(name) for name in sys.argv[1:]))"
    told = output([PYTHON, "-c", ask, *distributions]).split()
    yield from (f"{name} {version}" for name, version in zip(distributions, told, strict=True))
    if MARKDOWNLINT_ALL not in missing:
        for name in ("markdownlint-cli2", "markdownlint"):
            yield f"{name} {json.loads((NODE_MODULES / name / 'package.json').read_text('utf-8'))['version']}"
        yield f"Node {output(['node', '--version']).strip()}"
    yield f"{platform.python_implementation()} {platform.python_version()}"


def machine() -> str:
    models: list[str] = []
    if Path("/proc/cpuinfo").exists():
        models = [text.partition(":")[2].strip() for text in Path("/proc/cpuinfo").read_text("utf-8").splitlines() if text.startswith("model name")]
    return f"{os.cpu_count()} cores ({models[0] if models else platform.machine()}), {platform.system()} {platform.release()}"


def benchmark(count: int, rounds: int) -> str:
    """Install, make reports, measure. Returns the text of RESULTS.md. Raises `Failed` where nianbao cannot be measured."""
    install_nianbao()
    missing: dict[str, str] = {}
    if reason := attempt(lambda: pip_install(AUTOCORRECT)):
        missing |= dict.fromkeys((AUTOCORRECT_API, AUTOCORRECT_ONE), reason)
    if reason := attempt(install_markdownlint):
        missing |= dict.fromkeys((MARKDOWNLINT_ALL, MARKDOWNLINT_ONE), reason)
    with tempfile.TemporaryDirectory() as folder:
        warm, reports = Path(folder, "warm"), Path(folder, "reports")
        write_reports(warm, WARM, seed=1)
        size = write_reports(reports, count, seed=2)
        run = Run(warm, reports, missing)
        run.verify(count)
        for number in range(rounds):
            print(f"round {number + 1} of {rounds}", file=sys.stderr)
            run.round()
        run.measure_memory()
    mix = ", ".join(f"{STYLES.count(style)} {style}" for style in dict.fromkeys(STYLES))
    return "\n".join([
        INTRODUCTION,
        f"{count:,} made-up reports of the format of 2021, {size / 1e6:.1f} MB in all, every third with a fault; of each ten {mix} (the styles of",
        f"tests/generator). Medians of {rounds} rounds, with the range of the ratios in brackets.",
        "",
        f"* Versions: {', '.join(versions(missing))}",
        f"* Machine: {machine()}",
        "",
        "## Many reports through the Python interface",
        "",
        f"Files are read and checked one after another in one process that has seen {WARM} other reports before.",
        "",
        *run.throughput((NIANBAO_API, AUTOCORRECT_API), count, size),
        "",
        "## Many reports by command",
        "",
        "Over the folder of all reports, start included.",
        "",
        *run.throughput((NIANBAO_ALL, MARKDOWNLINT_ALL), count, size),
        "",
        "## One report by command",
        "",
        f"From start to exit, {STARTS} times a round. autocorrect-py comes without a command.",
        "",
        *run.cold(),
        "",
        "## Stages of nianbao",
        "",
        "Of the first row above.",
        "",
        *run.stages(count),
        "",
    ])  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--worker", nargs=3, metavar=("NAME", "WARM", "REPORTS"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        name, warm, reports = options.worker
        print(json.dumps(WORKERS[name](Path(warm), Path(reports))))
        return 0
    try:
        results = benchmark(options.reports, options.rounds)
    except Failed as failure:
        print(f"not measured: {failure}", file=sys.stderr)
        return 1
    RESULTS.write_text(results, "utf-8")
    print(results)
    return 0


if __name__ == "__main__":
    sys.exit(main())
