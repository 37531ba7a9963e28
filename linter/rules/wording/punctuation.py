import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ....grammar import Line, LineKind, Passage, Report, Span
from ....grammar.memory import remembered
from ....grammar.regex import Regex
from ...findings import Edit, Fix, Problem, Related, Severity
from ...messages import Message
from ...prose.passages import passages_with
from ...prose.writing import as_written
from ...registry import rule

HALF_WIDTH = Message(
    zh="有 {count} 处标点是半角的，如“{found}”，应为全角“{expected}”",
    en="{count} marks are half-width, such as “{found}”; it should be “{expected}”",
)
DOUBLED = Message(
    zh="标点“{found}”重复，应为“{expected}”", en="the mark “{found}” is doubled; it should be “{expected}”"
)
UNCLOSED = Message(
    zh="“{found}”有左{name}，没有对应的右{name}", en="“{found}” has a left {name} without its right one"
)
UNOPENED = Message(
    zh="“{found}”有右{name}，没有对应的左{name}", en="“{found}” has a right {name} without its left one"
)
ALSO = Message(zh="这里也是：“{found}”", en="here too: “{found}”")
CHANGE = Message(zh="{count} 处改为全角标点", en="change {count} to full-width marks")
SINGLE = Message(zh="去掉重复的标点", en="remove the doubled marks")
NAMES = {
    "《": Message(zh="书名号", en="title mark"),
    "“": Message(zh="引号", en="quotation mark"),
    "(": Message(zh="括号", en="bracket"),
}

FULL = dict(zip(",;:?!.()", "，；：？！。（）", strict=True))
_HALF = Regex("[,;:?!.()]")
_HAN = "\u3007\u3400-\u9fff"
_MARKS = frozenset("、，。；：？！“”‘’《》〈〉（）【】〔〕…—％")
_FOREIGN = Regex(
    r"(?:https?:|www\.)[^\s\u3400-\u9fff，。；（）]*(?<![,;:?!])|\]\([^)\s]*\)|</?[A-Za-z][^<>]*>|\{\{[^}]*\}\}|`[^`]*`",
    needs=("http", "www.", "](", "<", "{{", "`"),
)

_REPEATED = Regex(
    rf"(?<=[{_HAN}”》)])(?:(?P<mark>[,、;:])(?P=mark)+|[,、;:]?。。(?!。)|[,、;:]。(?!。))",
    needs=(",,", "、、", ";;", "::", "。。", ",。", "、。", ";。", ":。"),
)
_BRACKETS = {"》": "《", "”": "“", ")": "("}
_BRACKET = Regex("[《》“”()]")
_ITEM = Regex(r"(?:^|[\s;。,:、])[0-9A-Za-z一二三四五六七八九十①-⑳]{1,3}$")  # 1) and 一) number items
_LONGEST_ITEM = 4  # characters that it takes
_TRAIL = Regex("首页|当前位置|您的位置")  # 首页》政务公开》年报
_NEAR = 20  # characters, within which blanks may stand between a mark and what is beside it
_SHOWN = 10


@rule("NB703", "punctuation", Severity.INFO)
def punctuation(report: Report) -> Iterator[Problem]:
    repeated = [
        passage.span(match)
        for passage in passages_with(_REPEATED.needs, report)
        for match in _REPEATED.finditer(passage.text)
    ]
    skipped = {at for place in repeated for at in range(*place)}
    halves: list[tuple[Span, str]] = []
    for start, text in report.passages:
        written = as_written(report.source, Span(start, start + len(text)))
        halves += [
            (Span(start + at, start + at + 1), FULL[written[at]])
            for at in _half_width(written)
            if start + at not in skipped
        ]
    yield from _half_width_problem(report, halves)
    yield from _repeated_problem(report, repeated)
    for lines in (
        report.front,
        *(
            section.lines
            for section in report.sections
            if not section.tables and not (section.format and section.format.table)
        ),
    ):
        yield from _unbalanced(report, lines)


# ── Half-width marks ────────────────────────────────────────────────────────


@remembered
def _half_width(written: str) -> list[int]:
    """Where half-width marks stand beside Chinese, except in figures, times, addresses and item numbers."""
    found: list[int] = []
    if not _HALF.search(written):
        return found
    written = _FOREIGN.sub(lambda match: "\0" * len(match[0]), written)
    paired = set(_paired(written)) if "(" in written or ")" in written else ()
    for match in _HALF.finditer(written):
        at = match.start()
        before, after = (
            written[max(at - _NEAR, 0) : at].rstrip()[-1:],
            written[at + 1 : at + 1 + _NEAR].lstrip()[:1],
        )
        if match[0] in "()":
            wrong = at in paired
        elif match[0] == ".":
            wrong = _is_han(before) and not after and at > 3
        elif match[0] in "?!":
            wrong = _is_chinese(before) and (not after or _is_chinese(after))
        else:
            wrong = _is_chinese(before) or (before != "" and _is_han(after))
        if wrong:
            found.append(at)
    return found


