"""How well nianbao names a wrong figure: `python -m benchmarks.blame` writes BLAME.md.

Wrong figures are planted in correct reports, one mutation at a time in every cell of 表三 and 表四. The
findings are compared with the mutation.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice, zip_longest
from statistics import median
from textwrap import fill
from typing import NamedTuple

from nianbao.grammar import Report, Source, Span, parse
from nianbao.linter import Finding, Severity, check
from nianbao.linter.audit import audit

from tests.generator import FORMATS, Draft, draft, random_figures, render, renders
from tests.generator.drafts import Figures

from .common import ROOT, Failed, Page, Share, alone, head, line, packages
from .mutants import KINDS, TABLES, Mutant, is_detectable, is_determined, mutants

CORPUS = ROOT.parent / "shared" / "corpus" / "figures.jsonl"
PROCESSES = 2
PLANTED = "planted in 表三 and 表四"
REPEATS = 5  # of a measurement that is not one of thousands

INTRODUCTION = """\
It measures how often a finding names the very cell that is wrong, and the figure that belongs there.

In correct reports one mutation at a time is planted in every cell of 表三 and 表四:

* **+1**, **+10**, **×10**; **0**: the figure becomes 0; **blank**: the cell is emptied;
* **digits swapped**: two digits side by side; **digit dropped**: one digit of two or more;
* **swapped**: two cells exchange their figures: a cell and the one to its right, the one below, or any other.

Mutations that change nothing are left out, and so are repetitions of others. The columns count

* **undetectable**: every equation still holds. These are left out of all other columns;
* **found**: a finding NB2xx or NB3xx of severity warning or error;
* **one finding**: one finding of severity warning or error, and no more;
* **right cell**: the first of those findings stands at the wrong cell, or at one of two exchanged ones;
* **right figure**: it also expects the original figure;
* **named**: it stands at the wrong cell, or one of its fixes restores the wrong cell and changes no other;
* **determined**: the equations leave only one explanation. For a figure: no other cell of the table can be
  the wrong one, whatever figure it gets, 0 or more. For an exchange: no other exchange and no single figure
  corrects the table. A blank is always determined. The last two columns are shares of the determined
  mutants, the columns before them shares of the detectable ones.
