"""How the time for one report grows with its size: `python -m benchmarks.growth` writes GROWTH.md.

A report is made longer and longer, in ways in which people write and in ways in which nobody does. No
growth makes it fail.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from math import isnan, nan
from typing import NamedTuple

from nianbao.grammar.memory import collect_rarely
from nianbao.linter import examine
from nianbao.linter.readers import LIMIT, from_bytes

from tests.generator import FORMATS, clean_report, draft, random_figures, render
from tests.generator.drafts import blank_table
from tests.generator.html import render_html

from .common import Figure, Page, alone, at_most, exponent, head, line, packages

FACTORS = (1, 3, 10, 30, 100, 300, 1000)
TAIL = 30  # from this factor on the growth is also measured alone, because quadratic growth shows late
PATIENCE = 5.0  # seconds; a shape that took longer is not made any longer

INTRODUCTION = f"""\
A report is made longer until it has so many times its size, read from its bytes and examined, all in one
process. Times are those of the processor alone; of short ones the best of several counts. *Exponent* is the
power of size with which time grows, by least squares on the logarithms: 1 is in proportion, 2 is quadratic.
Quadratic growth shows late, so the exponent is also given for the sizes from ×{TAIL} on.

* **Ways of people**: a table or the prose goes on and on, or reports follow each other in a file.
* **Ways of nobody**: one pattern over and over inside a report, to make code that looks ahead, goes back or
  keeps a stack read it again and again.

