"""Find the headings of sections, in lines of their own or inside a line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import zip_longest

from msgspec import Struct
from msgspec.structs import replace

from ..formats.format import key
from ..formats.labels import Labels, Title, title_key
from ..regex import Regex
from .fields import Field

NUMERALS = "一二三四五六七八九十"
_NUMBERED = frozenset((*NUMERALS, *"123456789(第"))  # a numeral begins with one of these
_LINE = 60  # a longer line may hold a heading only at its beginning or after the end of a sentence
_UNKNOWN = 30  # characters; the longest title of a section that no format has
_MARKS = Regex(r"[#>*_\s]*")
_BOUNDARY = Regex(r"[\s*。:]|$")
_LISTED = Regex(r"[;,、]\s*$")
_UNMISTAKABLE = 8  # characters; prose does not begin with such a long title by chance
_PARTS = 12  # headings; no list of contents has so many
_SHORTEST = 4  # characters: 一、概述
# The pattern looks back only after the first match, which is much faster.
_INSIDE = Regex(r"[\s。](?<![\s。]{2})[\s。]*(?=[一二三四五六七八]、)")
_PROSE = Regex(r"[。;:,!?]")
_BLANK = Regex(r"[\W_\d]*")  # also matches page numbers


class Heading(Struct, frozen=True, gc=False):
    """The heading of a section and its place in the text."""

    start: int
    end: int
    title: Title | None  # None for a section that no format has
    exact: bool  # has the official wording
    numeral: str
    point: str  # the mark after the numeral


def numeral_value(numeral: str) -> int:
    """Return the value of a numeral: 1 for 一 or 1, and 0 for none."""
    if numeral.isdecimal():
        return int(numeral)
    return sum(NUMERALS.index(character) + 1 for character in numeral)


def find_headings(fields: Sequence[Field], labels: Labels, numeral: Regex) -> dict[int, list[Heading]]:
    """Return the headings by the index of the field that holds them.

    `numeral` is the pattern of a numeral before a title.
    """
    found: list[tuple[int, Heading]] = []
    index, end = 0, len(fields)
    while index < end:
        field = fields[index]
        if field.figures:
            index += field.figures
            continue
        text, cell = field.text, field.cell
        if (not cell or text[0] in NUMERALS) and (len(text) >= _SHORTEST or text[-1] == "、"):
            following = fields[index + 1] if index + 1 < end else None
            if headings := _headings_in(field, following, labels, numeral):
                found += [(index, heading) for heading in headings]
        index += 1
    found = _without_contents(fields, _without_repeats(_without_parts(fields, found)))
    by_index: dict[int, list[Heading]] = {}
    for index, heading in _with_plausible_unknown(found):
        by_index.setdefault(index, []).append(heading)
    return by_index


def _headings_in(field: Field, following: Field | None, labels: Labels, numeral: Regex) -> list[Heading]:
    """Return the headings at the start of a field and, in a long field, after the ends of sentences."""
    text = field.text
    marks = _MARKS.match(text) if text[0] in "#>*_" else None
    first = marks.end() if marks else 0
    heading = _heading_at(field, following, first, labels, numeral, True)
    headings = [heading] if heading else []
    if len(text) > _LINE:
        inside = [
            _heading_at(field, following, match.end(), labels, numeral, False)
            for match in _INSIDE.finditer(text, first)
        ]
        headings += [heading for heading in inside if heading]
    return headings


def _heading_at(
    field: Field, following: Field | None, start: int, labels: Labels, numeral: Regex, first: bool
) -> Heading | None:
    match = numeral.match(field.text, start) if field.text[start : start + 1] in _NUMBERED else None
    if not match or not match["numeral"]:
        return (
            None
            if field.cell or not labels.may_begin_title(field.text, start)
            else _unnumbered(field, start, labels)
        )
    heading = _numbered_at(field, match, labels, first)
    if not field.cell and (heading is None or not heading.exact) and following:
        return _broken(field, following, match, labels) or heading
    return heading


def _numbered_at(field: Field, match: re.Match[str], labels: Labels, first: bool) -> Heading | None:
    """Return the heading that begins with a numeral."""
    text, start, begin = field.text, match.start(), match.end()
    if labels.begins_label(text[start : start + _LINE]):
        return None  # rows of 表三 have numerals too, and may be broken over lines
    rest = text[begin : begin + _LINE]
    title, end = _title(rest, labels)
    if text[start] in "(123456789" and (title is None or key(rest[:end]) != title.official):
        return None  # （一）and 1. number the parts of a section
    if title is None:
        if field.cell or not first:
            return None
        title, end = None if _PROSE.search(rest) else labels.similar_title(rest), len(rest)
        if title is None:
            end = _unknown_title(rest, match)
            label = text[start : begin + end]
            if (
                not end
                or labels.begins_label(label)
                or any(labels.similar(label, table) for table in labels.tables)
            ):
                return None
    exact = title is not None and key(rest[:end]) == title.official
    return Heading(
        field.start + start, field.start + begin + end, title, exact, match["numeral"], _point(match)
    )


def _point(match: re.Match[str]) -> str:
    return (match["point"] or "").strip()


def _broken(field: Field, following: Field, match: re.Match[str], labels: Labels) -> Heading | None:
    """Return a heading whose title continues in the next line."""
    if following.cell or len(field.text) + len(following.text) > _LINE:
        return None
    text = field.text[match.end() :] + following.text
    title = labels.titles.get(title_key(text))
    if title is None:
        return None
    return Heading(
        field.start + match.start(),
        following.end,
        title,
        key(text) == title.official,
        match["numeral"],
        _point(match),
    )


def _unnumbered(field: Field, start: int, labels: Labels) -> Heading | None:
    """Return a heading without a numeral.

    It is a title that fills a line, or a long official title that begins one.
    """
    text = field.text[start:]
    title, end = labels.titles.get(title_key(text)) if len(text) <= _LINE else None, len(text)
    if title is None:
        title, end = _title(text[:_LINE], labels)
        if title is None or len(title.official) < _UNMISTAKABLE or key(text[:end]) != title.official:
            return None
    return Heading(
        field.start + start, field.start + start + end, title, key(text[:end]) == title.official, "", ""
    )


def _title(rest: str, labels: Labels) -> tuple[Title | None, int]:
    """Return the longest title at the start of a text that ends at a blank or a mark, and its length."""
    if not labels.begins_title(rest):
        return None, 0
    for end in sorted([match.start() for match in _BOUNDARY.finditer(rest)], reverse=True):
        title = labels.titles.get(title_key(rest[:end]))
        # A mark after the title, as in “一、总体情况；二、…”, shows that a list continues.
        if title and (not _LISTED.search(rest[:end]) or end == len(rest)):
            return title, end
    return None, 0


def _unknown_title(rest: str, match: re.Match[str]) -> int:
    """Return the length of a title that no format has, or 0 for other text."""
    title = rest.split(" ")[0]
    plausible = (
        match["point"] == "、"
        and match["numeral"][0] in NUMERALS
        and 1 < len(title) <= _UNKNOWN
        and not _PROSE.search(title)
    )
    return len(title) if plausible else 0


def _without_repeats(found: list[tuple[int, Heading]]) -> list[tuple[int, Heading]]:
    """Drop headings whose title another heading has in a better form.

    A title without a numeral, or with one such as （一）or 1., gives way to one with a proper numeral.
    A title in other words becomes unknown where another heading has the official words.
    """
    numbered = {heading.title.section for _, heading in found if heading.title and _numbered(heading)}
    official = {
        heading.title.section
        for _, heading in found
        if heading.title and heading.exact and _numbered(heading)
    }
    kept = []
    for index, heading in found:
        section = heading.title.section if heading.title else ""
        if section in numbered and not _numbered(heading):
            continue
        # Parts of 总体情况 may look like sections, as in 一、主动公开情况.
        kept.append(
            (index, replace(heading, title=None) if section in official and not heading.exact else heading)
        )
    return kept


def _without_parts(fields: Sequence[Field], found: list[tuple[int, Heading]]) -> list[tuple[int, Heading]]:
    """Drop titles with （一）or 1. that number the parts of a section, whatever their words.

    Such a number is that of a section only if it goes on from the section before, and no part does.
    """
    kept: list[tuple[int, Heading]] = []
    last, begins = 0, 0  # the number of the section before, and the field that it begins in
    for index, heading in found:
        value = numeral_value(heading.numeral)
        if heading.numeral and not _numbered(heading):
            before = _number_before(heading.numeral)
            parts = fields[begins + 1 : index] if kept else ()
            if value != last + 1 or any(before and field.text.startswith(before) for field in parts):
                continue
        kept.append((index, heading))
        last, begins = value or last + 1, index
    return kept


def _number_before(numeral: str) -> tuple[str, ...]:
    """How an item with the number before may begin; empty where there is none."""
    value = numeral_value(numeral) - 1
    if not 0 < value <= len(NUMERALS):
        return ()
    if numeral.isdecimal():
        return (f"{value}.", f"{value}、", f"{value})", f"({value})")
    return (f"({NUMERALS[value - 1]})", f"{NUMERALS[value - 1]})")


def _numbered(heading: Heading) -> bool:
    return bool(heading.numeral) and not heading.numeral.isdecimal() and heading.point != ")"


def _without_contents(fields: Sequence[Field], found: list[tuple[int, Heading]]) -> list[tuple[int, Heading]]:
    """Drop a list of contents: at least three headings in a row that all come again later."""
    kept: list[tuple[int, Heading]] = []
    run: list[tuple[int, Heading]] = []
    later = Counter(heading.title.section for _, heading in found if heading.title)
    for item, following in zip_longest(found, found[1:]):
        run.append(item)
        sections = {heading.title.section for _, heading in run[-_PARTS:] if heading.title}
        if item[1].title:
            later[item[1].title.section] -= 1
        again = following and following[1].title and following[1].title.section in sections
        if following and not again and _adjacent(fields, item, following):
            continue
        if len(run) < 3 or not all(later[section] for section in sections):
            kept += run
        run = []
    return kept


def _adjacent(fields: Sequence[Field], a: tuple[int, Heading], b: tuple[int, Heading]) -> bool:
    """Tell whether only blanks, marks and page numbers stand between two headings."""
    if a[0] == b[0]:
        return (
            _BLANK.fullmatch(
                fields[a[0]].text[a[1].end - fields[a[0]].start : b[1].start - fields[a[0]].start]
            )
            is not None
        )
    between = [
        fields[a[0]].text[a[1].end - fields[a[0]].start :],
        *(field.text for field in fields[a[0] + 1 : b[0]][:3]),
    ]
    return b[0] - a[0] < 4 and all(_BLANK.fullmatch(text) for text in between)


def _with_plausible_unknown(found: list[tuple[int, Heading]]) -> list[tuple[int, Heading]]:
    """Drop unknown headings whose numeral does not fit.

    The numeral must follow that of the heading before, and the next heading must not have it.
    """
    kept: list[tuple[int, Heading]] = []
    following: list[int] = []  # for each heading, the numeral of the next one with a known title
    after = 0
    for _, heading in reversed(found):
        following.append(after)
        after = numeral_value(heading.numeral) if heading.title else after
    last = 0
    for item, after in zip(found, reversed(following), strict=True):
        value = numeral_value(item[1].numeral)
        if item[1].title is None and (
            value != last + 1 or after == value or (not last and after != value + 1)
        ):
            continue
        kept.append(item)
        last = value or last + 1
    return kept
