"""Cuts text without line ends, as a crawler or a copied page gives it, into the lines that it once had.

Whoever glues the lines of a report glues all of them: headings, items, cells and paragraphs. So a text is
only cut if two headings of sections stand within its lines, where no heading can stand otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from ..formats.format import key
from ..formats.labels import Labels, title_key
from ..regex import Regex
from .fields import Field

_LONG = 80  # characters; lines of a glued text are longer
_TITLE = 30  # characters of the title of a section, and as many of a label that may differ from all labels
_UNMISTAKABLE = 8  # characters of a title that prose does not begin with by chance
_LABEL = 100  # characters; the longest label with its explanations
_CELLS = 3  # labels or figures in a row; prose has no so many
_ORDER = "一二三四五六七八九十"
_NUMERAL = Regex("[一二三四五六七八]、", needs="、")
_NO_HEADING_AFTER = frozenset(",;、“‘《<\"'见照第")
_NO_HEADING_BEFORE = frozenset(",;、”’》>\"'及和与等")
_FREE = " \t。*"  # behind a heading that text may follow in its line
_ITEM = Regex(rf"(?<![第款项条])\([{_ORDER}]\)", needs="(")
_FIGURE = Regex(r"[增减+-]?[0-9]+(?:\.[0-9]+)?(?:万?元|[件条项])?|[-—/]+|无")
_CLOSING = frozenset(")）”’")  # marks at the end of a label
_REPORT = Regex(
    r"(?:^|(?<=[\s>:|]))[^\s。,;:>|《]{2,40}?20[0-9]{2}年度?[^\s。,;:>|《]{0,6}"
    r"信息公开 ?(?:工作)? ?年度? ?报告(?![。,;》])",
    needs="报告",
)
_SIGNATURE = Regex(
    r"(?:(?<=[。;])|(?<=[项况]无))\s*[^。,;:]{0,30}?20[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日", needs="日"
)


class _Found(Struct, frozen=True, gc=False):
    """A numeral and the title of a section, as offsets in a field."""

    start: int
    end: int
    section: str
    number: int  # of the section
    official: bool
    glued: bool  # it stands in a line with other text, as it cannot stand otherwise


def unglued(fields: list[Field], labels: Labels) -> list[Field]:
    """Return the fields of a text, cut where its lines ended if somebody glued them."""
    if all(field.cell or len(field.text) < _LONG for field in fields):
        return fields
    found = {
        index: headings
        for index, field in enumerate(fields)
        if not field.cell and (headings := _headings(field.text, labels))
    }
    if (
        len({one.section for headings in found.values() for one in headings if one.official and one.glued})
        < 2
    ):
        return fields
    cut: list[Field] = []
    front = True
    for index, field in enumerate(fields):
        headings = found.get(index, [])
        if field.cell or (len(field.text) < _LONG and not headings):
            cut.append(field)
        else:
            cut += _pieces(field, _ends(field.text, headings, front, labels))
        front = front and not headings
    return cut


def _headings(text: str, labels: Labels) -> list[_Found]:
    """The headings in a line whose numerals go up."""
    found: list[tuple[int, int]] = []
    last = 0
    for match in _NUMERAL.finditer(text):
        number = _ORDER.index(match[0][0]) + 1
        if number <= last or text[match.start() - 1 : match.start()] in _NO_HEADING_AFTER:
            continue
        end = _title_end(text, match.end(), labels)
        if end and text[end : end + 1] not in _NO_HEADING_BEFORE:
            found.append((match.start(), end))
            last = number
    if not found:
        return []
    return [
        _found(text, start, end, following, labels)
        for (start, end), following in zip(
            found, [*(start for start, _ in found[1:]), len(text)], strict=True
        )
    ]


def _found(text: str, start: int, end: int, following: int, labels: Labels) -> _Found:
    """A heading; `following`: where the next one begins."""
    wanted = text[start + 2 : end]
    title = labels.titles[title_key(wanted)]
    after = text[end:following].strip(_FREE)
    glued = bool(after) and (
        start > 0 or not text[end].startswith((*_FREE, ":")) or any(_cells(text, end, following, labels))
    )
    return _Found(
        start, end, title.section, _ORDER.index(text[start]) + 1, key(wanted) == title.official, glued
    )


def _title_end(text: str, start: int, labels: Labels) -> int:
    """Return the end of the longest title that begins at an offset, or 0."""
    if not labels.begins_title(text[start : start + _TITLE]):
        return 0
    for end in range(min(start + _TITLE, len(text)), start, -1):
        if text[end - 1].isalnum() and title_key(text[start:end]) in labels.titles:
            return end
    return 0


def _pieces(field: Field, ends: Iterable[int]) -> Iterator[Field]:
    """The parts of a field between some offsets, without blanks around them."""
    for start, end in pairwise(sorted({0, *ends, len(field.text)})):
        text = field.text[start:end].strip()
        if text:
            at = field.start + field.text.index(text, start)
            yield Field(at, at + len(text), text, False, -1, 0)


def _ends(text: str, headings: Sequence[_Found], front: bool, labels: Labels) -> Iterator[int]:
    """Yield the offsets at which lines ended."""
    if front:
        for match in _REPORT.finditer(text, 0, headings[0].start if headings else len(text)):
            yield from match.span()
    starts = [*(one.end for one in headings)] or [0]
    stops = [*(one.start for one in headings[1:]), len(text)] if headings else [len(text)]
    for one in headings:
        yield from (one.start, one.end)
    yield from _unnumbered(text, labels)
    for start, stop in zip(starts, stops, strict=True):
        yield from _within_section(text, start, stop, labels)
    for match in _SIGNATURE.finditer(text, starts[-1]):
        yield from match.span()


def _unnumbered(text: str, labels: Labels) -> Iterator[int]:
    """Yield the ends of long official titles whose numeral is missing."""
    for title in {title.official for title in labels.titles.values() if len(title.official) >= _UNMISTAKABLE}:
        start = text.find(title, 1)
        while start > 0:
            if text[start - 1].isdigit() or text[start - 1] in _FREE:
                yield from (start, start + len(title))
            start = text.find(title, start + 1)


def _within_section(text: str, start: int, stop: int, labels: Labels) -> Iterator[int]:
    """Yield the ends of the items and cells between two headings."""
    cells = list(_cells(text, start, stop, labels))
    yield from cells
    number = 0
    for match in _ITEM.finditer(text, start, cells[0] if cells else stop):
        if _ORDER.index(match[0][1]) == number:
            yield match.start()
            number += 1


def _cells(text: str, start: int, stop: int, labels: Labels) -> Iterator[int]:
    """Yield the ends of labels and figures, from the first place where several labels follow each other."""
    at = start
    while at < stop:
        run: list[int] = []
        end, seen = at, 0
        while end < stop:
            after = _label_end(text, end, stop, labels)
            seen += bool(after)
            after = after or _figure_end(text, end, stop, labels)
            if not after:
                break
            run += (end, after)
            end = after
        if seen >= _CELLS:
            yield from run
            strange = _strange_end(text, end, stop, labels)
            at = strange or end
            if not strange:
                return
        else:
            at = at + 1 if seen else max(at + 1, end)


def _label_end(text: str, start: int, stop: int, labels: Labels) -> int:
    """Return the end of the longest label that begins at an offset, or 0."""
    if text[start].isdigit() and text[start + 1 : start + 2] not in (".", "、"):
        return 0  # 3其他 may be a figure before 其他对外管理服务事项
    joined, found = "", 0
    for end in range(start + 1, min(start + _LABEL, stop) + 1):
        part = key(text[end - 1])
        if not part:
            if not joined and text[end - 1] not in "(（":
                return 0
            continue
        joined += part
        if joined in labels.by_key:
            found = end
        if joined not in labels.prefixes:
            break
    while found and text[found : found + 1] in _CLOSING:
        found += 1
    return found


def _figure_end(text: str, start: int, stop: int, labels: Labels) -> int:
    """Return the end of a figure or blank, or 0. The number of a label may follow its last digit."""
    if text[start].isspace():
        return start + 1
    match = _FIGURE.match(text, start, stop)
    if not match:
        return 0
    return next(
        (end for end in range(start + 1, match.end()) if _label_end(text, end, stop, labels)), match.end()
    )


def _strange_end(text: str, start: int, stop: int, labels: Labels) -> int:
    """Return the end of a label that no format has, within a table that goes on behind it; else 0."""
    for end in range(start + 1, min(start + _TITLE, stop)):
        if text[end] == "。":
            return 0
        if _label_end(text, end, stop, labels) or text[end].isdigit():
            return end
    return 0
