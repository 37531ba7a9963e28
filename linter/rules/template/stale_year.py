import re
from collections.abc import Iterator
from typing import NamedTuple

from ....grammar import Line, LineKind, Origin, Report, Span
from ....grammar.facts.agencies import body
from ....grammar.regex import HAN, Regex
from ...findings import Edit, Fix, Problem, Related, Severity
from ...messages import Message, Phrase
from ...prose.identity import agreed_year, stated_years
from ...prose.items import NUMBER
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
_INTENDS = Regex(
    rf"(?P<year>20\d\d) {{0,3}}年度? ?,? ?(?:{_OWN})?,? ?"
    rf"(?:拟|打算|计划(?!生育|总|完成|任务|数|外|内|的|执行|指标))(?={HAN})",
    needs=("拟", "打算", "计划"),
)
_PLAN_LABEL = Regex(
    rf"{_YEAR}(?:下一步)?(?:政[府务](?:信息)?公开)?(?:工作)?(?:计划|打算|思路|展望):",
    needs=("计划:", "打算:", "思路:", "展望:"),
)
_PLAN_HEADING = Regex(
    rf"{_LABEL}{_YEAR}(?:下一步)?(?:政[府务](?:信息)?公开)?(?:工作)?(?:计划|打算|思路|展望)[。:]?$",
    needs=("计划", "打算", "思路", "展望"),
)
# What is to be done is told under such a heading, also without 将; 改进情况 may have been done already.
_MEASURES = Regex(
    rf"^{NUMBER}[^。:,;问题情况]{{0,8}}"
    r"(?:整改|改进|下一?步|今后)[^。:,;情况]{0,6}(?:措施|打算|计划|举措|思路|方向|工作|安排)(?:如下)?(?:[。:]|$)"
)
_NEXT = Regex(r"\s*(?:今后|下一?步|接下来|针对(?:以上|上述|存在)[^,]{0,8})(?:工作中?)?,")
_HEADED = Regex(r"^[\s(]*[一二三四五六七八九十]{1,3}[)、.]")
_DOES = Regex(rf"(?P<year>20\d\d) {{0,3}}年度? ?,? ?(?:{_OWN})?,? ?要?(?:{_AIM})")
_DONE = Regex("已|了|完成|过|取得|达到|[0-9一二两三四五六七八九十](?:余|多)?[次件条个场期项]")
_SENTENCE = Regex("[^。;!?]+")
_PAST = Regex("结转|以来|[比较]20|同期|同比|相比|成立|组建|挂牌|更名|合并|评为|荣获|获评")
_FUTURE = Regex("将|计划|拟")
_ANOTHER_MATTER = Regex(
    "[比较]|同期|增长|增加|下降|减少|上升|提高|结转|以来|考核|考评|评估|测评|评议|排名|位居|位列|评为|评选|荣获|获得|获评|称号|表彰|优秀"
    "|[上去往历]一?年|整改|反馈|针对|提出|指出|存在|问题|不足|回顾|截[至止]|成立|组建|挂牌|改革|更名|合并|印发|制定|出台|修订|施行|实施|基础|至20|[-—~]20"
)
_ISSUED = Regex(
    "(?:印发|制定|出台|修订)(?:了|各类)?[^,。;的]{0,16}?(?:[0-9]+|[一二两三四五六七八九十]+)余?[件份项个部条]"
)
# What began then and may go on now; without it, a thing that was done and counted was done in this year.
_BEGAN = Regex("启动|开始|起|首次|立项|建成|完成|投入|上线|开通|试点|试行|筹|规划|连续|先后|探索|原")
_COUNTED = Regex(
    "(?<![0-9一二两三四五六七八九十])[0-9一二两三四五六七八九十]+余?(?:人次|[次件条个场期项份篇])"
)
_COMMON = Regex(rf"{_OWN}|政府信息公开|政务公开|政府信息|信息公开|公开|工作|情况|全年|20\d\d {{0,3}}年度?")
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
        measures = False
        for line in paragraphs:
            if _HEADED.match(line.text) or _MEASURES.match(line.text):
                measures = bool(_MEASURES.match(line.text))
            if "20" in line.text:
                ends = section.format.table is None and section.format.id != "overview"
                stale = sorted(set(_in_paragraph(line.text, year, organ, opens=line is first, ends=ends)))
                if section.format.id == "problems":
                    stale = sorted({*stale, *_measures(line.text, year, measures)})
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
    if own:
        yield from _told_as_now(text, sentences, own, year)
        return
    for sentence in sentences:
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
            and (plans or not (_is_another_matter(sentence[0]) or _THIS_YEAR.search(text)))
        ):
            yield _Stale(sentence.start() + says.start("year"), year - 1, year, RUNNING)


