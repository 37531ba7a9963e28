"""Web pages: a mark at every finding, and a list of all findings at the top.

Without the inserted elements the copy is the original again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from ...grammar import Markup, Source, Span
from ...grammar.regex import Regex
from ..engine import Examination
from ..findings import Finding, ReadError
from ..messages import Message
from ..outputs.shared.markup import escaped, tag
from ..places import SEPARATOR
from . import to_mark
from .remarks import remark

ARCHIVE = Message(
    zh="网页归档（.mht）里不能标注，请在浏览器中另存为 .html 后再标注",
    en="a web archive (.mht) cannot be annotated; save it as .html in a browser and annotate that",
)
HEADING = Message(zh="nianbao 检查结果：{count} 处", en="nianbao found {count}")
STYLE = (
    "#nianbao{all:initial;display:block;max-height:50vh;overflow:auto;margin:0 0 1em;padding:1em 1.5em;"
    "background:#fffbe6;border-bottom:2px solid #d48806;font:14px/1.7 sans-serif;color:#222}"
    "#nianbao h2{font-size:16px;margin:0 0 .5em}"
    "#nianbao ol{margin:0;padding-left:2em}"
    "#nianbao a{color:#0958d9}"
    "#nianbao .detail{color:#555;font-size:13px}"
    "mark.nianbao{background:#ffe58f;outline:1px solid #d48806;color:inherit}"
    "mark.nianbao.error{background:#ffccc7;outline-color:#cf1322}"
    "mark.nianbao:target,mark.nianbao:has(:target){outline-width:3px}"
    "sup.nianbao{font:bold 11px/1 sans-serif;color:#0958d9}"
)
_BODY = Regex(
    r"<!--.*?-->|<(?P<raw>script|style|title|textarea)\b.*?</(?P=raw)\s*>"
    r"|(?P<body><body\b(?:[^>\"']|\"[^\"]*\"|'[^']*')*>)",
    re.IGNORECASE | re.DOTALL,
)
_HEAD = Regex(
    r"(?:\ufeff|\s|<\?.*?\?>|<!--.*?-->|<!doctype[^>]*>|</?html\b[^>]*>|<head\b.*?</head\s*>)*",
    re.IGNORECASE | re.DOTALL,
)
_BYTE_ORDER = {"utf-8": b"\xef\xbb\xbf", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}


class _Place(Struct, frozen=True):
    """A finding and its place in the page."""

    number: int  # among the findings, from 1
    finding: Finding
    spans: list[Span]  # of its characters; empty where it has none of its own
    at: int  # the offset of its beginning; -1 where it has no place


def annotate(data: bytes, examination: Examination, lang: str) -> bytes:
    """A copy of a web page with its findings marked; see the package."""
    source = examination.source
    if source is None or not isinstance(source.map, Markup):
        raise ReadError(examination.name, ARCHIVE())
    findings = to_mark(examination)
    if not findings:
        return data
    page = source.map.text
    places = [_place(number, finding, source, source.map) for number, finding in enumerate(findings, 1)]
    text = "".join(_inserted(page, [(_top(page), _list(places, examination, lang)), *_marks(places)]))
    mark = _BYTE_ORDER.get(source.encoding, b"")
    encoded = text.encode(source.encoding, "xmlcharrefreplace")
    return encoded if not data.startswith(mark) or encoded.startswith(mark) else mark + encoded


def _place(number: int, finding: Finding, source: Source, map: Markup) -> _Place:
    if finding.span is None:
        return _Place(number, finding, [], -1)
    original = source.original_span(finding.span)
    spans = []
    for piece in map.pieces:
        start, end = max(piece.start, original.start), min(piece.end, original.end)
        if start < end and source.original[start:end].strip():
            spans.append(map.span(Span(start, end)))
    return _Place(number, finding, spans, map.span(original).start)


def _marks(places: list[_Place]) -> Iterator[tuple[int, str]]:
    """The marks, each a text to insert and the offset of its place.

    A mark goes around a range in which the same findings stand. Behind its last range a finding is numbered.
    """
    bounds = sorted({bound for place in places for span in place.spans for bound in span})
    named: set[int] = set()
    for start, end in pairwise(bounds):
        here = [place for place in places if _covers(place, start, end)]
        if here:
            targets = "".join(_target(place) for place in here if place.number not in named)
            yield start, _opening(here) + targets
            named |= {place.number for place in here}
            yield end, "</mark>" + "".join(_number(place) for place in here if end == place.spans[-1].end)
    for place in places:
        if not place.spans and place.at >= 0:
            yield place.at, f"{_opening([place])}{_target(place)}{_number(place)}</mark>"


def _covers(place: _Place, start: int, end: int) -> bool:
    return any(span.start <= start and end <= span.end for span in place.spans)


def _opening(places: list[_Place]) -> str:
    """The tag that begins a mark of some findings."""
    severity = max((place.finding.severity for place in places), key=lambda severity: severity.rank)
    title = "\n".join(f"{place.number}. {place.finding.message}" for place in places)
    return tag("mark", class_=f"nianbao {severity.value}", title=title)


def _target(place: _Place) -> str:
    """The target of the link in the list."""
    return f"{tag('span', id=f'nianbao-{place.number}')}</span>"


def _number(place: _Place) -> str:
    """The number of a finding. It is no link, because it may stand within one."""
    return f'<sup class="nianbao">[{place.number}]</sup>'


def _list(places: list[_Place], examination: Examination, lang: str) -> str:
    """The list of all findings, with its style."""
    heading = escaped(HEADING(count=len(places)).text(lang))
    items = "".join(_item(place, examination, lang) for place in places)
    return f'<section id="nianbao"><style>{STYLE}</style><h2>{heading}</h2><ol>{items}</ol></section>'


def _item(place: _Place, examination: Examination, lang: str) -> str:
    message, *details = map(escaped, remark(place.finding, examination, lang))
    where = f"{escaped(place.finding.place)}{SEPARATOR}" if place.finding.place else ""
    if place.at >= 0:
        message = f"{tag('a', href=f'#nianbao-{place.number}')}{message}</a>"
    detail = "".join(f'<br><span class="detail">{line}</span>' for line in details)
    return f"{tag('li', id=f'nianbao-item-{place.number}')}{where}{message}{detail}</li>"


def _top(page: str) -> int:
    """The offset at which the content of a page begins."""
    for match in _BODY.finditer(page):
        if match["body"]:
            return match.end()
    head = _HEAD.match(page)
    return head.end() if head else 0


def _inserted(page: str, insertions: list[tuple[int, str]]) -> Iterator[str]:
    """The page with texts inserted. At one offset ends of marks come first; the others keep their order."""
    end = 0
    for at, text in sorted(insertions, key=lambda one: (one[0], not one[1].startswith("</"))):
        yield page[end:at]
        yield text
        end = at
    yield page[end:]
