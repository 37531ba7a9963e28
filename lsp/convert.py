"""Between editors and reports: positions in the client's encoding, and findings as diagnostics. Only here are encodings known."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from lsprotocol import types as t

from ..grammar import Span
from ..grammar.regex import Regex
from ..linter import CellAddress, Finding, Fix, Severity

if TYPE_CHECKING:
    from .workspace import Document

UTF8, UTF16, UTF32 = t.PositionEncodingKind.Utf8, t.PositionEncodingKind.Utf16, t.PositionEncodingKind.Utf32
SOURCE = "nianbao"

_LINE_END = Regex(r"\r\n|\r|\n")
_ASTRAL = Regex("[\U00010000-\U0010ffff]")
_SEVERITIES = {
    Severity.ERROR: t.DiagnosticSeverity.Error,
    Severity.WARNING: t.DiagnosticSeverity.Warning,
    Severity.INFO: t.DiagnosticSeverity.Information,
}


class Grid:
    """A text as an editor counts in it: only \\n, \\r\\n and \\r end a line, and columns are units of the client's encoding."""

    def __init__(self, text: str, encoding: str) -> None:
        self.text, self.encoding = text, encoding

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    @cached_property
    def _astral(self) -> list[int]:
        """The offsets of the characters that take two units of UTF-16."""
        return [match.start() for match in _ASTRAL.finditer(self.text)]

    @property
    def lines(self) -> int:
        return len(self._starts)

    def line_at(self, offset: int) -> int:
        """The number, from 0, of the line that an offset lies in."""
        return bisect_right(self._starts, offset) - 1

    def line_span(self, line: int) -> Span:
        """A line without its end."""
        start = self._starts[line]
        end = self._starts[line + 1] if line + 1 < len(self._starts) else len(self.text)
        return Span(start, start + len(self.text[start:end].rstrip("\r\n")))

    def units(self, start: int, end: int) -> int:
        """How many units of the client's encoding a stretch of the text takes."""
        if self.encoding == UTF8:
            return len(self.text[start:end].encode("utf-8", "surrogatepass"))
        if self.encoding == UTF16:
            return end - start + bisect_left(self._astral, end) - bisect_left(self._astral, start)
        return end - start

    def position(self, offset: int) -> t.Position:
        line = self.line_at(offset)
        return t.Position(line, self.units(self._starts[line], offset))

    def range(self, span: Span) -> t.Range:
        return t.Range(self.position(span.start), self.position(span.end))

    def offset(self, position: t.Position) -> int:
        """The offset of a position. One behind the end of a line is its end, one behind the last line the end of the text."""
        if position.line >= len(self._starts):
            return len(self.text)
        start, end = self.line_span(max(position.line, 0))
        return (
            start
            + bisect_right(
                range(start, end + 1), max(position.character, 0), key=lambda at: self.units(start, at)
            )
            - 1
        )

    def span(self, range: t.Range) -> Span:
        start, end = self.offset(range.start), self.offset(range.end)
        return Span(min(start, end), max(start, end))


def diagnostic(document: Document, finding: Finding) -> t.Diagnostic:
    """A finding as editors show it. `data` identifies it, so that actions for it need no second check. A waived one is a faded hint with its reason."""
    span = finding.span or Span(0, 0)
    waived = finding.waived
    message = f"{finding.message}（{waived.reason or waived.kind}）" if waived else finding.message
    return t.Diagnostic(
        range=document.range(span),
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
    """What need not be there is faded: what is waived, and what a fix takes out."""
    if finding.waived or any(_only_deletes(fix, finding.span) for fix in finding.fixes):
        yield t.DiagnosticTag.Unnecessary


def _only_deletes(fix: Fix, span: Span | None) -> bool:
    return (
        span is not None
        and bool(fix.edits)
        and all(
            not edit.text and edit.span.start <= span.start and span.end <= edit.span.end
            for edit in fix.edits
        )
    )


def _related(document: Document, finding: Finding) -> Iterator[t.DiagnosticRelatedInformation]:
    for related in finding.related:
        if related.span:
            yield t.DiagnosticRelatedInformation(
                t.Location(document.uri, document.range(related.span)), related.phrase.text(finding.lang)
            )


def _data(document: Document, finding: Finding) -> dict[str, Any]:
    problem = finding.problem
    data = {
        "fingerprint": finding.fingerprint,
        "name": finding.name,
        "place": finding.place or None,
        "cell": _cell(problem.cell),
        "version": document.version,
    }
    return data | {"expected": problem.expected, "found": problem.found}


def _cell(cell: CellAddress | None) -> dict[str, str | None] | None:
    return {"table": cell.table, "row": cell.row, "column": cell.column} if cell else None
