"""For scripts: JSON as schema.json describes it."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

from msgspec.structs import asdict

from ...grammar import Source, Span
from .. import certificate
from ..audit import Verdict
from ..engine import Examination
from ..findings import CellAddress, Finding, Fix, Related, Severity
from . import Options
from .shared.outcome import Outcome
from .shared.remedies import settled

SCHEMA = Path(__file__).with_name("schema.json")
VERSION = 1


class Prepared(NamedTuple):
    """A file in the document."""

    text: str
    counts: Counter[str]  # of its findings that are not waived, by severity


class Writer:
    """Writes one document, report by report. Lines and columns count from 1, in code points of the file."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.files = 0
        self.counts = Counter[str]()

    def prepare(self, examination: Examination) -> Prepared:
        report = _report(examination, self.options)
        counts = Counter(finding["severity"] for finding in report["findings"] if not finding["waived"])
        return Prepared(_dumped(report, depth=2), counts)

    def add(self, prepared: Prepared) -> str:
        before = "," if self.files else self._head()
        self.files += 1
        self.counts.update(prepared.counts)
        return f"{before}\n    {prepared.text}"

    def end(self, outcome: Outcome) -> str:
        summary = {
            "files": self.files,
            **{severity.value: self.counts[severity.value] for severity in Severity},
            "waived": outcome.waived,
            "verdict": outcome.verdict,
            "sentence": outcome.sentence(self.options.lang),
            "failures": [failure.text(self.options.lang) for failure in outcome.failures],
        }
        if self.options.statistics:
            summary["statistics"] = _statistics(outcome)
        before = "\n  " if self.files else self._head()
        return f'{before}],\n  "summary": {_dumped(summary, depth=1)}\n}}\n'

    def _head(self) -> str:
        from ... import __version__

        head = _dumped({"version": VERSION, "tool": {"name": "nianbao", "version": __version__}})
        return f'{head.removesuffix("}").rstrip()},\n  "reports": ['


def _dumped(data: dict[str, Any], depth: int = 0) -> str:
    """An object as text, indented for its depth in the document."""
    # JSON escapes line ends in strings, so all others belong to the layout.
    return json.dumps(data, ensure_ascii=False, indent=2).replace("\n", "\n" + "  " * depth)


def _report(examination: Examination, options: Options) -> dict[str, Any]:
    report, audit = examination.report, examination.audit
    return {
        "path": examination.name,
        "agency": report.agency.value if report and report.agency else None,
        "level": report.level.value if report and report.level else None,
        "year": report.year.value if report and report.year else None,
        "format": report.format.id if report and not report.before_formats else None,
        "checked": {
            "equations": len(audit.equations) if audit else 0,
            "passed": audit.count(Verdict.PASSED) if audit else 0,
            "unknown": audit.count(Verdict.UNKNOWN) if audit else 0,
            **(_certificate(examination, options) if options.passed else {}),
        },
        "findings": [_finding(finding, examination) for finding in examination.findings],
    }


def _statistics(outcome: Outcome) -> dict[str, Any]:
    """How many findings each rule and each file has."""
    return {
        "rules": dict(sorted(outcome.rules.items())),
        "files": {
            name: {severity.value: counts.get(severity, 0) for severity in Severity}
            for name, counts in outcome.by_file.items()
        },
    }


def _certificate(examination: Examination, options: Options) -> dict[str, Any]:
    sha256 = examination.source.sha256 if examination.source else ""
    return {
        "date": options.date,
        "sha256": sha256 or None,
        "items": certificate.items(examination.audit) if examination.audit else [],
    }


def _finding(finding: Finding, examination: Examination) -> dict[str, Any]:
    source = examination.source
    fixes = [fix for fix in finding.fixes if not examination.private.reveals(fix)]
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "message": finding.message,
        "lang": finding.lang,
        "range": _range(source, finding.span),
        "cell": _cell(finding.problem.cell),
        "place": finding.place or None,
        **_location(source, finding.span),
        "expected": settled(finding),
        "found": finding.problem.found,
        "related": [_related(related, source, finding.lang) for related in finding.related],
        "fixes": [_fix(fix, source, finding.lang) for fix in fixes],
        "fingerprint": finding.fingerprint,
        "url": finding.url,
        "waived": asdict(finding.waived) if finding.waived else None,
    }


def _related(related: Related, source: Source | None, lang: str) -> dict[str, Any]:
    return {
        "message": related.phrase.text(lang),
        "range": _range(source, related.span),
        "cell": _cell(related.cell),
    }


def _fix(fix: Fix, source: Source | None, lang: str) -> dict[str, Any]:
    edits = [{"range": _edited(source, edit.span), "text": edit.text} for edit in fix.edits]
    return {"title": fix.title.text(lang), "safe": fix.safe, "edits": edits}


def _location(source: Source | None, span: Span | None) -> dict[str, Any]:
    """Page and box of a range, in a file that has pages."""
    location = source.location(span) if source and span else None
    return {"page": location.page, "box": location.box} if location and location.page else {}


def _cell(cell: CellAddress | None) -> dict[str, str | None] | None:
    return {"table": cell.table, "row": cell.row, "column": cell.column} if cell else None


def _range(source: Source | None, span: Span | None) -> dict[str, dict[str, int]] | None:
    """A range in lines and columns; None where the file has no lines."""
    if source is None or span is None or not source.has_lines:
        return None
    return _positions(source, source.file_span(span))


def _edited(source: Source | None, span: Span) -> dict[str, dict[str, int]] | None:
    """The range to replace; None where the file does not hold it in one piece."""
    place = source.edit_span(span) if source else None
    return _positions(source, place) if source and place else None


def _positions(source: Source, place: Span) -> dict[str, dict[str, int]]:
    start, end = (source.position(offset) for offset in place)
    return {
        "start": {"line": start.line, "column": start.column},
        "end": {"line": end.line, "column": end.column},
    }
