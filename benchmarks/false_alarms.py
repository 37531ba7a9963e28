"""How often nianbao blames correct reports: `python -m benchmarks.false_alarms` writes FALSE_ALARMS.md.

The reports come from tests/generator/variety.py, which knows nothing of the linter: bodies of every kind,
years, wordings and serialisations. Every error and every warning is a false alarm. The forms that its
reports have in common say where to look. No number makes it fail.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nianbao.linter import Finding, Severity, Source, all_rules, check

from tests.generator import CleanReport, clean_report

from .common import Page, Share, alone, head, line, packages

FORMS = 6  # to name for each code

INTRODUCTION = """\
It measures what nianbao says of correct reports.

The reports are made by `tests/generator/variety.py`, without the code under test: invented bodies from a
province down to a township, all report years with the format of the year, figures that add up, prose in
many wordings that agrees with the tables, and every way in which tables are written as text. An error or a
warning on one of them is a false alarm. Information is none, but is counted too.
"""


@dataclass(frozen=True)
class Counts:
    """How much is measured."""

    reports: int = 1000
    first: int = 0  # the number of the first report


QUICK = Counts(reports=10)


@dataclass(frozen=True)
class Checked:
    """A clean report and its findings."""

    number: int  # makes the report again
    report: CleanReport
    findings: tuple[Finding, ...]

    @property
    def alarms(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.severity is not Severity.INFO]


def checked(number: int) -> Checked:
    report = clean_report(random.Random(number))
    return Checked(number, report, tuple(check(Source(f"{number}.md", report.text))))


# ── Results ─────────────────────────────────────────────────────────────────


def summary(run: Sequence[Checked]) -> Iterator[str]:
    alarmed = sum(bool(one.alarms) for one in run)
    yield from head("", "reports")
    yield line("checked", f"{len(run):,}")
    yield line("with an error or a warning", f"{alarmed:,} ({alarmed / len(run):.1%})")
    yield line("with information", f"{sum(len(one.alarms) < len(one.findings) for one in run):,}")
    yield line("without any finding", f"{sum(not one.findings for one in run):,}")


def spread(run: Sequence[Checked]) -> Iterator[str]:
    """How different the reports are."""
    reports = [one.report for one in run]
    yield from head("", "different", "of which most often")
    kinds: dict[str, list[str]] = {
        "agencies": [report.body.name for report in reports],
        "levels": [report.body.kind for report in reports],
        "years": [str(report.year) for report in reports],
        "serialisations": [report.style for report in reports],
        "forms of wording and layout": [form for report in reports for form in report.forms],
    }
    for name, values in kinds.items():
        ((most, count),) = Counter(values).most_common(1)
        yield line(name, f"{len(set(values)):,}", f"{most} ({count:,})")


def by_code(run: Sequence[Checked]) -> Iterator[str]:
    """Findings by code and severity, and the reports they are in."""
    counts = Counter((finding.code, finding.severity) for one in run for finding in one.findings)
    reports = Counter(code for one in run for code in {finding.code for finding in one.findings})
    names = {rule.code: rule.name for rule in all_rules()}
    yield from head("code", "name", "errors", "warnings", "information", "reports")
    for code in sorted(reports):
        figures = (counts[code, severity] for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO))
        yield line(
            code, names[code], *(f"{figure:,}" if figure else "" for figure in figures), f"{reports[code]:,}"
        )


def alarms(run: Sequence[Checked]) -> Iterator[str]:
    """For each code that raised a false alarm, an example and the forms that its reports have in common."""
    raised: dict[str, list[Checked]] = defaultdict(list)
    for one in run:
        for code in {finding.code for finding in one.alarms}:
            raised[code].append(one)
    everywhere = Counter(form for one in run for form in one.report.forms)
    for code, found in sorted(raised.items()):
        first = next(finding for finding in found[0].alarms if finding.code == code)
        numbers = ", ".join(
            [*(str(one.number) for one in found[:FORMS]), *(["…"] if len(found) > FORMS else [])]
        )
        example = f"In {len(found):,} reports: {numbers}. For example: {first.message}"
        yield from ("", f"### {code}", "", example, "")
        yield from head("form", f"of the {len(found):,}", "of all with it")
        yield from (
            line(form.replace("|", "\\|"), f"{count:,}", f"{share:.0%}")
            for form, count, share in telling(found, everywhere)
        )


def telling(found: Sequence[Checked], everywhere: Counter[str]) -> list[tuple[str, int, float]]:
    """Forms that most of these reports have and few others.

    With each form: how many of these reports have it, and their share of all reports that have it.
    """
    here = Counter(form for one in found for form in one.report.forms)
    shared = [
        (form, count, count / everywhere[form]) for form, count in here.items() if 2 * count > len(found)
    ]
    return sorted(shared, key=lambda entry: (-entry[2], -entry[1], entry[0]))[:FORMS]


def measure(counts: Counts) -> Page:
    run = [checked(number) for number in range(counts.first, counts.first + counts.reports)]
    silent = Share(
        "correct reports without an error or a warning", sum(not one.alarms for one in run), len(run)
    )
    figure = silent.figure(100, "reports, all different")
    detail = [
        *summary(run),
        "",
        "## How different the reports are",
        "",
        *spread(run),
        "",
        "## Findings by code",
        "",
        *(by_code(run) if any(one.findings for one in run) else ["None."]),
        "",
        "## False alarms by code",
        *(list(alarms(run)) or ["", "None."]),
    ]
    tools = [*packages("nianbao"), f"{len(all_rules())} rules"]
    return Page("FALSE_ALARMS", "False alarms", INTRODUCTION, tools, [figure], shares=[silent], detail=detail)


def shown(one: Checked) -> Iterator[str]:
    """A report with its forms and findings."""
    yield one.report.text
    yield from (f"    {form}" for form in one.report.forms)
    yield from (
        f"{finding.severity.value} {finding.code} {finding.place}: {finding.message}"
        for finding in one.findings
    )


def main() -> int:
    if "--show" not in sys.argv:
        return alone(measure, Counts(), QUICK)
    parser = argparse.ArgumentParser(description="Print the report with a number, and its findings.")
    parser.add_argument("--show", type=int, metavar="N", required=True)
    print("\n".join(shown(checked(parser.parse_args().show))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
