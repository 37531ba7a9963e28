"""Finds pictures in sections, in Markdown, in HTML, or as the words that copying leaves in their place."""

from __future__ import annotations

import re

from ...grammar import Report, Section, Span
from ...grammar.regex import Regex

_PICTURE = Regex(
    r"!\[[^\]\n]*\](?:\([^)\n]*\)|\[[^\]\n]*\])|<(?:img|image)\b[^>\n]*>|[\[【](?:图片|图像|image)[\]】]",
    re.IGNORECASE,
)


def pictures(report: Report, section: Section) -> list[Span]:
    """The ranges of the pictures in a section."""
    text = report.source.text
    return [
        Span(*match.span())
        for line in section.lines
        for match in _PICTURE.finditer(text, line.span.start, line.span.end)
    ]


def is_picture(report: Report, section: Section) -> bool:
    """Whether a section has pictures instead of its table, which then is in one of them."""
    format = report.format.tables.get(section.format.table or "") if section.format else None
    return format is not None and format.id not in report.tables and bool(pictures(report, section))
