"""Who reports, about which year, and when: read from the title, the period, the prose and the signature."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from .model import Level, Line, LineKind, Origin, Reading
from .numerals import number
from .source import Span

_YEAR = re.compile(r"(20\d\d) {0,3}年")
_CHINESE_YEAR = re.compile(r"二[〇○零O0][〇○零O0一二三四五六七八九]{2}(?= {0,3}年)")
_DIGITS = str.maketrans("〇○零O一二三四五六七八九", "0000123456789")
_TITLE_YEAR = re.compile(r"20\d\d(?= {0,3}年)|20\d\d")
# The crawlers of some sites lose 年, 月 and 日 or the digits between them: 202311日至1231日.
_PERIOD = re.compile(r"(20\d\d)_年?_0?1_月?_0?1_日?_(?:起|开始)?_,?_(?:至|到|-|—|–|~){1,2}_(?:20\d\d)?_年?_1_2_月?_3_[01]_日?".replace("_", " {0,3}"))
_SELF_REFERENCE = re.compile(r"《([^《》]{2,60}信息公开[^《》]{0,12}(?:报告|年报))》")
_BEFORE_YEAR = re.compile(r"(?:关于)?(?P<agency>[^\d《》]{2,40}?)(?:关于)?\s*20\d\d年?")
_AFTER_YEAR = re.compile(r"20\d\d年?度?(?P<agency>[^\d《》]{2,40}?)(?:政府|政务)?信息公开")
_FOREWORD = re.compile("^(?:关于)?(?:报送|印发|公布|发布|上报)?(?:关于)?")
_SUBJECT_MATTER = re.compile("(?:政府|政务)?信息公开")
_WITHOUT_YEAR = re.compile(r"(?P<agency>[^\d《》]{2,40}?)(?:政府|政务)?信息公开")
_CARD = re.compile("发布|印发|成文|日期|时间|索引")  # cards of sites say when a page was published
_COMPARED = re.compile(r"[比较同第] ?$")
_BODY = "人民政府|政府办公[厅室]|委员会|管委会|街道办事处|街道|[局厅委镇乡]"
_SUBJECT = re.compile(rf"(?:20\d\d {{0,3}}年度? ?,? ?)?(?P<agency>[^\s,。;:、《(0-9]{{2,30}}?(?:{_BODY}))(?=[^局委会办处长党机])")
_TOWNSHIP = re.compile(r"(?:[乡镇]|街道|苏木)(?:人民政府|政府|办事处)?$|街办$")
_GOVERNMENT = re.compile(r"(?:人民政府|[省市县区州盟旗]政府|[省市县区州盟旗])$")


def read_year(title: Line | None, lines: Sequence[Line], overview: Sequence[Line], dated: Reading[date] | None) -> Reading[int] | None:
    """The report year, from the first of these that tells it: title, period, prose, date of signature."""
    if title:
        match = _TITLE_YEAR.search(_with_digits(title.text))
        if match:
            return Reading(int(match[0]), Origin.TITLE, title.span)
    for line in lines:
        match = _PERIOD.search(_with_digits(line.text))
        if match:
            return Reading(int(match[1]), Origin.PERIOD, _place(line, match, 1))
    told = _year_in_prose(overview) or _year_in_prose(lines)
    return told or (Reading(dated.value.year - 1, Origin.SIGNATURE, dated.span) if dated else None)


def _year_in_prose(lines: Sequence[Line]) -> Reading[int] | None:
    """The year that is named most often, the first of several."""
    counts: Counter[int] = Counter()
    first: dict[int, Span] = {}
    for line in lines:
        if line.kind not in (LineKind.TEXT, LineKind.SUBHEADING) or _CARD.search(line.text[:40]):
            continue
        for match in _YEAR.finditer(_with_digits(line.text)):
            if not _COMPARED.search(line.text[max(0, match.start() - 2) : match.start()]):
                counts[int(match[1])] += 1
                first.setdefault(int(match[1]), _place(line, match, 1))
    year = max(counts, key=lambda year: counts[year], default=None)
    return Reading(year, Origin.PROSE, first[year]) if year else None


def read_agency(title: Line | None, lines: Sequence[Line], overview: Sequence[Line]) -> Reading[str] | None:
    """The reporting body, from the first of these that names it: title, 《…》 self-reference, signature, masthead, prose."""
    if title and (name := agency_in_title(title.text)):
        return Reading(name, Origin.TITLE, title.span)
    for line in lines:
        for match in _SELF_REFERENCE.finditer(line.text):
            if name := agency_in_title(match[1]):
                return Reading(name, Origin.SELF_REFERENCE, _place(line, match, 1))
    named = [line for line in lines if line.kind is LineKind.AGENCY]
    if named:
        return Reading(named[-1].text.replace(" ", ""), Origin.SIGNATURE, named[-1].span)
    for line in overview[:2]:
        subject = _SUBJECT.match(line.text)
        if subject:
            return Reading(subject["agency"], Origin.PROSE, _place(line, subject, "agency"))
    return None


def agency_in_title(title: str) -> str:
    """The agency in a title such as 青禾县民政局2023年政府信息公开工作年度报告; empty if there is none."""
    title = _FOREWORD.sub("", re.sub(r"\s", "", _with_digits(title)))
    if len(_YEAR.findall(title)) and re.match(r"20\d\d年?度?\D+20\d\d", title):
        title = re.sub(r"^20\d\d年?度?", "", title)  # the year is printed twice
    for form in (_BEFORE_YEAR, _AFTER_YEAR, _WITHOUT_YEAR):
        match = form.match(title)
        if match:
            name = re.sub("(?:关于|年度?)$", "", _SUBJECT_MATTER.split(match["agency"])[0])
            following = title[match.start("agency") + len(name) :]
            if name.endswith("人民") and following.startswith("政府信息公开"):
                name += "政府"  # 人民政府信息公开: the word is printed once for both
            if len(name) > 1 and name not in ("政府", "政务"):
                return name
    return ""


def read_level(agency: str) -> Level:
    """Government, department or township, by the end of the agency's name."""
    if _TOWNSHIP.search(agency):
        return Level.TOWNSHIP
    return Level.GOVERNMENT if _GOVERNMENT.search(agency) else Level.DEPARTMENT


def read_date(lines: Iterable[Line], shape: re.Pattern[str]) -> Reading[date] | None:
    """The last line that is nothing but a date. `shape`: DATE of report.lark."""
    found: Reading[date] | None = None
    for line in lines:
        match = shape.fullmatch(_with_digits(line.text)) if line.kind is LineKind.DATE else None
        if match:
            try:
                found = Reading(date(int(match["year"]), number(match["month"]) or 0, number(match["day"]) or 0), Origin.SIGNATURE, line.span)
            except ValueError:
                continue  # 2月30日
    return found


def _with_digits(text: str) -> str:
    """The same text with years such as 二〇二三 in digits, at the same offsets."""
    return _CHINESE_YEAR.sub(lambda match: match[0].translate(_DIGITS), text)


def _place(line: Line, match: re.Match[str], group: int | str) -> Span:
    # Lines keep their text as it stands in the source, so offsets in one are offsets in the other.
    return Span(line.span.start + match.start(group), line.span.start + match.end(group))
