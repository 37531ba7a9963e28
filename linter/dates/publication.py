"""When a site published a report, as the page or the card above the title says."""

from __future__ import annotations

import re
from datetime import date

from ...grammar import Fact, Origin, Report, Span
from ...grammar.regex import Regex
from ...grammar.text.maps import Markup

_DAY = r"(?P<year>20[0-9]{2})[-年/.](?P<month>[0-9]{1,2})[-月/.](?P<day>[0-9]{1,2})(?![0-9])"
_IN_HEAD = Regex(
    r"<meta\s[^<>]{0,40}?name\s*=\s*[\"']?(?:PubDate|publish_?(?:date|time))[\"']?\s+"
    rf"content\s*=\s*[\"']? {{0,3}}{_DAY}",
    re.IGNORECASE,
)
_HEAD = 20_000  # characters in which the head of a page ends
_LABEL = "(?:发 ?[布表]|公 ?[开布]|上 ?传) ?(?:日 ?期|时 ?间)"
_IN_CARD = Regex(
    rf"{_LABEL}[\s:|*]{{0,12}}{_DAY}",
    needs=tuple(last + blank + first for last in "布表开传" for blank in ("", " ") for first in "日时"),
)
_ON_PAGE = Regex(
    rf"(?:发布|公开|公布)(?:日期|时间)[\s:：]{{0,12}}(?:</?[a-zA-Z][^<>]{{0,80}}>[\s:：]{{0,12}}){{0,6}}{_DAY}"
)


def published(report: Report) -> Fact[date] | None:
    """The day on which a site published a report, with its place in the text where it stands there."""
    source = report.source
    start = report.sections[0].heading.span.start if report.sections else len(source.text)
    card = _IN_CARD.search(source.text, 0, start)
    if card and (day := _date(card)):
        return Fact(day, Origin.MASTHEAD, Span(card.start("year"), card.end()))
    if isinstance(source.map, Markup):
        page = source.map.text
        said = _IN_HEAD.search(page, 0, _HEAD) or _ON_PAGE.search(page)
        if said and (day := _date(said)):
            return Fact(day, Origin.MASTHEAD, None)
    return None


def _date(match: re.Match[str]) -> date | None:
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None  # 2月30日
