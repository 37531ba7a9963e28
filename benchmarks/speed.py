"""The speed of nianbao beside other checkers: `python -m benchmarks.speed` writes SPEED.md.

They check Markdown and Chinese text. All are measured in turn, round by round. No speed makes it fail: it
exits 1 only if nianbao itself could not be measured.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from math import isnan
from pathlib import Path
from statistics import median

from . import peers, worker
from .common import (
    Command,
    Failed,
    Figure,
    Page,
    Rounds,
    Usage,
    alone,
    at_least,
    at_most,
    head,
    line,
    output,
    packages,
    run,
    spread,
)
from .peers import PEERS, Peer
from .reports import EVERY, write_reports


@dataclass(frozen=True)
class Counts:
    """How much is measured."""

    reports: int = 2000
    few: int = 500  # reports that slow tools check, and reports in every style
    rounds: int = 3
    starts: int = 5  # of each command in a round
    warm: int = 100  # reports that are checked before the clock runs
    install: bool = True  # if not, only nianbao is measured, as it is installed here


QUICK = Counts(reports=6, few=3, rounds=1, starts=1, warm=1, install=False)

API, AUTOCORRECT = "nianbao, `read` and `check` in one process", "autocorrect-py, `lint_for` in one process"
CHECK, CHECK_2, FEW = (
    "`nianbao check --jobs 1 all`",
    "`nianbao check --jobs 2 all`",
    "`nianbao check --jobs 1 few`",
)
ONE, PYTHON_ONE, AUTOCORRECT_ONE = (
    "`nianbao check 00000.md`",
    "`python -c pass`",
    "`python`, import autocorrect-py, lint 00000.md",
)
API_EVERY, AUTOCORRECT_EVERY = f"{API}, every style", f"{AUTOCORRECT}, every style"
# Without these measurements there is nothing to compare with.
OURS = frozenset({API, API_EVERY, CHECK, CHECK_2, FEW, ONE, PYTHON_ONE})
LINT_ONE = (
    "import sys, autocorrect_py;"
    " autocorrect_py.lint_for(open(sys.argv[1], encoding='utf-8').read(), sys.argv[1])"
)
STAGES = {
    "read": "read: file to `Source`",
    "parse": "parse: `Source` to `Report`",
    "audit": "audit: the equations",
    "claims": "claims: the figures of the prose",
    "rules": "rules and findings",
    "render": "render: findings to text",
}

INTRODUCTION = """\
It installs nianbao and the other tools, makes the reports and measures all in one run.

These are orders of magnitude, not a race, because the tools do different work. nianbao reads the tables of
a report and checks its figures and wording. autocorrect-py checks spacing and punctuation of Chinese text,
in Rust. markdownlint-cli2 checks the style of Markdown, zhlint the spacing and punctuation of Chinese
Markdown. textlint runs the rules that it is given. Nobody maintains a preset of rules for Chinese, so it
has preset-ja-spacing, whose rules about characters of full and half width hold for Chinese too; as they are
few, its speed is an upper bound. The others run with their default rules.

