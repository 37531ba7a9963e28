"""The files of the workspace that are not open, checked when somebody asks for all of them: one at a time, so that the editor is never kept waiting."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lsprotocol import types as t
from pygls.uris import to_fs_path

from ..linter import ReadError, Severity
from ..linter.files import gather
from ..linter.readers import read
from .convert import diagnostic
from .workspace import Document

if TYPE_CHECKING:
    from .server import Server

_LANGUAGES = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "plaintext",
    ".text": "plaintext",
    ".html": "html",
    ".htm": "html",
}


class CheckedDocument(NamedTuple):
    """What was said of a document: its diagnostics, and how many findings of each severity are not waived."""

    uri: str
    version: int | None
    diagnostics: list[t.Diagnostic]
    counts: dict[Severity, int]

    @classmethod
    def of(cls, document: Document) -> CheckedDocument:
        """Nothing is said of what is no report."""
        findings = document.examination.findings if document.is_report else ()
        counts = {
            severity: sum(finding.severity is severity and not finding.waived for finding in findings)
            for severity in Severity
        }
        return cls(
            document.uri, document.version, [diagnostic(document, finding) for finding in findings], counts
        )


class Scan:
    """The reports of the workspace folders, each file read once for every change of it; of what is open, what the editor holds."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self._known: dict[Path, tuple[tuple[int, int], CheckedDocument | None]] = {}

    def forget(self) -> None:
        """Files are to be checked in another way from now on."""
        self._known.clear()

    async def reports(self) -> AsyncIterator[CheckedDocument]:
        """Every report, open ones first."""
        held = list(self.server.documents)
        for document in held:
            if document.is_report:
                yield CheckedDocument.of(document)
        paths = {document.path for document in held}
        for path in self._files():
            if path not in paths:
                await asyncio.sleep(0)
                checked = self.on_disk(path)
                if checked:
                    yield checked

    def on_disk(self, path: Path) -> CheckedDocument | None:
        """What is said of a file; None of one that is no report or cannot be read as text."""
        try:
            status = path.stat()
            stamp = (status.st_mtime_ns, status.st_size)
            if path not in self._known or self._known[path][0] != stamp:
                document = self.server.documents.on_disk(
                    path, _LANGUAGES[path.suffix.lower()], read(path).file
                )
                self._known[path] = (stamp, CheckedDocument.of(document) if document.is_report else None)
        except (OSError, ReadError):
            return None
        return self._known[path][1]

    def holds(self, path: Path | None) -> bool:
        """Whether a file lies in a folder of the workspace."""
        return (
            path is not None
            and path.suffix.lower() in _LANGUAGES
            and any(folder in path.parents for folder in self._folders())
        )

    def _folders(self) -> Iterator[Path]:
        workspace = self.server.workspace
        uris = [folder.uri for folder in workspace.folders.values()] or [workspace.root_uri]
        yield from (Path(name) for uri in uris if uri and (name := to_fs_path(uri)))

    def _wanted(self, name: str) -> bool:
        path = Path(name)
        return (
            path.suffix.lower() in _LANGUAGES
            and self.server.documents.choices.terms(path).included is not False
        )

    def _files(self) -> Iterator[Path]:
        for folder in self._folders():
            yield from (Path(name) for name, _ in gather([str(folder)], [], self._wanted))
