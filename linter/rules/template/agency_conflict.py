import re
from collections.abc import Iterator
from typing import NamedTuple

from ....grammar import Fact, Line, Origin, Report, Span
from ....grammar.facts.agencies import foreign_place, may_be_one
from ....grammar.regex import HAN, Regex
from ...findings import Edit, Fix, Problem, Related, Severity
from ...messages import Message
from ...registry import rule

CONFLICT = Message(
    zh="{lead}是“{found}”，{other}是“{expected}”", en="{lead} is “{found}”, {other} is “{expected}”"
)
FOREIGN = Message(
    zh="这里写的是“{found}”，报告机关是“{expected}”", en="this names “{found}”, the report is by “{expected}”"
)
PERSON = Message(
    zh="“{found}”与报告机关“{expected}”不符", en="“{found}” does not fit the reporting agency “{expected}”"
)
IS = Message(zh="{lead}：“{found}”", en="{lead}: “{found}”")
CHANGE = Message(zh="改为“{expected}”", en="change to “{expected}”")
NAMES = {
    Origin.TITLE: Message(zh="标题中的机关", en="the agency in the title"),
    Origin.SELF_REFERENCE: Message(zh="引言中报告名称的机关", en="the agency in the report's name"),
    Origin.SIGNATURE: Message(zh="落款", en="the signature"),
}

_QUOTED = Regex("《[^《》]*》|“[^“”]*”")
_PLACE = f"{HAN}{{2,12}}?(?:自治[县旗]|[县区旗镇乡]|街道)"
_IN_PREAMBLE = Regex(
    rf"(?:结合|根据|按照)(?P<actual>{_PLACE})(?:人民政府|政府|工作|的)?(?:工作)?实际"
    rf"|(?:本报告由|请与|请联系|请向|可与)(?P<maker>{_PLACE}{HAN}{{0,20}}?)(?:编制|编写|负责|联系|咨询|反映|提出|\(|,|:|;|。|$)",
    needs=("实际", "本报告由", "请与", "请联系", "请向", "可与"),
)


class _Kind(NamedTuple):
    """A kind of body by the end of its name, and how it speaks of itself."""

    end: Regex
    says: str
    never: Regex  # what only another kind says


def _never(*words: str) -> Regex:
    needs = tuple(word.partition("(")[0] for word in words)
    return Regex(f"(?<![自各])(?:{'|'.join(words)})(?![长村])", needs=needs)


_KINDS = (
    _Kind(Regex("局$"), "我局", _never("我镇", "我乡", "我街道", "我委(?!托)")),
    _Kind(Regex("(?<!管理)委员会$|[^党]委$"), "我委", _never("我镇", "我乡", "我街道", "我局")),
    _Kind(Regex("镇(?:人民)?(?:政府)?$"), "我镇", _never("我局", "我乡", "我街道", "我委(?!托)")),
    _Kind(Regex("乡(?:人民)?(?:政府)?$"), "我乡", _never("我局", "我镇", "我街道", "我委(?!托)")),
    _Kind(Regex("街道(?:办事处)?$|街办$"), "我街道", _never("我局", "我镇", "我乡", "我委(?!托)")),
    _Kind(Regex("[省市县区旗](?:人民政府)?$"), "", _never("我镇", "我乡", "我街道")),
)


@rule("NB410", "agency-conflict", Severity.WARNING)
def agency_conflict(report: Report) -> Iterator[Problem]:
    named = [reading for reading in report.bodies if reading.origin in NAMES]
    if not named:
        return
    conflict = _between_names(report, named)
    if conflict:
        yield conflict
        return
    yield from _in_preamble(report, named)
    yield from _in_person(report, named)


def _between_names(report: Report, named: list[Fact[str]]) -> Problem | None:
    """Title, self-reference and signature against each other; the one that stands alone is the odd one."""
    first, others = named[0], named[1:]
    differing = [reading for reading in others if not may_be_one(reading.value, first.value)]
    if not differing:
        return None
    odd, other = differing[0], first
    alone = len(differing) == len(others) and len({reading.origin for reading in others}) > 1
    if alone and all(may_be_one(reading.value, others[0].value) for reading in others):
        odd, other = first, others[0]
    rest = [
        reading for reading in (other, *(differing if odd is not first else others)) if reading is not odd
    ]
    related = tuple(
        Related(IS(lead=NAMES[reading.origin](), found=reading.value), reading.span)
        for reading in dict.fromkeys(rest)
    )
    phrase = CONFLICT(
        lead=NAMES[odd.origin](), found=odd.value, other=NAMES[other.origin](), expected=other.value
    )
    span = _name_in(report, odd)
    fixes = (Fix(CHANGE(expected=other.value), (Edit(span, other.value),), safe=False),) if span else ()
    return Problem(
        phrase,
        span or odd.span,
        place=NAMES[odd.origin]().text("zh"),
        expected=other.value,
        found=odd.value,
        related=related,
        fixes=fixes,
    )


def _name_in(report: Report, reading: Fact[str]) -> Span | None:
    """Where exactly a name stands in the place that it was read from."""
    assert reading.span
    at = report.source.text.find(reading.value, *reading.span)
    return Span(at, at + len(reading.value)) if at >= 0 else None


def _in_preamble(report: Report, named: list[Fact[str]]) -> Iterator[Problem]:
    """One problem for all places where preamble or first sentence name another county or township."""
    own = max((reading.value for reading in named), key=len)
    places = [
        (match[match.lastgroup or 0], _span(line, match, match.lastgroup or 0))
        for line in report.front
        for match in _IN_PREAMBLE.finditer(line.text)
    ] + [
        (reading.value, reading.span)
        for reading in report.bodies
        if reading.origin is Origin.PROSE
        and reading.span
        and not report.source.text.startswith("《", reading.span.start - 1)
    ]
    foreign = [
        (FOREIGN(found=name, expected=own), name, span) for name, span in places if foreign_place(name, own)
    ]
    if foreign:
        (phrase, name, span), *others = foreign
        yield Problem(
            phrase,
            span,
            expected=own,
            found=name,
            related=tuple(Related(phrase, span) for phrase, _, span in others),
        )


def _in_person(report: Report, named: list[Fact[str]]) -> Iterator[Problem]:
    """我镇 in the report of a bureau: one problem for all places."""
    name = named[0].value
    kind = next((kind for kind in _KINDS if kind.end.search(name)), None)
    if kind is None:
        return
    places = [
        (match[0], _span(line, match))
        for line in (report.lines if kind.never.may_be_in(report.prose) else ())
        if kind.never.may_be_in(line.text)
        for match in kind.never.finditer(_QUOTED.sub(lambda quoted: " " * len(quoted[0]), line.text))
        if not any(match[0][1:] in reading.value for reading in named)
    ]
    if places:
        (found, span), *others = places
        related = tuple(Related(PERSON(found=other, expected=name), place) for other, place in others)
        edits = tuple(Edit(place, kind.says) for _, place in places)
        fixes = (Fix(CHANGE(expected=kind.says), edits, safe=False),) if kind.says else ()
        yield Problem(
            PERSON(found=found, expected=name),
            span,
            expected=kind.says or None,
            found=found,
            related=related,
            fixes=fixes,
        )


def _span(line: Line, match: re.Match[str], group: int | str = 0) -> Span:
    return Span(line.span.start + match.start(group), line.span.start + match.end(group))
