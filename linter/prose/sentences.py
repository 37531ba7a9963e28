"""Sentences of the prose, and whether what they say is about this body and this year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ...grammar import Line, Report, Span
from ...grammar.regex import Regex

_SENTENCE = Regex(r"[^。;!?]+")
_YEAR = Regex(r"20[0-9]{2}(?=[年-])")
_CARRIED = Regex(
    "(?:上一?年度?|20[0-9]{2}年度?)结转|结转(?:自|至|到)?[上下]一?年度?"
)  # names no other year's count
_OTHER_TIME = Regex("上一?年|[去前明次]年|下一?年|同比|环比|相比|较[上去前]|以来|历年|累计|下一步|将")
_OTHER_SCOPE = Regex(
    "全[省市区县旗州盟镇乡]|本级以外|备案|代表|各(?:部门|单位|科室|乡|镇|街道|级|地|区|县)|下属|所属|系统|辖|[省市区县]直"
)


class Sentence(NamedTuple):
    """A sentence, up to 。 or ；, and where it begins in `Source.text`."""

    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def span(self, match: re.Match[str], group: str | int = 0) -> Span:
        """Where a match in this sentence stands."""
        return Span(self.start + match.start(group), self.start + match.end(group))

    def clause_before(self, offset: int) -> str:
        """The text before an offset in the same clause."""
        return re.split("[,、:(]", self.text[:offset])[-1]


def sentences(report: Report, *sections: str) -> Iterator[Sentence]:
    """The sentences of these sections, by their ids."""
    for section in report.distinct_sections:
        if section.format and section.format.id in sections:
            for line in section.lines:
                yield from sentences_of(line)


def sentences_of(line: Line) -> Iterator[Sentence]:
    """The sentences of a line; none goes over its end, as `Source` has put together what was broken."""
    return (Sentence(line.span.start + match.start(), match[0]) for match in _SENTENCE.finditer(line.text))


def of_year(sentence: Sentence, year: int) -> bool:
    """Whether a sentence speaks of no other year than this."""
    text = _CARRIED.sub("", sentence.text)
    return not _OTHER_TIME.search(text) and {int(match[0]) for match in _YEAR.finditer(text)} <= {year}


def of_this_body(sentence: Sentence) -> bool:
    """Whether a sentence counts nothing of other bodies or of a whole region."""
    return not _OTHER_SCOPE.search(sentence.text)
