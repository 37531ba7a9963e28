"""All benchmarks: `python -m benchmarks` writes their pages, and RESULTS.md with an overview.

Each runs in a process of its own, so that none pays for the memory of another one.
"""

from __future__ import annotations

import argparse
import sys
import time
import traceback
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from .common import Figure, Page, add_options, line, load, measure, overview, packages, where, write

NAMES = ("speed", "jobs", "growth", "server", "blame", "false_alarms", "claims", "forms")

INTRODUCTION = """\
# Results

Written by `make bench`. No figure makes it fail. Times depend on the machine and on what else it does, so
compare only times of one run. The page beside each figure says how it was measured, and has more of them.
"""


def measure_apart(name: str, quick: bool) -> Page:
    """The page of a benchmark run in a process of its own. If it breaks, its page says why."""
    print(f"── {name}", file=sys.stderr)
    try:
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            return pool.submit(measure, name, quick).result()
    except Exception as failure:
        traceback.print_exc()
        figure = Figure(name, f"not measured: {failure or type(failure).__name__}", met=False)
        return Page(name.upper(), name, "", (), [figure])


def results(pages: Sequence[Page], minutes: float, before: str) -> Iterator[str]:
    """The lines of RESULTS.md."""
    yield from (
        INTRODUCTION,
        *where(packages("nianbao")),
        f"* Load before: {before}; the whole run took {minutes:.0f} minutes",
        "",
        "## Overview",
        "",
    )
    yield from overview(*pages)
    yield ""
    for page in pages:
        if page.brief:
            yield from (
                f"## {page.title}",
                "",
                f"[How it was measured]({page.name}.md). Versions: {', '.join(page.tools)}.",
                "",
                *page.brief,
            )
    yield from ("## Accuracy", "", line("", "right", "of", "share", "page"), "|---|---:|---:|---:|---|")
    yield from (share.row(page.name) for page in pages for share in page.shares)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.split("\n")[0])
    add_options(parser)
    options = parser.parse_args()
    before, start = load(), time.monotonic()
    pages = [measure_apart(name, options.quick) for name in NAMES]
    for page in pages:
        write(page, options.output)
    text = "\n".join(results(pages, (time.monotonic() - start) / 60, before)) + "\n"
    (options.output / "RESULTS.md").write_text(text, "utf-8", newline="\n")
    print(text)
    figures = [figure for page in pages for figure in page.figures]
    return int(any(figure.met is False and figure.measured.startswith("not measured") for figure in figures))


if __name__ == "__main__":
    sys.exit(main())
