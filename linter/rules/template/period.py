from collections.abc import Iterator

from ....grammar import Report, Span
from ....grammar.model import Day, Period
from ....grammar.regex import Regex
from ...findings import Edit, Fix, Problem, Related, Severity
from ...messages import Message
from ...prose.identity import agreed_year
from ...prose.passages import passages_with
from ...registry import rule

NOT_A_YEAR = Message(zh="统计期限“{found}”应为“{expected}”", en="the period “{found}” should be “{expected}”")
BACKWARDS = Message(
    zh="统计期限“{found}”的止期早于起期，应为“{expected}”",
    en="the period “{found}” ends before it begins; it should be “{expected}”",
)
VERB = Message(zh="“{found}”应为“{expected}”", en="“{found}” should be “{expected}”")
NO_DAY = Message(
    zh="统计期限“{found}”缺“日”字，应为“{expected}”",
    en="“日” is missing in the period “{found}”; it should be “{expected}”",
)
CHANGE = Message(zh="改为“{expected}”", en="change to “{expected}”")
PLACE = "统计期限"
STOP, UNTIL = "截止", "截至"
FULL = "{year}年1月1日至12月31日"
_NEAR = 40  # characters before a date in which the text calls it the period of the figures
NEW_BODY = Regex("成立|组建|挂牌|设立|机构改革|划转|合并")  # its first period may be shorter
_STOP = Regex(
    rf"(?<![名报集稿票理请间期限]){STOP} {{0,3}}(?=20\d\d {{0,3}}年|\d{{1,2}} {{0,3}}月|目前|当前|年底)"
)

_LABEL = Regex("统计|数据|期限", needs=("统计", "数据", "期限"))
_DAY = r"(?:20\d\d {0,2}年 {0,2})?(?:1[0-2]|0?[1-9]) {0,2}月 {0,2}(?:3[01]|[12]\d|0?[1-9])"
_NO_DAY = Regex(
    rf"(?:(?<=[自从为是:(]) ?(?P<first>{_DAY})(?= ?(?:起|[至到—~-]))"
    rf"|(?<=[至到—~-]) ?(?P<last>{_DAY})(?= ?(?:止|[,。;)]|$)))",
    needs="月",
)


@rule("NB406", "period", Severity.ERROR)
def period_of_figures(report: Report) -> Iterator[Problem]:
    for period in report.periods:
        if not period.whole and not _of_a_new_body(report, period):
            yield from _not_a_year(report, period)
    yield from _without_day(report)
    yield from _verb(report)


def _not_a_year(report: Report, period: Period) -> Iterator[Problem]:
    first, last = period.first, period.last
    year = agreed_year(report)
    if last is None or (not period.labelled and first and first.year < last.year):
        return  # damaged, or a stretch of years
    if year is None or (period.year and abs(period.year - year) > 1):
        year = last.year
    backwards = first is not None and first[:3] > last[:3]
    found = "".join(report.source.quote(period.span).split())
    expected = FULL.format(year=year) if first else f"{UNTIL}{year}年12月31日"
    fix = Fix(CHANGE(expected=expected), tuple(_edits(report, period, year, expected)), safe=False)
    severity = None if period.labelled or backwards else Severity.WARNING
    message = BACKWARDS if backwards else NOT_A_YEAR
    yield Problem(
        message(found=found, expected=expected),
        period.span,
        place=PLACE,
        expected=expected,
        found=found,
        fixes=(fix,),
        severity=severity,
    )


def _edits(report: Report, period: Period, year: int, expected: str) -> Iterator[Edit]:
    """The wrong day alone where both are printed with 年, 月 and 日; else the whole period."""
    if not all(report.source.text[day.span.end - 1] == "日" for day in (period.first, period.last) if day):
        yield Edit(period.span, expected)
        return
    for day, month, number in ((period.first, 1, 1), (period.last, 12, 31)):
        if day and day[:3] != (year, month, number):
            printed = f"{year}年" if _names_its_year(report, day) else ""
            yield Edit(day.span, f"{printed}{month}月{number}日")


def _names_its_year(report: Report, day: Day) -> bool:
    return "年" in report.source.text[day.span.start : day.span.end]


def _of_a_new_body(report: Report, period: Period) -> bool:
    text = report.source.text
    start = max(text.rfind(mark, 0, period.span.start) for mark in "\n。;")
    end = Regex("[\n。;]").search(text, period.span.end)
    return bool(NEW_BODY.search(text, start + 1, end.start() if end else len(text)))


def _without_day(report: Report) -> Iterator[Problem]:
    """12月31止: the character for the day is missing."""
    for passage in passages_with(_LABEL.needs, report):
        for match in _NO_DAY.finditer(passage.text):
            if not _LABEL.search(passage.text, max(0, match.start() - _NEAR), match.start()):
                continue
            span = passage.span(match, match.lastgroup or 0)
            found = "".join(report.source.quote(span).split())
            fix = Fix(CHANGE(expected=found + "日"), (Edit(Span(span.end, span.end), "日"),), safe=True)
            yield Problem(
                NO_DAY(found=found, expected=found + "日"),
                span,
                place=PLACE,
                expected=found + "日",
                found=found,
                fixes=(fix,),
                severity=Severity.WARNING,
            )


def _verb(report: Report) -> Iterator[Problem]:
    """截止 for 截至: one problem for all places."""
    if STOP not in report.source.text:
        return
    places = []
    for line in report.lines:
        places += [
            Span(line.span.start + match.start(), line.span.start + match.start() + len(STOP))
            for match in _STOP.finditer(line.text)
        ]
    if places:
        phrase = VERB(found=STOP, expected=UNTIL)
        fix = Fix(CHANGE(expected=UNTIL), tuple(Edit(place, UNTIL) for place in places), safe=True)
        related = tuple(Related(phrase, place) for place in places[1:])
        yield Problem(
            phrase,
            places[0],
            expected=UNTIL,
            found=STOP,
            related=related,
            fixes=(fix,),
            severity=Severity.INFO,
        )
