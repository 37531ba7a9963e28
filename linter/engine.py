"""Checks sources. The command, the server and the tests all go through this module.

It uses no file, no clock and no network.
"""

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
from .privacy import Private
from .registry import ALWAYS, Rule, rules_for
from .subjects import NotAReport
from .waivers import Grant, Waivers, granted_in, waive


class Examination(Struct, frozen=True):
    """The results of checking one file."""

    name: str
    source: Source | None  # None: the file could not be read
    report: Report | None  # None: it could not be read, or is not a report
    audit: Audit | None  # None with the report
    findings: tuple[Finding, ...]  # in the order of the text
    private: Private = Private()  # what no output may repeat of the text


def check(source: Source, config: Config | None = None) -> list[Finding]:
    """The findings of one source, in the order of its text. Waived ones are included and marked."""
    return list(examine(source, config).findings)


def examine(source: Source, config: Config | None = None) -> Examination:
    """Parse a source and run every rule that applies to it.

    An exception in a rule becomes the finding NB999, and the other rules still run.
    """
    config = config or Config()
    report = _parse(source, config)
    private = Private.of(source, report)
    if not report.recognised or quoted(report):
        check = _Check(config, source.name, source, private=private)
        return Examination(
            source.name, source, None, None, check.findings([source, NotAReport(source)]), private
        )
    audited = audit(report)
    check = _Check(config, source.name, source, report, private)
    findings = check.findings([source, report, audited, Prose(audited)])
    return Examination(source.name, source, report, audited, findings, private)


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
    """A problem with the rule that found it."""

    rule: Rule
    problem: Problem

    @property
    def order(self) -> tuple[int, str]:
        return (self.problem.span.start if self.problem.span else 0, self.rule.code)


class _Check(Struct):
    """The check of one file."""

    config: Config
    name: str
    source: Source | None = None
    report: Report | None = None
    private: Private = Private()
    ran: set[str] = field(default_factory=set)  # codes of the rules that did not crash
    seen: Counter[str] = field(default_factory=Counter)  # keys of fingerprints

    def findings(self, subjects: Iterable[Any]) -> tuple[Finding, ...]:
        """The findings of subjects and waivers, in the order of the text. Waived ones are marked."""
        grants = [
            *(granted_in(self.source, self.report, self.config.rules) if self.source else ()),
            *self.config.waivers,
        ]
        # A rule that a waiver names runs even if it is switched off, to see if the waiver is still needed.
        findings = self._look(subjects, {code for grant in grants for code in grant.codes})
        if grants:
            findings, used = waive(findings, grants, self.config.today)
            findings += self._look_at_waivers(grants, used, findings)
            findings = [finding for finding in findings if self.config.wants(finding)]
        findings.sort(key=lambda finding: (finding.span.start if finding.span else 0, finding.code))
        return tuple(self._accepted(finding) for finding in findings)

    def _look(self, subjects: Iterable[Any], besides: Set[str] = frozenset()) -> list[Finding]:
        """The findings of the rules that are switched on, and of those whose codes are in `besides`."""
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
        """Findings about waivers that waived nothing.

        These findings may be waived too, so the waivers for them are judged last.
        """
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
        """Whether all rules that a waiver names have run without a crash.

        Few rules run on a text that is not a report.
        """
        if not self.report:
            return bool(grant.codes) and grant.codes <= self.ran
        others = {rule.code for rule in rules_for(NotAReport)}  # they do not apply to a report
        return grant.codes <= self.ran | others

    def _rules(self, subject: Any) -> Iterator[Rule]:
        yield from rules_for(type(subject))
        yield from (rule for rule in self.config.rules if rule.subject is type(subject))

    def _run(self, rule: Rule, subject: Any) -> list[_Found]:
        try:
            found = [_Found(rule, problem) for problem in rule.problems(subject, self.config)]
        except Exception as error:  # a faulty rule must not hide the findings of the others
            if isinstance(subject, RuleCrash):
                raise
            crash = RuleCrash(rule.code, rule.name, error)
            return [one for crashed in self._rules(crash) for one in self._run(crashed, crash)]
        self.ran.add(rule.code)
        return found

    def _accepted(self, finding: Finding) -> Finding:
        """The finding, marked if the baseline contains it."""
        accepted = (
            finding.fingerprint in self.config.baseline and not finding.waived and finding.code not in ALWAYS
        )
        return replace(finding, waived=Waiver("baseline")) if accepted else finding

    def _finding(self, rule: Rule, problem: Problem) -> Finding:
        config, problem = self.config, self.private.problem(problem)
        severity = config.severity.get(rule.code) or problem.severity or rule.severity
        place = problem.place or self.private.hide(place_of(self.report, problem))
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
        """A hash of the rule, agency, year, and cell or text.

        Changes elsewhere in the report do not affect it. Problems with the same key are numbered in the
        order of the text.
        """
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
        # A fingerprint of a private number would tell it to who tries all numbers.
        return _bare(self.private.hide(text)) or str(problem.expected)


_MARKUP = Regex(r"(?i:<br\s*/?>)|[\s|*#`\\]")


def _bare(text: str) -> str:
    """A text without spaces, bars and Markdown marks, which depend on the kind of file."""
    return _MARKUP.sub("", text)