def _is_another_matter(sentence: str) -> bool:
    """Whether last year may well be meant. Documents that were issued and counted then are none."""
    return bool(_ANOTHER_MATTER.search(_ISSUED.sub("", sentence)))


def _told_as_now(text: str, sentences: list[re.Match[str]], own: list[int], year: int) -> Iterator[_Stale]:
    """What is counted of last year, where the sentences behind it are of this year and of other things."""
    first = next((sentence for sentence in sentences if str(year - 1) in sentence[0]), None)
    if first is None or own[0] < first.end() or not _begins_a_sentence(text, own[0]):
        return
    others = [sentence for sentence in sentences if sentence.start() > first.start()]
    says = _SAYS.match(first[0])
    if (
        says
        and int(says["year"]) == year - 1
        and _COUNTED.search(first[0])
        and not (_is_another_matter(first[0]) or _BEGAN.search(first[0]))
        and not _THIS_YEAR.search(text)
        and _pairs(first[0]).isdisjoint(*(_pairs(other[0]) for other in others))
    ):
        yield _Stale(first.start() + says.start("year"), year - 1, year, RUNNING)


def _pairs(sentence: str) -> set[str]:
    """The pairs of characters of a sentence that tell what it is about."""
    words = _COMMON.sub(",", sentence)
    return {words[at : at + 2] for at in range(len(words) - 1) if words[at : at + 2].isalpha()}


def _measures(text: str, year: int, headed: bool) -> Iterator[_Stale]:
    """The year of a report in what is to be done, where nothing says that it was done.

    `headed`: a heading says that it is to be done, and not only the sentence itself.
    """
    for sentence in _SENTENCE.finditer(_QUOTED.sub(lambda quoted: " " * len(quoted[0]), text)):
        does = _DOES.search(sentence[0]) if headed or _NEXT.match(sentence[0]) else None
        if does and year - 1 <= int(does["year"]) <= year and not _DONE.search(sentence[0]):
            yield _Stale(sentence.start() + does.start("year"), int(does["year"]), year + 1, PLANNED)


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
    intended = (match for match in _INTENDS.finditer(text) if not _DONE.search(_rest(text, match.end())))
    headings = (*filter(None, [_PLAN_HEADING.match(text)]), *_PLAN_LABEL.finditer(text))
    for match in (*_PLANS.finditer(text), *intended, *headings):
        if year - 1 <= int(match["year"]) <= year:
            yield _Stale(match.start("year"), int(match["year"]), year + 1, PLANNED)


def _rest(text: str, at: int) -> str:
    """The rest of the sentence, without how often something is to be done."""
    return _COUNTED.sub("", re.split("[。!?]", text[at:], maxsplit=1)[0])


def _listed(line: Line, paragraphs: list[Line]) -> bool:
    """Whether a line is one of several that say the same of several years."""
    at = paragraphs.index(line)
    begun = {
        match[1] + match[2]: match[2]
        for match in map(_ENTRY.match, (other.text for other in paragraphs[max(0, at - 1) : at + 2]))
        if match
    }
    return len(begun) > len(set(begun.values()))
