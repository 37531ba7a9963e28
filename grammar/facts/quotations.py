"""Recognises reports that a text, such as a manual, only shows in code blocks."""

from __future__ import annotations

import re
from bisect import bisect_right

from ..model import Report
from ..regex import Regex

_FENCE = Regex(r"^ {0,3}(?:`{3}|~{3})", re.MULTILINE)


def quoted(report: Report) -> bool:
    """Whether most of a report's title, headings and tables are in code blocks.

    A block around the whole text does not count, as a report may be pasted in this way. A fence without its
    partner is a slip and begins no block.
    """
    text = report.source.text
    if report.source.map is not None or not ("```" in text or "~~~" in text):
        return False
    fences = [match.start() for match in _FENCE.finditer(text)]
    fences = fences[: len(fences) // 2 * 2]
    if not fences or not text[: fences[0]].strip():
        return False
    places = [
        *(section.heading.span for section in report.sections),
        *(table.span for table in report.tables.values()),
        *([report.title.span] if report.title else []),
    ]
    return 2 * sum(bisect_right(fences, place.start) % 2 for place in places) > len(places)