"""


@dataclass(frozen=True)
class Counts:
    """How much is measured."""

    made: int = 10  # sets of made-up figures
    sets: int = 0  # take only the first ones, where real and made-up sets take turns; 0 for all
    every: int = 1  # plant only one mutation in so many
    style: str = "markdown"  # of the reports


QUICK = Counts(made=1, sets=1, every=50)

# ── Judging ─────────────────────────────────────────────────────────────────


class Timing(NamedTuple):
    """Seconds."""

    parse: float
    audit: float


@dataclass(frozen=True)
class Verdict:
    """The findings about a mutant, judged by what can be found."""

    detectable: bool
    determined: bool
    found: bool
    one_finding: bool
    right_cell: bool
    right_figure: bool
    named: bool
    findings: tuple[str, ...]
    timing: Timing

    @property
    def satisfactory(self) -> bool:
        """Found, and as well attributed as the equations allow."""
        return self.found and (self.right_figure if self.determined else self.named)


def judge(mutant: Mutant, style: str = "markdown") -> Verdict:
    """Check the mutated report. Raises `Failed` where a rule crashes."""
    source = Source("report.md", render(mutant.draft, style))
    report, timing = timed(source)
    table = report.tables.get(mutant.table)
    cells = table.cells if table else {}
    spans = {cells[place].span: text for place, text in mutant.original.items() if place in cells}
    findings = bad(source)
    detectable = is_detectable(mutant)
    first = next((finding for finding in findings if finding.code.startswith(("NB2", "NB3"))), None)
    cell = first.problem.cell if first else None
    original = None
    if cell and cell.table == mutant.table:
        original = mutant.original.get((str(cell.row), str(cell.column)))
    return Verdict(
        detectable,
        determined=detectable and is_determined(mutant),
        found=first is not None,
        one_finding=len(findings) == 1,
        right_cell=original is not None,
        right_figure=first is not None and original is not None and first.problem.expected == original,
        named=original is not None or (first is not None and restores(first, spans)),
        findings=tuple(f"{finding.code} {finding.place}: {finding.message}" for finding in findings),
        timing=timing,
    )


def bad(source: Source) -> list[Finding]:
    """The findings of severity warning or error."""
    findings = [finding for finding in check(source) if finding.severity is not Severity.INFO]
    for finding in findings:
        if finding.code == "NB999":
            raise Failed(finding.message)
    return findings


def restores(finding: Finding, originals: Mapping[Span, str]) -> bool:
    """Whether a fix restores the figure of a mutated cell, or of both, and changes nothing else."""
    return any(
        fix.edits and all(originals.get(edit.span) == edit.text for edit in fix.edits)
        for fix in finding.fixes
    )


def timed(source: Source) -> tuple[Report, Timing]:
    start = time.perf_counter()
    report = parse(source)
    parsed = time.perf_counter()
    audit(report)
    return report, Timing(parsed - start, time.perf_counter() - parsed)


# ── Measuring ───────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class FigureSet:
    """The figures of a report to make."""

    name: str
    real: bool  # from a real report
    figures: Figures
    style: str

    @property
    def report(self) -> Draft:
        return draft(random.Random(self.name), self.figures)


@dataclass(frozen=True)
class Case:
    """A mutant and its verdict, without the report."""

    mutant: str
    kind: str
    table: str
    real: bool
    verdict: Verdict


@dataclass(frozen=True)
class Measured:
    """The measurements with one set of figures."""

    cases: list[Case]
    clean: list[Timing]  # of the report without a mutation
    slowest: tuple[
        float, str
    ]  # seconds of the slowest audit, timed again to exclude accidents; and its mutant


def figure_sets(made: int, style: str) -> list[FigureSet]:
    """Real and made-up sets in turn, all without blanks in the two tables and with a figure in 表三.

    `style` can show them.
    """
    records = [json.loads(text) for text in CORPUS.read_text("utf-8").splitlines()] if CORPUS.exists() else []
    real = [
        FigureSet(f"{record['name']} {record['year']}", True, record, style)
        for record in records
        if record["complete"]
    ]
    real = [one for one in real if _usable(one)]
    invented: list[FigureSet] = []
    seed = 0
    while len(invented) < made:
        name, format_id = f"made-up {seed}", sorted(FORMATS, reverse=True)[seed % len(FORMATS)]
        one = FigureSet(f"{name} ({format_id})", False, random_figures(random.Random(name), format_id), style)
        if _usable(one):
            invented.append(one)
        seed += 1
    return [one for pair in zip_longest(real, invented) for one in pair if one]


def _usable(one: FigureSet) -> bool:
    figures = [figure for row in one.figures["requests"].values() for figure in row]
    return (
        any(figures) and None not in (*figures, *one.figures["remedies"]) and renders(one.report, one.style)
    )


def plant(one: FigureSet, every: int) -> Measured:
    """Judge the mutants of one set of figures, or one in `every`.

    Raises `Failed` if the report is not found correct before the mutation.
    """
    report, name, style = one.report, one.name, one.style
    source = Source("report.md", render(report, style))
    if findings := bad(source):
        raise Failed(f"{name} is not correct before the mutation: {findings[0].code} {findings[0].message}")
    clean = [timed(source)[1] for _ in range(REPEATS)]
    planted = (mutant for mutant in mutants(report, random.Random(name)) if renders(mutant.draft, style))
    judged = [(mutant, judge(mutant, style)) for mutant in islice(planted, 0, None, every)]
    by_audit = sorted(judged, key=lambda pair: pair[1].timing.audit)
    slowest = max((_audit_again(mutant, style), f"{name} {mutant}") for mutant, _ in by_audit[-REPEATS:])
    cases = [
        Case(f"{name} {mutant}", mutant.kind, mutant.table, one.real, verdict) for mutant, verdict in judged
    ]
    return Measured(cases, clean, slowest)


def _audit_again(mutant: Mutant, style: str) -> float:
    source = Source("report.md", render(mutant.draft, style))
    return min(timed(source)[1].audit for _ in range(REPEATS))


def run(sets: Sequence[FigureSet], every: int) -> Iterator[Measured]:
    with multiprocessing.Pool(PROCESSES) as pool:
        for number, (one, measured) in enumerate(
            zip(sets, pool.imap(partial(plant, every=every), sets), strict=True), 1
        ):
            print(f"{number} of {len(sets)}: {one.name}, {len(measured.cases):,} mutants", file=sys.stderr)
            yield measured


# ── Results ─────────────────────────────────────────────────────────────────


def shares(cases: Sequence[Case]) -> Iterator[str]:
    yield from head(
        *("", "mutants", "undetectable", "found", "one finding", "right cell", "right figure", "named"),
        *("determined", "right cell, determined", "right figure, determined"),
    )
    for kind in KINDS:
        yield _shares(kind, [case.verdict for case in cases if case.kind == kind])
    yield _shares("all", [case.verdict for case in cases])


def _shares(name: str, verdicts: Sequence[Verdict]) -> str:
    counted = [verdict for verdict in verdicts if verdict.detectable]
    determined = [verdict for verdict in counted if verdict.determined]
    columns = ("found", "one_finding", "right_cell", "right_figure", "named", "determined")
    return line(
        name,
        f"{len(verdicts):,}",
        f"{len(verdicts) - len(counted):,}",
        *(_share(counted, column) for column in columns),
        _share(determined, "right_cell"),
        _share(determined, "right_figure"),
    )


def _share(verdicts: Sequence[Verdict], column: str) -> str:
    return percent(sum(getattr(verdict, column) for verdict in verdicts), len(verdicts))


def percent(part: int, whole: int) -> str:
    """Rounded down: 100.0% is all."""
    return f"{1000 * part // whole / 1000:.1%}" if whole else ""


# By table, and by whether two figures were exchanged.
REASONS = {
    (
        "remedies",
        False,
    ): "one figure of 表四. The four results and the total of a group stand in one equation "
    "only, so that any of the five may be the wrong one, unless the others would have to fall below 0",
    ("remedies", True): "two exchanged figures of 表四, for the same reason",
    ("requests", False): "one figure of 表三, where no two cells stand in the same equations",
    ("requests", True): "two exchanged figures of 表三. Two others that differ by as much stand in the same "
    "equations",
}


def undetermined(cases: Sequence[Case]) -> Iterator[str]:
    """The mutants with several explanations, and the reasons."""
    counted = [case for case in cases if case.verdict.detectable]
    unclear = [case for case in counted if not case.verdict.determined]
    yield f"{percent(len(unclear), len(counted))} of the detectable mutants have more than one explanation:"
    yield ""
    for (table, swapped), reason in REASONS.items():
        alike = [case for case in counted if (case.table, case.kind == "swapped") == (table, swapped)]
        open_ = sum(not case.verdict.determined for case in alike)
        share = percent(open_, len(alike)) or "none"
        yield fill(f"* {open_:,} of {len(alike):,} ({share}): {reason}.", 130, subsequent_indent="  ")


def times(measured: Sequence[Measured]) -> Iterator[str]:
    yield from head("", "parse, ms", "audit, ms", "audit / parse")
    clean = [timing for one in measured for timing in one.clean]
    mutated = [case.verdict.timing for one in measured for case in one.cases]
    for name, timings in (("correct", clean), ("mutated", mutated)):
        medians = (
            1000 * median(t.parse for t in timings),
            1000 * median(t.audit for t in timings),
            median(t.audit / t.parse for t in timings),
        )
        yield line(name, *(f"{value:.2f}" for value in medians))
    yield ""
    slowest = 1000 * max(one.slowest for one in measured)[0]
    yield f"The slowest audit of a mutated report took {slowest:.2f} ms, the best of {REPEATS}."


def measure(counts: Counts) -> Page:
    sets, measured = judged(counts)
    cases = [case for one in measured for case in one.cases]
    real = sum(one.real for one in sets)
    groups = {
        "All mutants": cases,
        **{name: [case for case in cases if case.table == table] for table, name in TABLES.items()},
        "Real figures": [case for case in cases if case.real],
        "Made-up figures": [case for case in cases if not case.real],
    }
    detail = [
        f"{len(sets)} reports in the style {counts.style} of tests/generator, {real} with the figures of real"
        f" reports and {len(sets) - real} with made-up",
        "ones; none of them has a blank in 表三 or 表四, or nothing but 0 in 表三.",
        "",
        *(text for name, group in groups.items() if group for text in (f"## {name}", "", *shares(group), "")),
        "## What the equations leave open",
        "",
        *undetermined(cases),
        "",
        "## Time of the audit",
        "",
        f"Medians, each report parsed and audited once, in {PROCESSES} processes side by side.",
        "",
        *times(measured),
    ]
    verdicts = [case.verdict for case in cases if case.verdict.detectable]
    determined = [verdict for verdict in verdicts if verdict.determined]
    found = _counted("wrong figures found", verdicts, "found")
    one = _counted("wrong figures told in one finding", verdicts, "one_finding")
    cell = _counted("wrong cell named, where the equations determine it", determined, "right_cell")
    figure = _counted("right figure named, where the equations determine it", determined, "right_figure")
    by_kind = [
        _counted(f"wrong figures found: {kind}", alike, "found")
        for kind in KINDS
        if (alike := [case.verdict for case in cases if case.kind == kind and case.verdict.detectable])
    ]
    return Page(
        "BLAME",
        "Blame",
        INTRODUCTION,
        packages("nianbao", "lark"),
        [found.figure(100, PLANTED), *(share.figure(99, PLANTED) for share in (one, cell, figure))],
        shares=[found, *by_kind, one, cell, figure],
        detail=detail,
    )


def _counted(name: str, verdicts: Sequence[Verdict], column: str) -> Share:
    return Share(name, sum(getattr(verdict, column) for verdict in verdicts), len(verdicts))


def judged(counts: Counts) -> tuple[Sequence[FigureSet], list[Measured]]:
    """The sets of figures, and the measurements with each. Raises `Failed`."""
    sets = figure_sets(counts.made, counts.style)[: counts.sets or None]
    if not sets:
        raise Failed("no set of figures")
    return sets, list(run(sets, counts.every))


def listing(cases: Sequence[Case], kind: str) -> Iterator[str]:
    """The mutants of a kind that are missed, or attributed less well than the equations allow."""
    for case in cases:
        if case.kind == kind and case.verdict.detectable and not case.verdict.satisfactory:
            yield case.mutant + ("" if case.verdict.determined else " (not determined)")
            yield from (f"    {finding}" for finding in case.verdict.findings or ("nothing found",))


def main() -> int:
    if "--list" not in sys.argv:
        return alone(measure, Counts(), QUICK)
    parser = argparse.ArgumentParser(
        description="Print the mutants of a kind that are missed or misattributed."
    )
    parser.add_argument("--list", choices=KINDS, metavar="KIND", required=True, help=", ".join(KINDS))
    parser.add_argument("--sets", type=int, default=0)
    options = parser.parse_args()
    _, measured = judged(replace(Counts(), sets=options.sets))
    print("\n".join(listing([case for one in measured for case in one.cases], options.list)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
