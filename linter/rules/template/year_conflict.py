from collections.abc import Iterator

from ....grammar import Fact, Origin, Report, Span
from ...findings import Edit, Fix, Problem, Related, Severity
from ...messages import Message, Phrase
from ...prose.identity import agreed_year, stated_years
from ...registry import rule

CONFLICT = Message(
    zh="{lead}写的是 {found} 年，{other}说的是 {expected} 年",
    en="{lead} says {found}, {other} says {expected}",
)
WITHIN = Message(
    zh="{lead}里既有 {found} 年，又有 {expected} 年", en="{lead} says both {found} and {expected}"
)
GIVEN = Message(
    zh="{lead}写的是 {found} 年，检查时指定的是 {expected} 年",
    en="{lead} says {found}, the check was told {expected}",
)
DATE = Message(
    zh="成文日期在 {found} 年，{other}说的是 {expected} 年，应在 {next} 年",
    en="the date lies in {found}; {other} says {expected}, so it should lie in {next}",
)
SAYS = Message(zh="{lead}：{found} 年", en="{lead}: {found}")
CHANGE = Message(zh="改为 {expected} 年", en="change to {expected}")
NAMES = {
    Origin.OPTION: Message(zh="检查时指定的年份", en="the option --year"),
    Origin.TITLE: Message(zh="标题", en="the title"),
    Origin.SELF_REFERENCE: Message(zh="引言中的报告名称", en="the report's name in the preamble"),
    Origin.PERIOD: Message(zh="统计期限", en="the period"),
    Origin.CAPTION: Message(zh="表格或部分的标题", en="the caption"),
    Origin.SIGNATURE: Message(zh="成文日期", en="the date"),
}
DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")


@rule("NB404", "year-conflict", Severity.ERROR)
def year_conflict(report: Report) -> Iterator[Problem]:
    year, stated = agreed_year(report), stated_years(report)
    if year is None or report.year is None:
        return
    # A date in the report year itself is too early, which is another rule's.
    odd = [
        reading
        for reading in stated
        if reading.value != year and not (reading.origin is Origin.SIGNATURE and reading.value == year - 1)
    ]
    agreeing = [
        reading for reading in (report.year, *stated) if reading.value == year and reading.origin in NAMES
    ]
    if not odd or not agreeing:
        return
    lead, other = odd[0], NAMES[agreeing[0].origin]()
    if lead.origin is Origin.SIGNATURE:
        phrase = DATE(found=lead.value + 1, other=other, expected=year, next=year + 1)
    elif report.year.origin is Origin.OPTION:
        phrase = GIVEN(lead=NAMES[lead.origin](), found=lead.value, expected=year)
    elif lead.origin is agreeing[0].origin:
        phrase = WITHIN(lead=other, found=lead.value, expected=year)
    else:
        phrase = CONFLICT(lead=NAMES[lead.origin](), found=lead.value, other=other, expected=year)
    places = {
        (reading.origin, reading.value): reading
        for reading in reversed([*agreeing, *odd])
        if reading is not lead
    }
    related = tuple(
        Related(_says(reading), reading.span)
        for reading in reversed(places.values())
        if reading.span and reading.span != lead.span
    )
    edits = tuple(dict.fromkeys(edit for reading in odd for edit in _edits(report, reading, year)))
    fix = Fix(CHANGE(expected=year if lead.origin is not Origin.SIGNATURE else year + 1), edits, safe=False)
    yield Problem(
        phrase,
        lead.span,
        place=NAMES[lead.origin]().text("zh"),
        expected=str(year),
        found=str(lead.value),
        related=related,
        fixes=(fix,),
    )


def _says(reading: Fact[int]) -> Phrase:
    return SAYS(lead=NAMES[reading.origin](), found=reading.value + (reading.origin is Origin.SIGNATURE))


def _edits(report: Report, reading: Fact[int], year: int) -> Iterator[Edit]:
    """Edits that change a place to another year: both ends of a period; a signature to the year after."""
    assert reading.span
    starts = [reading.span.start]
    if reading.origin is Origin.SIGNATURE:
        starts, year = [starts[0] + report.source.text.startswith("(", starts[0])], year + 1
    if reading.origin is Origin.PERIOD:
        period = next(period for period in report.periods if period.span.start <= starts[0] < period.span.end)
        starts += [
            day.span.start
            for day in (period.first, period.last)
            if day and report.source.text.startswith(("20", "二"), day.span.start)
        ]
    for start in starts:
        text = (
            str(year)
            if report.source.text[start].isdecimal() and report.source.text[start].isascii()
            else str(year).translate(DIGITS)
        )
        yield Edit(Span(start, start + 4), text)
