"""How many files, equations and findings a run has seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ...audit import Verdict
from ...engine import Examination
from ...findings import Severity
from ...messages import Message, Phrase
from ...outputs import Options
from ...outputs.shared.outcome import NO_REPORT as NO_REPORT
from ...outputs.shared.outcome import Outcome
from ...registry import ALWAYS

SUMMARY = Message(
    zh="检查 {files} 个文件、{reports} 份报告："
    "核对等式 {equations} 个，成立 {passed}，不成立 {failed}，无法核对 {unknown}；"
    "错误 {error}，警告 {warning}，提示 {info}",
    en="{files} files, {reports} reports: "
    "{equations} equations, {passed} hold, {failed} fail, {unknown} unknown; "
    "{error} errors, {warning} warnings, {info} notes",
)
NOTHING_VERIFIED = Message(
    zh="{summary}；没有一个等式得到核对", en="{summary}; not one equation could be verified"
)
AND_WAIVED = Message(zh="{summary}；另有 {waived} 处已豁免", en="{summary}; {waived} more are waived")


class Tally:
    """Counts over all files of a run."""

    def __init__(self) -> None:
        self.files = self.reports = 0
        self.named = 0  # files that the user named
        self.verdicts: Counter[Verdict] = Counter()
        self.findings: Counter[Severity] = Counter()  # that are not waived
        self.said: Counter[Severity] = Counter()  # of these, the findings about what was checked
        self.worst: Counter[Severity] = Counter()  # of each file, the severity of its worst finding
        self.rules: Counter[str] = Counter()  # findings that are not waived, by their code
        self.by_file: dict[str, Counter[Severity]] = {}  # the same of each file, by their severity
        self.waived = 0
        self.unread = 0  # files that were not read, or that a rule could not check
        self.unverified = 0  # reports without an equation that was checked

    def add(self, examination: Examination, named: bool) -> None:
        self.files += 1
        self.named += named
        standing = [finding for finding in examination.findings if not finding.waived]
        severities = Counter(finding.severity for finding in standing)
        self.findings.update(severities)
        self.rules.update(finding.code for finding in standing)
        self.by_file[examination.name] = severities
        self.unread += any(finding.code in ALWAYS for finding in examination.findings)
        said = [one for one in standing if one.code not in ALWAYS]
        self.said.update(finding.severity for finding in said)
        if said:
            self.worst[max((one.severity for one in said), key=lambda severity: severity.rank)] += 1
        self.waived += len(examination.findings) - len(standing)
        if examination.audit:
            self.reports += 1
            verdicts = Counter(equation.verdict for equation in examination.audit.equations)
            self.verdicts.update(verdicts)
            self.unverified += not (verdicts[Verdict.PASSED] or verdicts[Verdict.FAILED])

    def update(self, other: Tally) -> None:
        """Add the counts of other files."""
        self.files += other.files
        self.reports += other.reports
        self.named += other.named
        self.waived += other.waived
        self.verdicts.update(other.verdicts)
        self.findings.update(other.findings)
        self.rules.update(other.rules)
        self.by_file.update(other.by_file)
        self.said.update(other.said)
        self.worst.update(other.worst)
        self.unread += other.unread
        self.unverified += other.unverified

    def outcome(self, options: Options, failures: Sequence[Phrase] = ()) -> Outcome:
        """What the run came to. `failures`: why a part of it failed."""
        return Outcome(
            self.files,
            self.reports,
            self.unread,
            self.unverified,
            self.said,
            self.worst,
            self.rules,
            self.by_file,
            self.waived,
            tuple(failures),
            self.strict(options) | {Severity.ERROR},
            options.selected,
        )

    def strict(self, options: Options) -> frozenset[Severity]:
        """The severities whose findings make the run fail."""
        strict = {severity for severity in Severity if options.fails(severity)}
        if options.max_warnings is not None and self.findings[Severity.WARNING] > options.max_warnings:
            strict.add(Severity.WARNING)
        return frozenset(strict)

    def summary(self) -> Phrase:
        """All counts in one line."""
        summary = SUMMARY(
            files=self.files,
            reports=self.reports,
            equations=self.verdicts.total(),
            **{verdict.value: self.verdicts[verdict] for verdict in Verdict},
            **{severity.value: self.findings[severity] for severity in Severity},
        )
        if self.verdicts and set(self.verdicts) == {Verdict.UNKNOWN}:
            summary = NOTHING_VERIFIED(summary=summary)
        return AND_WAIVED(summary=summary, waived=self.waived) if self.waived else summary
