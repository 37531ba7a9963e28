import re
from collections.abc import Iterator
from typing import NamedTuple

from ....grammar import Line, LineKind, Origin, Report, Span
from ....grammar.facts.agencies import body
from ....grammar.regex import HAN, Regex
from ...findings import Edit, Fix, Problem, Related, Severity
from ...messages import Message, Phrase
from ...prose.identity import agreed_year, stated_years
from ...registry import rule

OPENING = Message(
    zh="总体情况开头写的是 {found} 年，报告的是 {year} 年",
    en="the overview begins with {found}, the report is about {year}",
)
RUNNING = Message(
    zh="这里写的是 {found} 年的情况，报告的是 {year} 年",
    en="this is said of {found}, the report is about {year}",
)
PLANNED = Message(
    zh="打算写的是 {found} 年，{year} 年度的报告应写 {next} 年",
    en="the plans are for {found}; a report for {year} plans for {next}",
)
CHANGE = Message(zh="改为 {expected} 年", en="change to {expected}")
CHANGE_ALL = Message(zh="把这一段的年份都改正", en="correct the years of this paragraph")

_QUOTED = Regex("《[^《》]*》|“[^“”]*”")
_YEARS = Regex(r"(20\d\d) {0,3}年")
_LABEL = r"(?:\(?[一二三四五六七八九十\d]{1,3}[)、.是] ?(?:[^。:,;\d]{0,16}: ?)?)?"
_YEAR = r"(?P<year>20\d\d) {0,3}年(?:度|全年)? {0,3}"
_OWN = (
    "(?:我[局县市区镇乡委办院街单中处所省]|本[局单机级部街镇乡]|全[局县市区镇乡委街省]|"
    "[县市区局镇乡]政府|各[部科单])"
)
_BEGINS = Regex(rf"{_LABEL}在?{_YEAR}(?:[,是]|{_OWN})")
_SAYS = Regex(rf"{_LABEL}在?{_YEAR},? ?(?:{_OWN}|共(?!同)|累计|新收|收到|主动公开|无|未|没有)")
_SUBJECT = Regex(rf"{_LABEL}在?{_YEAR},? ?(?P<subject>{HAN}{{2,24}})")
_WHOLE = Regex(r"(?P<year>20\d\d) {0,3}年度? ?全年")
_AIM = (
    "继续|进一步|持续|不断|认真|着力|加强|加大|深入|严格|坚持|切实|努力|全面|积极|强化|完善|健全|"
    "推进|推动|紧紧|紧扣|围绕|重点|从|采取|结合|对照|针对"
)
_TAKES = "作为|纳入|列入|融入|贯穿|放在|摆在|视为|列为|抓"  # 将加强公开作为重点: 将 is no future there
_PLANS = Regex(
    rf"(?P<year>20\d\d) {{0,3}}年度? ?,? ?[^,。;:年]{{0,14}},? ?将会?(?:{_AIM})"
    rf"(?![^,。;:]{{0,30}}(?:{_TAKES}))",
    needs="将",
)
_PLAN_HEADING = Regex(
    rf"{_LABEL}{_YEAR}(?:下一步)?(?:政[府务](?:信息)?公开)?(?:工作)?(?:计划|打算|思路|展望)[。:]?$",
    needs=("计划", "打算", "思路", "展望"),
)
_SENTENCE = Regex("[^。;!?]+")
_PAST = Regex("结转|以来|[比较]20|同期|同比|相比|成立|组建|挂牌|更名|合并|评为|荣获|获评")
_FUTURE = Regex("将|计划|拟")
_ANOTHER_MATTER = Regex(
    "[比较]|同期|增长|增加|下降|减少|上升|提高|结转|以来|考核|考评|评估|测评|评议|排名|位居|位列|评为|评选|荣获|获得|获评|称号|表彰|优秀"
    "|[上去往历]一?年|整改|反馈|针对|提出|指出|存在|问题|不足|回顾|截[至止]|成立|组建|挂牌|改革|更名|合并|印发|制定|出台|修订|施行|实施|基础|至20|[-—~]20"
)
_THIS_YEAR = Regex("[今本]年")
_LEFT = 2  # years that a text is left standing
_SHORT = 2  # characters of an organ that may be part of another word
_ENTRY = Regex(r"(20\d\d) {0,3}年度?(.{4})")


class _Stale(NamedTuple):
    """A year that is not the one it should be; `start`: its offset in the paragraph."""

    start: int
    found: int
    expected: int
    message: Message


