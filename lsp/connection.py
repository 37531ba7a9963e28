"""The way to the client: messages that the server sends of its own accord, and the log."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from lsprotocol import types as t
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

# Users know the log of the server by this name.
log = logging.getLogger(f"{__package__}.server")

_LEVELS = {t.MessageType.Error: logging.ERROR, t.MessageType.Warning: logging.WARNING}


class Connection:
    """The client of one server."""

    def __init__(self, server: LanguageServer) -> None:
        self._server = server

    def folders(self) -> Iterator[Path]:
        """The folders of the workspace that are on disk."""
        workspace = self._server.workspace
        uris = [folder.uri for folder in workspace.folders.values()] or [workspace.root_uri]
        yield from (Path(name) for uri in uris if uri and (name := to_fs_path(uri)))

    # ── The log ───────────────────────────────────────────────────────────

    def log(self, message: str, kind: t.MessageType = t.MessageType.Info) -> None:
        """Write to standard error and to the client's log."""
        log.log(_LEVELS.get(kind, logging.INFO), "%s", message)
        self._server.window_log_message(t.LogMessageParams(kind, message))

    def log_failure(self, place: str, error: Exception) -> None:
        """Log a fault of the program: with its traceback on standard error, in one line to the client."""
        log.error("%s failed", place, exc_info=error)
        message = f"{place}: {type(error).__name__}: {error}"
        self._server.window_log_message(t.LogMessageParams(t.MessageType.Error, message))

    # ── Messages ──────────────────────────────────────────────────────────

    def publish(self, params: t.PublishDiagnosticsParams) -> None:
        """Replace the diagnostics that the client shows for a document."""
        self._server.text_document_publish_diagnostics(params)

    def notify(self, method: str, params: Any) -> None:
        """Send a notification that the protocol does not know."""
        self._server.protocol.notify(method, params)

    def show_error(self, message: str) -> None:
        """Show the user a message."""
        self._server.window_show_message(t.ShowMessageParams(t.MessageType.Error, message))

    def show_document(self, uri: str, range: Any) -> None:
        """Open a document at a range, which may be as JSON has it."""
        if isinstance(range, dict):
            range = self._server.protocol._converter.structure(range, t.Range)
        params = t.ShowDocumentParams(uri, take_focus=True, selection=range)
        self._server.window_show_document(params)

    def request_all(self, methods: Iterable[str]) -> None:
        """Send requests that have no parameters, and do not wait for the answers."""
        for method in methods:
            self._server.protocol.send_request(method)

    def watch(self, patterns: Iterable[str]) -> None:
        """Ask for a notification when files that match a pattern change."""
        options = t.DidChangeWatchedFilesRegistrationOptions(
            [t.FileSystemWatcher(pattern) for pattern in patterns]
        )
        registration = t.Registration("nianbao-watched-files", t.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
        self._server.client_register_capability(t.RegistrationParams([registration]))
