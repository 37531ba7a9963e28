"""Applies fixes to a file until none is left. It works on bytes and reads or writes no file."""

from __future__ import annotations

import codecs
import html
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct

from ..grammar import Source, Span
from ..grammar.regex import Regex
from ..grammar.text.maps import Markup
from .engine import Examination
from .findings import Finding, Fix
from .messages import Message, Phrase
from .readers import from_bytes

# How often one file is checked and fixed. A report needs two or three rounds, and one for each question.
ROUNDS = 500
UNENCODABLE = Message(
    zh="{encoding} 编码里没有“{character}”，文件没有改动；请先另存为 UTF-8 再改",
    en="{encoding} has no character “{character}”, the file is unchanged; save it as UTF-8 first",
)
MISREAD = Message(
    zh="按 {encoding} 编码改写会动到别的文字，文件没有改动；请先另存为 UTF-8 再改",
    en="rewritten in {encoding}, other text would change too; the file is unchanged; save it as UTF-8 first",
)
UNSETTLED = Message(
    zh="规则 {codes} 的改法来回冲突，文件没有改动；请用 --ignore 排除其中一条",
    en="the fixes of {codes} undo each other, the file is unchanged; leave one of them out with --ignore",
)
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LINE = Regex("[^\n]*\n|[^\n]+")
_LINE_END = Regex("\r\n|\r|\n")
_STRUCTURE = Regex("[|\t\n]")  # of tables and lines; a markup file expresses them differently

Examine = Callable[[Source], Examination]
Consent = Callable[[Source, Finding, tuple[Fix, ...]], "Fix | None"]
"""Asks the user to choose one of the fixes of a finding. Returns None if the user wants none."""


class Unfixable(Exception):
    """A file that cannot be fixed. Its phrase gives the reason and a remedy."""

    def __init__(self, phrase: Phrase) -> None:
        super().__init__(phrase.text("en"))
        self.phrase = phrase


class Replacement(NamedTuple):
    """A new text for a range of a file."""

    span: Span  # in `Source.file`
    text: str  # with the line ends and escapes of the file


class _Written(NamedTuple):
    """A text that a fix of a rule has written."""

    code: str
    start: int  # in the file
    text: str


class FixedFile(Struct, frozen=True):
    """A file after its fixes."""

    data: bytes
    examination: Examination  # of the new data
    made: tuple[tuple[Finding, Fix], ...]  # each with the finding that it was offered for

    @property
    def fixed(self) -> int:
        """How many findings were fixed."""
        return len(self.made)


def apply_fixes(data: bytes, name: str, examine: Examine, consent: Consent | None = None) -> FixedFile:
    """Apply all safe fixes to a file, and of the others those that `consent` chooses, until none is left.

    If two fixes touch the same place, the earlier one goes first and the other waits for the next round.
    Waived findings are not fixed. The result keeps the encoding, byte order mark and line ends of the data.
    Applying fixes a second time changes nothing. Raises `Unfixable`, and `ReadError` if the data is not text.
    """
    source = from_bytes(data, name)
    codec: _Codec | None = None
    declined: set[str] = set()
    written: set[_Written] = set()
    seen = {data}
    made: list[tuple[Finding, Fix]] = []
    for _ in range(ROUNDS):
        examination = examine(source)
        safe = _safe(examination)
        chosen = safe or _agreed(examination, consent, declined, written)
        if not chosen:
            return FixedFile(data, examination, tuple(made))
        codec = codec or _Codec.of(source, data)
        if not safe:
            written.update(_written(source, *chosen[0]))
        changed = codec.encode(rewritten(source, (fix for _, fix in chosen)))
        if changed not in seen:
            seen.add(changed)
            data, source = changed, from_bytes(changed, name)
            made += chosen
        elif safe:
            break
        else:  # it would undo an earlier answer of the user
            declined.update(finding.fingerprint for finding, _ in chosen)
    raise Unfixable(UNSETTLED(codes=" ".join(sorted({finding.code for finding, _ in chosen}))))


def fixes_of(source: Source, finding: Finding) -> tuple[Fix, ...]:
    """The fixes of a finding that its file permits. A waived finding has none."""
    return () if finding.waived else tuple(fix for fix in finding.fixes if replacements(source, fix))


def _safe(examination: Examination) -> list[tuple[Finding, Fix]]:
    """A safe fix for each finding that has one, except fixes that touch the place of an earlier one."""
    source = examination.source
    if source is None:
        return []
    chosen: list[tuple[Finding, Fix]] = []
    taken: list[Span] = []
    for finding in examination.findings:
        fix = next((fix for fix in fixes_of(source, finding) if fix.safe), None)
        spans = [replacement.span for replacement in replacements(source, fix)] if fix else []
        if fix and not any(_touch(span, other) for span in spans for other in taken):
            chosen.append((finding, fix))
            taken += spans
    return chosen


