from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

from msgspec import Struct

from ....grammar import Report, Span
from ....grammar.memory import remembered
from ....grammar.regex import HAN, Regex
from ...findings import Edit, Fix, Problem, Related, Severity
from ...messages import Message
from ...prose.items import NUMBER
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
    taken: set[int] = set()
    for wording, places in find(doubled(), report):
        taken.update(at for place in places for at in range(*place))
        yield _problem(wording.wrong, wording.right, places, safe=True)
    repeated: dict[str, list[Span]] = {}
    for passage in report.passages:
        for start, word in _repeated(passage.text):
            span = Span(passage.start + start, passage.start + start + 2 * len(word))
            if taken.isdisjoint(range(*span)):
                repeated.setdefault(word, []).append(span)
    for word, places in repeated.items():
        yield _problem(2 * word, word, places, safe=False)
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


def _problem(wrong: str, right: str, places: list[Span], safe: bool) -> Problem:
    fix = Fix(CHANGE(expected=right), tuple(Edit(place, right) for place in places), safe=safe)
    return Problem(
        DOUBLE(found=wrong, expected=right),
        places[0],
        expected=right,
        found=wrong,
        related=tuple(Related(ALSO(), place) for place in places[1:]),
        fixes=(fix,),
    )


# ── Words that stand twice ──────────────────────────────────────────────────

_WORD = Regex(rf"(?:{HAN})+|20[0-9]{{2}}年{HAN}*|{HAN}+20[0-9]{{2}}年")
_NUMBER = Regex(NUMBER)
_LONGEST = 40  # characters of what is repeated
_BETWEEN = "的等对有一又为与和及"  # 人口少的村的村民, 一个一个: what begins so stands between two words
_NUMERALS = frozenset("〇○零一二三四五六七八九十百千万")  # 二〇二〇年
_HEADING = 4  # characters of a heading that may be repeated by the text behind it
_NAMES = "乡镇局县"  # the last character of a body's name, which its next word repeats
_NAMED = ("我", "本")


class _Meant(Struct, frozen=True):
    """What is printed twice and meant."""

    words: dict[str, tuple[str, ...]]  # with what may follow the first of the two
    longer: tuple[str, ...]
    signs: dict[str, tuple[tuple[str, ...], tuple[str, ...]]]  # with words that end and that begin with them


@cache
def _meant() -> _Meant:
    text = Path(__file__).with_name("redundant_words_meant.txt").read_text("utf-8")
    words, longer, signs = (part.splitlines()[1:] for part in text.split("# ")[1:])
    return _Meant(
        {word: tuple(after.split()) for word, after in (line.split("\t") for line in words)},
        tuple(longer),
        {
            sign: (tuple(ending.split()), tuple(beginning.split()))
            for sign, ending, beginning in (line.split("\t") for line in signs)
        },
    )


@remembered
def _repeated(text: str) -> list[tuple[int, str]]:
    """The words and phrases that stand twice side by side, each with where it begins."""
    found: list[tuple[int, str]] = []
    seen: dict[str, int] = {}
    end = 0
    for at, (sign, following) in enumerate(pairwise(text)):
        if sign == following and at >= end and _is_sign_too_many(text, at):
            found.append((at, sign))
            end = at + 2
        pair = sign + following
        start = seen.get(pair)
        seen[pair] = at
        if start is None or start < end:
            continue
        length = at - start
        if 2 <= length <= _LONGEST and text.startswith(text[start:at], at):
            if not _is_meant(text, start, length):
                found.append((start, text[start:at]))
            end = at + length
    return found


def _is_meant(text: str, start: int, length: int) -> bool:
    """Whether what stands twice from here on is no word, or may well stand twice."""
    word, second, end = text[start : start + length], start + length, start + 2 * length
    if not _WORD.fullmatch(word) or word[0] in _BETWEEN or _NUMERALS.issuperset(word):
        return True
    if length >= _HEADING and not word[0].isdigit() and _NUMBER.fullmatch(text, 0, start):
        return True
    after = _meant().words.get(word, ())
    if after == ("*",) or any(text.startswith(words, second) for words in after):
        return True
    around = text[max(0, start - 2) : end + 2]
    return len(set(word)) == 1 or any(words in around for words in _meant().longer)


def _is_sign_too_many(text: str, at: int) -> bool:
    """Whether a character is doubled, and no word ends with the first or begins with the second."""
    sign = text[at]
    if sign not in _meant().signs or sign in (text[at - 1 : at], text[at + 2 : at + 3]):
        return False
    if sign in _NAMES and not (
        text.startswith(_NAMED, max(0, at - 1)) or text.startswith("人民政府", at + 2)
    ):
        return False
    ending, beginning = _meant().signs[sign]
    return not text.endswith(ending, 0, at + 1) and not text.startswith(beginning, at + 1)
