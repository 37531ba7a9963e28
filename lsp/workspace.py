"""Documents as the editor holds them.

A document never changes: an edit makes another one. So all that is known of it belongs to one version of its
text.
"""

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
from ..linter.claims.prose import Prose
from ..linter.engine import unreadable
from ..linter.readers import from_bytes
from .client import Client
from .positions import Grid
from .report.archive import Archive
from .report.links import Link, links
from .settings import Choices, Terms

OURS = "nianbao"  # the language by which a user says that a document is a report
LANGUAGES = frozenset({"markdown", "plaintext", "html", OURS})
BOM = b"\xef\xbb\xbf"

Change: TypeAlias = "t.TextDocumentContentChangePartial | t.TextDocumentContentChangeWholeDocument"


class Document(Struct, frozen=True, dict=True):
    """A document at one version, with all that is known of it. Each part is worked out when first needed.

    Offsets are those of `Source.text`, as everywhere. `offset`, `range` and `edit` lead from positions of the
    editor to offsets and back.
    """

    uri: str
    language: str  # as the editor calls it
    version: int | None  # None for a file on disk
    text: str  # as the editor holds it, which `Source` normalises
    client: Client
    terms: Terms
    archive: Archive

    @property
    def config(self) -> Config:
        return self.terms.config

    @property
    def path(self) -> Path | None:
        """The file; None for a document that is not on disk, such as a new one."""
        name = to_fs_path(self.uri)
        return Path(name) if name else None

    @cached_property
    def grid(self) -> Grid:
        return Grid(self.text, self.client.encoding)

    @cached_property
    def examination(self) -> Examination:
        """The findings, with the report and its audit. One that cannot be read has a finding only."""
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
        """Whether the user says that this is a report, whatever it contains."""
        return self.language == OURS or bool(self.terms.included)

    @property
    def is_report(self) -> bool:
        """Whether the document is checked. Other texts of a workspace are left alone."""
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
        """The figures of the prose with their cells."""
        return tuple(links(Prose(self.audit)))

    # ── Positions ─────────────────────────────────────────────────────────

    def offset(self, position: t.Position) -> int:
        """The offset of a position; of one in markup, that of the character before it."""
        source, place = self.source, self.grid.offset(position)
        offsets = range(len(source.text) + 1)
        found = bisect_right(offsets, place, key=lambda offset: source.file_span(Span(offset, offset)).start)
        return max(found - 1, 0)

    def range(self, span: Span) -> t.Range:
        source = self.examination.source
        return self.grid.range(source.file_span(span) if source else Span(0, 0))

    def edit(self, span: Span, text: str) -> t.TextEdit | None:
        """An edit that replaces a span of `Source.text`; None if the file has it in several pieces."""
        place = self.source.edit_span(span)
        return t.TextEdit(self.grid.range(place), text) if place else None

    def location(self, span: Span) -> t.Location:
        return t.Location(self.uri, self.range(span))

    # ── Edits ─────────────────────────────────────────────────────────────

    def changed(self, changes: Sequence[Change], version: int | None) -> Document:
        """The document after changes by the editor, each made to the result of the one before."""
        grid = self.grid
        for change in changes:
            text = change.text
            if isinstance(change, t.TextDocumentContentChangePartial):
                start, end = grid.span(change.range)
                text = grid.text[:start] + text + grid.text[end:]
            grid = Grid(text, self.client.encoding)
        return replace(self, version=version, text=grid.text)

    def workspace_edit(self, edits: Sequence[t.TextEdit]) -> t.WorkspaceEdit:
        """Edits of this version. A client that knows versions refuses them for any other."""
        if not self.client.versioned_edits:
            return t.WorkspaceEdit(changes={self.uri: list(edits)})
        identity = t.OptionalVersionedTextDocumentIdentifier(self.uri, self.version)
        return t.WorkspaceEdit(document_changes=[t.TextDocumentEdit(identity, list(edits))])


class Workspace:
    """The documents that are open, and their configurations."""

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
        """The document after changes; None if it was never opened."""
        document = self._open.get(uri)
        if document:
            self._open[uri] = document = document.changed(changes, version)
        return document

    def close(self, uri: str) -> Document | None:
        return self._open.pop(uri, None)

    def reconfigure(self, client: Client | None = None) -> None:
        """Read the configurations again. `client`: with the settings of now."""
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
