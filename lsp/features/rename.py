"""Rename: another agency or another year through the whole report."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lsprotocol import types as t
from pygls.exceptions import JsonRpcException

from ...grammar import Report, Span
from ...grammar.regex import Regex
from ...linter import Message
from ...linter.messages import Phrase
from ..report.locate import within
from ..workspace import Document
from .feature import Feature

NO_NAME = Message(
    zh="机关名称不能为空，也不能含换行、竖线或括号",
    en="an agency's name is not empty and has no line end, bar or bracket",
)
NO_YEAR = Message(
    zh="年份应是 2008 到 2099 之间的四位数字，而不是“{text}”",
    en="a year is four digits from 2008 to 2099, not {text!r}",
)

_NAME = Regex(r"[^\r\n|<>()（）《》]{2,60}")
_YEAR = Regex(r"20(?:0[89]|[1-9][0-9])")
_DAY = Regex(" {0,3}年 {0,3}[0-9]{1,2} {0,3}月 {0,3}[0-9]{1,2} {0,3}日")
_TITLED = Regex("《[^》]*》")
_CHINESE = str.maketrans("0123456789", "〇一二三四五六七八九")


def prepare(document: Document, params: t.PrepareRenameParams) -> t.PrepareRenamePlaceholder | None:
    """The name or year at a place; None if there is neither."""
    offset = document.offset(params.position)
    for value, spans in _renamable(document.report):
        for span in spans:
            if within(span, offset):
                return t.PrepareRenamePlaceholder(document.range(span), value)
    return None


def rename(document: Document, params: t.RenameParams) -> t.WorkspaceEdit | None:
    """Edits of every place that has the same name or year.

    Raises `JsonRpcException` with a message for the user if the new one is not a name or year.
    """
    offset, new = document.offset(params.position), params.new_name.strip()
    for value, spans in _renamable(document.report):
        if any(within(span, offset) for span in spans):
            wrong = _objection(value, new)
            if wrong:
                raise JsonRpcException(wrong.text(document.config.lang), t.LSPErrorCodes.RequestFailed)
            edits = [document.edit(span, _written(document.source.quote(span), new)) for span in spans]
            return document.workspace_edit([edit for edit in edits if edit])
    return None


def _objection(old: str, new: str) -> Phrase | None:
    if old.isdecimal():
        return None if _YEAR.fullmatch(new) else NO_YEAR(text=new)
    return None if _NAME.fullmatch(new) else NO_NAME()


def _written(old: str, new: str) -> str:
    """A year in the digits of the one that it replaces."""
    return new if old.isascii() or not new.isdecimal() else new.translate(_CHINESE)


def _renamable(report: Report) -> Iterator[tuple[str, list[Span]]]:
    """The year and the name of the agency, each with the places that have it."""
    if report.year:
        yield str(report.year.value), sorted(set(_years(report, report.year.value)))
    if report.agency:
        letters = r"\s*".join(map(re.escape, report.agency.value))
        yield report.agency.value, [Span(*match.span()) for match in re.finditer(letters, report.source.text)]


def _years(report: Report, year: int) -> Iterator[Span]:
    """Where the text has the year of the report.

    All places where it was read as such, and all others but titles and dates of other documents.
    """
    text = report.source.text
    for reading in report.years:
        if reading.value == year and reading.span and reading.span.end - reading.span.start == 4:
            yield reading.span
    days = {day.span.start for period in report.periods for day in (period.first, period.last) if day}
    elsewhere = [
        Span(*match.span())
        for match in _TITLED.finditer(text)
        if "信息公开工作" not in match[0] or "年度报告格式" in match[0]
    ]
    for match in re.finditer(rf"(?<![0-9]){year}(?= {{0,3}}年)", text):
        of_other = _DAY.match(text, match.end()) and match.start() not in days
        if not of_other and not any(span.start <= match.start() < span.end for span in elsewhere):
            yield Span(*match.span())


FEATURES = (Feature(t.TEXT_DOCUMENT_PREPARE_RENAME, prepare), Feature(t.TEXT_DOCUMENT_RENAME, rename))