@rule("NB405", "stale-year", Severity.WARNING)
def stale_year(report: Report) -> Iterator[Problem]:
    year = agreed_year(report)
    told = {reading.value for reading in stated_years(report) if reading.origin is not Origin.SIGNATURE}
    if year is None or year not in told:
        return  # told by the prose itself, or by an option that the title contradicts
    organ = body(report.agency.value).organ if report.agency else ""
    for section in report.distinct_sections:
        if not section.format:
            continue
        paragraphs = [line for line in section.lines if line.kind in (LineKind.TEXT, LineKind.SUBHEADING)]
        first = (
            next((line for line in paragraphs if line.kind is LineKind.TEXT), None)
            if section.format.id == "overview"
            else None
        )
        for line in paragraphs:
            if "20" in line.text:
                ends = section.format.table is None and section.format.id != "overview"
                stale = sorted(set(_in_paragraph(line.text, year, organ, opens=line is first, ends=ends)))
                if stale and not _listed(line, paragraphs):
                    yield _problem(line, stale, year)


def _problem(line: Line, stale: list[_Stale], year: int) -> Problem:
    phrases = [item.message(found=item.found, year=year, next=year + 1) for item in stale]
    spans = [Span(line.span.start + item.start, line.span.start + item.start + 4) for item in stale]
    title: Phrase = CHANGE(expected=stale[0].expected) if len(stale) == 1 else CHANGE_ALL()
    fix = Fix(
        title,
        tuple(Edit(span, str(item.expected)) for span, item in zip(spans, stale, strict=True)),
        safe=False,
    )
    related = tuple(Related(phrase, span) for phrase, span in zip(phrases[1:], spans[1:], strict=True))
    return Problem(
        phrases[0],
        spans[0],
        expected=str(stale[0].expected),
        found=str(stale[0].found),
        related=related,
        fixes=(fix,),
    )


def _in_paragraph(paragraph: str, year: int, organ: str, opens: bool, ends: bool) -> Iterator[_Stale]:
    """The stale years of a paragraph.

    `organ`: the body's name for itself; `opens`: the first paragraph of the report; `ends`: plans stand here.
    """
    text = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), paragraph)
    plans = list(_plans(text, year)) if ends else []
    yield from plans
    planned = {plan.start for plan in plans}
    own = [
        match.start()
        for match in _YEARS.finditer(text)
        if int(match[1]) == year and match.start() not in planned
    ]
    sentences = list(_SENTENCE.finditer(text))
    begins = _BEGINS.match(text) if opens and sentences else None
    if (
        begins
        and _is_stale(begins, sentences[0][0], year)
        and not any(_begins_a_sentence(text, at) or at < sentences[0].end() for at in own)
    ):
        yield _Stale(begins.start("year"), int(begins["year"]), year, OPENING)
        sentences = sentences[1:]
    for sentence in sentences if not own else ():
        if str(year - 1) not in sentence[0]:
            continue
        subject = _SUBJECT.match(sentence[0])
        says = (
            _SAYS.match(sentence[0])
            or _WHOLE.search(sentence[0])
            or (subject if subject and len(organ) > _SHORT and organ in subject["subject"] else None)
        )
        if (
            says
            and int(says["year"]) == year - 1
            and sentence.start() + says.start("year") not in planned
            and (plans or not (_ANOTHER_MATTER.search(sentence[0]) or _THIS_YEAR.search(text)))
        ):
            yield _Stale(sentence.start() + says.start("year"), year - 1, year, RUNNING)


def _is_stale(begins: re.Match[str], sentence: str, year: int) -> bool:
    """Whether the first sentence tells of another year as if it were this one."""
    other = int(begins["year"])
    return (year - _LEFT <= other < year and not _PAST.search(sentence)) or (
        other == year + 1 and not _FUTURE.search(sentence)
    )


def _begins_a_sentence(text: str, at: int) -> bool:
    """Whether a year begins a sentence; behind such a one the first may look back."""
    return text[:at].rstrip(" 在")[-1:] in tuple("。;!?")


def _plans(text: str, year: int) -> Iterator[_Stale]:
    for match in (*_PLANS.finditer(text), *filter(None, [_PLAN_HEADING.match(text)])):
        if year - 1 <= int(match["year"]) <= year:
            yield _Stale(match.start("year"), int(match["year"]), year + 1, PLANNED)


def _listed(line: Line, paragraphs: list[Line]) -> bool:
    """Whether a line is one of several that say the same of several years."""
    at = paragraphs.index(line)
    begun = {
        match[1] + match[2]: match[2]
        for match in map(_ENTRY.match, (other.text for other in paragraphs[max(0, at - 1) : at + 2]))
        if match
    }
    return len(begun) > len(set(begun.values()))
