"""How many files, equations and findings a run has seen."""

from __future__ import annotations

from collections import Counter

from ...audit import Verdict
from ...engine import Examination
from ...findings import Severity
from ...messages import Message, Phrase

NO_REPORT = Message(
    zh="没有找到一份年度报告，等于没有检查", en="no annual report was found, so nothing was checked"
)
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
        self.waived = 0

    def add(self, examination: Examination, named: bool) -> None:
        self.files += 1
        self.named += named
        self.findings.update(finding.severity for finding in examination.findings if not finding.waived)
        self.waived += sum(1 for finding in examination.findings if finding.waived)
        if examination.audit:
            self.reports += 1
            self.verdicts.update(equation.verdict for equation in examination.audit.equations)

    def update(self, other: Tally) -> None:
        """Add the counts of other files."""
        self.files += other.files
        self.reports += other.reports
        self.named += other.named
        self.waived += other.waived
        self.verdicts.update(other.verdicts)
        self.findings.update(other.findings)

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
