"""The text of a report with the places of its findings marked."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import pairwise

from msgspec import Struct

from ....grammar import Source, Span
from ...engine import Examination
from ...findings import CellAddress
from ...privacy import Private
from ..shared.listing import ListedFinding, Listing
from ..shared.markup import Verbatim, escaped, tag

# Stands for the number of the report on the page, which is not known where the report is examined. No escaped
# text contains it.
NUMBER = "\0"
_LONG = 240  # characters: a longer range is marked at its beginning only


class Mark(Struct, frozen=True):
    """A finding with a place in the text."""

    number: int  # in the report, from 1
    span: Span  # of the original text
    kind: str  # a severity, or "waived"
    message: str
    cell: CellAddress | None

    @property
    def is_point(self) -> bool:
        return self.span.start == self.span.end


def marks_of(examination: Examination, listing: Listing) -> list[Mark]:
    """The findings that have a place in the text, in the order of the findings."""
    source = examination.source
    if source is None:
        return []
    numbered = enumerate(zip(examination.findings, listing.entries, strict=True), 1)
    return [
        Mark(number, _marked(source, finding.span), kind_of(entry), entry.message, finding.problem.cell)
        for number, (finding, entry) in numbered
        if finding.span
    ]


def _marked(source: Source, span: Span) -> Span:
    """The range of the original text to mark."""
    original = source.original_span(span)
    return original if original.end - original.start <= _LONG else Span(original.start, original.start)


def kind_of(entry: ListedFinding) -> str:
    """The class of a finding on the page."""
    return "waived" if entry.waived else entry.severity.value


class MarkedText:
    """Shows ranges of the text one after another, with the places of findings marked."""

    def __init__(self, source: Source, marks: list[Mark], private: Private) -> None:
        self.source, self.marks = source, marks
        self._shown = private.hide(source.original)  # the page does not hold what it must not show
        self.placed: set[int] = set()  # the findings whose place was shown and can be linked to
        self._comments = [comment.original for comment in source.comments]

    def show(self, span: Span, without: Collection[Mark] = ()) -> str:
        """A range of the text as the file has it."""
        start, end = self.source.original_span(span)
        here = [mark for mark in self.marks if mark not in without and self._is_in(mark, start, end)]
        if not here:
            return self._plain(start, end)
        cuts = sorted({start, end, *(min(max(offset, start), end) for mark in here for offset in mark.span)})
        parts = []
        for first, last in [*pairwise(cuts), (end, end)]:
            points = [mark for mark in here if mark.is_point and mark.span.start == first]
            parts += [self.marked([mark], "", "point") for mark in points]
            covering = [mark for mark in here if mark.span.start <= first < last <= mark.span.end]
            plain = self._plain(first, last)
            parts.append(self.marked(covering, plain) if covering else plain)
        return "".join(parts)

    def _is_in(self, mark: Mark, start: int, end: int) -> bool:
        """Whether a mark is to be shown in a range."""
        if mark.is_point:
            return mark.number not in self.placed and start <= mark.span.start <= end
        return mark.span.start < end and mark.span.end > start

    def _plain(self, start: int, end: int) -> str:
        """A range of the original text without marks and without comments to nianbao."""
        text = self._shown[start:end]
        for comment in reversed(self._comments):
            if comment.start < end and comment.end > start:
                text = text[: max(comment.start - start, 0)] + text[max(comment.end - start, 0) :]
        return escaped(text)

    def marked(self, marks: list[Mark], html: str, also: str = "") -> str:
        """A piece of the page, marked as the place of findings."""
        return f"{self.opening('mark', marks, also)}{html}</mark>"

    def opening(
        self, name: str, marks: list[Mark], also: str, notes: Iterable[str] = (), **attributes: object
    ) -> str:
        """The opening tag of an element that is the place of findings.

        `data-f` names them, and links to those not shown before lead here. `also`: a further class; `notes`:
        lines of its title besides the messages.
        """
        new = [Verbatim(f"r{NUMBER}-p{mark.number}") for mark in marks if mark.number not in self.placed]
        self.placed.update(mark.number for mark in marks)
        kinds = {mark.kind for mark in marks}
        kind = next(kind for kind in ("error", "warning", "info", "waived") if kind in kinds)
        opened = tag(
            name,
            class_=f"{kind} {also}".strip(),
            id=new[0] if new else None,
            data_f=" ".join(str(mark.number) for mark in marks),
            title="\n".join([*(mark.message for mark in marks), *notes]),
            tabindex=0 if new else None,
            **attributes,
        )
        return opened + "".join(f"{tag('span', id=id)}</span>" for id in new[1:])

    def pins(self, marks: Iterable[Mark]) -> str:
        """A line with the message for each finding whose place was not shown."""
        lines = [mark for mark in marks if mark.number not in self.placed]
        return "".join(f'<p class="pin">{self.marked([mark], escaped(mark.message))}</p>' for mark in lines)

    def pins_before(self, offset: int) -> str:
        """Such lines for all findings before an offset of the original text."""
        return self.pins(mark for mark in self.marks if mark.span.start < offset)
