"""Which of the aspects that the format demands 总体情况 does not cover."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import takewhile

from ...grammar import Format, Line, Report
from ...grammar.formats.format import Aspect
from ...grammar.memory import remembered
from ...grammar.regex import Regex
from .items import Numbering, items_of, prose_of

OVERVIEW = "overview"
SHORT = 60  # characters: a shorter text does not begin to cover anything, and that is another rule's matter
_DIVIDED = 3  # so many headings of aspects show that the text is divided by them
_HEADING = 24  # characters of a heading of a part, such as 畅通公开渠道，推进主动公开
_RUN_IN = 12  # characters of the first words of a paragraph, such as 平台建设方面
_NAME = 4  # characters; a shorter name of a part, such as 概述, is a word as well
_ASPECT_OF = Regex("(?:方面|情况|工作|[上中])$")
_SENTENCE = Regex("[0-9未没已]")  # no heading has these
_COUNT = Regex("[0-9](?![0-9年月日])")
_CLAUSE = Regex(r"[^,。;:!?]+")
_OPENING = Regex(r"(?:20[0-9]{2}|本|今|全|一)?(?:年度?)?(?:以?来|内|中|里|期间|度|同时|此外|另外|其中)?")
# Words for an aspect that are part of the name of a body or of its trade.
_NAMES = Regex(
    "(?:监督)?管理(?=[局委办中所站处总服])|监督(?=[局委所])|市场监督|药品监督|信息化管理|(?:许可|登记|救助|补贴|补助|资助|认定|审批|贷款|专利|商标|仲裁|执行)申请"
)


def missing_aspects(report: Report) -> list[Aspect]:
    """The aspects that are not covered; none where there is nothing to judge.

    Where headings of aspects divide the text, an aspect without a heading is missing, unless the heading
    of another part has its words, or a count before the first heading is one of its. Elsewhere a clause
    about it will do.
    """
    section, lines = prose_of(report, OVERVIEW)
    if section is None or (report.year and not report.format.covers(report.year.value)):
        return []
    own = report.agency.value if report.agency else ""
    if sum(len("".join(line.text.split())) for line in lines) < SHORT:
        return []
    aspects = report.format.aspects
    of_lines = [list(_headings([line], report.format, own)) for line in lines]
    headings = [heading for of_line in of_lines for heading in of_line]
    headed = {aspect.id for aspect in aspects for heading in headings if _named(heading, aspect)}
    if len(headed) >= _DIVIDED:
        lead = takewhile(
            lambda pair: not any(_named(heading, aspect) for heading in pair[0] for aspect in aspects),
            zip(of_lines, lines, strict=True),
        )
        counts = [
            clause
            for _, line in lead
            for clause in _CLAUSE.findall(_told(line.text, report.format, own))
            if _COUNT.search(clause)
        ]
        return [
            aspect
            for aspect in aspects
            if aspect.id not in headed and not any(_about(text, aspect) for text in (*headings, *counts))
        ]
    told = "".join(_told(line.text, report.format, own) for line in lines)
    return [aspect for aspect in aspects if aspect.id not in headed and not _covered(told, aspect)]


def _headings(lines: Sequence[Line], format: Format, own: str) -> Iterator[str]:
    """How items and lines begin, where it may be the heading of a part."""
    for item in (item for line in lines for item in items_of(line.text)):
        text = _told(item.lead, format, own)
        if item.style and _may_list(item.lead, format) and (named := _list_of(format).match(item.lead)):
            yield named[0]  # one heading for several aspects
            continue
        spoken = item.style in (Numbering.SPOKEN, Numbering.MUST)
        if len(text) <= _HEADING and (
            (not item.before or not spoken or "," not in text) if item.style else not _SENTENCE.search(text)
        ):
            yield text
            continue
        clauses = [clause for clause in text.split(",") if not _OPENING.fullmatch(clause)]
        first = clauses[0] if clauses else ""
        run_in = (item.style and not spoken) or (len(first) <= _RUN_IN and _ASPECT_OF.search(first))
        if first and run_in and len(first) <= _HEADING:
            yield first


def _named(text: str, aspect: Aspect) -> bool:
    return any(variant in text for variant in aspect.variants)


def _covered(text: str, aspect: Aspect) -> bool:
    """Whether a clause of a text is about an aspect.

    Most words stand nowhere in the text, and need not be looked for in each clause.
    """
    clauses = _CLAUSE.findall(text)
    return any(_has(text, entry) and any(_has(clause, entry) for clause in clauses) for entry in aspect.words)


def _about(clause: str, aspect: Aspect) -> bool:
    return any(_has(clause, entry) for entry in aspect.words)


def _has(text: str, entry: tuple[tuple[str, ...], ...]) -> bool:
    """Whether a text has a word of each group."""
    for group in entry:
        for word in group:
            if word in text:
                break
        else:
            return False
    return True


@remembered
def _told(text: str, format: Format, own: str) -> str:
    """A text without blanks, 的, names of bodies, and lists of aspects or parts, which tell of none."""
    text = "".join(text.split()).replace("的", "")
    if own:
        text = text.replace(own, "")
    if _may_list(text, format):
        text = _list_of(format).sub("", text)
    return _NAMES.sub("", text)


def _may_list(text: str, format: Format) -> bool:
    return ("、" in text or "," in text) and sum(name in text for name in _names(format)) > 1


@lru_cache(16)
def _names(format: Format) -> tuple[str, ...]:
    """How aspects and parts may be called in a list, the longest first."""
    aspects = (name for aspect in format.aspects for name in (aspect.label, aspect.name))
    parts = (
        title.removesuffix("情况")
        for section in format.sections
        for title in (section.title, *section.widespread, *section.variants)
    )
    names = {name for name in (*aspects, *parts) if len(name) >= _NAME}
    return tuple(sorted(names, key=lambda name: (-len(name), name)))


@lru_cache(16)
def _list_of(format: Format) -> Regex:
    names = (re.escape(name).replace("、", "[、,和及与]?") for name in _names(format))
    one = f"(?:{'|'.join(names)})(?:情况|工作|方面)?"
    return Regex(f"(?:{one}(?:以及|[、,和及与])){{2,}}{one}")
