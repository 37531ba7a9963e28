import re
from collections.abc import Iterator

from ....grammar import Span
from ....grammar.memory import remembered
from ....grammar.regex import HAN, Regex
from ...claims.prose import Prose
from ...findings import Problem, Severity
from ...messages import Message
from ...prose.amounts import Stretch
from ...prose.passages import passages_with
from ...registry import rule

COUNT = Message(
    zh="“{found}”缺少数字：“{unit}”前面应写明数量",
    en="“{found}” lacks a figure: a count is due before “{unit}”",
)

# What the counted unit may stand behind. A noun that ends in the unit's character, as 申请件 or 办结件,
# must not be among them.
_SUM = "(?<![公一总])共(?:计|有)?|合计|总计|累计"
_ACTED = (
    "(?:主动)?公开|发布|报送|上传|推送|办结|答复|受理|收到|回复|制发|印发|废止|作出|"
    "编发|刊发|转发|召开|举办|开展|结转|公示"
)
_THINGS = "(?:政府|政务)?信息|动态|公告|解读|稿件|文章|新闻"
_UNIT = "(?P<unit>[件条宗份起篇次场期])"
_ENDS = "(?=[,;:、)]|$)"  # at the end of a stretch stands a full stop, see below
_COUNTLESS = (
    Regex(rf"(?P<lead>(?:{_SUM})(?:{_ACTED})?){_UNIT}(?:{_ENDS}|(?={_THINGS}|政府信息公开申请|其中))"),
    Regex(
        rf"(?P<lead>(?:{_SUM})(?:{_ACTED})(?:{_THINGS}|(?:政府信息公开)?申请))(?P<unit>件|条|宗|份|起|篇){_ENDS}"
    ),
    Regex(rf"(?P<lead>{_ACTED})(?P<unit>[条宗篇]){_ENDS}"),
    Regex(rf"(?<!每条)(?P<lead>{_THINGS})(?P<unit>条){_ENDS}"),
    Regex(
        r"(?:(?<=[,;])|^)(?P<lead>(?:共|已|均|按时|全部)?(?:办结|答复|受理|收到|结转|办理|回复))(?P<unit>件)(?=[,;]|$)"
    ),
    Regex(r"(?P<lead>(?:费用?|金额|资金|收入|经费)(?:共计|合计|为|共)?)(?P<unit>[万亿]?元)(?=[,;、)]|$)"),
    Regex(
        r"(?P<lead>(?:增长|下降|上升|提高|降低|增加|减少|占|占比|率为?|达到?|增幅|降幅))(?P<unit>%|个百分点)"
    ),
)
# An item of a list whose neighbour has a figure before the same unit: 用地批复条、规划许可31条.
_ITEMS = Regex("(?:[^、,;:和及]|(?<=[、,;:])[和及])+")
_BARE = Regex(rf"(?P<lead>{HAN}{{2,}}(?<![一二三四五六七八九十百千两几]))(?P<unit>[条件篇份期次宗])")
_COUNTED = Regex(r"[0-9](?:余|多)?[千万]?(?:余|多)?(?P<unit>[条件篇份期次宗])(?:\(.*)?$")
_NOUNS = Regex(
    "(?:[头词信线面链批便金枝教每该逐此各一两]条"
    "|(?<![提议])案件|[文附条证信邮稿要部硬软事物函急来收寄批原印子描质每该逐此各一两]件|申请件|(?:办结|办理|信访|投诉|举报)件|办件"
    "|[长短首开每上下全整通连一两]篇|[身月省年股备成部县每一两]份|[大卷祖每一两]宗"
    "|[日周学工定长短近时前后中初分首本每到逾按如限任假预同早晚汛质效一两延展]期"
    "|[首多每依层批人场名档频再届班车轮版此本上下历屡数几一两户件逐]次)$"
)
# The same, where a blank is all that is left of the figure; in text that is spaced out anyway a blank says
# nothing.
_BLANK = Regex(
    rf"(?:{_ACTED})[^,。;:、0-9 ]{{0,8}}(?P<lead>{_THINGS}|申请|共|共计) {{1,6}}"
    rf"(?P<unit>[件条宗份起篇])(?= ?[,。;、)])"
)
_SPACED = Regex(f"{HAN} +{HAN}", needs=" ")
_COUNTED_ITEM = Regex("[0-9余多千万][条件篇份期次宗]")
# Characters that the words before a unit end with, and units: what none of the patterns above can do without.
_WANTED = Regex(
    "[共计有开布送传结复理到发止出登展转示息态告读件章闻请用额金入为长降升高低加少占比率达幅][件条宗份起篇次场期万亿元%个]"
)


@rule("NB508", "figure-missing", Severity.ERROR)
def figure_missing(prose: Prose) -> Iterator[Problem]:
    report = prose.audit.report
    front = {line.span.start for line in report.front}
    found: dict[int, Problem] = {}
    for passage in passages_with(_SPACED.needs, report):
        if passage.start not in front and len(_SPACED.findall(passage.text)) == 1:
            for match in _BLANK.finditer(passage.text):
                found[passage.start + match.start("unit")] = _problem(
                    match, passage.span(match, "lead"), passage.span(match, "unit")
                )
    for stretch in prose.stretches_with(_WANTED):
        if stretch.start not in front:
            for match in _countless(stretch, report.source.text):
                lead, unit = stretch.span(*match.span("lead")), stretch.span(*match.span("unit"))
                found.setdefault(unit.start, _problem(match, lead, unit))
    for stretch in prose.stretches_with(_COUNTED_ITEM):
        if stretch.start not in front:
            for match in _bare_items(stretch.text):
                lead, unit = stretch.span(*match.span("lead")), stretch.span(*match.span("unit"))
                found.setdefault(unit.start, _problem(match, lead, unit))
    yield from found.values()


def _countless(stretch: Stretch, text: str) -> Iterator[re.Match[str]]:
    ended = text[stretch.end : stretch.end + 1] in ("。", "!", "?")  # otherwise the line may go on
    return (match for match in _matches(stretch.text) if ended or match.end("unit") < len(stretch.text))


@remembered
def _matches(text: str) -> list[re.Match[str]]:
    return [match for pattern in _COUNTLESS for match in pattern.finditer(text)]


@remembered
def _bare_items(text: str) -> list[re.Match[str]]:
    """The items of lists that lack the figure which the item before or behind has."""
    items = list(_ITEMS.finditer(text))
    units = [match["unit"] if (match := _COUNTED.search(item[0])) else "" for item in items]
    found: list[re.Match[str]] = []
    for number, item in enumerate(items):
        bare = None if units[number] else _BARE.fullmatch(text, *item.span())
        around = units[max(0, number - 1) : number + 2]
        if bare and bare["unit"] in around and not _NOUNS.search(item[0]):
            found.append(bare)
    return found


def _problem(match: re.Match[str], lead: Span, unit: Span) -> Problem:
    found = match["lead"] + match["unit"]
    return Problem(COUNT(found=found, unit=match["unit"]), Span(lead.start, unit.end), found=found)
