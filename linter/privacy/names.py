"""Names of persons beside their numbers."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from ...grammar import Source
from ...grammar.regex import HAN, Regex
from .numbers import PersonalNumber

_SENTENCE_END = Regex(r"[。;!?\n]")
_ROLE = (
    "(?:申请人|当事人|投诉人|信访人|举报人|被处罚人|来[电信访]人|[市村居]民|群众|户主|机主|本人|患者|学生|职工"
    "|姓名|联系人|法定代表人)"
)
_WORDS = (
    "单位|金额|费用|关于|时间|包括|常[住用]|成员|文件|方[式便]|高校|万元|于是|施工|温馨|白天|全家|向其|曾用"
)
_NAMED = (  # what follows a name
    "(?:[公居]民)*(?:身份证|证件号|手机|电话|联系|银行卡|储蓄卡|信用卡|[卡账帐]号|[账帐]户|号码|性别|住|的|[男女])"
)


def names_beside(source: Source, numbers: list[PersonalNumber]) -> set[str]:
    """The names of the persons whose numbers these are, as far as words beside the numbers tell them."""
    text = source.text
    names: set[str] = set()
    for number in numbers:
        line = max(text.rfind(end, 0, number.span.start) for end in "。;!?\n") + 1
        before = text[max(line, number.span.start - 60) : number.span.start]
        after = _SENTENCE_END.split(text[number.span.end : number.span.end + 40], maxsplit=1)[0]
        for pattern, where in zip(_names(), (before, before, before, after), strict=True):
            names |= {match["name"] for match in pattern.finditer(where)}
    return names


@cache
def _names() -> tuple[Regex, Regex, Regex, Regex]:
    """Patterns of a name: after a role, before the number's kind, in the cell before, behind the number."""
    lines = Path(__file__).with_name("surnames.txt").read_text("utf-8").splitlines()
    words = sorted((word for line in lines if not line.startswith("#") for word in line.split()), key=len)
    given = f"(?!{_ROLE}|{_WORDS})(?:{'|'.join(reversed(words))})(?:(?!某){HAN}){{1,2}}"
    name = f"(?P<name>{given}?)"
    return (
        Regex(rf"{_ROLE}[:(“\" ]{{0,3}}{name}(?=(?!{HAN})|{_NAMED}|[提来反要于在通向])"),
        Regex(
            rf"(?:(?<!{HAN})|(?<=[为向由给对与和到是请及人民]))(?P<name>{given})(?=[(,:、 ]{{0,2}}{_NAMED})"
        ),
        Regex(rf"(?<!{HAN})(?P<name>{given})[(,:、| \t]{{1,5}}$"),
        Regex(rf"^[)(,、| \t]{{0,4}}(?:姓名|{_ROLE})?[:(, |\t]{{1,3}}(?P<name>{given})(?!{HAN})"),
    )
