"""From a source to findings: the one seam that command, server and tests share. Pure: no file, no clock, no network."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ..grammar import Report, Source, parse
from .audit import Audit, audit
from .config import Config
from .findings import Finding, Problem, ReadError, RuleCrash
from .places import place_of
from .prose.claims import Prose
from .registry import Rule, rules_for


@dataclass(frozen=True, slots=True)
class NotAReport:
    """A text in which nothing of an annual report was recognised."""

    source: Source


@dataclass(frozen=True, slots=True)
class Examination:
    """All that is known of one file. `report` and `audit` are None where it could not be read or is no report."""

    name: str
    source: Source | None
    report: Report | None
    audit: Audit | None
    findings: tuple[Finding, ...]


def check(source: Source, config: Config | None = None) -> list[Finding]:
    """The findings of one source, in the order of its text."""
    return list(examine(source, config).findings)


def examine(source: Source, config: Config | None = None) -> Examination:
    """Read a source as a report and run every rule that looks at it. A rule that raises becomes NB999 and the others go on."""
    config = config or Config()
    report = parse(source, config.formats, config.year, config.level)
    if not report.recognised:
        return Examination(source.name, source, None, None, _findings([source, NotAReport(source)], config, None))
    audited = audit(report)
    return Examination(source.name, source, report, audited, _findings([source, report, audited, Prose(audited)], config, report))


def unreadable(error: ReadError, config: Config | None = None) -> Examination:
    """The examination of a file that could not be read."""
    return Examination(error.name, None, None, None, _findings([error], config or Config(), None))


def _findings(subjects: Iterable[Any], config: Config, report: Report | None) -> tuple[Finding, ...]:
    findings: list[Finding] = []
    seen: Counter[str] = Counter()
    for subject in subjects:
        for rule in rules_for(type(subject).__name__):
            if config.wants(rule):
                findings += _run(rule, subject, config, report, seen)
    findings.sort(key=lambda finding: (finding.span.start if finding.span else 0, finding.code))
    return tuple(findings)


def _run(rule: Rule, subject: Any, config: Config, report: Report | None, seen: Counter[str]) -> list[Finding]:
    try:
        return [_finding(rule, problem, config, report, seen) for problem in rule.check(subject)]
    except Exception as error:  # a rule's own fault must not hide what the others find
        if isinstance(subject, RuleCrash):
            raise
        crash = RuleCrash(rule.code, rule.name, error)
        return [finding for crashed in rules_for(RuleCrash.__name__) for finding in _run(crashed, crash, config, report, seen)]


def _finding(rule: Rule, problem: Problem, config: Config, report: Report | None, seen: Counter[str]) -> Finding:
    severity = config.severity.get(rule.code) or problem.severity or rule.severity
    place = problem.place or place_of(report, problem)
    message, fingerprint = problem.phrase.text(config.lang), _fingerprint(rule, problem, report, seen)
    return Finding(rule.code, rule.name, severity, message, config.lang, problem.span, place, problem, fingerprint)


def _fingerprint(rule: Rule, problem: Problem, report: Report | None, seen: Counter[str]) -> str:
    """Rule, agency, year, and cell or text; stable while other parts of the report change."""
    agency = report.agency.value if report and report.agency else ""
    year = report.year.value if report and report.year else ""
    cell = problem.cell
    about = f"{cell.table}/{cell.row}/{cell.column}" if cell else ""
    if not about and report and problem.span:
        about = "".join(report.source.text[problem.span.start : problem.span.end].split())
    key = "\n".join((rule.code, agency, str(year), about or str(problem.expected)))
    seen[key] += 1
    return hashlib.sha256(f"{key}\n{seen[key]}".encode()).hexdigest()[:16]
