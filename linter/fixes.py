"""Fixes put into the file that they were found in: which of them, where exactly, and how often until nothing is left to do. Pure: bytes to bytes."""

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

ROUNDS = 500  # of examining and fixing one file; a report needs two or three, one for each question that is asked besides
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
_STRUCTURE = Regex("[|\t\n]")  # of tables and lines, which a file of markup writes in its own way

Examine = Callable[[Source], Examination]
Consent = Callable[[Source, Finding, tuple[Fix, ...]], "Fix | None"]
"""Asks the user for one of the fixes of a finding; None: for none."""


class Unfixable(Exception):
    """A file that must stay as it is; `phrase` says why and what helps."""

    def __init__(self, phrase: Phrase) -> None:
        super().__init__(phrase.text("en"))
        self.phrase = phrase


class Replacement(NamedTuple):
    """A range of `Source.file` and what the file is to have there, in its own line ends and escapes."""

    span: Span
    text: str


class Mended(Struct, frozen=True):
    """A file after fixes: its bytes, what is left to say of it, and how many findings were fixed."""

    data: bytes
    examination: Examination
    fixed: int


def mend(data: bytes, name: str, examine: Examine, consent: Consent | None = None) -> Mended:
    """Apply fixes to a file until none is left: all safe ones, and of the others those that `consent` gives.

    Fixes that would touch the same place wait for the next round; the earlier in the text goes first. Waived findings are left alone. The result has the
    encoding, byte order mark and line ends of `data`. Doing it twice is doing it once. Raises `Unfixable`, and `ReadError` for what is no text.
    """
    source = from_bytes(data, name)
    codec: _Codec | None = None
    declined: set[str] = set()
    seen = {data}
    fixed = 0
    for _ in range(ROUNDS):
        examination = examine(source)
        safe = _safe(examination)
        chosen = safe or _agreed(examination, consent, declined)
        if not chosen:
            return Mended(data, examination, fixed)
        codec = codec or _Codec.of(source, data)
        changed = codec.encode(rewritten(source, (fix for _, fix in chosen)))
        if changed not in seen:
            seen.add(changed)
            data, source = changed, from_bytes(changed, name)
            fixed += len(chosen)
        elif safe:
            break
        else:  # the user's own earlier answer would be undone
            declined.update(finding.fingerprint for finding, _ in chosen)
    raise Unfixable(UNSETTLED(codes=" ".join(sorted({finding.code for finding, _ in chosen}))))


def fixes_of(source: Source, finding: Finding) -> tuple[Fix, ...]:
    """The fixes of a finding that can be made in its file; none for one that is waived."""
    return () if finding.waived else tuple(fix for fix in finding.fixes if replacements(source, fix))


def _safe(examination: Examination) -> list[tuple[Finding, Fix]]:
    """A safe fix for each finding that has one, without those that touch a place of another, earlier one."""
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
    examination: Examination, consent: Consent | None, declined: set[str]
) -> list[tuple[Finding, Fix]]:
    """The next fix that the user agrees to. What depends on it is asked only after it was made."""
    source = examination.source
    if source is None or consent is None:
        return []
    for finding in examination.findings:
        fixes = fixes_of(source, finding)
        if fixes and finding.fingerprint not in declined:
            fix = consent(source, finding, fixes)
            if fix:
                return [(finding, fix)]
            declined.add(finding.fingerprint)
    return []


def replacements(source: Source, fix: Fix) -> list[Replacement]:
    """What a fix replaces in the file, in order; empty where it cannot be made there, or would change nothing."""
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
    """`Source.file` with fixes that touch no common place."""
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
    """Whether two ranges overlap; where one is empty, also whether they meet, as the order of what is inserted there would be left to chance."""
    if first.start == first.end or second.start == second.end:
        return first.start <= second.end and second.start <= first.end
    return first.start < second.end and second.start < first.end


def _hides_comment(source: Source, span: Span) -> bool:
    """Whether a comment, which is no part of the text, stands inside a range that is replaced."""
    start, end = source.original_span(span)
    return any(start < comment.original.end and comment.original.start < end for comment in source.comments)


def _with_whole_line_ends(text: str, span: Span) -> Span:
    """A range never begins or ends between the two characters of one line end."""
    start, end = (offset - (text[max(offset - 1, 0) : offset + 1] == "\r\n") for offset in span)
    return Span(start, end)


def _line_end_at(text: str, offset: int) -> str:
    """The line end that is in use at a place."""
    last = max(text.rfind(mark, 0, offset) for mark in "\r\n")
    found = _LINE_END.search(text, max(last - (text[max(last - 1, 0) : last + 1] == "\r\n"), 0))
    return found[0] if found else "\n"


class _Codec(Struct, frozen=True):
    """How a file is written: its encoding, and the byte order mark that it has."""

    encoding: str
    bom: bytes

    @classmethod
    def of(cls, source: Source, data: bytes) -> _Codec:
        """Raises `Unfixable` where the file written again would not be the same, byte for byte."""
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
    """The change of a file as lines for people and for `patch`, each with its line end."""
    import difflib  # slow to load, and needed only by those who ask for it

    named = f"{name}\t" if " " in name else name  # so that patch does not cut it off at the blank
    for line in difflib.unified_diff(_LINE.findall(before), _LINE.findall(after), named, named, n=context):
        yield line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
