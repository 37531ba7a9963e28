"""Documents as the editor holds them. One is never changed: an edit makes the next, so that all that was found out belongs to one version of the text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

from lsprotocol import types as t
from msgspec import Struct
from msgspec.structs import replace
from pygls.uris import from_fs_path, to_fs_path

from ..grammar import Report, Source, Span
from ..linter import Config, Examination, ReadError, Severity, examine
from ..linter.audit import Audit
from ..linter.claims.contradictions import Prose
from ..linter.engine import unreadable
from ..linter.readers import from_bytes
from .archive import Archive
from .client import Client
from .convert import Grid
from .links import Link, links
from .settings import Choices, Terms

OURS = "nianbao"  # language of documents that the user calls such reports
LANGUAGES = frozenset({"markdown", "plaintext", "html", OURS})
BOM = b"\xef\xbb\xbf"

Change: TypeAlias = "t.TextDocumentContentChangePartial | t.TextDocumentContentChangeWholeDocument"


class Document(Struct, frozen=True, dict=True):
    """A document at one version, None for a file on disk. What is known of it is found out once, when it is first asked for.

    Offsets are those of `Source.text`, as everywhere; `offset`, `range` and `edit` are the way to positions of the editor and back.
    """

    uri: str
    language: str
    version: int | None
    text: str
    client: Client
    terms: Terms
    archive: Archive

    @property
    def config(self) -> Config:
        return self.terms.config

    @property
    def path(self) -> Path | None:
        """Where it is on disk; None for one that is not, such as a new one."""
        name = to_fs_path(self.uri)
        return Path(name) if name else None

    @cached_property
    def grid(self) -> Grid:
        return Grid(self.text, self.client.encoding)

    @cached_property
    def examination(self) -> Examination:
        name = str(self.path or self.uri)
        config = self.config.with_default("NB002", Severity.ERROR) if self.claimed else self.config
        try:
            source = self._html(name) if self.language == "html" else Source(name, self.text)
        except ReadError as error:
            return unreadable(error, config)
        return examine(source, config)

    def _html(self, name: str) -> Source:
        name = name if name.lower().endswith(("html", "htm")) else f"{name}.html"
        return from_bytes(BOM + self.text.encode("utf-8", "replace"), name)

    @property
    def claimed(self) -> bool:
        """Whether the user says that it is a report, whatever stands in it."""
        return self.language == OURS or bool(self.terms.included)

    @property
    def is_report(self) -> bool:
        """Whether there is anything to say of it: other texts of a workspace are left alone."""
        if self.language not in LANGUAGES or self.terms.included is False:
            return False
        return self.claimed or self.examination.report is not None

    @property
    def source(self) -> Source:
        source = self.examination.source
        assert source is not None
        return source

    @property
    def report(self) -> Report:
        report = self.examination.report
        assert report is not None
        return report

    @property
    def audit(self) -> Audit:
        audit = self.examination.audit
        assert audit is not None
        return audit

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """The figures of the prose with the cells that they are about."""
        return tuple(links(Prose(self.audit)))

    # ── Positions ─────────────────────────────────────────────────────────

    def offset(self, position: t.Position) -> int:
        """The offset in `Source.text` of a position; of one in what is no part of the text, that of the character before it."""
        source, at = self.source, self.grid.offset(position)
        return max(
            bisect_right(
                range(len(source.text) + 1),
                at,
                key=lambda offset: source.file_span(Span(offset, offset)).start,
            )
            - 1,
            0,
        )

    def range(self, span: Span) -> t.Range:
        source = self.examination.source
        return self.grid.range(source.file_span(span) if source else Span(0, 0))

    def edit(self, span: Span, text: str) -> t.TextEdit | None:
        """Replace a range of `Source.text`; None where no single stretch of the file holds it."""
        place = self.source.edit_span(span)
        return t.TextEdit(self.grid.range(place), text) if place else None

    def location(self, span: Span) -> t.Location:
        return t.Location(self.uri, self.range(span))

    # ── Edits ─────────────────────────────────────────────────────────────

    def changed(self, changes: Sequence[Change], version: int | None) -> Document:
        """The document after the editor's changes, made one after another."""
        grid = self.grid
        for change in changes:
            text = change.text
            if isinstance(change, t.TextDocumentContentChangePartial):
                start, end = grid.span(change.range)
                text = grid.text[:start] + text + grid.text[end:]
            grid = Grid(text, self.client.encoding)
        return replace(self, version=version, text=grid.text)

    def workspace_edit(self, edits: Sequence[t.TextEdit]) -> t.WorkspaceEdit:
        """Edits of this version; a client that knows versions refuses them for any other."""
        if not self.client.versioned_edits:
            return t.WorkspaceEdit(changes={self.uri: list(edits)})
        identity = t.OptionalVersionedTextDocumentIdentifier(self.uri, self.version)
        return t.WorkspaceEdit(document_changes=[t.TextDocumentEdit(identity, list(edits))])


class Workspace:
    """The documents that are open, and how each is to be checked."""

    def __init__(self) -> None:
        self.client = Client()
        self.choices = Choices()
        self.archive = Archive()
        self._open: dict[str, Document] = {}

    def __iter__(self) -> Iterator[Document]:
        return iter(list(self._open.values()))

    def get(self, uri: str) -> Document | None:
        return self._open.get(uri)

    def open(self, item: t.TextDocumentItem) -> Document:
        document = self._document(item.uri, item.language_id, item.version, item.text)
        self._open[item.uri] = document
        return document

    def change(self, uri: str, changes: Sequence[Change], version: int | None) -> Document | None:
        """The document after changes; None where it was never opened."""
        document = self._open.get(uri)
        if document:
            self._open[uri] = document = document.changed(changes, version)
        return document

    def close(self, uri: str) -> Document | None:
        return self._open.pop(uri, None)

    def reconfigure(self, client: Client | None = None) -> None:
        """Take the configuration from disk again, and a change of the client's settings."""
        self.client = client or self.client
        self.choices = Choices(self.client.lang, self.client.trusted)
        self._open = {
            uri: self._document(uri, old.language, old.version, old.text) for uri, old in self._open.items()
        }

    def on_disk(self, path: Path, language: str, text: str) -> Document:
        """A file that is not open."""
        return self._document(from_fs_path(str(path)) or "", language, None, text)

    def _document(self, uri: str, language: str, version: int | None, text: str) -> Document:
        name = to_fs_path(uri)
        terms = self.choices.terms(Path(name) if name else None)
        return Document(uri, language, version, text, self.client, terms, self.archive)
