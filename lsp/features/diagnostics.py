"""Findings as diagnostics: sent to clients that do not ask for them, and given to those that do; never both."""

from __future__ import annotations

import asyncio
import hashlib
from functools import partial
from typing import TYPE_CHECKING, Any

from lsprotocol import types as t

from ...linter.audit import Verdict
from ..scan import CheckedDocument, Scan
from ..workspace import Document

if TYPE_CHECKING:
    from ..server import Server

PAUSE = 0.15  # seconds without a change before a document is checked
STATUS = "nianbao/status"


def status_of(document: Document, checked: CheckedDocument) -> dict[str, Any]:
    """What a status bar shows: how many equations hold, and how many findings there are that are not waived."""
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


class Diagnostics:
    """When which document is checked, and who is told."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.scan = Scan(server)
        self._waiting: dict[str, asyncio.TimerHandle] = {}
        self._told: set[str] = set()  # documents that something was said of
        self._pulled = False
        self._all = False  # of the workspace were asked for
        self._news = asyncio.Event()

    def serve_pulls(self) -> None:
        """The client asks for diagnostics itself."""
        self._pulled = True
        options = t.DiagnosticOptions(
            inter_file_dependencies=False, workspace_diagnostics=True, identifier="nianbao"
        )
        self.server.feature(t.TEXT_DOCUMENT_DIAGNOSTIC, options)(partial(self._pull))
        self.server.feature(t.WORKSPACE_DIAGNOSTIC)(partial(self._pull_all))

    # ── What happened ─────────────────────────────────────────────────────

    def opened(self, document: Document) -> None:
        self._check(document)

    def changed(self, document: Document) -> None:
        """Check when the user pauses; what was about to be checked is out of date."""
        self._cancel(document.uri)
        self._waiting[document.uri] = asyncio.get_running_loop().call_later(
            PAUSE, self._check_latest, document.uri
        )

    def closed(self, document: Document) -> None:
        """What was said of the document is taken back. Where the whole workspace was checked, what is on disk counts again."""
        self._cancel(document.uri)
        if document.uri in self._told:
            self._told.discard(document.uri)
            checked = (
                self.scan.on_disk(document.path)
                if self._all and document.path and self.scan.holds(document.path)
                else None
            )
            self._publish(document.uri, None, checked.diagnostics if checked else [])
        self._news.set()

    def moved(self) -> None:
        """Files on disk have changed."""
        self._news.set()

    def again(self) -> None:
        """Check all documents at once, as they are to be checked in another way."""
        self.scan.forget()
        for document in self.server.documents:
            self._check(document)
        for method in self.server.documents.client.refreshes:
            self.server.protocol.send_request(method)

    def stop(self) -> None:
        """Forget what was about to be checked."""
        for uri in list(self._waiting):
            self._cancel(uri)

    # ── Telling ───────────────────────────────────────────────────────────

    async def check_workspace(self) -> list[CheckedDocument]:
        """Check all reports of the workspace, and tell a client that does not ask itself."""
        self._all = True
        found = []
        async for checked in self.scan.reports():
            found.append(checked)
            if self.server.documents.get(checked.uri) is None:
                self._publish(checked.uri, None, checked.diagnostics)
        return found

    def _check_latest(self, uri: str) -> None:
        document = self.server.documents.get(uri)
        if document:
            self._check(document)

    def _check(self, document: Document) -> None:
        self._cancel(document.uri)
        try:
            checked = CheckedDocument.of(document)
        except Exception as error:  # of the engine; rules that fail are findings
            self.server.failed(document.uri, error)
            return
        if document.is_report or document.uri in self._told:
            self._publish(document.uri, document.version, checked.diagnostics)
            self.server.protocol.notify(STATUS, status_of(document, checked))
        (self._told.add if document.is_report else self._told.discard)(document.uri)
        self._news.set()

    def _publish(self, uri: str, version: int | None, found: list[t.Diagnostic]) -> None:
        if not self._pulled:
            self.server.text_document_publish_diagnostics(t.PublishDiagnosticsParams(uri, found, version))

    def _cancel(self, uri: str) -> None:
        timer = self._waiting.pop(uri, None)
        if timer:
            timer.cancel()

    # ── Asked ─────────────────────────────────────────────────────────────

    async def _pull(self, params: t.DocumentDiagnosticParams) -> t.DocumentDiagnosticReport:
        """Answered after what has come in meanwhile, so that a burst of changes is checked once."""
        await asyncio.sleep(0)
        document = self.server.documents.get(params.text_document.uri)
        found = CheckedDocument.of(document).diagnostics if document else []
        result = _result_id(found)
        if result == params.previous_result_id:
            return t.RelatedUnchangedDocumentDiagnosticReport(result)
        return t.RelatedFullDocumentDiagnosticReport(found, result_id=result)

    async def _pull_all(self, params: t.WorkspaceDiagnosticParams) -> t.WorkspaceDiagnosticReport:
        """All reports of the workspace. Where nothing has changed the answer waits until something does, as clients ask again and again."""
        known = {result.uri: result.value for result in params.previous_result_ids}
        while True:
            self._news.clear()
            changes = await self._changes(known)
            if changes or not known:
                return t.WorkspaceDiagnosticReport(changes)
            await self._news.wait()

    async def _changes(self, known: dict[str, str]) -> list[t.WorkspaceFullDocumentDiagnosticReport]:
        """What the client does not know: new results, and none for what is no report any more."""
        reports = [_full(one.uri, one.version, one.diagnostics) async for one in self.scan.reports()]
        gone = known.keys() - {report.uri for report in reports}
        reports += [_full(uri, None, []) for uri in sorted(gone)]
        return [report for report in reports if known.get(report.uri) != report.result_id]


def _full(
    uri: str, version: int | None, found: list[t.Diagnostic]
) -> t.WorkspaceFullDocumentDiagnosticReport:
    return t.WorkspaceFullDocumentDiagnosticReport(uri, found, version, result_id=_result_id(found))


def _result_id(found: list[t.Diagnostic]) -> str:
    """The same for the same diagnostics, whatever the version."""
    texts = (f"{one.range} {one.severity} {one.code} {one.message}" for one in found)
    return hashlib.sha256("\n".join(texts).encode("utf-8", "replace")).hexdigest()[:16]
