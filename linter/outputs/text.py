"""For people: place, code, name and message, the line with its range underlined, related places and fixes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ...grammar import Position, Source, Span
from ...grammar.regex import Regex
from .. import certificate
from ..engine import Examination
from ..findings import Finding, Severity
from ..messages import Message, visible
from ..privacy import Private
from . import Options
from .shared.listing import sentence
from .shared.meanings import title_of
from .shared.outcome import Outcome
from .shared.regions import region
from .shared.related import related_places
from .shared.remedies import offers
from .shared.words import SEVERITIES, WAIVED, why_waived

RELATED = Message(zh="相关 第 {line} 行：{text}", en="see line {line}: {text}")
ABSENT = Message(zh="相关：{text}", en="see: {text}")
MORE = Message(zh="……另有 {count} 处", en="… and {count} more")
BY_FILE = Message(zh="按文件汇总：", en="By file:")
BY_RULE = Message(zh="按规则统计：", en="By rule:")
NOTHING = Message(zh="没有问题", en="no findings")
NO_REPORTS = Message(
    zh="{count} 个文件不是年度报告，没有检查：{names}", en="{count} files are no annual reports: {names}"
)
_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
_DIM = "2"
_WIDTH = 96  # columns: a longer line is cut far from the range
_RELATED = 8  # related places that are shown
_OTHERS = 5  # files that are no reports and are named
_CUT = "…"
_LINE_END = Regex("[\r\n]")


class Prepared(NamedTuple):
    """The output of one file."""

    name: str
    text: str
    minds: bool  # whether it matters if the file is no report


class Writer:
    """Writes the findings of each file at once, and at the end their numbers if there are several files.

    The last line is the verdict, except in brief output, where each line is a finding.
    """

    def __init__(self, options: Options) -> None:
        self.options = options
        self.others: list[str] = []  # files that are no reports, where that does not matter

    def prepare(self, examination: Examination) -> Prepared:
        if _is_other(examination):
            return Prepared(examination.name, "", minds=False)
        show = _brief if self.options.brief else _finding
        lines = [
            line for finding in examination.findings for line in show(examination, finding, self.options)
        ]
        if self.options.passed:
            lines += certificate.lines(examination, self.options.lang, self.options.date)
            lines.append("")
        return Prepared(examination.name, "".join(f"{line}\n" for line in lines), minds=True)

    def add(self, prepared: Prepared) -> str:
        if not prepared.minds:
            self.others.append(prepared.name)
        return prepared.text

    def end(self, outcome: Outcome) -> str:
        lines = list(self._counts(outcome))
        if not self.options.brief:
            lines.append(outcome.sentence(self.options.lang))
        return "".join(f"{line}\n" for line in lines)

    def _counts(self, outcome: Outcome) -> Iterator[str]:
        lang = self.options.lang
        if self.others:
            names = [_name(name) for name in self.others[:_OTHERS]] + ["…"] * (len(self.others) > _OTHERS)
            yield NO_REPORTS(count=len(self.others), names=" ".join(names)).text(lang)
        if self.options.statistics and outcome.rules:
            yield BY_RULE().text(lang)
            yield from _by_rule(outcome, lang)
        others = set(self.others)
        files = {name: counts for name, counts in outcome.by_file.items() if name not in others}
        if files and (self.options.statistics or (len(files) > 1 and not self.options.brief)):
            yield BY_FILE().text(lang)
            yield from (_summary(name, counts, self.options) for name, counts in files.items())


def _is_other(examination: Examination) -> bool:
    """Whether a file is no report, and nothing but a note says so."""
    said = {(finding.code, finding.severity) for finding in examination.findings}
    return examination.report is None and said == {("NB002", Severity.INFO)}


def _by_rule(outcome: Outcome, lang: str) -> Iterator[str]:
    for code, count in sorted(outcome.rules.items(), key=lambda item: (-item[1], item[0])):
        yield f"  {count:>5}  {code}  {title_of(code, lang)}".rstrip()


def _summary(name: str, counts: Mapping[Severity, int], options: Options) -> str:
    if not any(counts.values()):
        return f"  {_coloured(NOTHING().text(options.lang), _DIM, options)}  {_name(name)}"
    columns = []
    for severity, word in SEVERITIES.items():
        count = counts.get(severity, 0)
        column = f"{word().text(options.lang)} {count:>3}"
        columns.append(_coloured(column, _COLOURS[severity] if count else _DIM, options))
    return f"  {'  '.join(columns)}  {_name(name)}"


def _coloured(text: str, colour: str, options: Options) -> str:
    return f"\x1b[{colour}m{text}\x1b[0m" if options.colour else text


def _severity(finding: Finding, options: Options) -> str:
    if finding.waived:
        return _coloured(WAIVED().text(options.lang), _DIM, options)
    word = SEVERITIES[finding.severity]().text(options.lang)
    return _coloured(word, f"1;{_COLOURS[finding.severity]}", options)


def _name(name: str) -> str:
    """The name of a file on one line."""
    return visible(name).replace("\n", "␊")


def _where(examination: Examination, start: Position | None) -> str:
    name = _name(examination.name)
    return f"{name}:{start.line}:{start.column}:" if start else f"{name}:"


def _start(source: Source | None, finding: Finding) -> Position | None:
    place = region(source, finding.span)
    return place.start if place else None


def _brief(examination: Examination, finding: Finding, options: Options) -> Iterator[str]:
    where = _where(examination, _start(examination.source, finding))
    said = visible(sentence(finding.place, finding.message))
    yield f"{where} {_severity(finding, options)} {finding.code} {said}"


def _finding(examination: Examination, finding: Finding, options: Options) -> Iterator[str]:
    source = examination.source
    start = _start(source, finding)
    where, severity = _where(examination, start), _severity(finding, options)
    title = title_of(finding.code, options.lang) or finding.name
    parts = (where, severity, finding.code, title, visible(finding.place))
    yield " ".join(filter(None, parts))
    yield f"  {finding.message}"
    if finding.waived:
        yield f"  {visible(why_waived(finding.waived, options.lang))}"
        yield ""
        return
    if source and finding.span:
        yield from _excerpt(source, finding.span, start, examination.private, options)
    yield from (f"  {line}" for line in _related(finding, examination, options.lang))
    yield from (f"  {line}" for line in offers(finding, options.lang))
    yield ""


def _related(finding: Finding, examination: Examination, lang: str) -> Iterator[str]:
    """The related places, without the range of the finding itself."""
    source = examination.source
    places = related_places(finding, examination, lang)
    related = [one for one in places if one.span is None or one.span != finding.span]
    for one in related[:_RELATED]:
        if source and one.span:
            line = source.position(source.file_span(one.span).start).line
            yield RELATED(line=line, text=one.text).text(lang)
        else:
            yield ABSENT(text=one.text).text(lang)
    if len(related) > _RELATED:
        yield MORE(count=len(related) - _RELATED).text(lang)


def _excerpt(
    source: Source, span: Span, start: Position | None, private: Private, options: Options
) -> Iterator[str]:
    """The line of the report as its readers see it, with the range underlined."""
    original = source.original_span(span)
    first = max(source.original.rfind(mark, 0, original.start) for mark in "\r\n") + 1
    line = _LINE_END.split(source.original[first:], maxsplit=1)[0].replace("\t", " ")
    line = visible(private.hide(line))
    begin = original.start - first
    end = min(begin + max(original.end - original.start, 1), max(len(line), begin + 1))
    first, last = _window(line, begin, end)
    before = (_CUT if first else "") + line[first:begin]
    shown = (_CUT if first else "") + line[first:last] + (_CUT if last < len(line) else "")
    marks = "^" * max(1, _columns(line[begin : min(end, last)]))
    marks = _coloured(marks, "1;31", options)
    number = str(start.line) if start else ""
    yield f"  {number} │ {shown}"
    yield f"  {' ' * len(number)} │ {' ' * _columns(before)}{marks}"


def _window(line: str, begin: int, end: int) -> tuple[int, int]:
    """The part of a line to show: the beginning of the range, with some text around it."""
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
    return sum(map(_width, text))


def _width(character: str) -> int:
    if unicodedata.east_asian_width(character) in "WF":
        return 2
    return 0 if unicodedata.category(character) in ("Mn", "Me", "Cf", "Cc") else 1
