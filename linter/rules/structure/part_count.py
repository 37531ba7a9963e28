import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from ....grammar import Formats, Report, Span, numerals
from ....grammar.regex import Regex
from ...findings import Problem, Severity
from ...messages import Message
from ...registry import rule

LISTED = Message(
    zh="写明“{found}”，却列出 {listed} 个，应一致", en="“{found}” are announced, but {listed} are listed"
)
CONTAINED = Message(
    zh="写明“{found}”，报告却有 {contained} 个部分，应一致",
    en="“{found}” are announced, but the report has {contained}",
)
OPENING = 3  # lines of the first section in which a report may describe itself
OPEN = 2  # where a list ends in 等, so many parts may be left out on purpose
PARTS = "部分"
FEWEST = 3  # parts of a report
UNMISTAKABLE = 8  # characters of a title that nothing else is called
TITLES = 2  # so many titles of sections show that a list is one of parts

_SENTENCE = Regex(r"[^。!?]+")
_ANNOUNCED = Regex(
    r"(?<![第0-9一二三四五六七八九十])(?P<number>[一二两三四五六七八九十]{1,2}|[0-9]{1,2})\s?个?大?\s?"
    r"(?:部\s?分|方面|章节|章|项(?=[。,;:组构内]|$)|板块)(?:\s?内容)?"
)
_SUBJECT = Regex("报告|年报|全文|本文|主要内容|内容包括")
_COMPOSED = Regex("组成|构成|包括|包含|分为|共分|分|由|共有?|如下|涵盖|即|含")
_OPENED = Regex("由|包括了?|包含|分为|涵盖|含|:")
_CLOSED = Regex("(等)?[,、]?(?:以下|这|共计?|总计)?$")
_MARK = Regex(
    r"(?:(?<=^)|(?<=[、;,:]))“?"
    r"(?:第[一二三四五六七八九十]{1,2}(?:部分)?|[一二三四五六七八九十]{1,2}[、.是]|\([一二三四五六七八九十]{1,2}\)|[0-9]{1,2}[.、])"
)
_TITLE = "\ufffc"  # stands for a title of a section
_AND = Regex("以及|[和及与]")
_ENDS = Regex("(?:情况|措施|事项|概述|问题|打算|工作|安排|建设|总结|前言|附表|附件|说明|指标)[等“”()]*$")
_REVIEWS, _LAWSUITS = "复议", "诉讼"
_PROBLEMS, _IMPROVEMENTS = "问题", Regex("改进|整改|措施|打算")


class _Announced(NamedTuple):
    """An announced number of parts, with the fewest and most parts listed (None where none are listed)."""

    words: str
    span: Span
    number: int
    listed: tuple[int, int] | None
    open: bool


@rule("NB117", "part-count", Severity.WARNING)
def part_count(report: Report) -> Iterator[Problem]:
    announced = next(_announcements(report), None)
    if announced is None:
        return
    words, number, (fewest, most) = (
        announced.words,
        announced.number,
        announced.listed or (announced.number, announced.number),
    )
    left_out = announced.open and most <= number - OPEN
    contained = number if report.before_formats else len(report.distinct_sections)
    if not fewest <= number <= most and not left_out:
        listed = most if number > most else fewest
        yield Problem(LISTED(found=words, listed=listed), announced.span, expected=str(listed), found=words)
    elif not contained <= number <= contained + len(report.section_differences.missing):
        yield Problem(
            CONTAINED(found=words, contained=contained), announced.span, expected=str(contained), found=words
        )


def _announcements(report: Report) -> Iterator[_Announced]:
    """The numbers of parts announced before the first section or in its first lines.

    A sentence may be broken over lines.
    """
    text = report.source.text
    regions = [Span(report.front[0].span.start, report.front[-1].span.end)] if report.front else []
    if report.sections and report.sections[0].lines:
        lines = report.sections[0].lines[:OPENING]
        regions.append(Span(lines[0].span.start, lines[-1].span.end))
    for region in regions:
        for sentence in _SENTENCE.finditer(text, region.start, region.end):
            announced = _announced(sentence.start(), sentence[0], report.formats)
            if announced:
                yield announced


def _announced(start: int, sentence: str, formats: Formats) -> _Announced | None:
    if not _COMPOSED.search(sentence):
        return None
    matches = list(_ANNOUNCED.finditer(sentence))
    match = next((one for one in matches if PARTS in one[0]), matches[0] if matches else None)
    if not match:
        return None
    before, after = (_masked(part, formats) for part in (sentence[: match.start()], sentence[match.end() :]))
    opening, listing, is_open = "", "", False
    if before.count(_TITLE) >= TITLES:
        closed = _CLOSED.search(before)
        is_open = bool(closed and closed[1])
        listing = before[_begins(before) : closed.start() if closed else None]
    elif after.count(_TITLE) >= TITLES:
        opening, title, rest = after.rpartition(_TITLE)
        triggers = list(_OPENED.finditer(opening.partition(_TITLE)[0]))
        first = triggers[-1].end() if triggers else opening.index(_TITLE)
        listing = opening[first:] + title + rest.partition(",")[0]
    number = numerals.number(match["number"].replace("两", "二"))
    if (
        number is None
        or number < FEWEST
        or (not listing and not (PARTS in match[0] and _SUBJECT.search(sentence)))
    ):
        return None
    span = Span(start + match.start(), start + match.end())
    return _Announced("".join(match[0].split()), span, number, _count(listing) if listing else None, is_open)


def _begins(text: str) -> int:
    """Where a list begins: behind the last word that opens one, or with its first title."""
    for opened in reversed(list(_OPENED.finditer(text))):
        if text.count(_TITLE, opened.end()) >= TITLES:
            return opened.end()
    return text.index(_TITLE)


def _masked(text: str, formats: Formats) -> str:
    """A text without blanks and 的, in which a sign stands for every title of a section."""
    return _titles(formats).sub(_TITLE, "".join(text.split()).replace("的", ""))


@lru_cache(16)
def _titles(formats: Formats) -> Regex:
    wordings = {
        wording
        for format in formats
        for section in format.sections
        for wording in (section.title, *section.widespread, *section.variants)
    }
    ordered = sorted(
        (wording.replace("的", "") for wording in wordings), key=lambda wording: (-len(wording), wording)
    )
    return Regex("|".join(map(_shape, ordered)))


def _shape(wording: str) -> str:
    """A title with other marks between its words; a long one may lack the last."""
    stem = wording.removesuffix("情况")
    shape = re.escape(stem).replace("、", "[、,和及与]?")
    return shape + ("" if stem == wording else "(?:情况)?" if len(stem) >= UNMISTAKABLE else "情况")


def _count(listing: str) -> tuple[int, int]:
    """The fewest and the most parts that a list may hold: 和 may stand between two or within one."""
    marks = len(_MARK.findall(listing))
    if marks > TITLES:
        return marks, max(marks, listing.count(_TITLE))
    parts = [
        part
        for part in re.split(";" if listing.count(";") > 1 else "[、;,]", listing)
        if part.strip("等《》“”()。.")
    ]
    fewest = most = 0
    for part in parts:
        titles = part.count(_TITLE)
        fewest += max(titles, 1 if _ENDS.search(part) else 0)  # else it may go on in the next one
        most += max(titles, 1 + len(_AND.findall(part)))
    for part, following in pairwise(parts):
        apart = (_REVIEWS in part and _LAWSUITS in following) or (
            _PROBLEMS in part and _IMPROVEMENTS.search(following)
        )
        fewest -= bool(apart)
    return fewest, most
