"""From a source to findings: the one seam that command, server and tests share. Pure: no file, no clock, no network."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Set
from typing import Any, NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from ..grammar import Fact, Origin, Report, Source, parse
from ..grammar.facts.agencies import read_level
from ..grammar.facts.quotations import quoted
from ..grammar.regex import Regex
from .audit import Audit, audit
from .claims.prose import Prose
from .config import Config
from .findings import Finding, Problem, ReadError, RuleCrash, Waiver
from .places import place_of
from .registry import ALWAYS, Rule, rules_for
from .subjects import NotAReport
from .waivers import Grant, Waivers, granted_in, waive


class Examination(Struct, frozen=True):
    """All that is known of one file. `report` and `audit` are None where it could not be read or is no report."""

    name: str
    source: Source | None
    report: Report | None
    audit: Audit | None
    findings: tuple[Finding, ...]


def check(source: Source, config: Config | None = None) -> list[Finding]:
    """The findings of one source, in the order of its text. Those that are waived are among them, marked."""
    return list(examine(source, config).findings)


def examine(source: Source, config: Config | None = None) -> Examination:
    """Read a source as a report and run every rule that looks at it. A rule that raises becomes NB999 and the others go on."""
    config = config or Config()
    report = _parse(source, config)
    if not report.recognised or quoted(report):
        return Examination(
            source.name,
            source,
            None,
            None,
            _Check(config, source.name, source).findings([source, NotAReport(source)]),
        )
    audited = audit(report)
    findings = _Check(config, source.name, source, report).findings([source, report, audited, Prose(audited)])
    return Examination(source.name, source, report, audited, findings)


def unreadable(error: ReadError, config: Config | None = None) -> Examination:
    """The examination of a file that could not be read."""
    return Examination(error.name, None, None, None, _Check(config or Config(), error.name).findings([error]))


def _parse(source: Source, config: Config) -> Report:
    report = parse(source, config.formats, config.year, config.level)
    if config.agency:
        report = replace(
            report,
            agency=Fact(config.agency, Origin.OPTION, None),
            level=config.level or read_level(config.agency),
        )
    return report


class _Found(NamedTuple):
    """A problem, and the rule that found it."""

    rule: Rule
    problem: Problem

    @property
    def order(self) -> tuple[int, str]:
        return (self.problem.span.start if self.problem.span else 0, self.rule.code)


class _Check(Struct):
    """One file being checked. `source` and `report` are None where there is none; `ran`: codes of the rules that ran to their end."""

    config: Config
    name: str
    source: Source | None = None
    report: Report | None = None
    ran: set[str] = field(default_factory=set)
    seen: Counter[str] = field(default_factory=Counter)

    def findings(self, subjects: Iterable[Any]) -> tuple[Finding, ...]:
        """What the rules say of the subjects, waived where a waiver holds, and what is to be said of the waivers; in the order of the text."""
        grants = [
            *(granted_in(self.source, self.report, self.config.rules) if self.source else ()),
            *self.config.waivers,
        ]
        # A rule that a waiver is for runs even where it is not wanted: else nobody could say whether the waiver is still needed.
        findings = self._look(subjects, {code for grant in grants for code in grant.codes})
        if grants:
            findings, used = waive(findings, grants, self.config.today)
            findings += self._look_at_waivers(grants, used, findings)
            findings = [finding for finding in findings if self.config.wants(finding)]
        findings.sort(key=lambda finding: (finding.span.start if finding.span else 0, finding.code))
        return tuple(self._accepted(finding) for finding in findings)

    def _look(self, subjects: Iterable[Any], besides: Set[str] = frozenset()) -> list[Finding]:
        """What the rules say that are wanted, or are `besides`."""
        found = [
            one
            for subject in subjects
            for rule in self._rules(subject)
            if self.config.wants(rule) or rule.code in besides
            for one in self._run(rule, subject)
        ]
        return [self._finding(one.rule, one.problem) for one in sorted(found, key=lambda one: one.order)]

    def _look_at_waivers(
        self, grants: list[Grant], used: set[Grant], findings: list[Finding]
    ) -> list[Finding]:
        """What is to be said of waivers that waived nothing. That may be waived too, and waivers for it come last."""
        judges = {rule.code for rule in rules_for(Waivers)}
        idle = tuple(
            grant
            for grant in grants
            if grant not in used and not grant.codes & judges and self._all_spoke(grant)
        )
        said, needed = waive(
            self._look([Waivers(idle, tuple(findings), self.config.today)]), grants, self.config.today
        )
        idle = tuple(grant for grant in grants if grant not in used | needed and grant.codes & judges)
        return said + self._look([Waivers(idle, (), self.config.today)])

    def _all_spoke(self, grant: Grant) -> bool:
        """Whether all rules have spoken that a waiver is for: one that crashed has not, and on a text that is no report hardly any does."""
        if not self.report:
            return bool(grant.codes) and grant.codes <= self.ran
        return grant.codes <= self.ran | {
            rule.code for rule in rules_for(NotAReport)
        }  # these have nothing to say of a report

    def _rules(self, subject: Any) -> Iterator[Rule]:
        yield from rules_for(type(subject))
        yield from (rule for rule in self.config.rules if rule.subject is type(subject))

    def _run(self, rule: Rule, subject: Any) -> list[_Found]:
        try:
            found = [_Found(rule, problem) for problem in rule.problems(subject, self.config)]
        except Exception as error:  # a rule's own fault must not hide what the others find
            if isinstance(subject, RuleCrash):
                raise
            crash = RuleCrash(rule.code, rule.name, error)
            return [one for crashed in self._rules(crash) for one in self._run(crashed, crash)]
        self.ran.add(rule.code)
        return found

    def _accepted(self, finding: Finding) -> Finding:
        """The finding, marked if it is one of the baseline."""
        accepted = (
            finding.fingerprint in self.config.baseline and not finding.waived and finding.code not in ALWAYS
        )
        return replace(finding, waived=Waiver("baseline")) if accepted else finding

    def _finding(self, rule: Rule, problem: Problem) -> Finding:
        config = self.config
        severity = config.severity.get(rule.code) or problem.severity or rule.severity
        place = problem.place or place_of(self.report, problem)
        message, fingerprint = problem.phrase.text(config.lang), self._fingerprint(rule, problem)
        return Finding(
            rule.code,
            rule.name,
            severity,
            message,
            config.lang,
            problem.span,
            place,
            problem,
            fingerprint,
            url=config.page_of(rule),
        )

    def _fingerprint(self, rule: Rule, problem: Problem) -> str:
        """Rule, agency, year, and cell or text; stable while other parts of the report change. Like ones are numbered in the order of the text."""
        report = self.report
        who = (
            report.agency.value
            if report and report.agency
            else re.sub(r"\.[^.]*$", "", re.split(r"[/\\]", self.name)[-1])
        )
        year = report.year.value if report and report.year else ""
        key = "\n".join((rule.code, _bare(who), str(year), self._about(problem)))
        self.seen[key] += 1
        return hashlib.sha256(f"{key}\n{self.seen[key]}".encode()).hexdigest()[:16]

    def _about(self, problem: Problem) -> str:
        cell = problem.cell
        if cell:
            return f"{cell.table}/{cell.row}/{cell.column}"
        text = (
            self.source.text[problem.span.start : problem.span.end]
            if self.report and self.source and problem.span
            else ""
        )
        return _bare(text) or str(problem.expected)


_MARKUP = Regex(r"(?i:<br\s*/?>)|[\s|*#`\\]")


def _bare(text: str) -> str:
    """A text without what depends on the kind of file: blanks, bars and Markdown's marks."""
    return _MARKUP.sub("", text)