def _is_han(sign: str) -> bool:
    """Whether this is a Chinese character; an empty text is none."""
    return "\u3400" <= sign <= "\u9fff" or sign == "\u3007"


def _is_chinese(sign: str) -> bool:
    """Whether this is a Chinese character or mark."""
    return sign in _MARKS or _is_han(sign)


def _paired(written: str) -> Iterator[int]:
    """Half-width brackets around Chinese; the other one of the pair may be full-width."""
    opened: list[int] = []
    for match in re.finditer("[()（）]", written):
        if match[0] in "(（":
            opened.append(match.start())
        elif opened:
            start = opened.pop()
            if any(map(_is_han, written[start : match.start()])):
                yield from (at for at in (start, match.start()) if written[at] in "()")


def _half_width_problem(report: Report, marks: list[tuple[Span, str]]) -> Iterator[Problem]:
    if marks:
        place, expected = marks[0]
        found = report.source.quote(place)
        related = tuple(Related(ALSO(found=report.source.quote(span)), span) for span, _ in marks[1:4])
        fix = Fix(CHANGE(count=len(marks)), tuple(Edit(span, full) for span, full in marks), safe=True)
        yield Problem(
            HALF_WIDTH(count=len(marks), found=found, expected=expected),
            place,
            found=found,
            expected=expected,
            related=related,
            fixes=(fix,),
        )


# ── Doubled marks ───────────────────────────────────────────────────────────


def _repeated_problem(report: Report, places: list[Span]) -> Iterator[Problem]:
    if places:
        edits = tuple(Edit(place, _single(report, place)) for place in places)
        found, expected = report.source.quote(places[0]), edits[0].text
        related = tuple(Related(ALSO(found=report.source.quote(place)), place) for place in places[1:4])
        fix = Fix(SINGLE(), edits, safe=True)
        yield Problem(
            DOUBLED(found=found, expected=expected),
            places[0],
            found=found,
            expected=expected,
            related=related,
            fixes=(fix,),
        )


def _single(report: Report, place: Span) -> str:
    """A full stop stays, for a sentence ends there; of equal marks one stays."""
    mark = report.source.text[place.end - 1]
    return FULL.get(mark, mark)


# ── Pairs ───────────────────────────────────────────────────────────────────


class _Mark(NamedTuple):
    """A mark that lacks its other half; `line` is where it stands."""

    line: Line
    at: int
    opens: bool
    sign: str


def _unbalanced(report: Report, lines: Sequence[Line]) -> Iterator[Problem]:
    """One problem for each line that has a mark without its other half in the section.

    All lines of a section are read together, for a line of the file may be no paragraph.
    """
    lonely: list[_Mark] = []
    opened: dict[str, list[_Mark]] = {sign: [] for sign in NAMES}
    for line in lines:
        if line.kind is LineKind.PAGE:
            continue
        text = report.source.text[line.span.start : line.span.end]
        brackets = _brackets(text)
        if not brackets:
            continue
        first, trail = len(text) - len(text.lstrip()), "》" in text and _TRAIL.search(text)
        for found, at in brackets:
            sign = _BRACKETS.get(found, found)
            if sign == found:
                if sign == "“" and opened[sign] and at == first:
                    continue  # each paragraph of a long quotation begins with one
                opened[sign].append(_Mark(line, at, True, sign))
            elif opened[sign]:
                opened[sign].pop()
            elif not (sign == "(" and _ITEM.search(text, max(at - _LONGEST_ITEM, 0), at)) and not (
                sign == "《" and trail
            ):
                lonely.append(_Mark(line, at, False, sign))
    lonely += (mark for marks in opened.values() for mark in marks)
    seen: set[Span] = set()
    for mark in sorted(lonely, key=lambda mark: (mark.line.span.start, mark.at)):
        if mark.line.span not in seen:
            seen.add(mark.line.span)
            yield _unbalanced_problem(report, mark)


@remembered
def _brackets(text: str) -> list[tuple[str, int]]:
    """The unpaired brackets of a line.

    A quotation mark at its beginning may be that of a paragraph, see above.
    """
    left: list[tuple[str, int]] = []
    first = len(text) - len(text.lstrip())
    for match in _BRACKET.finditer(text):
        sign = _BRACKETS.get(match[0])
        if left and left[-1][0] == sign and (sign != "“" or left[-1][1] > first):
            left.pop()
        else:
            left.append((match[0], match.start()))
    return left


def _unbalanced_problem(report: Report, mark: _Mark) -> Problem:
    passage = Passage(mark.line.span.start, report.source.text[mark.line.span.start : mark.line.span.end])
    start = mark.at if mark.opens else max(0, mark.at + 1 - _SHOWN)
    end = mark.at + 1 if start < mark.at else min(len(passage.text), mark.at + _SHOWN)
    found = "".join(as_written(report.source, Span(passage.start + start, passage.start + end)).split())
    place = Span(passage.start + mark.at, passage.start + mark.at + 1)
    return Problem(
        (UNCLOSED if mark.opens else UNOPENED)(found=found, name=NAMES[mark.sign]()), place, found=found
    )
