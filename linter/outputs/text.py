"""For people: place, code, name, message, the line with the range underlined, what belongs to it, and how to mend it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ...grammar import Position, Source, Span
from .. import certificate
from ..engine import Examination
from ..findings import Finding, Message, Severity
from . import Options

SEVERITIES = {
    Severity.ERROR: Message(zh="错误", en="error"),
    Severity.WARNING: Message(zh="警告", en="warning"),
    Severity.INFO: Message(zh="提示", en="info"),
}
RELATED = Message(zh="相关 第 {line} 行：{text}", en="see line {line}: {text}")
ABSENT = Message(zh="相关：{text}", en="see: {text}")
MORE = Message(zh="……另有 {count} 处", en="… and {count} more")
FIX = Message(zh="可改：{title}", en="fix: {title}")
FIX_ASK = Message(zh="可改（需人工确认）：{title}", en="fix (confirm first): {title}")
_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
_WIDTH = 96  # columns of a line that are shown; what lies further from the range is cut
_RELATED = 8
_CUT = "…"
_LINE_END = re.compile("[\r\n]")


class Writer:
    """Writes each finding as it comes."""

    def __init__(self, options: Options) -> None:
        self.options = options

    def add(self, examination: Examination) -> str:
        lines = [line for finding in examination.findings for line in _finding(examination, finding, self.options)]
        if self.options.passed:
            lines += certificate.lines(examination, self.options.lang, self.options.date)
            lines.append("")
        return "".join(f"{line}\n" for line in lines)

    def end(self) -> str:
        return ""


def _finding(examination: Examination, finding: Finding, options: Options) -> Iterator[str]:
    source = examination.source
    severity = SEVERITIES[finding.severity]().text(options.lang)
    if options.colour:
        severity = f"\x1b[1;{_COLOURS[finding.severity]}m{severity}\x1b[0m"
    start = source.position(source.file_span(finding.span).start) if source and finding.span and source.has_lines else None
    where = f"{examination.name}:{start.line}:{start.column}" if start else examination.name
    yield " ".join(filter(None, (f"{where}:", severity, finding.code, finding.name, finding.place)))
    yield f"  {finding.message}"
    if options.brief:
        return
    if source and finding.span:
        yield from _excerpt(source, finding.span, start, options)
    related = [one for one in finding.related if one.span is None or one.span != finding.span]
    for one in related[:_RELATED]:
        text = one.phrase.text(options.lang)
        if source and one.span and source.has_lines:
            line = source.position(source.file_span(one.span).start).line
            yield f"  {RELATED(line=line, text=text).text(options.lang)}"
        else:
            yield f"  {ABSENT(text=text).text(options.lang)}"
    if len(related) > _RELATED:
        yield f"  {MORE(count=len(related) - _RELATED).text(options.lang)}"
    for fix in finding.fixes:
        yield f"  {(FIX if fix.safe else FIX_ASK)(title=fix.title).text(options.lang)}"
    yield ""


def _excerpt(source: Source, span: Span, start: Position | None, options: Options) -> Iterator[str]:
    """The line that a reader of the report sees, with the range underlined."""
    original = source.original_span(span)
    first = max(source.original.rfind(mark, 0, original.start) for mark in "\r\n") + 1
    line = _LINE_END.split(source.original[first:], maxsplit=1)[0].replace("\t", " ")
    begin = original.start - first
    end = min(begin + max(original.end - original.start, 1), max(len(line), begin + 1))
    first, last = _window(line, begin, end)
    before = (_CUT if first else "") + line[first:begin]
    shown = (_CUT if first else "") + line[first:last] + (_CUT if last < len(line) else "")
    marks = "^" * max(1, _columns(line[begin : min(end, last)]))
    if options.colour:
        marks = f"\x1b[1;31m{marks}\x1b[0m"
    number = str(start.line) if start else ""
    yield f"  {number} │ {shown}"
    yield f"  {' ' * len(number)} │ {' ' * _columns(before)}{marks}"


def _window(line: str, begin: int, end: int) -> tuple[int, int]:
    """The part of a line to show, so that the range lies in it with some text around it."""
    if _columns(line) <= _WIDTH:
        return 0, len(line)
    first = begin
    while first > 0 and _columns(line[first - 1 : begin]) <= _WIDTH // 3:
        first -= 1
    last = first
    while last < len(line) and _columns(line[first : last + 1]) <= _WIDTH:
        last += 1
    return first, last


def _columns(text: str) -> int:
    """Columns of a text on a terminal: two for wide characters, none for marks and controls."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.category(c) in ("Mn", "Me", "Cf", "Cc") else 1 for c in text)
