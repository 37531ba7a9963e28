"""Reads waivers from comments, and matches waivers with findings.

A comment `<!-- nianbao: ignore NB208 reason -->` applies to the paragraph or table that follows it. Before a
heading it applies to the section, before the title to the whole file, and on a line with other text to that
line.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property

from msgspec import Struct, field
from msgspec.structs import replace

from ..grammar import Comment, Report, Source, Span
from ..grammar.regex import Regex
from .findings import CellAddress, Finding, Waiver
from .messages import Message, Phrase
from .registry import ALWAYS, Rule, UnknownRule, codes

COMMENT = Message(zh="这条豁免", en="this waiver")
FORM = Message(
    zh="看不懂这条豁免，应写成 <!-- nianbao: ignore NB208 因…… -->",
    en="this waiver is not understood; write <!-- nianbao: ignore NB208 because … -->",
)
NO_RULE = Message(
    zh="没有规则“{wanted}”，这条豁免没有生效", en="no rule {wanted!r}; this waiver has no effect"
)
MISSPELT_RULE = Message(
    zh="没有规则“{wanted}”，是不是“{near}”？这条豁免没有生效",
    en="no rule {wanted!r}; did you mean {near}? This waiver has no effect",
)
UNWAIVABLE = Message(
    zh="{code} 不能豁免，请解决它指出的问题", en="{code} cannot be waived; mend what it says"
)
NO_REASON = Message(
    zh="{waiver}没有写明理由，没有生效；请在规则后面写上理由",
    en="{waiver} gives no reason and has no effect; add one after the rule",
)
NO_DAY = Message(
    zh="豁免的期限“{text}”不是一个日期，应如 至2026-03-31",
    en="{text!r} is not a day until which a waiver may hold; write until 2026-03-31",
)

_OURS = Regex(r"nianbao\b\s*(?:[:：]\s*)?", re.IGNORECASE)
_IGNORE = Regex(r"ignore\b\s*", re.IGNORECASE)
_RULE = "[A-Za-z][A-Za-z0-9-]*"
_RULES = Regex(rf"{_RULE}(?:\s*[,，、]\s*{_RULE}|\s+[A-Za-z]{{2,}}[0-9]{{3}}\b)*")
_SEPARATOR = Regex(r"[,，、\s]+")
_DAY = Regex("(?P<y>[0-9]{4})[-/.年](?P<m>[0-9]{1,2})[-/.月](?P<d>[0-9]{1,2})日?")
# Not the end of a period, as in 2023年1月1日至12月31日.
_UNTIL = Regex(
    r"(?<![\s,，;；])[\s,，;；]*(?:[（(]\s*)?(?:(?<![0-9年月日号])(?:截至|有效期至|至)|\buntil\b)"
    + rf"\s*(?:[:：]\s*)?(?P<day>{_DAY.pattern})\s*[)）]?",
    re.IGNORECASE,
)
_REASON = Regex(r"(?:因为?|由于|because\b(?:\s+of\b)?)?[\W_]*(?P<said>\w?)", re.IGNORECASE)
_SAID = Regex(r"^[| \t]*[^|\s]", re.MULTILINE)
_SENTENCE_END = tuple("。！？；：!?;:")


class Grant(Struct, frozen=True, eq=False):
    """A waiver of one rule, or of rules whose codes begin alike."""

    rule: str  # as it was written: a code, a name, or the beginning of codes
    codes: frozenset[str]  # that `rule` stands for
    waiver: Waiver
    covers: Span | None = None  # a range of `Source.text`; None: the whole file
    cell: CellAddress | None = None  # if given, only this cell, row or table
    text: str = ""  # if given, only findings whose message has these words
    at: Span | None = None  # the place of the comment; None: an entry of the configuration
    name: Phrase = field(default_factory=COMMENT)  # for messages
    flaw: Phrase | None = None  # the reason why it has no effect
    shared: bool = False  # an entry for many files, some of which may not need it

    def expired(self, today: date | None) -> bool:
        return bool(today and self.waiver.until and self.waiver.until < today.isoformat())

    def holds_for(self, finding: Finding) -> bool:
        """Whether it waives a finding as long as it has not expired."""
        return self.flaw is None and finding.code in self.codes and self.reaches(finding)

    def reaches(self, finding: Finding) -> bool:
        """Whether a finding lies in the part of the file that it covers."""
        if self.cell and not _within(finding.problem.cell, self.cell):
            return False
        if self.text not in finding.message:
            return False
        return self.covers is None or (
            finding.span is not None and self.covers.start <= finding.span.start < self.covers.end
        )


class Waivers(Struct, frozen=True):
    """The waivers of a file that had no effect, for the rules that check waivers."""

    idle: tuple[Grant, ...]  # their rules ran, but they waived no finding
    findings: tuple[Finding, ...]  # of the file
    today: date | None


def waive(
    findings: Iterable[Finding], grants: Sequence[Grant], today: date | None
) -> tuple[list[Finding], set[Grant]]:
    """The findings, marked if a grant waives them, and the grants that waived any. The first grant counts."""
    marked: list[Finding] = []
    used: set[Grant] = set()
    valid: dict[str, list[Grant]] = defaultdict(list)
    for grant in grants:
        if not grant.expired(today):
            for code in grant.codes - ALWAYS:
                valid[code].append(grant)
    for finding in findings:
        holding = [grant for grant in valid.get(finding.code, ()) if grant.holds_for(finding)]
        used.update(holding)
        marked.append(replace(finding, waived=holding[0].waiver) if holding else finding)
    return marked, used


class Unwaivable(ValueError):
    """A rule that cannot be waived, or does not exist. The phrase gives the reason."""

    def __init__(self, phrase: Phrase) -> None:
        super().__init__(phrase.text("en"))
        self.phrase = phrase


def waivable(rule: str, own: Iterable[Rule] = ()) -> frozenset[str]:
    """The codes that a waiver of a rule covers. Raises `Unwaivable`."""
    if rule.upper() in ALWAYS:
        raise Unwaivable(UNWAIVABLE(code=rule.upper()))
    try:
        found = frozenset(codes([rule], own)) - ALWAYS
    except UnknownRule as error:
        raise Unwaivable(
            (MISSPELT_RULE if error.near else NO_RULE)(wanted=error.wanted, near=error.near)
        ) from error
    if not found:
        raise Unwaivable(UNWAIVABLE(code=rule))
    return found


def read_day(text: str) -> str | None:
    """A day such as 2026-3-31 or 2026年3月31日 as 2026-03-31, or None if the text is not a day."""
    match = _DAY.fullmatch(text)
    try:
        return date(int(match["y"]), int(match["m"]), int(match["d"])).isoformat() if match else None
    except ValueError:
        return None


def has_reason(text: str) -> bool:
    """Whether a text gives a reason. The placeholder 因…… does not."""
    match = _REASON.match(text)
    return bool(match and match["said"])


def granted_in(source: Source, report: Report | None, own: Iterable[Rule] = ()) -> Iterator[Grant]:
    """The waivers in the comments of a source, with or without a flaw. They may name a team's `own` rules."""
    ground = _Ground(source.text, report)
    for comment in source.comments:
        ours = _OURS.match(comment.text)
        if ours:
            yield from _read(comment, comment.text[ours.end() :], ground.covered(comment.at), own)


