"""When each document is checked, and how the client gets the diagnostics.

They are pushed to clients that do not ask for them and given to those that do, never both.
"""

from __future__ import annotations

import asyncio
import hashlib
from typing import Any

from lsprotocol import types as t

from ...linter.audit import Verdict
from ..connection import Connection
from ..workspace import Document, Workspace
from .checked import CheckedDocument
from .scan import Scan

PAUSE = 0.15  # seconds without a change before a document is checked
STATUS = "nianbao/status"


def status_of(document: Document, checked: CheckedDocument) -> dict[str, Any]:
    """The parameters of `nianbao/status`, for a status bar. Waived findings do not count."""
    audit = document.examination.audit
    return {
        "uri": document.uri,
        "version": document.version,
        "report": document.is_report,
        "equations": len(audit.equations) if audit else 0,
        "passed": audit.count(Verdict.PASSED) if audit else 0,
        "unknown": audit.count(Verdict.UNKNOWN) if audit else 0,
        "findings": {severity.value: count for severity, count in checked.counts.items()},
    }


class Publisher:
    """Checks documents when they change and tells the client. Answers a client that asks itself."""

    def __init__(self, documents: Workspace, scan: Scan, connection: Connection) -> None:
        self.documents, self.scan, self.connection = documents, scan, connection
        self.pushes = True  # the client does not ask for diagnostics
        self._waiting: dict[str, asyncio.TimerHandle] = {}  # by URI: checks that wait for a pause
        self._reported: set[str] = set()  # URIs of documents that the client was told about
        self._whole_workspace = False  # the client was told about files that are not open
        self._news = asyncio.Event()  # something has changed since the workspace was last pulled

    # ── What happened ─────────────────────────────────────────────────────

    def opened(self, document: Document) -> None:
        self._check(document)

    def changed(self, document: Document) -> None:
        """Check when the user pauses. A check that was waiting for an earlier pause is dropped."""
        self._cancel(document.uri)
        self._waiting[document.uri] = asyncio.get_running_loop().call_later(
            PAUSE, self._check_latest, document.uri
        )

    def closed(self, document: Document) -> None:
        """Take back the diagnostics, or show those of the file if the whole workspace was checked."""
        self._cancel(document.uri)
        if document.uri in self._reported:
            self._reported.discard(document.uri)
            path = document.path
            shown = self._whole_workspace and path and self.scan.holds(path)
            checked = self.scan.on_disk(path) if path and shown else None
            self._push(document.uri, None, checked.diagnostics if checked else [])
        self._news.set()

    def files_changed(self) -> None:
        """Files on disk have changed."""
        self._news.set()

    def check_again(self) -> None:
        """Check all documents at once, as the configuration has changed."""
        self.scan.forget()
        for document in self.documents:
            self._check(document)
        self.connection.request_all(self.documents.client.refreshes)

    def stop(self) -> None:
        """Drop the checks that wait for a pause."""
        for uri in list(self._waiting):
            self._cancel(uri)

    # ── Pushed ────────────────────────────────────────────────────────────

    async def check_workspace(self) -> list[CheckedDocument]:
        """Check all reports of the workspace, and push those that are not open."""
        self._whole_workspace = True
        found = []
        async for checked in self.scan.reports():
            found.append(checked)
            if self.documents.get(checked.uri) is None:
                self._push(checked.uri, None, checked.diagnostics)
        return found

    def _check_latest(self, uri: str) -> None:
        document = self.documents.get(uri)
        if document:
            self._check(document)

    def _check(self, document: Document) -> None:
        self._cancel(document.uri)
        try:
            checked = CheckedDocument.of(document)
        except Exception as error:  # in the engine: a rule that fails is a finding
            self.connection.log_failure(document.uri, error)
            return
        if document.is_report or document.uri in self._reported:
            self._push(document.uri, document.version, checked.diagnostics)
            self.connection.notify(STATUS, status_of(document, checked))
        (self._reported.add if document.is_report else self._reported.discard)(document.uri)
        self._news.set()

    def _push(self, uri: str, version: int | None, diagnostics: list[t.Diagnostic]) -> None:
        if self.pushes:
            self.connection.publish(t.PublishDiagnosticsParams(uri, diagnostics, version))

    def _cancel(self, uri: str) -> None:
        timer = self._waiting.pop(uri, None)
        if timer:
            timer.cancel()

    # ── Pulled ────────────────────────────────────────────────────────────

    async def pull(self, params: t.DocumentDiagnosticParams) -> t.DocumentDiagnosticReport:
        """The diagnostics of one document.

        Messages that have already arrived are handled first, so that a burst of changes is checked once.
        """
        await asyncio.sleep(0)
        document = self.documents.get(params.text_document.uri)
        found = CheckedDocument.of(document).diagnostics if document else []
        result = _result_id(found)
        if result == params.previous_result_id:
            return t.RelatedUnchangedDocumentDiagnosticReport(result)
        return t.RelatedFullDocumentDiagnosticReport(found, result_id=result)

    async def pull_workspace(self, params: t.WorkspaceDiagnosticParams) -> t.WorkspaceDiagnosticReport:
        """The diagnostics of all reports that differ from those the client has.

        Clients ask again as soon as they are answered, so the answer waits until something has changed.
        """
        known = {result.uri: result.value for result in params.previous_result_ids}
        while True:
            self._news.clear()
            changes = await self._changes(known)
            if changes or not known:
                return t.WorkspaceDiagnosticReport(changes)
            await self._news.wait()

    async def _changes(self, known: dict[str, str]) -> list[t.WorkspaceFullDocumentDiagnosticReport]:
        """Results that the client does not have. Files that are no longer reports get an empty one."""
        reports = [_full(one.uri, one.version, one.diagnostics) async for one in self.scan.reports()]
        gone = known.keys() - {report.uri for report in reports}
        reports += [_full(uri, None, []) for uri in sorted(gone)]
        return [report for report in reports if known.get(report.uri) != report.result_id]


def _full(
    uri: str, version: int | None, found: list[t.Diagnostic]
) -> t.WorkspaceFullDocumentDiagnosticReport:
    return t.WorkspaceFullDocumentDiagnosticReport(uri, found, version, result_id=_result_id(found))


def _result_id(found: list[t.Diagnostic]) -> str:
    """The same for the same diagnostics, whatever the version of the document."""
    texts = (f"{one.range} {one.severity} {one.code} {one.message}" for one in found)
    return hashlib.sha256("\n".join(texts).encode("utf-8", "replace")).hexdigest()[:16]
