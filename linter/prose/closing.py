"""Who signs a report, and when: at its end, or below its title."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ...grammar import Line, LineKind, Report, Source, Span
from ...grammar.regex import Regex
from ...grammar.text.maps import Layout, Markup

_BODY = (
    "(?:政府|办公[厅室]|办|委员会|委|办事处|街道|小组|指挥部|[总支大中]队|中心|集团|公司|[大中小]学|学院|学校|幼儿园|医院|法院|检察院|银行|联合会|协会"
    "|联社|合作社|总社|宣传部|组织部|统战部|武装部|[局厅院镇乡处站馆所室社])"
)
_DAY = (
    "(?:20[0-9]{2}[年./-]?[0-9]{1,2}[月./-]?[0-9]{0,2}日?"
    "|二[〇○零O0][〇○零O0一二三四五六七八九]{2}年[一二三四五六七八九十]{1,3}月[一二三四五六七八九十]{0,3}日?)"
)
_DATED = Regex(
    rf"(?<![至到截止于自日0-9])\(?{_DAY}(?:印发|发布|公布|公开)?\)?$",
    needs=("20", "二"),
    ends="0123456789一二三四五六七八九十./-年月日发布开)",
)
_PLACE = Regex("[^,。;:、《》()0-9]{1,14}[省市县区旗州盟]")  # a government signs as 云岭市 too
_STAMPED = Regex(
    rf"[日期时间发布]:{_DAY}|\({_DAY}(?:印发|发布|公布|公开)?\)", needs=(":20", ":二", "(20", "(二")
)
_AGENCY = Regex(
    rf"(?:^|[。;:)])(?P<agency>[^,。;:、《》()]{{1,40}}{_BODY}(?:\([^()]{{2,20}}\))?)(?:\([加盖公印]{{0,2}}章\))?$",
    ends="府厅室办会委处道组部队心团司学校园院行社局镇乡站馆所)",
)
_PUBLISHED = Regex("(?:发布|发文|公开|制发|编制|报告|责任|填报|信息)?(?:机构|机关|单位|部门|来源):[^:]{2,}")
_TAIL = 80  # characters at the end of a line
_CLOSING = 8  # lines at the end, with what a site prints below the signature


class Closing(NamedTuple):
    """The places of a signature."""

    agency: Span | None
    date: Span | None
    end: Span  # the end of the text


def closing_of(report: Report) -> Closing | None:
    """The signature of a report; None for a page, and where the last part is not there to hold one."""
    if _is_page(report.source):
        return None
    last = report.sections[-1] if report.sections else None
    if last is None or (last.format and last.format.table) or not last.lines:
        return None
    marks = list(_below_title(report))
    for section in report.sections:
        if section is last or any(line.kind is LineKind.DATE for line in section.lines):
            closing = len(section.lines) - (_CLOSING if section is last else 0)
            for number, line in enumerate(section.lines):
                marks += _marks(line, number >= closing)
    agencies, dates = (
        [span for kind, span in marks if kind is wanted] for wanted in (LineKind.AGENCY, LineKind.DATE)
    )
    end = last.lines[-1].span.end
    return Closing(agencies[-1] if agencies else None, dates[-1] if dates else None, Span(end, end))


def _is_page(source: Source) -> bool:
    """Whether a site printed the text. Its pages name agency and date in a card, or nowhere."""
    return isinstance(source.map, Markup) or (isinstance(source.map, Layout) and not source.map.placed)


def _below_title(report: Report) -> Iterator[tuple[LineKind, Span]]:
    """Agencies and dates below the title, or above it in the card that a site prints."""
    after = report.title.span.end if report.title else 0
    for line in report.front:
        for kind, span in _marks(line, True):
            if kind is LineKind.DATE or line.span.start >= after:
                yield kind, span
        text = "".join(line.text.split())
        if _PUBLISHED.match(text):
            yield LineKind.AGENCY, line.span
        if _STAMPED.search(text):
            yield LineKind.DATE, line.span


def _marks(line: Line, last: bool) -> Iterator[tuple[LineKind, Span]]:
    if line.kind in (LineKind.AGENCY, LineKind.DATE):
        yield line.kind, line.span
    elif last and line.kind in (LineKind.TEXT, LineKind.SUBHEADING):
        text = "".join(line.text[-_TAIL:].split())
        date = _DATED.search(text)
        if date:
            yield LineKind.DATE, line.span
            text = text[: date.start()]
        if _AGENCY.search(text) or _PLACE.fullmatch(text):
            yield LineKind.AGENCY, line.span
