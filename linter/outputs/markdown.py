"""A summary in Markdown, for comments on merge requests and summaries of jobs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from ...grammar.regex import Regex
from ..engine import Examination
from ..findings import Severity
from ..messages import Message
from . import Options
from .shared.listing import ListedFinding, Listing, counted, equations, listing
from .shared.markup import escaped
from .shared.outcome import Outcome
from .shared.words import FAILURE, LINE, SEVERITIES, WAIVED

TITLE = Message(zh="年报检查：{verdict}", en="Annual reports – {verdict}")
CHECKED = Message(
    zh="检查 {files} 个文件、{reports} 份报告。{equations}。{counts}。",
    en="{files} files, {reports} reports. {equations}. {counts}.",
)
HEAD = Message(zh="| 级别 | 位置 | 问题 | 应为 | 规则 |", en="| Level | Place | Problem | Should be | Rule |")
CLEAN = Message(zh="没有问题的文件 {count} 个", en="files without findings: {count}")
_MARKS = {Severity.ERROR: "🔴", Severity.WARNING: "🟡", Severity.INFO: "🔵"}
_SPECIAL = Regex(r"([\\`*_{}\[\]()#+!|~$@-])")
_IN_LINK = str.maketrans({"<": "%3C", ">": "%3E", "|": "%7C", "\n": ""})
_OPEN = 3  # if no more reports have findings, their sections are unfolded


class Prepared(NamedTuple):
    """A file in the summary."""

    path: str
    checked: bool
    counts: Counter[str]
    verdicts: dict[str, int]
    section: str  # a summary line and a table of its findings; empty if it has none


class Writer:
    """Writes at the end: verdict, totals, a table for each report with findings, folded if there are many."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.files = self.reports = 0
        self.counts: Counter[str] = Counter()
        self.verdicts: Counter[str] = Counter()
        self.sections: list[str] = []
        self.clean: list[str] = []

    def prepare(self, examination: Examination) -> Prepared:
        file = listing(examination, self.options)
        section = "\n".join(_section(file, self.options.lang)) if file.entries else ""
        return Prepared(file.path, file.checked, file.counts, file.verdicts, section)

    def add(self, prepared: Prepared) -> str:
        self.files += 1
        self.reports += prepared.checked
        self.counts.update(prepared.counts)
        self.verdicts.update(prepared.verdicts)
        if prepared.section:
            self.sections.append(prepared.section)
        else:
            self.clean.append(prepared.path)
        return ""

    def end(self, outcome: Outcome) -> str:
        return "\n".join(self._lines(outcome)) + "\n"

    def _lines(self, outcome: Outcome) -> Iterator[str]:
        lang = self.options.lang
        yield f"## {TITLE(verdict=_plain(outcome.sentence(self.options.lang))).text(lang)}"
        yield ""
        held = equations(self.verdicts, lang)
        counts = counted(self.counts, lang)
        yield CHECKED(files=self.files, reports=self.reports, equations=held, counts=counts).text(lang)
        if len(outcome.failures) > 1:  # the verdict says the first one
            yield ""
            for failure in outcome.failures:
                yield f"- 🔴 {FAILURE().text(lang)}：{_plain(failure.text(lang))}"
        for section in self.sections:
            yield from ("", f"<details{' open' * (len(self.sections) <= _OPEN)}>{section}", "", "</details>")
        if self.clean and self.sections:
            yield from ("", f"<details><summary>{CLEAN(count=len(self.clean)).text(lang)}</summary>", "")
            yield from (f"- {_plain(path)}" for path in self.clean)
            yield from ("", "</details>")


def _section(file: Listing, lang: str) -> Iterator[str]:
    path = " ".join(file.path.split())
    about = " ".join(filter(None, (file.agency, str(file.year or ""))))
    counts = counted(file.counts, lang, every=False)
    yield f"<summary><b>{escaped(path)}</b> {escaped(about)} {escaped(counts)}</summary>"
    yield ""
    yield HEAD().text(lang)
    yield "| --- | --- | --- | --- | --- |"
    for entry in file.entries:
        yield f"| {' | '.join(_cells(entry, lang))} |"


def _cells(entry: ListedFinding, lang: str) -> Iterator[str]:
    level = SEVERITIES[entry.severity]().text(lang)
    yield f"~~{level}~~ {WAIVED().text(lang)}" if entry.waived else f"{_MARKS[entry.severity]} {level}"
    line = LINE(line=entry.region.start.line).text(lang) if entry.region else ""
    yield "<br>".join(_plain(text) for text in (entry.place, line) if text)
    yield "<br>".join(_plain(text) for text in (entry.message, *entry.related, entry.waived) if text)
    yield _plain(entry.remedy)
    rule = f"{entry.code} {entry.name}"
    yield f"[{rule}](<{entry.rule.url.translate(_IN_LINK)}>)" if entry.rule.url else rule


def _plain(text: str) -> str:
    """A text that Markdown and HTML show as it is, on one line."""
    return escaped(_SPECIAL.sub(r"\\\1", " ".join(text.split())))
