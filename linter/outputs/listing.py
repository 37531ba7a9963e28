"""The findings of one file without its report: what most formats are made from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ...grammar import Level
from ..audit import Verdict
from ..engine import Examination
from ..findings import Finding, Severity
from ..messages import Message
from . import Options
from .meanings import Named
from .regions import Region, path_of, region
from .words import SEVERITIES, WAIVED, why_waived

COUNT = Message(zh="{word} {count}", en="{word}: {count}")
EQUATIONS = Message(
    zh="核对等式 {equations} 个，成立 {passed}，不成立 {failed}，无法核对 {unknown}",
    en="{equations} equations: {passed} hold, {failed} fail, {unknown} unknown",
)


class ListedFinding(NamedTuple):
    """A finding in the language of the output. `region`: None in a file without lines; `remedy`: what is right, as briefly as it can be said, else empty;
    `waived`: why it does not count, else empty."""

    rule: Named
    severity: Severity
    message: str
    place: str
    region: Region | None
    remedy: str
    related: tuple[str, ...]
    fixes: tuple[str, ...]
    fingerprint: str
    waived: str

    @property
    def code(self) -> str:
        return self.rule.code

    @property
    def name(self) -> str:
        return self.rule.name

    @property
    def sentence(self) -> str:
        """Place and message, on one line."""
        return sentence(self.place, self.message)


class Listing(NamedTuple):
    """A file with its findings. `verdicts`: how many equations have which; `checked`: whether it was read as a report."""

    path: str
    checked: bool
    agency: str
    level: Level | None
    year: int | None
    verdicts: dict[str, int]
    entries: tuple[ListedFinding, ...]

    @property
    def counts(self) -> Counter[str]:
        """How many findings count, by severity, and how many are waived."""
        return Counter("waived" if entry.waived else entry.severity.value for entry in self.entries)


def listing(examination: Examination, options: Options) -> Listing:
    """The findings of one file in the language of the output."""
    report, audit = examination.report, examination.audit
    return Listing(
        path_of(examination.name, options.root),
        report is not None,
        report.agency.value if report and report.agency else "",
        report.level if report else None,
        report.year.value if report and report.year else None,
        {verdict.value: audit.count(verdict) if audit else 0 for verdict in Verdict},
        tuple(_entry(finding, examination, options.lang) for finding in examination.findings),
    )


def _entry(finding: Finding, examination: Examination, lang: str) -> ListedFinding:
    return ListedFinding(
        Named(finding.code, finding.name, finding.url),
        finding.severity,
        finding.message,
        finding.place,
        region(examination.source, finding.span),
        _remedy(finding, lang),
        tuple(related.phrase.text(lang) for related in finding.related),
        tuple(fix.title.text(lang) for fix in finding.fixes),
        finding.fingerprint,
        why_waived(finding.waived, lang) if finding.waived else "",
    )


def _remedy(finding: Finding, lang: str) -> str:
    """The expected text; what the first fix does where that is more than one edit."""
    expected, fix = finding.problem.expected, next(iter(finding.fixes), None)
    if fix and (not expected or len(fix.edits) > 1):
        return fix.title.text(lang)
    return expected or ""


def sentence(place: str, message: str) -> str:
    """A message with its place in front, unless it names the place itself."""
    return message if not place or place in message else f"{place}：{message}"


def equations(verdicts: Mapping[str, int], lang: str) -> str:
    """How many equations were checked, and with what result."""
    return EQUATIONS(
        equations=sum(verdicts.values()),
        **{verdict.value: verdicts.get(verdict.value, 0) for verdict in Verdict},
    ).text(lang)


def counted(counts: Counter[str], lang: str, every: bool = True) -> str:
    """Counts in words: 错误 4，警告 2，提示 0. `every`: also those that are 0, except of what is waived."""
    words = [(severity.value, SEVERITIES[severity]) for severity in Severity]
    parts = [COUNT(word=word(), count=counts[key]).text(lang) for key, word in words if every or counts[key]]
    if counts["waived"]:
        parts.append(COUNT(word=WAIVED(), count=counts["waived"]).text(lang))
    return ("，" if lang == "zh" else ", ").join(parts)


def total(counts: Iterable[Mapping[str, int]]) -> Counter[str]:
    """The sum of counts."""
    sums: Counter[str] = Counter()
    for one in counts:
        sums.update(one)
    return sums