def _agreed(
    examination: Examination, consent: Consent | None, declined: set[str], written: set[_Written]
) -> list[tuple[Finding, Fix]]:
    """The next fix that the user chooses, if any. Later choices may depend on it, so it is applied first.

    A rule is not asked to rewrite what it has just written, or a fix that does not help would go on and on.
    """
    source = examination.source
    if source is None or consent is None:
        return []
    for finding in examination.findings:
        fixes = tuple(
            fix for fix in fixes_of(source, finding) if not _rewrites(source, finding, fix, written)
        )
        if fixes and finding.fingerprint not in declined:
            fix = consent(source, finding, fixes)
            if fix:
                return [(finding, fix)]
            declined.add(finding.fingerprint)
    return []


def _written(source: Source, finding: Finding, fix: Fix) -> Iterator[_Written]:
    """What a fix writes, and where it begins in the new file."""
    moved = 0
    for span, text in replacements(source, fix):
        if text:
            yield _Written(finding.code, span.start + moved, text)
        moved += len(text) - (span.end - span.start)


def _rewrites(source: Source, finding: Finding, fix: Fix, written: set[_Written]) -> bool:
    """Whether a fix changes a text that the same rule wrote at the same place."""
    starts = {replacement.span.start for replacement in replacements(source, fix)}
    return any(
        code == finding.code and start in starts and source.file.startswith(text, start)
        for code, start, text in written
    )


def replacements(source: Source, fix: Fix) -> list[Replacement]:
    """The replacements that a fix makes in the file, in order.

    The list is empty if the file does not permit the fix, or if the fix would change nothing.
    """
    made: list[Replacement] = []
    for edit in fix.edits:
        span = source.edit_span(edit.span)
        if span is None or _hides_comment(source, edit.span):
            return []
        text = edit.text
        if isinstance(source.map, Markup):
            if _STRUCTURE.search(text):
                return []
            text = html.escape(text, quote=False)
        span = _with_whole_line_ends(source.file, span)
        made.append(
            Replacement(
                span, text.replace("\n", _line_end_at(source.file, span.start)) if "\n" in text else text
            )
        )
    made.sort(key=lambda replacement: replacement.span)
    if any(first.span.end > second.span.start for first, second in pairwise(made)):
        return []
    return made if any(source.file[slice(*span)] != text for span, text in made) else []


def rewritten(source: Source, fixes: Iterable[Fix]) -> str:
    """`Source.file` after some fixes, no two of which touch the same place."""
    parts: list[str] = []
    end = 0
    for span, text in sorted(
        (replacement for fix in fixes for replacement in replacements(source, fix)),
        key=lambda replacement: replacement.span,
    ):
        parts += source.file[end : span.start], text
        end = span.end
    return "".join((*parts, source.file[end:]))


def _touch(first: Span, second: Span) -> bool:
    """Whether two ranges overlap, or one of them is empty and they meet.

    If an empty range met another one, the order of the two new texts would be undefined.
    """
    if first.start == first.end or second.start == second.end:
        return first.start <= second.end and second.start <= first.end
    return first.start < second.end and second.start < first.end


def _hides_comment(source: Source, span: Span) -> bool:
    """Whether a comment, which `Source.text` leaves out, lies inside a range that is replaced."""
    start, end = source.original_span(span)
    return any(start < comment.original.end and comment.original.start < end for comment in source.comments)


def _with_whole_line_ends(text: str, span: Span) -> Span:
    """A range moved so that it does not begin or end between the two characters of a line end."""
    start, end = (offset - (text[max(offset - 1, 0) : offset + 1] == "\r\n") for offset in span)
    return Span(start, end)


def _line_end_at(text: str, offset: int) -> str:
    """The line end that the text uses at an offset."""
    last = max(text.rfind(mark, 0, offset) for mark in "\r\n")
    found = _LINE_END.search(text, max(last - (text[max(last - 1, 0) : last + 1] == "\r\n"), 0))
    return found[0] if found else "\n"


class _Codec(Struct, frozen=True):
    """The encoding of a file, with its byte order mark."""

    encoding: str
    bom: bytes

    @classmethod
    def of(cls, source: Source, data: bytes) -> _Codec:
        """The codec of a file. Raises `Unfixable` if it would not reproduce the data byte for byte."""
        codec = cls(source.encoding, next((bom for bom in _BOMS if data.startswith(bom)), b""))
        if codec.bom + source.file.encode(codec.encoding, "replace") != data:
            raise Unfixable(MISREAD(encoding=codec.encoding.upper()))
        return codec

    def encode(self, text: str) -> bytes:
        try:
            return self.bom + text.encode(self.encoding)
        except UnicodeEncodeError as error:
            raise Unfixable(
                UNENCODABLE(encoding=self.encoding.upper(), character=text[error.start])
            ) from error


def unified_diff(before: str, after: str, name: str, context: int = 3) -> Iterator[str]:
    """The lines of a unified diff, which `patch` accepts. Each ends with its line end."""
    import difflib  # slow to load, and rarely needed

    named = f"{name}\t" if " " in name else name  # else patch cuts the name off at the space
    for line in difflib.unified_diff(_LINE.findall(before), _LINE.findall(after), named, named, n=context):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
