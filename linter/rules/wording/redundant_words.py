from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ....grammar import Report
from ....grammar.regex import Regex
from ...findings import Edit, Fix, Problem, Related, Severity
from ...messages import Message
from ...prose.wordlists import Wording, find, load
from ...registry import rule

DOUBLE = Message(
    zh="“{found}”重复，应为“{expected}”", en="“{found}” says a thing twice; it should be “{expected}”"
)
BOTH = Message(
    zh="“{found}”中“{one}”和“{other}”只用一个", en="“{found}”: use either “{one}” or “{other}”, not both"
)
ALSO = Message(zh="这里也有", en="here too")
CHANGE = Message(zh="改为“{expected}”", en="change to “{expected}”")
DROP = Message(zh="删去“{word}”", en="remove “{word}”")

_FIGURE = r" {0,2}(?:[0-9][0-9,.]{0,14} {0,2}[十百千万亿]{0,2}|[一二三四五六七八九十百千万两几]{1,6}) {0,2}"
_MORE = r"(?P<other>余|多(?=[条件次个人篇份项家起宗部场期名封例千万]))"
_UNIT = "(?:人次|万元|个?工作日|个月|小时|[条件次个人篇份项家起宗部场期名封例天元年月])?"
_TIME = "(?! {0,2}(?:年|个月|月|天|日|周|载))"  # 近十余年 is the last ten years and more
_BOND = "(?<![节预签契公履违特集相条邀赴失续解合简誓盟婉爽]约)"  # 节约20余万元
# What says it twice, and whether the second word may go: True says the same without it, False nearly the
# same, None: something else.
PAIRS: tuple[tuple[Regex, bool | None], ...] = (
    (Regex(f"(?P<one>逾|超过|超){_FIGURE}{_MORE}", needs=("逾", "超")), True),
    (Regex(f"(?P<one>近)(?<![附最邻靠临贴]近){_FIGURE}{_MORE}{_TIME}", needs="近"), None),
    (Regex(f"(?P<one>大约|大概|约{_BOND}){_FIGURE}{_MORE}", needs=("约", "大概")), False),
    (
        Regex(
            f"(?P<one>大约|大概|约{_BOND})[^0-9,。;:、余多约]{{0,8}}{_FIGURE}[%％]?{_UNIT}(?P<other>左右|上下)",
            needs=("左右", "上下"),
        ),
        True,
    ),
    (
        Regex(
            f"(?P<one>超过|逾|不少于|不低于|至少){_FIGURE}[%％]?{_UNIT}(?P<other>以上)",
            needs=("超过", "逾", "不少于", "不低于", "至少"),
        ),
        True,
    ),
)


@cache
def doubled() -> tuple[Wording, ...]:
    """The list in redundant_words.txt."""
    return load(Path(__file__).with_suffix(".txt"))


@rule("NB704", "redundant-words", Severity.INFO)
def redundant_words(report: Report) -> Iterator[Problem]:
    for wording, places in find(doubled(), report):
        yield Problem(
            DOUBLE(found=wording.wrong, expected=wording.right),
            places[0],
            expected=wording.right,
            found=wording.wrong,
            related=tuple(Related(ALSO(), place) for place in places[1:]),
            fixes=(
                Fix(
                    CHANGE(expected=wording.right),
                    tuple(Edit(place, wording.right) for place in places),
                    safe=True,
                ),
            ),
        )
    pairs = [(pair, may_go) for pair, may_go in PAIRS if pair.may_be_in(report.prose)]
    for passage in report.passages if pairs else ():
        for match, may_go in (
            (match, may_go) for pair, may_go in pairs for match in pair.finditer(passage.text)
        ):
            phrase = BOTH(found="".join(match[0].split()), one=match["one"], other=match["other"])
            drop = Fix(
                DROP(word=match["other"]), (Edit(passage.span(match, "other"), ""),), safe=bool(may_go)
            )
            yield Problem(
                phrase, passage.span(match), found=match[0], fixes=(drop,) if may_go is not None else ()
            )
