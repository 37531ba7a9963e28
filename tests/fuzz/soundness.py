"""Properties of every source and every examination, whatever was read."""

from __future__ import annotations

import re

from nianbao.grammar import Source, Span
from nianbao.grammar.text.maps import Layout, Markup
from nianbao.linter import Config, Examination, ReadError, examine
from nianbao.linter.readers import from_bytes

_PLACE_HOLDER = re.compile(r"\{[a-z_]+\}")
_QUOTED = re.compile("“[^”]*”|'[^']*'")  # what an input says itself


def read_or_refused(data: bytes, name: str) -> Source | None:
    """The source of a file, or None where the reader says in both languages why there is none."""
    try:
        source = from_bytes(data, name)
    except ReadError as error:
        assert error.name == name
        said(error.phrase.text("zh"))
        said(error.phrase.text("en"))
        return None
    whole(source)
    return source


def said(message: str) -> None:
    """A message says something, and has nothing left to be filled in."""
    assert message.strip()
    assert not _PLACE_HOLDER.search(_QUOTED.sub("", message)), message


def whole(source: Source) -> None:
    """All places of a source lie in its texts, in their order."""
    if isinstance(source.map, Markup):
        end = last = 0
        for piece in source.map.pieces:
            assert end <= piece.start <= piece.end <= len(source.original)
            assert last <= piece.first <= piece.last <= len(source.file)
            end, last = piece.end, piece.last
    elif isinstance(source.map, Layout):
        starts = [placed.start for placed in source.map.placed]
        assert starts == sorted(starts)
        assert all(0 <= start <= len(source.original) for start in starts)
    for comment in source.comments:
        assert 0 <= comment.at <= len(source.text)
        assert source.original[comment.original.start :].startswith("<!--")


def sound(source: Source, config: Config | None = None) -> Examination:
    """Examines a source: no rule fails, and every place that is named is one."""
    examination = examine(source, config)
    for finding in examination.findings:
        assert finding.code != "NB999", finding.message
        for text in (
            finding.message,
            *(one.phrase.text("en") for one in finding.related),
            *(fix.title.text("zh") for fix in finding.fixes),
        ):
            said(text)
        if finding.span is not None:
            within(source, finding.span)
        for related in finding.related:
            if related.span is not None:
                within(source, related.span)
        for fix in finding.fixes:
            for edit in fix.edits:
                within(source, edit.span)
    return examination


def within(source: Source, span: Span) -> None:
    """A range lies in the text, and so does what it was read from in the file."""
    assert 0 <= span.start <= span.end <= len(source.text), span
    original, file = source.original_span(span), source.file_span(span)
    assert 0 <= original.start <= original.end <= len(source.original), (span, original)
    assert 0 <= file.start <= file.end <= len(source.file), (span, file)
    line, column = source.position(file.start)
    assert 1 <= column <= len(source.line(line)) + 3, (line, column)
    source.quote(span)
    source.location(span)