Blank are sizes that were not tried because the size before took more than {PATIENCE:.0f} s. Text files with
more than {LIMIT // 2**20} MB are refused.
"""


@dataclass(frozen=True)
class Counts:
    """How much is measured."""

    largest: int = FACTORS[-1]
    repeat: int = 300  # milliseconds in which short measurements are repeated


QUICK = Counts(largest=3, repeat=1)


# ── Shapes ──────────────────────────────────────────────────────────────────


class Shape(NamedTuple):
    """A way in which a report grows."""

    name: str
    write: Callable[[int], str]  # a report of at least so many bytes
    odd: bool = True  # nobody would write one
    suffix: str = ".md"  # of its file


_MARK = "增长在此。"


def _report(page: bool = False) -> tuple[str, str]:
    """A report in two parts, with room for more prose between them."""
    rng = random.Random(1)
    report = draft(rng, random_figures(rng, "2021"))
    first, *others = report.sections
    report = replace(report, sections=(replace(first, body=(*first.body, _MARK)), *others))
    text = render_html(report, "one-table", rng) if page else render(report, "gfm", rng)
    before, _, after = text.partition(_MARK)
    return before, after


def _inside(pattern: str, page: bool = False) -> Callable[[int], str]:
    """A function that writes a report with a pattern over and over in its prose."""

    def write(size: int) -> str:
        before, after = _report(page)
        return before + pattern * _times(pattern, size - len((before + after).encode())) + after

    return write


def _times(pattern: str, size: int) -> int:
    return max(1, -(-size // len(pattern.encode())))


def _prose(size: int) -> str:
    """A report whose first section has the prose of ever more reports, all of them different."""
    before, after = _report()
    proses, number, room = list[str](), 0, size - len((before + after).encode())
    while room > 0:
        lines = clean_report(random.Random(number)).text.splitlines()
        prose = "\n\n".join(line for line in lines if len(line) > 60 and "|" not in line)
        proses.append(prose)
        room, number = room - len(prose.encode()) - 2, number + 1
    return before + "\n\n".join(proses) + after


def _rows(size: int) -> str:
    """A report in whose second table one row comes over and over."""
    before, after = _report()
    label = blank_table("2021", "requests").blocks[0].rows[2].label
    lines = after.splitlines(keepends=True)
    at = next(number for number, text in enumerate(lines) if label in text)
    room = size - len((before + after).encode())
    rows = lines[at] * _times(lines[at], room)
    return before + "".join(lines[:at]) + rows + "".join(lines[at:])


def _reports(size: int) -> str:
    """Several reports in a file: every section comes again and again."""
    whole = "".join(_report())
    return whole * _times(whole, size)


HALF = blank_table("2021", "requests").blocks[0].rows[4].label[:-1]
HEADING = FORMATS["2021"]["sections"][1]["title"]
SHAPES = (
    Shape("longer prose", _prose, odd=False),
    Shape("a row over and over", _rows, odd=False),
    Shape("reports behind each other", _reports, odd=False),
    Shape("numbered items with figures", _inside("\n\n（三）收到申请12件，办结11件，结转1件。"), odd=False),
    Shape("a sentence without an end", _inside("收到申请12件，其中自然人3件，")),
    Shape("brackets and quotes that are only opened", _inside("《（“")),
    Shape("brackets and quotes that are only closed", _inside("）」》”")),
    Shape("one figure without an end", _inside("1")),
    Shape("figures with a mark between", _inside("1、")),
    Shape("Chinese numerals", _inside("一百二十")),
    Shape("a row of cells without an end", _inside("| 0 ")),
    Shape("rows of one cell", _inside("\n| 0 |")),
    Shape("a label cut short, over and over", _inside(f"\n| {HALF} | 1 ")),
    Shape("one heading over and over", _inside(f"\n\n二、{HEADING}\n")),
    Shape("blanks", _inside(" \u3000\n")),
    Shape("waivers", _inside("\n\n<!-- nianbao: ignore NB208 because 见说明 -->\n")),
    Shape("comments that are only opened", _inside("<!-- ")),
    Shape("HTML: tags that are only opened", _inside("<b><td>", page=True), suffix=".html"),
    Shape("HTML: tables in tables", _inside("<table><tr><td>", page=True), suffix=".html"),
    Shape("HTML: a tag that never ends", _inside("<a b='", page=True), suffix=".html"),
)


# ── Measuring ───────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Growth:
    """The measurements of a shape, by factor."""

    shape: Shape
    sizes: Mapping[int, int]  # bytes
    seconds: Mapping[int, float]

    def exponent(self, first: int = 1) -> float:
        """The exponent from a factor on; nan where fewer than two were measured."""
        factors = [factor for factor in self.seconds if factor >= first]
        if len(factors) < 2:
            return nan
        return exponent(
            [self.sizes[factor] for factor in factors], [self.seconds[factor] for factor in factors]
        )

    def steepness(self) -> float:
        """The exponent at the end of the growth, or of all of it where the end was not measured."""
        tail = self.exponent(TAIL)
        return self.exponent() if isnan(tail) else tail

    def slowness(self) -> float:
        """Seconds for a byte, at the slowest factor."""
        return max(self.seconds[factor] / self.sizes[factor] for factor in self.seconds)

    def row(self) -> str:
        times = (
            f"{1000 * self.seconds[factor]:,.0f}" if factor in self.seconds else "" for factor in FACTORS
        )
        exponents = (
            "" if isnan(value) else f"{value:.2f}" for value in (self.exponent(), self.exponent(TAIL))
        )
        return line(self.shape.name, *times, *exponents)


def grow(shape: Shape, counts: Counts) -> Growth:
    sizes, seconds, base = dict[int, int](), dict[int, float](), len(shape.write(0).encode())
    for factor in FACTORS:
        if factor > counts.largest or max(seconds.values(), default=0) > PATIENCE:
            break
        data = shape.write(base * factor).encode()
        sizes[factor], seconds[factor] = len(data), spent(data, shape.suffix, counts.repeat / 1000)
    return Growth(shape, sizes, seconds)


def spent(data: bytes, suffix: str, repeat: float) -> float:
    """Seconds of the processor for a whole check, the best of all that fit into `repeat` seconds."""
    best, total = float("inf"), 0.0
    while not total or total < repeat:
        start = time.process_time()
        examine(from_bytes(data, f"report{suffix}"))
        took = time.process_time() - start
        best, total = min(best, took), total + took
    return best


def measure(counts: Counts) -> Page:
    for suffix in {shape.suffix for shape in SHAPES}:
        spent("".join(_report(suffix == ".html")).encode(), suffix, 0)  # builds the parsers
    collect_rarely()  # as the command does
    grown = []
    for shape in SHAPES:
        grown.append(grow(shape, counts))
        print(grown[-1].row(), file=sys.stderr)
    return Page(
        "GROWTH",
        "Growth of one report",
        INTRODUCTION,
        packages("nianbao", "lark"),
        list(figures(grown)),
        list(brief(grown)),
    )


def brief(grown: list[Growth]) -> Iterator[str]:
    smallest = [growth.sizes[1] / 1000 for growth in grown]
    sizes = f"{min(smallest):.0f} kB ({max(smallest):.0f} kB in HTML)"
    for name, odd in (("Ways of people", False), ("Ways of nobody", True)):
        yield from (f"### {name}", "")
        yield from (f"Milliseconds for a report of {sizes}, longer by so many times:", "")
        yield from head("", *(f"×{factor:,}" for factor in FACTORS), "exponent", f"from ×{TAIL}")
        yield from (growth.row() for growth in grown if growth.shape.odd == odd)
        yield ""


def figures(grown: list[Growth]) -> Iterator[Figure]:
    for name, odd, aim in (("as people write", False, 1.05), ("as nobody would write", True, 1.05)):
        alike = [growth for growth in grown if growth.shape.odd == odd]
        largest = max(max(growth.seconds) for growth in alike)
        worst = max(alike, key=Growth.steepness)
        of = f"up to ×{largest:,}; {len(alike)} shapes, the worst: {worst.shape.name}"
        yield at_most(aim, f"growth of time with size, {name}, exponent", worst.steepness(), "{:.2f}", of)
    slowest = max(grown, key=Growth.slowness)
    factor = max(slowest.seconds)
    yield Figure(
        "slowest of these, at its largest",
        f"{slowest.seconds[factor]:.1f} s",
        f"{slowest.sizes[factor] / 1e6:.2f} MB: {slowest.shape.name}",
    )


if __name__ == "__main__":
    sys.exit(alone(measure, Counts(), QUICK))
