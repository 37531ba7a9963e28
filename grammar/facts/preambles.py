"""Reads who prepares a report from the sentences before its first section."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model import Fact, Line, Origin
from ..regex import HAN, Regex
from ..text.maps import Span
from .agencies import agency_in_title
from .years import presents

# 现公布青禾县民政局2023年政府信息公开工作年度报告, without 《》
_PRESENTED = Regex(
    r"(?:公布|发布|公开|编制|编写|撰写|制作|形成|现将|[,，。]将)了?"
    r"(?P<named>(?!了|并|和|与|,|情况)[^,。;:《》“”]{2,60}?(?:信息公开|政务公开)[^,。;:《》]{0,12}?"
    r"(?:报告|年报|工作情况))(?!格式|编制|有关|的?通知|编写|工作的)",
    needs="公开",
)
_VERBS = Regex("^(?:并|和|及|现|特|予以?|向全?社会(?:各界)?|公布|发布|公开|编制|编写)+")
_NAME = rf"(?P<name>{HAN}{{2,40}}?)"
_MAKER = Regex(
    rf"由{_NAME}(?:\([^()]*\))?(?:负责|组织|牵头)?(?:编制|编写|撰写|起草|汇总|结合|根据|依据|依照|按照|综合)",
    needs="由",
)
_OWN_WORK = Regex(
    rf"结合{_NAME}(?:\([^()]*\))?(?:20\d\d年度?)?的?(?:政府信息公开|政务公开|信息公开|工作|实际)",
    needs="结合",
)
_CONTACT = Regex(
    rf"(?:请与|可与|请联系|请向|请咨询|可咨询|可联系|请致电|请致函):?{_NAME}"
    r"(?:\(|,|:|;|。|联系|咨询|反映|提出|$)",
    needs=("请", "可与", "可咨询", "可联系"),
)
_OFFICE = Regex(
    "(?:政府信息与?|政府信息公开|政务公开|信息公开|党政|综合){1,4}(?:工作)?(?:领导小组)?(?:办公室|办|[科股]室?)?$"
    "|(?<!政府)(?:办公室|办|秘书[科股])$"
)
_ENDS = Regex(
    "(?:人民政府|政府|政府办公[厅室]|委员会|管委会|办事处|街道|(?<!全)[省市县旗盟州区]|[镇乡局厅委院校站社馆部署]"
    "|中心|[支大总]队|集团|公司|小学|[中大]学|[一二三四五六七八九十]中|学院|幼儿园|银行|苏木)$"
)
_NO_NAME = Regex("^(?:我|本|该|各|全[省市县区]|上级|国务院|以|于|和|在|对|当地|政府(?:部门|机关)?$|街道$)")


def bodies_in_preamble(lines: Sequence[Line]) -> Iterator[Fact[str]]:
    """Yield the names under which a report is presented, then those of its maker and of whom to ask."""
    for line in lines:
        for match in _PRESENTED.finditer(line.text):
            name = agency_in_title(_VERBS.sub("", match["named"]))
            at = line.text.find(name, match.start("named"))
            if at >= 0 and _is_body(name) and presents(line.text, match.start("named")):
                yield Fact(name, Origin.SELF_REFERENCE, _span(line, at, name))
    for shape in (_MAKER, _OWN_WORK, _CONTACT):
        for line in lines:
            for match in shape.finditer(line.text):
                name = _OFFICE.sub("", match["name"]) if shape is _CONTACT else match["name"]
                name += "政府" if name.endswith("人民") else ""  # the word is printed once for both
                if _is_body(name):
                    yield Fact(name, Origin.MASTHEAD, _span(line, match.start("name"), name))


def _is_body(name: str) -> bool:
    return len(name) > 2 and bool(_ENDS.search(name)) and not _NO_NAME.search(name)


def _span(line: Line, at: int, name: str) -> Span:
    return Span(line.span.start + at, line.span.start + at + len(name))
