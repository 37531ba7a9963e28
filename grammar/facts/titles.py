"""Finds the title of a report and splits it into its parts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from ..model import Fact, Line, LineKind
from ..regex import Regex
from ..spelling import TITLE_ENDINGS, garbled
from ..text.maps import Span
from .agencies import agency_in_title, body, may_be_one
from .years import with_digits

_YEAR = Regex(r"20\d\d(?:年(?:年?度)?)?")
_LATE_YEAR = Regex(r"20\d\d(?:年(?!度))?")  # in 工作2023年度报告, 年度 belongs to 报告
_SUBJECT = Regex("(?:政府|政务)?信息公开")
_SUFFIX = Regex(r"\([^()]*\)$")
_DATE = Regex(r"\(20\d\d年\d{1,2}月\d{1,2}日\)")
_MARKS = Regex(r"[\s《》]|^标\s?题\s|^(?:信息)?名\s?称\s|^附件\d{0,2}")
_ABOUT = Regex("^关于(?:报送|印发|公布|发布|上报)?|关于$")
_TITLE_BEGINS = Regex(
    r"(?P<first>20\d\d年度?)?(?P<agency>[一-龥()、]{2,40}?)(?:关于)?(?:(?P<year>20\d\d(?:年度?)?)(?:政府|政务)?)?"
)
_NAME_ENDS = Regex(
    r"(?:[省市县区州盟旗镇乡局委厅办会处院室社所馆校署团]|(?<!网)站|街道|政府|中心|[支大]队|公司)(?:\([^()]*\))?$"
)
_ENDS_WELL = Regex("信息公开.*(?:报告|年报)$")
_CARD_LABEL = Regex(r"\W{0,9}(?:标 ?题|(?:信 ?息|文 ?件)? ?名 ?称)\W{0,9}")
_SITE = Regex("[>»|/]|首页|当前位置")


class TitleForm(Struct, frozen=True):
    """A title, split into its parts."""

    agency: str
    years: tuple[str, ...]  # as printed, in order
    year_first: bool  # the title begins with a year
    late_year: bool  # a year follows `subject`
    about: str  # 关于
    subject: str  # 政府信息公开
    ending: str  # 工作年度报告
    suffix: str  # (图片版)


def read_titles(front: Sequence[Line], signature: Fact[str] | None) -> list[Line]:
    """Return the title, joined with the line above if it begins there; empty if there is none.

    A title that is printed a second time follows it.
    """
    titles = [line for line in front if line.kind is LineKind.TITLE]
    if not titles:
        return _in_card(front)
    dated = [line for line in titles if _YEAR.search(with_digits(line.text))] or titles
    named = (
        line for line in dated if agency_in_title(line.text) or _begins_title(_above(line, front), signature)
    )
    title = next(named, dated[0])
    at = front.index(title)
    again = [
        line for line in front[max(0, at - 1) : at + 2] if line is not title and line.kind is LineKind.TITLE
    ]
    above = _above(title, front)
    if above and not agency_in_title(title.text) and _begins_title(above, signature):
        title = Line(
            LineKind.TITLE, Span(above.span.start, title.span.end), above.text.strip("#* ") + title.text
        )
    return [title, *(again if len(titles) == 2 else ())]


def _in_card(front: Sequence[Line]) -> list[Line]:
    """Return the title in the card that a site prints, where it stands in a cell behind 标题."""
    return [
        Line(LineKind.TITLE, cell.span, cell.text)
        for label, cell in pairwise(front)
        if _CARD_LABEL.fullmatch(label.text) and _ENDS_WELL.search(cell.text) and _YEAR.search(cell.text)
    ][:1]


def _above(line: Line, front: Sequence[Line]) -> Line | None:
    at = front.index(line)
    return front[at - 1] if at else None


def _begins_title(line: Line | None, signature: Fact[str] | None) -> bool:
    """Whether a title begins in a line, with the agency and perhaps the year.

    A government that did not sign may belong to the site.
    """
    if line is None:
        return False
    match = _TITLE_BEGINS.fullmatch(_MARKS.sub("", with_digits(line.text.strip("#* "))))
    if not match or not (match["year"] or match["first"] or _NAME_ENDS.search(match["agency"])):
        return False
    return (
        bool(match["year"] or match["first"])
        or signature is None
        or not body(match["agency"]).governs
        or may_be_one(match["agency"], signature.value)
    )


def named_above(title: Line, front: Sequence[Line]) -> bool:
    """Whether the line right above a title names an agency."""
    above = [line for line in front if line.span.end <= title.span.start][-1:]
    return any(
        _NAME_ENDS.search(line.text) and _TITLE_BEGINS.fullmatch(_MARKS.sub("", line.text.strip("#* ")))
        for line in above
    )


def title_form(title: str) -> TitleForm | None:
    """Split a title into its parts; None for other texts, such as the breadcrumbs of a site."""
    text = _DATE.sub("", _MARKS.sub("", with_digits(title)))
    suffix = _SUFFIX.search(text)
    text = text[: suffix.start()] if suffix else text
    wrong = "" if _ENDS_WELL.search(text) else garbled(text, TITLE_ENDINGS)
    subject = re.search(re.escape(wrong) + "$", text) if wrong else _SUBJECT.search(text)
    if not subject or _SITE.search(text):
        return None
    before, after = text[: subject.start()], text[subject.end() :]
    agency = _YEAR.sub("", before)
    about = _ABOUT.search(agency)
    agency = _ABOUT.sub("", agency)
    if agency.endswith("人民") and subject[0].startswith("政府"):
        agency += "政府"  # 人民政府信息公开: the word is printed once for both
    late = _LATE_YEAR.findall(after)
    return TitleForm(
        agency=agency,
        years=(*_YEAR.findall(before), *late),
        year_first=bool(_YEAR.match(before)),
        late_year=bool(late),
        about=about[0] if about else "",
        subject="政府信息公开" if wrong else subject[0],
        ending=wrong or _LATE_YEAR.sub("", after),
        suffix=suffix[0] if suffix else "",
    )
