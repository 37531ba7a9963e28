"""The server: which message goes where. What is answered stands in features/."""

from __future__ import annotations

import inspect
import logging
from collections.abc import Callable
from functools import partial
from json import JSONDecodeError
from typing import Any

from lsprotocol import types as t
from msgspec.structs import replace
from pygls.exceptions import FeatureRequestError, JsonRpcException
from pygls.lsp.server import LanguageServer

from .client import Client, lang_in, trust_in
from .feature import Feature
from .features import COMMANDS, FEATURES
from .features.diagnostics import Diagnostics
from .protocol import Protocol
from .workspace import Workspace

log = logging.getLogger(__name__)

# What changes what is said of a document: the configuration, formats of one's own, the report of the year before.
_WATCHED = ("**/*.toml", "**/*.{md,markdown,txt,text,html,htm,docx}")
_LEVELS = {t.MessageType.Error: logging.ERROR, t.MessageType.Warning: logging.WARNING}


class Server(LanguageServer):
    """A language server for one client."""

    protocol: Protocol

    def __init__(self) -> None:
        from .. import __version__

        super().__init__("nianbao", __version__, protocol_cls=Protocol)
        self.documents = Workspace()
        self._shown: set[str] = set()  # what is wrong with the configuration
        self.diagnostics = Diagnostics(self)
        own: dict[str, Callable[..., Any]] = {
            t.TEXT_DOCUMENT_DID_OPEN: self._opened,
            t.TEXT_DOCUMENT_DID_CHANGE: self._changed,
            t.TEXT_DOCUMENT_DID_CLOSE: self._closed,
        }
        for method, handle in own.items():  # pygls' own documents count lines in another way than editors do
            self.protocol.fm.add_builtin_feature(method, handle)
        self.feature(t.INITIALIZE)(partial(self._initialise))
        self.feature(t.INITIALIZED)(partial(self._initialised))
        self.feature(t.WORKSPACE_DID_CHANGE_CONFIGURATION)(partial(self._settings_changed))
        self.feature(t.WORKSPACE_DID_CHANGE_WATCHED_FILES)(partial(self._files_changed))
        for feature in FEATURES:
            self.feature(feature.method, feature.options)(partial(self._answer, feature))
        for name, run in COMMANDS.items():
            self.command(name)(_command(run, self))

    # ── The life of a session ─────────────────────────────────────────────

    def _initialise(self, params: t.InitializeParams) -> None:
        client = Client.of(params)
        self.documents.reconfigure(client)
        if client.pulls:
            self.diagnostics.serve_pulls()

    def _initialised(self, params: t.InitializedParams) -> None:
        if self.documents.client.watches:
            options = t.DidChangeWatchedFilesRegistrationOptions(
                [t.FileSystemWatcher(pattern) for pattern in _WATCHED]
            )
            registration = t.Registration(
                "nianbao-watched-files", t.WORKSPACE_DID_CHANGE_WATCHED_FILES, options
            )
            self.client_register_capability(t.RegistrationParams([registration]))

    def stop(self) -> None:
        """Forget what was still to be done."""
        self.diagnostics.stop()

    # ── Documents ─────────────────────────────────────────────────────────

    def _opened(self, params: t.DidOpenTextDocumentParams) -> None:
        self.diagnostics.opened(self.documents.open(params.text_document))
        self._show_troubles()

    def _changed(self, params: t.DidChangeTextDocumentParams) -> None:
        identity = params.text_document
        document = self.documents.change(identity.uri, params.content_changes, identity.version)
        if document:
            self.diagnostics.changed(document)
        else:
            self.tell(f"{identity.uri} was changed but never opened", t.MessageType.Warning)

    def _closed(self, params: t.DidCloseTextDocumentParams) -> None:
        document = self.documents.close(params.text_document.uri)
        if document:
            self.diagnostics.closed(document)

    def _settings_changed(self, params: t.DidChangeConfigurationParams) -> None:
        client = self.documents.client
        trusted = trust_in(params.settings)
        self.reload(
            replace(
                client,
                lang=lang_in(params.settings) or client.lang,
                trusted=client.trusted if trusted is None else trusted,
            )
        )

    def _files_changed(self, params: t.DidChangeWatchedFilesParams) -> None:
        if any(change.uri.endswith(".toml") for change in params.changes):
            self.reload()
        else:
            self.diagnostics.moved()

    def reload(self, client: Client | None = None) -> None:
        """Take the configuration anew and check everything again at once."""
        self.documents.reconfigure(client)
        self.diagnostics.again()
        self._show_troubles()

    def _show_troubles(self) -> None:
        """Tell the user what is wrong with the configuration, once."""
        choices = self.documents.choices
        for text, phrase in choices.troubles.items():
            if text not in self._shown:
                message = phrase.text(self.documents.client.lang or "zh")
                self.window_show_message(t.ShowMessageParams(t.MessageType.Error, f"nianbao: {message}"))
        self._shown = set(choices.troubles)

    # ── Requests ──────────────────────────────────────────────────────────

    def _answer(self, feature: Feature, params: Any) -> Any:
        """The answer to a request about a document; None where it is not open or no report."""
        document = self.documents.get(params.text_document.uri)
        try:
            if document is None or not document.is_report or document.examination.source is None:
                return None
            return (
                feature.answer(document, params)
                if document.examination.report or not feature.needs_report
                else None
            )
        except JsonRpcException:
            raise  # a message for the user
        except Exception as error:  # a fault of ours must not end the session
            self.failed(feature.method, error)
            return None

    # ── Messages ──────────────────────────────────────────────────────────

    def tell(self, message: str, kind: t.MessageType = t.MessageType.Info) -> None:
        """Log on standard error, and in the client's log."""
        log.log(_LEVELS.get(kind, logging.INFO), "%s", message)
        self.window_log_message(t.LogMessageParams(kind, message))

    def failed(self, what: str, error: Exception) -> None:
        """Log a fault of ours: in full on standard error, in one line to the client."""
        log.error("%s failed", what, exc_info=error)
        self.window_log_message(
            t.LogMessageParams(t.MessageType.Error, f"{what}: {type(error).__name__}: {error}")
        )

    def report_server_error(self, error: Exception, source: Any) -> None:
        """What could not be handled is logged, and answered where nobody else did. pygls would show a window."""
        if source is FeatureRequestError:
            return  # it was answered
        if isinstance(error, (JSONDecodeError, UnicodeDecodeError)):
            answer = t.ResponseErrorMessage(
                error=t.ResponseError(t.ErrorCodes.ParseError, f"not JSON: {error}")
            )
            self.protocol._send_data(answer)
        self.tell(f"{type(error).__name__}: {error}", t.MessageType.Error)


def _command(run: Callable[..., Any], server: Server) -> Callable[..., Any]:
    def command(*arguments: Any) -> Any:
        return run(server, *arguments)

    async def later(*arguments: Any) -> Any:
        return await run(server, *arguments)

    chosen = later if inspect.iscoroutinefunction(run) else command
    chosen.__annotations__ = {}  # pygls would make the arguments what these say, and before Python 3.11 it cannot do so with Any
    return chosen
