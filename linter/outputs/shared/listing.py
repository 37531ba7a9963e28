"""The findings of one file without its report. Most formats are made from this."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from msgspec import Struct

from ....grammar import Level
from ...audit import Verdict
from ...engine import Examination
from ...findings import Finding, Severity
from ...messages import Message
from .. import Options
from .meanings import Named
from .regions import Region, path_of, region
from .related import related_places
from .remedies import offers, remedy
from .words import SEVERITIES, WAIVED, why_waived

COUNT = Message(zh="{word} {count}", en="{word}: {count}")
EQUATIONS = Message(
    zh="核对等式 {equations} 个，成立 {passed}，不成立 {failed}，无法核对 {unknown}",
    en="{equations} equations: {passed} hold, {failed} fail, {unknown} unknown",
)


class ListedFinding(Struct, frozen=True):
    """A finding in the language of the output."""

    rule: Named
    severity: Severity
    message: str
    place: str
    region: Region | None  # None in a file without lines
    remedy: str  # what to write instead; empty if that is not known
    related: tuple[str, ...]
    fixes: tuple[str, ...]  # a line for each
    fingerprint: str
    waived: str  # why it does not count, else empty

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

    @property
    def advice(self) -> str:
        """Place, message and fixes, on one line, for formats with room for one text."""
        return "。".join((self.sentence, *(() if self.waived else self.fixes)))


class Listing(Struct, frozen=True):
    """A file with its findings."""

    path: str
    checked: bool  # whether it was read as a report
    agency: str
    level: Level | None
    year: int | None
    verdicts: dict[str, int]  # the number of equations with each verdict
    entries: tuple[ListedFinding, ...]

    @property
    def counts(self) -> Counter[str]:
        """The number of findings by severity; waived ones are counted as "waived"."""
        return Counter("waived" if entry.waived else entry.severity.value for entry in self.entries)


def listing(examination: Examination, options: Options) -> Listing:
    """The findings of one file in the language of the output."""
    report, audit = examination.report, examination.audit
    return Listing(
        path=path_of(examination.name, options.root),
        checked=report is not None,
        agency=report.agency.value if report and report.agency else "",
        level=report.level if report else None,
        year=report.year.value if report and report.year else None,
        verdicts={verdict.value: audit.count(verdict) if audit else 0 for verdict in Verdict},
        entries=tuple(_entry(finding, examination, options.lang) for finding in examination.findings),
    )


def _entry(finding: Finding, examination: Examination, lang: str) -> ListedFinding:
    return ListedFinding(
        rule=Named(finding.code, finding.name, finding.url),
        severity=finding.severity,
        message=finding.message,
        place=finding.place,
        region=region(examination.source, finding.span),
        remedy=remedy(finding, lang),
        related=tuple(one.text for one in related_places(finding, examination, lang)),
        fixes=tuple(offers(finding, lang)),
        fingerprint=finding.fingerprint,
        waived=why_waived(finding.waived, lang) if finding.waived else "",
    )


def sentence(place: str, message: str) -> str:
    """A message with its place in front, unless it contains the place."""
    return message if not place or place in message else f"{place}：{message}"


def equations(verdicts: Mapping[str, int], lang: str) -> str:
    """The number of equations with each verdict, in words."""
    return EQUATIONS(
        equations=sum(verdicts.values()),
        **{verdict.value: verdicts.get(verdict.value, 0) for verdict in Verdict},
    ).text(lang)


def counted(counts: Counter[str], lang: str, every: bool = True) -> str:
    """Counts in words: 错误 4，警告 2，提示 0. `every`: also severities without findings."""
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
