"""The server: which message of the protocol calls what."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import partial
from json import JSONDecodeError
from typing import Any

from lsprotocol import types as t
from pygls.exceptions import FeatureRequestError, JsonRpcException
from pygls.lsp.server import LanguageServer

from .client import Client
from .connection import Connection
from .features import COMMANDS, FEATURES
from .features.feature import Feature
from .protocol import Protocol
from .session import Session


class Server(LanguageServer):
    """A language server for one client."""

    protocol: Protocol

    def __init__(self) -> None:
        from .. import __version__

        super().__init__("nianbao", __version__, protocol_cls=Protocol)
        self.connection = Connection(self)
        self.session = Session(self.connection)
        replaced: dict[str, Callable[..., Any]] = {
            t.TEXT_DOCUMENT_DID_OPEN: self._opened,
            t.TEXT_DOCUMENT_DID_CHANGE: self._changed,
            t.TEXT_DOCUMENT_DID_CLOSE: self._closed,
        }
        for method, handle in replaced.items():  # pygls' documents split lines in a way that editors do not
            self.protocol.fm.add_builtin_feature(method, handle)
        # pygls sets attributes on handlers, which methods do not take but partials do.
        self.feature(t.INITIALIZE)(partial(self._initialise))
        self.feature(t.INITIALIZED)(partial(self._initialised))
        self.feature(t.WORKSPACE_DID_CHANGE_CONFIGURATION)(partial(self._settings_changed))
        self.feature(t.WORKSPACE_DID_CHANGE_WATCHED_FILES)(partial(self._files_changed))
        for feature in FEATURES:
            self.feature(feature.method, feature.options)(partial(self._answer, feature))
        for name, run in COMMANDS.items():
            self.command(name)(_command(run, self.session))

    def stop(self) -> None:
        """Drop what was still to be done."""
        self.session.stop()

    # ── Notifications ─────────────────────────────────────────────────────

    def _initialise(self, params: t.InitializeParams) -> None:
        client = Client.of(params)
        self.session.start(client)
        if client.pulls:
            self._serve_pulls()

    def _serve_pulls(self) -> None:
        diagnostics = self.session.diagnostics
        options = t.DiagnosticOptions(
            inter_file_dependencies=False, workspace_diagnostics=True, identifier="nianbao"
        )
        self.feature(t.TEXT_DOCUMENT_DIAGNOSTIC, options)(partial(diagnostics.pull))
        self.feature(t.WORKSPACE_DIAGNOSTIC)(partial(diagnostics.pull_workspace))

    def _initialised(self, params: t.InitializedParams) -> None:
        self.session.started()

    def _opened(self, params: t.DidOpenTextDocumentParams) -> None:
        self.session.opened(params.text_document)

    def _changed(self, params: t.DidChangeTextDocumentParams) -> None:
        document = params.text_document
        self.session.changed(document.uri, params.content_changes, document.version)

    def _closed(self, params: t.DidCloseTextDocumentParams) -> None:
        self.session.closed(params.text_document.uri)

    def _settings_changed(self, params: t.DidChangeConfigurationParams) -> None:
        self.session.reload(self.session.client.with_settings(params.settings))

    def _files_changed(self, params: t.DidChangeWatchedFilesParams) -> None:
        self.session.files_changed(change.uri for change in params.changes)

    # ── Requests ──────────────────────────────────────────────────────────

    def _answer(self, feature: Feature, params: Any) -> Any:
        """The answer to a request about a document; None if that is not open or no report."""
        document = self.session.documents.get(params.text_document.uri)
        try:
            if document is None or not document.is_report or document.examination.source is None:
                return None
            if feature.needs_report and not document.examination.report:
                return None
            return feature.answer(document, params)
        except JsonRpcException:
            raise  # a message for the user
        except Exception as error:  # a fault of the program must not end the session
            self.connection.log_failure(feature.method, error)
            return None

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Log what could not be handled, and answer it if nobody has. pygls would show a window."""
        if source is FeatureRequestError:
            return  # it was answered
        if isinstance(error, (JSONDecodeError, UnicodeDecodeError)):
            fault = t.ResponseError(t.ErrorCodes.ParseError, f"not JSON: {error}")
            self.protocol._send_data(t.ResponseErrorMessage(error=fault))
        self.connection.log(f"{type(error).__name__}: {error}", t.MessageType.Error)


def _command(run: Callable[..., Any], session: Session) -> Callable[..., Any]:
    """A command as pygls calls it: with the arguments of the request only."""

    def command(*arguments: Any) -> Any:
        return run(session, *arguments)

    async def awaited(*arguments: Any) -> Any:
        return await run(session, *arguments)

    chosen = awaited if inspect.iscoroutinefunction(run) else command
    # pygls would convert the arguments to the annotated types, and before Python 3.11 it fails at Any.
    chosen.__annotations__ = {}
    return chosen
