"""Table rows that are whole lines with bars: `| 规章 | 0 | 0 | 0 |`, `规章 | 0 | 0 | 0 |`."""

from __future__ import annotations

from msgspec import Struct

from ...grammar import Report, Span
from ...grammar.regex import Regex

_RULE = Regex(r"(?=[ |:-]*--)[ |:-]+")


class BarLine(Struct, frozen=True):
    """A line with bars."""

    start: int  # offset in `Source.text`
    fields: tuple[str, ...]  # the texts between the bars, with their spaces

    @property
    def text(self) -> str:
        return "|".join(self.fields)

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def field_at(self, offset: int) -> int:
        """The number of the field at an offset, from 0."""
        return self.text[: offset - self.start].count("|")

    def span_of(self, first: int, end: int) -> Span:
        """The range of the fields from `first` up to but not including `end`, without outer bars."""
        start = self.start + sum(len(field) + 1 for field in self.fields[:first])
        return Span(start, start + len("|".join(self.fields[first:end])))


def bar_line(report: Report, span: Span) -> BarLine | None:
    """The line of a range, or None if it has no bars or does not contain the whole range."""
    text = report.source.text
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.start)
    line = text[start : end if end >= 0 else len(text)]
    return BarLine(start, tuple(line.split("|"))) if "|" in line and span.end <= start + len(line) else None


def rule_below(report: Report, line: BarLine) -> Span | None:
    """The line of dashes below the first row of a Markdown table, with the line end before it, or None."""
    text = report.source.text
    end = text.find("\n", line.end + 1)
    below = Span(line.end, end if end >= 0 else len(text))
    return below if _RULE.fullmatch(text[below.start + 1 : below.end]) else None


def refilled(field: str, content: str) -> str:
    """A field with new content and the same spaces around it."""
    stripped = field.strip()
    if not stripped:
        return f" {content} " if content else field
    before = field[: len(field) - len(field.lstrip())]
    after = field[len(field.rstrip()) :]
    return f"{before}{content}{after}" if content else before or after
