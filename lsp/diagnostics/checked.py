"""Findings as the diagnostics of the protocol."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from lsprotocol import types as t

from ...grammar import Span
from ...linter import CellAddress, Finding, Fix, Severity
from ...linter.outputs.shared.remedies import settled
from ..workspace import Document

SOURCE = "nianbao"

_SEVERITIES = {
    Severity.ERROR: t.DiagnosticSeverity.Error,
    Severity.WARNING: t.DiagnosticSeverity.Warning,
    Severity.INFO: t.DiagnosticSeverity.Information,
}


class CheckedDocument(NamedTuple):
    """A document with the diagnostics that a client shows for it."""

    uri: str
    version: int | None  # None for a file on disk
    diagnostics: list[t.Diagnostic]
    counts: dict[Severity, int]  # findings that are not waived

    @classmethod
    def of(cls, document: Document) -> CheckedDocument:
        """Check a document. One that is no report has no diagnostics."""
        findings = document.examination.findings if document.is_report else ()
        counts = {
            severity: sum(finding.severity is severity and not finding.waived for finding in findings)
            for severity in Severity
        }
        diagnostics = [diagnostic(document, finding) for finding in findings]
        return cls(document.uri, document.version, diagnostics, counts)


def diagnostic(document: Document, finding: Finding) -> t.Diagnostic:
    """A finding as editors show it. A waived one is a faded hint that ends with the reason.

    `data` identifies the finding, so that code actions for it need no second check.
    """
    waived = finding.waived
    message = f"{finding.message}（{waived.reason or waived.kind}）" if waived else finding.message
    return t.Diagnostic(
        range=document.range(finding.span or Span(0, 0)),
        message=message,
        severity=t.DiagnosticSeverity.Hint if waived else _SEVERITIES[finding.severity],
        code=finding.code,
        code_description=t.CodeDescription(finding.url) if finding.url else None,
        source=SOURCE,
        tags=list(_tags(finding)) or None if document.client.tags else None,
        related_information=list(_related(document, finding)) or None if document.client.related else None,
        data=_data(document, finding),
    )


def _tags(finding: Finding) -> Iterator[t.DiagnosticTag]:
    """Editors fade text that is waived, and text that a fix only deletes."""
    if finding.waived or any(_only_deletes(fix, finding.span) for fix in finding.fixes):
        yield t.DiagnosticTag.Unnecessary


def _only_deletes(fix: Fix, span: Span | None) -> bool:
    """Whether a fix takes out all that a finding marks, and puts in nothing."""
    if span is None or not fix.edits:
        return False
    return all(
        not edit.text and edit.span.start <= span.start and span.end <= edit.span.end for edit in fix.edits
    )


def _related(document: Document, finding: Finding) -> Iterator[t.DiagnosticRelatedInformation]:
    for related in finding.related:
        if related.span:
            yield t.DiagnosticRelatedInformation(
                document.location(related.span), related.phrase.text(finding.lang)
            )


def _data(document: Document, finding: Finding) -> dict[str, Any]:
    problem = finding.problem
    return {
        "fingerprint": finding.fingerprint,
        "name": finding.name,
        "place": finding.place or None,
        "cell": _cell(problem.cell),
        "version": document.version,
        "expected": settled(finding),
        "found": problem.found,
    }


def _cell(cell: CellAddress | None) -> dict[str, str | None] | None:
    return {"table": cell.table, "row": cell.row, "column": cell.column} if cell else None
