"""How fast the language server answers: `python -m benchmarks.server` writes SERVER.md.

It talks to a real server process as an editor does. Times depend on the machine, so each is also given as a
multiple of the time in which the engine alone checks the same report, in the same run. No number makes it
fail.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from nianbao.linter import Source, check
from nianbao.lsp.diagnostics.publisher import PAUSE

from tests.lsp.client import Json, RawClient
from tests.lsp.conftest import ABLE, with_pull
from tests.lsp.editor import Buffer

from .common import ROOT, Figure, Page, alone, at_most, head, line, load, packages

URI = "file:///report.md"
CHECKED_EVERY = 10  # edits, where memory is watched
START, PUSHED, PULLED = (
    "start of the process → first diagnostics",
    "change → diagnostics, pushed",
    "change → diagnostics, pulled",
)
HOVER, COMPLETION = "hover on a cell", "completion"
NOTICED = 100.0  # milliseconds; a faster answer seems to come at once

INTRODUCTION = f"""\
It measures how long an editor waits for the server, over the protocol.

“Pushed” is the time from a change to its diagnostics, without the {PAUSE * 1000:.0f} ms that the server
waits for the user to pause. “Pulled” is the time from a change to the answer for a client that asks for
diagnostics itself, without waiting. Both include all steps: both processes, JSON, the whole check. The last
column compares the median with one check of the same report by the engine alone, in the same run.
"""


@dataclass(frozen=True)
class Counts:
    """How much is measured."""

    size: int = 10_000  # bytes of the report
    rounds: int = 200  # exchanges of each kind
    edits: int = 10_000  # while memory is watched
    starts: int = 5  # of the server


QUICK = Counts(rounds=3, edits=20, starts=1)


@dataclass
class Times:
    """The times of one kind of exchange, in seconds."""

    name: str
    seconds: list[float] = field(default_factory=list)

    def add(self, exchange: Callable[[], object], less: float = 0.0) -> None:
        started = time.perf_counter()
        exchange()
        self.seconds.append(time.perf_counter() - started - less)

    def at(self, share: float) -> float:
        return sorted(self.seconds)[min(int(share * len(self.seconds)), len(self.seconds) - 1)]


class Report:
    """A report that is open in a server and is changed again and again: the figure of one cell."""

    def __init__(self, client: RawClient, text: str) -> None:
        self.client, self.text, self.version = client, text, 1
        self.place = Buffer(text).at("| 31 |", 2)
        client.open(URI, text)

    def change(self) -> None:
        """Turn 31 into another figure of two digits."""
        self.version += 1
        range = {"start": self.place, "end": {**self.place, "character": self.place["character"] + 2}}
        change = {"range": range, "text": str(10 + self.version % 90)}
        self.client.notify(
            "textDocument/didChange",
            {"textDocument": {"uri": URI, "version": self.version}, "contentChanges": [change]},
        )

    def ask(self, method: str, part: str = "", **params: object) -> object:
        place = {"position": Buffer(self.text).at(part, 3)} if part else {}
        return self.client.request(
            f"textDocument/{method}", {"textDocument": {"uri": URI}, **place, **params}
        )

    def change_and_wait(self) -> None:
        self.change()
        self.client.diagnostics(URI, self.version)

    def change_and_pull(self) -> None:
        self.change()
        self.ask("diagnostic")


def example(size: int) -> str:
    """The faulty example, filled up to a size in bytes of UTF-8."""
    text = (ROOT / "examples" / "faulty.md").read_text("utf-8")
    sentence = "各科室按照要求做好了政府信息的发布和更新，并把责任落实到了人。\n\n"
    missing = max(size - len(text.encode()), 0) // len(sentence.encode())
    return text.replace("## 二、", sentence * missing + "## 二、", 1)


def started(capabilities: Json) -> RawClient:
    client = RawClient()
    client.start(capabilities=capabilities)
    return client


def exchanges(text: str, counts: Counts) -> tuple[list[Times], float]:
    """The times of all exchanges, and the median of a check by the engine alone."""
    start = Times(START)
    for _ in range(counts.starts):
        start.add(lambda: _first_diagnostics(text))
    alone = Times("check by the engine")
    pushed, pulled = Times(PUSHED), Times(PULLED)
    with started(ABLE) as client:
        report = Report(client, text)
        client.diagnostics(URI)
        for _ in range(counts.rounds):
            pushed.add(report.change_and_wait, less=PAUSE)
    hover, completion = Times(HOVER), Times(COMPLETION)
    actions, hints = Times("code actions, for a light bulb"), Times("inlay hints")
    tokens, symbols = Times("semantic tokens, after a change"), Times("document symbols")
    with started(with_pull(ABLE)) as client:
        report = Report(client, text)
        everything = Buffer(text).everything
        bulb = {"diagnostics": [], "triggerKind": 2}
        for _ in range(counts.rounds):
            alone.add(lambda: check(Source("x.md", text)))
            pulled.add(report.change_and_pull)
            hover.add(lambda: report.ask("hover", "| 31 |"))
            completion.add(lambda: report.ask("completion", "一、基本情况"))
            actions.add(lambda: report.ask("codeAction", range=everything, context=bulb))
            hints.add(lambda: report.ask("inlayHint", range=everything))
            symbols.add(lambda: report.ask("documentSymbol"))
            report.change()
            tokens.add(lambda: report.ask("semanticTokens/full"))
    times = [start, pushed, pulled, hover, completion, actions, hints, tokens, symbols]
    return times, median(alone.seconds)


def _first_diagnostics(text: str) -> None:
    with started(ABLE) as client:
        client.open(URI, text)
        client.diagnostics(URI)


def memory(text: str, edits: int) -> Iterator[tuple[int, int]]:
    """Resident memory in kB after some numbers of edits, ten in all. Nothing if the system does not tell."""
    with started(with_pull(ABLE)) as client:
        status = Path(f"/proc/{client.process.pid}/status")
        if not status.exists():
            return
        report = Report(client, text)
        report.ask("diagnostic")
        for number in range(1, edits + 1):
            report.change()
            if number % CHECKED_EVERY == 0:
                report.ask("diagnostic")
                report.ask("semanticTokens/full")
            if number % max(edits // 10, 1) == 0:
                kilobytes = re.search(r"VmRSS:\s+(\d+)", status.read_text("utf-8"))
                assert kilobytes
                yield number, int(kilobytes[1])


def measure(counts: Counts) -> Page:
    text, before = example(counts.size), load()
    times, engine = exchanges(text, counts)
    used = list(memory(text, counts.edits))
    brief = [
        f"A report of {len(text.encode()):,} bytes, which the engine alone checks in {_ms(engine)} ms"
        f" (median). The load before was {before}; times are",
        "only as good as it was idle.",
        "",
        *head("exchange", "p50, ms", "p95, ms", "p99, ms", "number", "of a check"),
        *(
            line(
                one.name,
                *(_ms(one.at(share)) for share in (0.5, 0.95, 0.99)),
                f"{len(one.seconds):,}",
                f"{one.at(0.5) / engine:.2f}",
            )
            for one in times
        ),
        "",
    ]
    detail = [
        "## Memory",
        "",
        f"Resident memory of the server over {counts.edits:,} edits of one document,"
        f" a check and its colours after every {CHECKED_EVERY}th:",
        "",
        *(head("edits", "MB", "of the first") if used else ["Not told by this system."]),
        *(line(f"{number:,}", f"{size / 1024:.1f}", f"{size / used[0][1]:.3f}") for number, size in used),
    ]
    return Page(
        "SERVER",
        "The language server",
        INTRODUCTION,
        packages("nianbao", "pygls"),
        list(figures(times, used)),
        brief,
        detail=detail,
    )


def figures(times: list[Times], used: list[tuple[int, int]]) -> Iterator[Figure]:
    for one in times:
        if one.name in (PUSHED, PULLED, HOVER, COMPLETION):
            for share in (0.5, 0.95, 0.99):
                name, of = f"{one.name}, p{share * 100:.0f}", f"{len(one.seconds):,} exchanges"
                yield at_most(NOTICED, name, one.at(share) * 1000, "{:.1f} ms", of)
    yield Figure(f"{START}, p50", f"{times[0].at(0.5) * 1000:.0f} ms", f"{len(times[0].seconds)} starts")
    if used:
        yield at_most(
            1.1,
            "memory of the server, last beside first",
            used[-1][1] / used[0][1],
            "{:.2f} times",
            f"{used[-1][0]:,} edits",
        )


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.1f}"


if __name__ == "__main__":
    sys.exit(alone(measure, Counts(), QUICK))
