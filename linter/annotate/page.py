"""Web pages: every finding marked where it stands, and a list of all at the top. What is put in can be taken out again; nothing else changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from ...grammar import Markup, Source, Span
from ...grammar.regex import Regex
from ..engine import Examination
from ..findings import Finding, ReadError
from ..messages import Message
from ..outputs.markup import escaped, tag
from ..places import SEPARATOR
from . import to_mark
from .remarks import remark

ARCHIVE = Message(
    zh="网页归档（.mht）里不能标注，请在浏览器中另存为 .html 后再标注",
    en="a web archive (.mht) cannot be annotated; save it as .html in a browser and annotate that",
)
HEADING = Message(zh="nianbao 检查结果：{count} 处", en="nianbao found {count}")
STYLE = (
    "#nianbao{all:initial;display:block;max-height:50vh;overflow:auto;margin:0 0 1em;padding:1em 1.5em;background:#fffbe6;border-bottom:2px solid #d48806;"
    "font:14px/1.7 sans-serif;color:#222}"
    "#nianbao h2{font-size:16px;margin:0 0 .5em}#nianbao ol{margin:0;padding-left:2em}#nianbao a{color:#0958d9}"
    "#nianbao .detail{color:#555;font-size:13px}"
    "mark.nianbao{background:#ffe58f;outline:1px solid #d48806;color:inherit}mark.nianbao.error{background:#ffccc7;outline-color:#cf1322}"
    "mark.nianbao:target,mark.nianbao:has(:target){outline-width:3px}sup.nianbao{font:bold 11px/1 sans-serif;color:#0958d9}"
)
_BODY = Regex(
    r"<!--.*?-->|<(?P<raw>script|style|title|textarea)\b.*?</(?P=raw)\s*>|(?P<body><body\b(?:[^>\"']|\"[^\"]*\"|'[^']*')*>)",
    re.IGNORECASE | re.DOTALL,
)
_HEAD = Regex(
    r"(?:\ufeff|\s|<\?.*?\?>|<!--.*?-->|<!doctype[^>]*>|</?html\b[^>]*>|<head\b.*?</head\s*>)*",
    re.IGNORECASE | re.DOTALL,
)
_BYTE_ORDER = {"utf-8": b"\xef\xbb\xbf", "utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}


class _Place(NamedTuple):
    """Stretches of the page that a finding stands in; where it has no characters of its own, `spans` is empty and it stands at `at`."""

    number: int
    finding: Finding
    spans: list[Span]
    at: int


def annotate(data: bytes, examination: Examination, lang: str) -> bytes:
    """A copy of a web page with its findings marked; see the package."""
    source = examination.source
    if source is None or not isinstance(source.map, Markup):
        raise ReadError(examination.name, ARCHIVE())
    findings = to_mark(examination)
    if not findings:
        return data
    places = [_place(number, finding, source, source.map) for number, finding in enumerate(findings, 1)]
    text = "".join(
        _inserted(source.map.text, [(_top(source.map.text), _list(places, lang)), *_marks(places, lang)])
    )
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


def _marks(places: list[_Place], lang: str) -> Iterator[tuple[int, str]]:
    """What is put in where: a mark around every stretch, which names all findings in it, and the number of each finding behind its last one."""
    bounds = sorted({bound for place in places for span in place.spans for bound in span})
    named: set[int] = set()
    for start, end in pairwise(bounds):
        here = [
            place for place in places if any(span.start <= start and end <= span.end for span in place.spans)
        ]
        if here:
            severity = max((place.finding.severity for place in here), key=lambda severity: severity.rank)
            title = "\n".join(f"{place.number}. {place.finding.message}" for place in here)
            yield (
                start,
                tag("mark", class_=f"nianbao {severity.value}", title=title)
                + "".join(_target(place) for place in here if place.number not in named),
            )
            named |= {place.number for place in here}
            yield end, "</mark>" + "".join(_number(place) for place in here if end == place.spans[-1].end)
    for place in places:
        if not place.spans and place.at >= 0:
            title = f"{place.number}. {place.finding.message}"
            yield (
                place.at,
                f"{tag('mark', class_=f'nianbao {place.finding.severity.value}', title=title)}{_target(place)}{_number(place)}</mark>",
            )


def _target(place: _Place) -> str:
    return f"{tag('span', id=f'nianbao-{place.number}')}</span>"


def _number(place: _Place) -> str:
    """No link, as the place may be within one."""
    return f'<sup class="nianbao">[{place.number}]</sup>'


def _list(places: list[_Place], lang: str) -> str:
    items = []
    for place in places:
        message, *details = remark(place.finding, lang)
        where = f"{escaped(place.finding.place)}{SEPARATOR}" if place.finding.place else ""
        linked = (
            f"{tag('a', href=f'#nianbao-{place.number}')}{escaped(message)}</a>"
            if place.at >= 0
            else escaped(message)
        )
        detail = "".join(f'<br><span class="detail">{escaped(line)}</span>' for line in details)
        items.append(f"{tag('li', id=f'nianbao-item-{place.number}')}{where}{linked}{detail}</li>")
    return f'<section id="nianbao"><style>{STYLE}</style><h2>{escaped(HEADING(count=len(places)).text(lang))}</h2><ol>{"".join(items)}</ol></section>'


def _top(page: str) -> int:
    """Where the content of a page begins."""
    for match in _BODY.finditer(page):
        if match["body"]:
            return match.end()
    head = _HEAD.match(page)
    return head.end() if head else 0


def _inserted(page: str, insertions: list[tuple[int, str]]) -> Iterator[str]:
    """The page with texts put in; those at one place in the order given, ends of marks before beginnings."""
    end = 0
    for at, text in sorted(
        insertions, key=lambda insertion: (insertion[0], not insertion[1].startswith("</"))
    ):
        yield page[end:at]
        yield text
        end = at
    yield page[end:]
