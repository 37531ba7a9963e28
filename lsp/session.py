"""The state of one client: its documents, its configuration, and what it was told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lsprotocol import types as t

from .client import Client
from .connection import Connection
from .diagnostics.publisher import Publisher
from .diagnostics.scan import Scan
from .workspace import Change, Workspace

# Files that change diagnostics or hovers without an edit: configurations, formats, reports of last year.
_WATCHED = ("**/*.toml", "**/*.{md,markdown,txt,text,html,htm,docx}")


class Session:
    """One client with its documents. It knows no handler: `server.py` calls it, `features/` ask it."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.documents = Workspace()
        scan = Scan(self.documents, connection.folders)
        self.diagnostics = Publisher(self.documents, scan, connection)
        self._shown: set[str] = set()  # faults of the configuration that the user was told of

    @property
    def client(self) -> Client:
        """The capabilities and settings of the editor."""
        return self.documents.client

    def start(self, client: Client) -> None:
        """Begin, now that the client has said what it can do."""
        self.documents.reconfigure(client)
        self.diagnostics.pushes = not client.pulls

    def started(self) -> None:
        """Ask for messages about changed files, now that the client takes requests."""
        if self.client.watches:
            self.connection.watch(_WATCHED)

    def stop(self) -> None:
        """Drop what was still to be done."""
        self.diagnostics.stop()

    # ── Documents ─────────────────────────────────────────────────────────

    def opened(self, item: t.TextDocumentItem) -> None:
        self.diagnostics.opened(self.documents.open(item))
        self._show_troubles()

    def changed(self, uri: str, changes: Sequence[Change], version: int) -> None:
        document = self.documents.change(uri, changes, version)
        if document:
            self.diagnostics.changed(document)
        else:
            self.connection.log(f"{uri} was changed but never opened", t.MessageType.Warning)

    def closed(self, uri: str) -> None:
        document = self.documents.close(uri)
        if document:
            self.diagnostics.closed(document)

    # ── Configuration ─────────────────────────────────────────────────────

    def files_changed(self, uris: Iterable[str]) -> None:
        """Files on disk have changed, perhaps a configuration."""
        if any(uri.endswith(".toml") for uri in uris):
            self.reload()
        else:
            self.diagnostics.files_changed()

    def reload(self, client: Client | None = None) -> None:
        """Read the configuration again and check everything by it. `client`: with the settings of now."""
        self.documents.reconfigure(client)
        self.diagnostics.check_again()
        self._show_troubles()

    def _show_troubles(self) -> None:
        """Tell the user what is wrong with the configuration, once."""
        troubles = self.documents.choices.troubles
        for text, phrase in troubles.items():
            if text not in self._shown:
                self.connection.show_error(f"nianbao: {phrase.text(self.client.lang or 'zh')}")
        self._shown = set(troubles)
