"""A summary in Markdown, for the comment on a merge request or the summary of a job."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..engine import Examination
from ..findings import Message, Severity
from . import Options
from .listing import Entry, Listing, counted, equations, listing, total
from .markup import escaped
from .words import LINE, SEVERITIES, WAIVED

TITLE = Message(zh="年报检查：{counts}", en="Annual reports – {counts}")
CHECKED = Message(zh="检查 {files} 个文件、{reports} 份报告。{equations}。", en="{files} files, {reports} reports. {equations}.")
HEAD = Message(zh="| 级别 | 位置 | 问题 | 应为 | 规则 |", en="| Level | Place | Problem | Should be | Rule |")
CLEAN = Message(zh="没有问题的文件 {count} 个", en="files without findings: {count}")
NOTHING = Message(zh="没有发现问题。", en="Nothing was found.")
_MARKS = {Severity.ERROR: "🔴", Severity.WARNING: "🟡", Severity.INFO: "🔵"}
_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|~$@-])")
_IN_LINK = str.maketrans({"<": "%3C", ">": "%3E", "|": "%7C", "\n": ""})
_OPEN = 3  # so many reports are shown unfolded


class Writer:
    """Writes at the end: totals first, then a table for each report with findings, folded where there are many."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.listings: list[Listing] = []

    def prepare(self, examination: Examination) -> Listing:
        return listing(examination, self.options)

    def add(self, prepared: Listing) -> str:
        self.listings.append(prepared)
        return ""

    def end(self) -> str:
        return "\n".join(self._lines()) + "\n"

    def _lines(self) -> Iterator[str]:
        lang = self.options.lang
        faulty = [one for one in self.listings if one.entries]
        clean = [one for one in self.listings if not one.entries]
        yield f"## {TITLE(counts=counted(total(one.counts for one in self.listings), lang)).text(lang)}"
        yield ""
        checked = equations(total(one.verdicts for one in self.listings), lang)
        yield CHECKED(files=len(self.listings), reports=sum(one.checked for one in self.listings), equations=checked).text(lang)
        if not faulty:
            yield NOTHING().text(lang)
        for one in faulty:
            yield from _report(one, lang, unfolded=len(faulty) <= _OPEN)
        if clean and faulty:
            yield from ("", f"<details><summary>{CLEAN(count=len(clean)).text(lang)}</summary>", "")
            yield from (f"- {_plain(one.path)}" for one in clean)
            yield from ("", "</details>")


def _report(one: Listing, lang: str, unfolded: bool) -> Iterator[str]:
    about = " ".join(filter(None, (one.agency, str(one.year or ""))))
    yield ""
    yield f"<details{' open' * unfolded}><summary><b>{escaped(one.path)}</b> {escaped(about)} {escaped(counted(one.counts, lang, every=False))}</summary>"
    yield ""
    yield HEAD().text(lang)
    yield "| --- | --- | --- | --- | --- |"
    for entry in one.entries:
        yield f"| {' | '.join(_cells(entry, lang))} |"
    yield from ("", "</details>")


def _cells(entry: Entry, lang: str) -> Iterator[str]:
    level = SEVERITIES[entry.severity]().text(lang)
    yield f"~~{level}~~ {WAIVED().text(lang)}" if entry.waived else f"{_MARKS[entry.severity]} {level}"
    line = LINE(line=entry.region.start.line).text(lang) if entry.region else ""
    yield "<br>".join(_plain(text) for text in (entry.place, line) if text)
    yield "<br>".join(_plain(text) for text in (entry.message, *entry.related, entry.waived) if text)
    yield _plain(entry.remedy)
    rule = f"{entry.code} {entry.name}"
    yield f"[{rule}](<{entry.rule.url.translate(_IN_LINK)}>)" if entry.rule.url else rule


def _plain(text: str) -> str:
    """A text that Markdown and HTML leave as it is, on one line."""
    return escaped(_SPECIAL.sub(r"\\\1", " ".join(text.split())))