A ratio is the time of a row over that of the first row of its table, in the same round: above 1 is slower.
Its median and range are given. Repeated runs differ by up to 1.5 times, so compare the ratios rather than
the absolute figures. Before the clock runs, each command must say that it looked at all files.
"""


class Speed:
    """The reports and all measurements on them."""

    def __init__(self, folder: Path, counts: Counts) -> None:
        self.counts, self.found = counts, dict[str, int]()
        self.warm, self.all, self.few, self.every = map(folder.joinpath, ("warm", "all", "few", "every"))
        write_reports(self.warm, counts.warm, seed=1)
        # In bytes. The few reports are the first ones of all.
        self.size = write_reports(self.all, counts.reports, seed=2)
        self.few_size = write_reports(self.few, counts.few, seed=2)
        self.every_size = write_reports(self.every, counts.few, seed=4, styles=EVERY)
        self.stages: dict[str, list[float]] = defaultdict(list)
        self.python = peers.PYTHON if counts.install else Path(sys.executable)
        nianbao: Command = [self.python, "-m", "nianbao", "check"]
        self.checks: dict[str, tuple[Command, int]] = {
            CHECK: ([*nianbao, "--jobs", "1", self.all], counts.reports),
            CHECK_2: ([*nianbao, "--jobs", "2", self.all], counts.reports),
            FEW: ([*nianbao, "--jobs", "1", self.few], counts.few),
        }
        self.many = Rounds(
            {
                API: partial(self._work, API, "nianbao", self.all),
                AUTOCORRECT: partial(self._work, AUTOCORRECT, "autocorrect", self.all),
                API_EVERY: partial(self._work, API_EVERY, "nianbao", self.every),
                AUTOCORRECT_EVERY: partial(self._work, AUTOCORRECT_EVERY, "autocorrect", self.every),
                **{name: partial(run, command) for name, (command, _) in self.checks.items()},
                **{peer.name: partial(run, peer.command("*.md"), self.few) for peer in PEERS},
            },
            OURS,
        )
        self.one = Rounds(
            {
                ONE: partial(run, [*nianbao, "00000.md"], self.few),
                PYTHON_ONE: partial(run, [self.python, "-c", "pass"], self.few),
                AUTOCORRECT_ONE: partial(run, [self.python, "-c", LINT_ONE, "00000.md"], self.few),
                **{of_one(peer): partial(run, peer.command("00000.md"), self.few) for peer in PEERS},
            },
            OURS,
        )

    def measure(self) -> None:
        self._install()
        for name in self.checks:
            self.found[name] = self._verify(name)
        for peer in PEERS:
            self.many.attempt(peer.name, partial(self._verify_peer, peer))
        self.one.missing |= {
            of_one(peer): self.many.missing[peer.name] for peer in PEERS if peer.name in self.many.missing
        }
        for number in range(self.counts.rounds):
            print(f"round {number + 1} of {self.counts.rounds}", file=sys.stderr)
            self.many.repeat(1)
            self.one.repeat(self.counts.starts)  # starts are short, so they alternate too

    def _install(self) -> None:
        """Install all tools, or note why a peer could not be installed."""
        if self.counts.install:
            peers.install_nianbao()
        self._install_peer(peers.install_autocorrect, (AUTOCORRECT, AUTOCORRECT_EVERY), AUTOCORRECT_ONE)
        for peer in PEERS:
            self._install_peer(peer.install, (peer.name,), of_one(peer))

    def _install_peer(self, install: Callable[[], None], many: Sequence[str], one: str) -> None:
        try:
            if not self.counts.install:
                raise Failed("a quick run installs nothing")
            install()
        except Failed as failure:
            self.many.missing |= dict.fromkeys(many, str(failure))
            self.one.missing[one] = str(failure)

    def _verify(self, name: str) -> int:
        command, count = self.checks[name]
        summary = json.loads(output([*command, "--format", "json"], passing=(0, 1)))["summary"]
        if summary["files"] != count:
            raise Failed(f"nianbao checked {summary['files']} files of {count}")
        return sum(summary[level] for level in ("error", "warning", "info"))

    def _verify_peer(self, peer: Peer) -> None:
        self.found[peer.name] = peer.verify(self.few, self.counts.few)

    def _work(self, name: str, tool: str, reports: Path) -> Usage:
        """Check the reports of a folder in one process, which tells the time."""
        told: dict[str, float] = json.loads(output([self.python, worker.__file__, tool, self.warm, reports]))
        self.found[name] = int(told.pop("found"))
        seconds = told.pop("seconds")
        for stage, spent in told.items() if name == API else ():
            self.stages[stage].append(spent)
        return Usage(seconds)

    # ── Tables ──────────────────────────────────────────────────────────────

    def throughput(self, names: Sequence[str], count: int, size: int) -> Iterator[str]:
        """The table of some ways to check reports. Ratios are to the first one. `size`: in bytes."""
        yield from head("", "reports/s", "MB/s", "s", "ratio", "peak memory, MB", "findings")
        for name in names:
            if name in self.many.missing:
                yield line(name, f"not measured: {self.many.missing[name]}", *[""] * 5)
                continue
            seconds, memory = self.many.seconds(name), self.many.memory(name)
            yield line(
                name,
                f"{count / seconds:,.0f}",
                f"{size / 1e6 / seconds:.2f}",
                f"{seconds:.2f}",
                self._ratio(self.many, name, names[0]),
                ""
                if isnan(memory)
                else f"{memory:.0f}",  # not known of a process that also does other things
                f"{self.found[name]:,}",
            )

    def starts(self) -> Iterator[str]:
        yield from head("", "ms", "ratio", "peak memory, MB")
        for name in (ONE, PYTHON_ONE, AUTOCORRECT_ONE, *map(of_one, PEERS)):
            if name in self.one.missing:
                yield line(name, f"not measured: {self.one.missing[name]}", "", "")
            else:
                yield line(
                    name,
                    f"{1000 * self.one.seconds(name):.0f}",
                    self._ratio(self.one, name, ONE),
                    f"{self.one.memory(name):.0f}",
                )

    def _ratio(self, rounds: Rounds, name: str, base: str) -> str:
        return "1" if name == base else spread(rounds.ratios(name, base))

    def by_stage(self) -> Iterator[str]:
        yield from head("", "ms a report", "share")
        total = sum(median(self.stages[stage]) for stage in STAGES)
        for stage, name in STAGES.items():
            seconds = median(self.stages[stage])
            yield line(name, f"{1000 * seconds / self.counts.reports:.3f}", f"{seconds / total:.0%}")
        yield line("all", f"{1000 * total / self.counts.reports:.3f}", "")

    def figures(self) -> Iterator[Figure]:
        """The figures for the overview. The project aims at twice the speed of the fastest peer."""
        reports, seconds = self.counts.reports, self.many.seconds
        count, few, one = f"{reports:,} reports", f"{self.counts.few:,} reports", "one report"
        times = "{:.2f} times as fast"
        yield at_least(1000, "reports in one process", reports / seconds(API), "{:.0f} reports/s", count)
        every = self.counts.few / seconds(API_EVERY)
        yield Figure("reports in one process, every style", f"{every:.0f} reports/s", few)
        yield Figure("bytes in one process", f"{self.size / 1e6 / seconds(API):.2f} MB/s", count)
        yield Figure("reports by command", f"{reports / seconds(CHECK):.0f} reports/s", count)
        twice = median(self.many.ratios(CHECK, CHECK_2))
        yield at_least(1.8, "two processes beside one (`--jobs 2`)", twice, times, count)
        yield at_most(60, "peak memory of one process", self.many.memory(CHECK), "{:.0f} MB", count)
        start = 1000 * self.one.seconds(ONE)
        yield at_most(120, "one report by command, from start to exit", start, "{:.0f} ms", one)
        yield at_most(60, "peak memory of that", self.one.memory(ONE), "{:.0f} MB", one)
        bases = {AUTOCORRECT: (API, count), **{peer.name: (FEW, few) for peer in PEERS}}
        for name, (base, of) in bases.items():
            short = f"beside {re.split('[, ]', name)[0]}"
            if name in self.many.missing:
                yield Figure(short, f"not measured: {self.many.missing[name]}")
            else:
                yield at_least(2, short, median(self.many.ratios(name, base)), times, of)


def of_one(peer: Peer) -> str:
    return f"`{peer.name} 00000.md`"


def versions(speed: Speed) -> Iterator[str]:
    yield from packages("nianbao", "lark")
    if AUTOCORRECT not in speed.many.missing:
        yield peers.AUTOCORRECT.replace("==", " ")
    installed = [peer for peer in PEERS if peer.name not in speed.many.missing]
    for peer in installed:
        yield from peer.versions()
    if installed:
        yield f"Node {output(['node', '--version']).strip()}"


def measure(counts: Counts) -> Page:
    with tempfile.TemporaryDirectory() as folder:
        speed = Speed(Path(folder), counts)
        speed.measure()
    brief = [
        "### Many reports",
        "",
        f"{counts.reports:,} made-up reports, {speed.size / 1e6:.1f} MB in all, in Markdown or as text whose"
        " cells stand between bars, every third with",
        f"a fault. In one process: files are read and checked one after another, {counts.warm} others before,"
        " and cycles are looked for as rarely as by",
        "the command. By command: over the folder, start included; memory is that of the largest process.",
        "",
        *speed.throughput((API, AUTOCORRECT), counts.reports, speed.size),
        "",
        *speed.throughput((CHECK, CHECK_2), counts.reports, speed.size),
        "",
        f"The first {counts.few:,} of them, {speed.few_size / 1e6:.1f} MB,"
        " by commands that would take long for all:",
        "",
        *speed.throughput((FEW, *(peer.name for peer in PEERS)), counts.few, speed.few_size),
        "",
        f"{counts.few:,} others, {speed.every_size / 1e6:.1f} MB, in every style of tests/generator,"
        " as crawlers, spreadsheets and PDF readers leave tables:",
        "",
        *speed.throughput((API_EVERY, AUTOCORRECT_EVERY), counts.few, speed.every_size),
        "",
        "### One report",
        "",
        "By command, from start to exit. autocorrect-py comes without a command.",
        "",
        *speed.starts(),
        "",
        "### Stages of nianbao",
        "",
        f"In one process, of the {counts.reports:,} reports.",
        "",
        *speed.by_stage(),
        "",
    ]
    rounds = f"Medians of {counts.rounds} rounds, commands on one report {counts.starts} times a round."
    how = f"{INTRODUCTION}\n{rounds}"
    return Page("SPEED", "Speed", how, list(versions(speed)), list(speed.figures()), brief)


if __name__ == "__main__":
    sys.exit(alone(measure, Counts(), QUICK))
