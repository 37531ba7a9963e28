"""Pages put together to one text, with paragraphs in one piece and without lines that every page repeats."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, pairwise, takewhile
from statistics import median

from msgspec import Struct

from ....grammar.regex import Regex
from .lattice import GridTable, tables_of
from .lines import TextLine, lines_of
from .page import Box, PdfPage
from .unruled import gathered

# Page numbers and running titles.
_MARGIN = 0.12  # of the height of a page, at its top and at its bottom: there they stand
_EDGE = 2  # so many lines at each end of a page may be one
_LEVEL = 4.0  # points: the same one differs less in height from page to page
_SIDE = 20.0  # points: it differs less across the page, even if it has one more digit
_NEXT = 2  # pages: left pages may have other ones than right pages
# Paragraphs. A share is one of the size of a line.
_INDENT = 0.8  # a share: a line that begins further right is indented
_ROOM = 0.3  # a share: a full line ends no further before the margin, besides room for the next word
_APART = 1.25  # of the usual distance between lines: a greater one sets paragraphs apart
_LEADING = 1.6  # a share: the usual distance between the lines of a title
_SIZE = 1.1  # lines that differ more in size are no paragraph
_WITHIN = 1.2  # a share: full lines begin and end no further apart
_END = "。！？"
_ORDINAL = Regex(r"[(（]?[一二三四五六七八九十0-9]{1,2}[)）、.．](?![0-9])")
_HANGING = "，。、；：！？）》”〉〕,.;:!?)"
_PAGE_NUMBER = Regex(
    r"[-—–·~ ]*[0-9]{1,3}[-—–·~ ]*|第\s*[0-9一二三四五六七八九十]{1,3}\s*页"
    r"(?:\s*(?:[,，/]\s*)?共\s*[0-9一二三四五六七八九十]{1,3}\s*页)?|"
    r"[Pp](?:age|\.)\s*[0-9]{1,3}(?:\s*of\s*[0-9]{1,3})?|[0-9]{1,3}\s*/\s*[0-9]{1,3}"
)
_BARE = Regex(r"[0-9]{1,3}")
_DIGITS = Regex(r"[0-9]+")
# A line takes this as a whole or not at all: a figure, a word, or a character with the marks around it.
_FIRST = Regex(r"[(（《〈“‘〔【]*(?:[!-~]+|.)[，。；：、！？）》〉”’〕】,.;:!?)%％]*")


class Paragraph(Struct, frozen=True):
    """A paragraph as it was printed."""

    lines: tuple[TextLine, ...]


class Picture(Struct, frozen=True):
    """A picture that is large enough to hold a table."""

    page: PdfPage
    box: Box


Item = TextLine | GridTable | Picture


def items_of(pages: Iterable[PdfPage]) -> list[Paragraph | GridTable | Picture]:
    """The paragraphs, tables and pictures of all pages in reading order."""
    printed = [item for body in _without_furniture([_items(page) for page in pages]) for item in body]
    margins = _Margins(item for item in printed if isinstance(item, TextLine))
    items: list[Paragraph | GridTable | Picture] = []
    for item in _with_whole_labels(printed):
        before = items[-1] if items else None
        if not isinstance(item, TextLine):
            items.append(item)
        elif isinstance(before, Paragraph) and margins.go_on(before.lines[-1], item):
            items[-1] = Paragraph((*before.lines, item))
        else:
            items.append(Paragraph((item,)))
    return items


def _with_whole_labels(items: Iterable[Item]) -> Iterator[Item]:
    """The same items; where lines follow each other, each label stands in the line that it begins in."""
    for is_text, group in groupby(items, lambda item: isinstance(item, TextLine)):
        if is_text:
            yield from gathered([item for item in group if isinstance(item, TextLine)])
        else:
            yield from group


def _items(page: PdfPage) -> list[Item]:
    """The lines, tables and pictures of one page, from above."""
    tables, outside = tables_of(page)
    items: list[Item] = [*lines_of(page, outside), *tables, *(Picture(page, box) for box in page.pictures)]
    return sorted(items, key=lambda item: (item.box.top, item.box.left))


# ── Page numbers and running titles ───────────────────────────────────────────


def _without_furniture(pages: Sequence[list[Item]]) -> list[list[Item]]:
    """The pages without page numbers and running titles."""
    printed: dict[str, list[TextLine]] = defaultdict(list)  # by the text without regard to its figures
    for items in pages:
        for line in (*_edge(items), *_edge(items[::-1])):
            printed[_DIGITS.sub("0", line.text)].append(line)

    def is_furniture(line: TextLine) -> bool:
        if _is_page_number(line):
            return True
        return any(_recurs(line, other) for other in printed[_DIGITS.sub("0", line.text)])

    return [_peeled(_peeled(items, is_furniture)[::-1], is_furniture)[::-1] for items in pages]


def _is_page_number(line: TextLine) -> bool:
    """Whether a line says which page it is on. A number alone must be the right one."""
    if not _PAGE_NUMBER.fullmatch(line.text):
        return False
    return not _BARE.fullmatch(line.text) or int(line.text) == line.page.number


def _recurs(line: TextLine, other: TextLine) -> bool:
    """Whether a page nearby has a line at the same place.

    A title and a signature may have the same text, but they stand in different places.
    """
    if not 0 < abs(other.page.number - line.page.number) <= _NEXT:
        return False
    is_level = abs(other.box.middle - line.box.middle) < _LEVEL
    return is_level and abs(_centre(other.box) - _centre(line.box)) < _SIDE


def _centre(box: Box) -> float:
    return (box.left + box.right) / 2


def _edge(items: Sequence[Item]) -> Iterator[TextLine]:
    """The lines that stand in the margin of a page, from its edge inward."""
    for item in items[:_EDGE]:
        if not isinstance(item, TextLine):
            return
        if _MARGIN * item.page.height < item.box.middle < (1 - _MARGIN) * item.page.height:
            return
        yield item


def _peeled(items: list[Item], is_furniture: Callable[[TextLine], bool]) -> list[Item]:
    """The items of a page without those at its beginning that are furniture."""
    return items[sum(1 for _ in takewhile(is_furniture, _edge(items))) :]


# ── Paragraphs ────────────────────────────────────────────────────────────────


class _Margins:
    """Where lines begin and end on pages of one width, and how far they stand apart."""

    def __init__(self, lines: Iterable[TextLine]) -> None:
        by_width = defaultdict(list)
        for line in lines:
            by_width[round(line.page.width)].append(line)
        self.left = {
            width: _outermost([line.box.left for line in lines], lines) for width, lines in by_width.items()
        }
        self.right = {
            width: -_outermost([-_right(line) for line in lines], lines) for width, lines in by_width.items()
        }
        self.size = median([line.size for lines in by_width.values() for line in lines] or [0])
        pairs = (pair for lines in by_width.values() for pair in pairwise(lines))
        distances = sorted(
            after.box.middle - before.box.middle for before, after in pairs if before.page is after.page
        )
        distances = [distance for distance in distances if distance > 0]
        # Not the median: in a file of short paragraphs most distances are between paragraphs.
        self.distance = distances[len(distances) // 10] if distances else 0.0

    def go_on(self, before: TextLine, line: TextLine) -> bool:
        """Whether two lines belong to one paragraph.

        The first line is full, and the second is neither indented nor set apart nor numbered.
        """
        if before.columns or line.columns:
            return False
        if max(before.size, line.size) > _SIZE * min(before.size, line.size):
            return False
        distance = max(self.distance, line.size) if line.size <= _SIZE * self.size else _LEADING * line.size
        if before.page is line.page and line.box.middle - before.box.middle > _APART * distance:
            return False
        if self._is_title(before) and self._is_title(line):
            return True
        if line.box.left - self.left[round(line.page.width)] > _INDENT * line.size:
            return False
        if before.box.right < before.page.width / 2:
            return False
        if before.text[-1] in _END and _ORDINAL.match(line.text):
            return False
        room = self.right[round(before.page.width)] - before.box.right
        return _first_width(line) > room - _ROOM * before.size

    def _is_title(self, line: TextLine) -> bool:
        """Whether a line stands in the middle, in larger type than others."""
        width = round(line.page.width)
        aside = (line.box.left - self.left[width]) - (self.right[width] - line.box.right)
        return line.size > _SIZE * self.size and abs(aside) < 2 * line.size


def _outermost(ends: list[float], lines: Sequence[TextLine]) -> float:
    """The outermost place where several lines begin. Single lines may begin further out."""
    ends.sort()
    size = median(line.size for line in lines)
    return next(
        (end for end, third in zip(ends, ends[2:], strict=False) if third - end < _WITHIN * size), ends[0]
    )


def _right(line: TextLine) -> float:
    """The right end of a line, without marks that may hang over the margin."""
    marks = len(line.text) - len(line.text.rstrip(_HANGING))
    return line.places[-marks].left if marks else line.box.right


def _first_width(line: TextLine) -> float:
    """The width of the beginning of a line that cannot be broken."""
    first = _FIRST.match(line.text)
    return line.places[first.end() - 1].right - line.box.left if first else 0.0
