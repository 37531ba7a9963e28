import re
from collections.abc import Iterator

from ....grammar import Report, Source, Span
from ....grammar.regex import Regex
from ...findings import Edit, Fix, Problem, Related, Severity
from ...messages import Message
from ...prose.writing import spans_in_text
from ...registry import rule

INVISIBLE = Message(
    zh="正文里有 {count} 个看不见的字符（{names}），查找、复制会出错，应删除",
    en="{count} invisible characters stand inside the text ({names}); searching will fail, remove them",
)
ALSO = Message(zh="这里也有（{name}）", en="here too ({name})")
REMOVE = Message(zh="删除看不见的字符", en="remove the invisible characters")
NAMES = {
    Regex(f"[{characters}]"): name
    for characters, name in {
        "\u200b-\u200d\u2060-\u2064\ufeff": Message(zh="零宽字符", en="zero-width"),
        "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069": Message(zh="文字方向控制符", en="text direction"),
        "\u00ad": Message(zh="软连字符", en="soft hyphen"),
        "\u2028\u2029": Message(zh="分行符", en="line separator"),
        "\ufe00-\ufe0f\U000e0100-\U000e01ef": Message(zh="变体选择符", en="variation selector"),
        "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ufff9-\ufffb\U000e0001-\U000e007f": Message(
            zh="控制字符", en="control character"
        ),
    }.items()
}
SEPARATORS = "\u2028\u2029"
_INVISIBLE = Regex("|".join(characters.pattern for characters in NAMES).replace("]|[", ""))
# Emoji and the scripts of Uyghurs, Tibetans and Mongols are written with some of them; bytes among Western
# letters are mojibake (NB004).
_JOINING = Regex("[\u061c\u200c-\u200f\u202a-\u202e\u2066-\u2069\ufe00-\ufe0f]")
_JOINED = Regex(
    "[\u0590-\u08ff\u0f00-\u0fff\u1800-\u18af\u203c-\u2bff\u3030\u303d\u3297\u3299\ufb50-\ufdff\ufe70-\ufefc\U0001f000-\U0001faff]"
)
_BYTE, _BYTES = Regex("[\x80-\x9f]"), Regex("[\x80-\xff]")


@rule("NB008", "control-characters", Severity.WARNING)
def control_characters(report: Report) -> Iterator[Problem]:
    source = report.source
    if not _INVISIBLE.search(source.alphabet):
        return
    found = list(_inside(source))
    if not found:
        return
    spans = spans_in_text(source, (match.span() for match in found))
    places = [_surrounded(source, span, match.start()) for span, match in zip(spans, found, strict=True)]
    names = [
        next(name for characters, name in NAMES.items() if characters.match(match[0])) for match in found
    ]
    related = tuple(
        Related(ALSO(name=name()), place) for place, name in zip(places[1:4], names[1:4], strict=True)
    )
    fix = Fix(
        REMOVE(), tuple(Edit(place, _cleaned(source.quote(place))) for place in _joined(places)), safe=True
    )
    yield Problem(
        INVISIBLE(count=len(found), names=tuple(name() for name in dict.fromkeys(names))),
        places[0],
        related=related,
        fixes=(fix,),
    )


def _inside(source: Source) -> Iterator[re.Match[str]]:
    """Those between the first and last character of the text; the ones outside do no harm."""
    first, end = source.original_span(Span(0, len(source.text)))
    yield from (match for match in _INVISIBLE.finditer(source.original, first, end) if not _needed(match))


def _needed(match: re.Match[str]) -> bool:
    beside = match.string[max(0, match.start() - 1) : match.end() + 1].replace(match[0], "")
    return bool(
        (_JOINING.match(match[0]) and _JOINED.search(beside))
        or (_BYTE.match(match[0]) and _BYTES.search(beside))
    )


def _surrounded(source: Source, span: Span, offset: int) -> Span:
    """The character itself, or both of its neighbours where the text leaves it out."""
    at = source.original_span(Span(span.start, span.start)).start
    return span if at == offset else Span(span.start, span.end + 1)


def _joined(places: list[Span]) -> Iterator[Span]:
    """Places that overlap or touch become one."""
    start, end = places[0]
    for place in places[1:]:
        if place.start > end:
            yield Span(start, end)
            start = place.start
        end = place.end
    yield Span(start, end)


def _cleaned(text: str) -> str:
    return _INVISIBLE.sub(
        lambda match: match[0] if _needed(match) else "\n" if match[0] in SEPARATORS else "", text
    )
