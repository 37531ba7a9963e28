"""From the normalised text to the characters of the file, and back."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

from ...grammar import Source, Span


def as_written(source: Source, span: Span) -> str:
    """The characters of the file for a range of `Source.text`, one for each, without what that leaves out."""
    start, end = source.original_span(span)
    if end - start == span.end - span.start:
        return source.original[start:end]
    return "".join(
        source.original[source.original_span(Span(at, at)).start] for at in range(span.start, span.end)
    )


def offsets_in_text(source: Source, offsets: Iterable[int]) -> list[int]:
    """Where offsets of `Source.original`, in ascending order, lie in `Source.text`.

    A character that the text leaves out lies at the one before it.
    """
    dropped = len(source.original) - len(source.text)
    if not dropped:
        return list(offsets)
    found: list[int] = []
    for offset in offsets:
        first = max(offset - dropped, found[-1] if found else 0)
        places = range(first, min(offset, len(source.text) - 1) + 1)
        found.append(
            max(
                first
                + bisect_right(places, offset, key=lambda at: source.original_span(Span(at, at)).start)
                - 1,
                0,
            )
        )
    return found


def spans_in_text(source: Source, spans: Iterable[tuple[int, int]]) -> list[Span]:
    """Ranges of `Source.text` for ranges of `Source.original` that do not overlap, in order."""
    ends = offsets_in_text(source, (offset for start, end in spans for offset in (start, end - 1)))
    return [Span(first, last + 1) for first, last in zip(ends[::2], ends[1::2], strict=True)]