def _read(comment: Comment, said: str, covers: Span | None, own: Iterable[Rule]) -> Iterator[Grant]:
    """One grant for each rule that a comment names, or one with a flaw."""
    void = Grant("", frozenset(), Waiver("comment"), covers, at=Span(comment.at, comment.at))
    ignore = _IGNORE.match(said)
    named = _RULES.match(said, ignore.end()) if ignore else None
    if not named:
        yield replace(void, flaw=FORM())
        return
    reason = said[named.end() :]
    until, day = _UNTIL.search(reason), None
    if until:
        day = read_day(until["day"])
        reason = reason[: until.start()] + reason[until.end() :]
    reason = " ".join(reason.split()).lstrip(",，、:：;；-— ")
    flaw = (
        NO_DAY(text=until["day"])
        if until and not day
        else None
        if has_reason(reason)
        else NO_REASON(waiver=void.name)
    )
    try:
        for rule in _SEPARATOR.split(named[0]):
            yield replace(
                void, rule=rule, codes=waivable(rule, own), waiver=Waiver("comment", reason, day), flaw=flaw
            )
            if flaw:
                break
    except Unwaivable as error:
        yield replace(void, flaw=error.phrase)


class _Ground:
    """A text and its report, to find the part of it that a comment covers."""

    def __init__(self, text: str, report: Report | None) -> None:
        self.text, self.report = text, report
        self.headings = {section.heading.span.start: section for section in report.sections} if report else {}
        self.heads = sorted(self.headings)
        self.starts = (
            sorted([*self.heads, *(table.span.start for table in report.tables.values())]) if report else []
        )

    @cached_property
    def said(self) -> list[int]:
        """The offset of the first character in each line that is not a space or bar."""
        return [match.end() - 1 for match in _SAID.finditer(self.text)]

    def covered(self, at: int) -> Span | None:
        """The range that a comment at an offset covers, or None for the whole file."""
        text, report, line = self.text, self.report, self.line(at)
        title = report.title.span.start if report and report.title else 0
        if at <= self.first or (at <= title and not text[line.start : at].strip()):
            return None
        if text[line.start : line.end].strip(" |\t"):
            return Span(line.start, line.end + 1)
        return Span(at, self._block_end(at, self._next_line(line.end)) + 1)

    @cached_property
    def first(self) -> int:
        """The offset of the first character that is not a space."""
        return len(self.text) - len(self.text.lstrip())

    def line(self, at: int) -> Span:
        end = self.text.find("\n", at)
        return Span(self.text.rfind("\n", 0, at) + 1, end if end >= 0 else len(self.text))

    def _next_line(self, at: int) -> Span:
        """The first line after an offset that has more than spaces and bars."""
        place = bisect_left(self.said, at)
        return self.line(self.said[place] if place < len(self.said) else len(self.text))

    def _block_end(self, at: int, following: Span) -> int:
        """The end of the section, table or paragraph that begins after a comment."""
        if not self.report:
            return following.end
        start = _first_in(self.heads, following)
        if start is not None:
            heading = self.headings[start]
            return max(heading.end - 1 if heading.end < len(self.text) else heading.end, following.end)
        for table in self.report.tables.values():
            if table.span.start < following.end and following.start < table.span.end:
                rows = [
                    row.span.end
                    for row in table.rows
                    if row.span.start < following.end and following.start < row.span.end
                ]
                return max(
                    self.line(
                        table.span.end if at <= table.span.start else max(rows, default=following.start)
                    ).end,
                    following.end,
                )
        return self._paragraph_end(following)

    def _paragraph_end(self, line: Span) -> int:
        """The end of the paragraph that a line belongs to.

        It ends before a blank line, a heading or a table. Many texts have no blank lines, so it also ends
        where a line ends with a sentence.
        """
        text = self.text
        while not text[line.start : line.end].rstrip().endswith(_SENTENCE_END) and line.end < len(text):
            following = self.line(line.end + 1)
            if (
                not text[following.start : following.end].strip()
                or _first_in(self.starts, following) is not None
            ):
                break
            line = following
        return line.end


def _first_in(starts: Sequence[int], line: Span) -> int | None:
    """The first of some ascending offsets that lies in a line, or None."""
    place = bisect_left(starts, line.start)
    return starts[place] if place < len(starts) and starts[place] < line.end else None


def _within(cell: CellAddress | None, wanted: CellAddress) -> bool:
    return (
        cell is not None
        and cell.table == wanted.table
        and (wanted.row in (None, cell.row))
        and (wanted.column in (None, cell.column))
    )
