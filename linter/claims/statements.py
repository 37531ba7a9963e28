"""The claims of a whole report, each in its sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from msgspec import Struct

from ...grammar import Formats, Line, LineKind, Report
from ...grammar.claims.reading import Claim, Vocabulary, claims_in
from ...grammar.regex import Regex
from ..prose.sentences import Sentence, sentences_of
from .readings import REMEDIES

_SECTIONS = ("overview", "proactive", "requests", "remedies", "problems", "other")
_HEADING = 30  # characters of a line that is no more than the heading of what follows
_LASTING = (
    "requests",
    *REMEDIES,
)  # topics that a paragraph may be about; files and decisions are named anew in each sentence
_PLACES = Regex("(?:[^省市县区州盟旗]+[省市县区州盟旗])+(?=..)")


class Statement(Struct, frozen=True):
    """A claim in its sentence."""

    sentence: Sentence
    section: str
    claim: Claim


def statements_of(report: Report) -> Iterator[Statement]:
    """The claims in the sections that tell of the year's work."""
    vocabulary = vocabulary_of(report.formats)
    own = _own_names(report)
    year = report.year.value if report.year else None
    for section in report.distinct_sections:
        id = section.format.id if section.format else ""
        headed = "requests" if id == "requests" else ""
        for line in section.lines if id in _SECTIONS else ():
            if _is_heading(line):
                headed = _lasting(next(iter(vocabulary.topics(line.text)[-1:]), ""))
            topic = headed
            named = [name for name in own if name in line.text]
            for sentence in sentences_of(line):
                text = sentence.text
                for name in named:
                    text = text.replace(name, " " * len(name))
                found, topic = claims_in(text, sentence.start, vocabulary, topic, year)
                for claim in found:
                    yield Statement(sentence, id, claim)
                topic = (
                    topic if report.source.text[sentence.end : sentence.end + 1] == ";" else _lasting(topic)
                )


def _is_heading(line: Line) -> bool:
    return line.kind is LineKind.SUBHEADING or (
        len(line.text) <= _HEADING and not re.search("[,。;]", line.text)
    )


def _lasting(topic: str) -> str:
    return topic if topic in _LASTING else ""


def _own_names(report: Report) -> list[str]:
    """The names of the reporting body, in full and without the places in front.

    The prose may count cases under its name, which is then no other body.
    """
    if report.agency is None:
        return []
    name = report.agency.value
    lies_in = _PLACES.match(name)
    return [name, name[lies_in.end() - 1 :], name[lies_in.end() :]] if lies_in else [name]


@cache
def vocabulary_of(formats: Formats) -> Vocabulary:
    """The words of the prose and of these formats."""
    return Vocabulary(formats)
