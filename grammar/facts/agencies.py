"""Reads the names of the reporting body, and compares names that may belong to one body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from ..model import Fact, Level, Line, LineKind, Origin
from ..regex import HAN, Regex
from ..text.maps import Span
from .years import presents, with_digits

_SELF_REFERENCE = Regex(r"《([^《》]{2,60}信息公开[^《》]{0,12}(?:报告|年报))》")
_BEFORE_YEAR = Regex(r"(?:关于)?(?P<agency>[^\d《》]{2,40}?)(?:关于)?\s{0,40}20\d\d年?")
_AFTER_YEAR = Regex(r"20\d\d年?度?(?P<agency>[^\d《》]{2,40}?)(?:政府|政务)?信息公开")
_WITHOUT_YEAR = Regex(r"(?P<agency>[^\d《》]{2,40}?)(?:政府|政务)?信息公开")
_FOREWORD = Regex(r"^(?:标题|(?:信息)?名称|附件\d{0,2})?(?:关于)?(?:报送|印发|公布|发布|上报)?(?:关于)?")
_SUBJECT_MATTER = Regex("(?:政府|政务)?信息公开")
_BODY = "人民政府|政府办公[厅室]|委员会|管委会|街道办事处|街道|[局厅委镇乡]"
_SUBJECT = Regex(
    r"(?:20\d\d {0,3}年(?:度|以来)?(?:来)? ?,? ?)?(?:在[^。;]{2,60}?下,)?"
    rf"(?P<agency>(?![是在以为全各本由])[^\s,。;:、《(0-9“”我按照据]{{2,30}}?(?:{_BODY}))(?=[^局委会办处长党机])"
)

_OFFICE = "(?:党政(?:综合)?办(?:公室)?)?"
_TOWNSHIP = Regex(
    rf"(?:[乡镇]|街道|苏木)(?:人民政府|政府|办事处)?{_OFFICE}$|街办$", needs=("乡", "镇", "街", "苏木")
)
_GOVERNMENT = ("人民政府", *(kind + end for kind in "省市县区州盟旗" for end in ("政府", "")))
_ZONE = Regex("(?:开发|园|高新|示范|保税|度假|景|功能|产业|试验)区$")  # run by a committee, not a government


# ── Names ───────────────────────────────────────────────────────────────────


def read_bodies(
    title: Line | None,
    front: Sequence[Line],
    overview: Sequence[Line],
    lines: Sequence[Line],
    signature: Fact[str] | None,
    preamble: Sequence[Fact[str]] = (),
) -> Iterator[Fact[str]]:
    """Yield every place that names the reporting body, the most reliable first.

    The order is: title, self-reference, signature, other mentions, masthead, preamble, prose. `preamble`:
    what the sentences before the first section tell.
    """
    if title and (name := agency_in_title(title.text)):
        yield Fact(name, Origin.TITLE, title.span)
    opening = {line.span for line in (*front, *overview[:2])}
    mentioned: list[Fact[str]] = []
    for line in lines:
        for match in _SELF_REFERENCE.finditer(line.text):
            if name := agency_in_title(match[1]):
                own = line.span in opening and presents(line.text, match.start())
                reading = Fact(name, Origin.SELF_REFERENCE if own else Origin.PROSE, _place(line, match, 1))
                if own:
                    yield reading
                else:
                    mentioned.append(reading)
    yield from (reading for reading in preamble if reading.origin is Origin.SELF_REFERENCE)
    if signature:
        yield signature
    yield from mentioned
    named = [line for line in lines if line.kind is LineKind.AGENCY]
    if named:
        yield Fact(_compact(named[-1]), Origin.MASTHEAD, named[-1].span)
    yield from (reading for reading in preamble if reading.origin is not Origin.SELF_REFERENCE)
    for line in overview[:2]:
        subject = _SUBJECT.match(line.text)
        if subject:
            yield Fact(subject["agency"], Origin.PROSE, _place(line, subject, "agency"))
            break


def read_signature(closing: Sequence[Line]) -> Fact[str] | None:
    """Return the agency right above the closing date, or in the last line if there is no date."""
    for above, line in zip(reversed(closing[:-1]), reversed(closing[1:]), strict=True):
        if line.kind is LineKind.DATE and above.kind is LineKind.AGENCY:
            return Fact(_compact(above), Origin.SIGNATURE, above.span)
    last = next((line for line in reversed(closing) if line.kind is not LineKind.PAGE), None)
    return (
        Fact(_compact(last), Origin.SIGNATURE, last.span) if last and last.kind is LineKind.AGENCY else None
    )


def _compact(line: Line) -> str:
    return line.text.replace(" ", "")


def agency_in_title(title: str) -> str:
    """Return the agency in a title such as 青禾县民政局2023年政府信息公开工作年度报告, or an empty string."""
    title = _FOREWORD.sub("", re.sub(r"\s", "", with_digits(title)))
    if re.match(r"20\d\d年?度?\D+20\d\d", title):
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
    """Return government, department or township, judged by the end of the agency's name."""
    if _TOWNSHIP.search(agency):
        return Level.TOWNSHIP
    return Level.GOVERNMENT if agency.endswith(_GOVERNMENT) and not _ZONE.search(agency) else Level.DEPARTMENT


# ── Whether two names may be one body's ─────────────────────────────────────

# The name of a place ends with its kind, such as 县, unless that character belongs to another word, as in
# 市场, 城乡, 社区 and 杭州市.
_PLACE = Regex(
    rf"(?!自治[区州县旗])(?P<stem>{HAN}{{1,12}}?)(?P<kind>自治[区州县旗]|地区|省"
    "|(?<!城)市(?!场|政[公管园工设市]|容|域)|州(?![市区县])|盟(?!市)|县(?!域)|(?<![社小老灾库])区(?!域)"
    "|旗(?![市区县镇乡])|(?<![城乡])镇(?![江平海宁雄安原坪远康沅赉巴市区县])"
    "|(?<!城)乡(?!村|镇|市|县|宁)|苏木|街道(?!管理))"
)
# 青禾县人民政府东山街道办事处
_WITHIN_GOVERNMENT = Regex(rf"人民政府(?P<stem>{HAN}{{1,8}}?)(?P<kind>街道)", needs="街道")
_STREET = Regex("(?<!道)街(?:道)?办$")
_HEAD = Regex("^(?:中华人民共和国|国家税务总局|中国共产党|中共)")
# 县民政局 does not name its county.
_BARE = Regex("^(?:自治[区州县旗]|[省市县区州旗镇乡](?!场|政[公管园工设市]|容|域|村|街))+")
_LONG_FORMS = (("管委会", "管理委员会"), ("政府办$", "政府办公室"), ("^政府", "人民政府"), ("委$", "委员会"))
_GOVERNS = Regex("^$|^人民政府|^办(?:事处)?$|^(?:工作|管理)委员会|^行政公署|^行署")
_PREPARES = Regex(
    "办公[厅室]|领导小组|专班|政务|数据|行政审批|信息中心|电子政|营商环境|融媒体|党政|机关事务|网信|智慧"
)
_COUNTIES, _TOWNSHIPS = ("县", "区", "旗", "自治县", "自治旗"), ("镇", "乡", "街道", "苏木")


class Body(Struct, frozen=True):
    """The name of a body, split into its parts."""

    places: tuple[tuple[str, str], ...]  # stem and kind, such as 青禾 and 县; the largest place first
    organ: str  # the rest of the name, in its long form

    @property
    def governs(self) -> bool:
        """Whether this is a government or a similar body, not a department of one."""
        return bool(_GOVERNS.search(self.organ))


@lru_cache(256)
def body(name: str) -> Body:
    """Split the name of a body into its parts."""
    name = _STREET.sub("街道办事处", _HEAD.sub("", name))
    places = []
    while match := _PLACE.match(name) or _WITHIN_GOVERNMENT.match(name):
        places.append((match["stem"], match["kind"]))
        name = name[match.end() :]
    organ = _BARE.sub("", name)
    for short, long in _LONG_FORMS:
        organ = re.sub(short, long, organ)
    return Body(tuple(places), organ)


def may_be_one(name: str, other: str) -> bool:
    """Whether two names may belong to one body.

    One may be abbreviated, omit superior places, or name the office that prepares the report.
    """
    if not _is_name(name + other) or min(len(name), len(other)) < 3:
        return True
    return _same_place(body(name), body(other)) and _same_organ(body(name), body(other))


def foreign_place(name: str, own: str) -> bool:
    """Whether a name lies in another county or township than `own`.

    A place that may lie above or below it is not foreign.
    """
    if not _is_name(name + own):
        return False
    ours, places = body(own).places, body(name).places
    for level in (_COUNTIES, _TOWNSHIPS):
        alike = [stem for stem, kind in ours if kind in level]
        if alike and places and places[-1][1] in level and not _ZONE.search("".join(places[-1])):
            return not any(_same_stem(places[-1][0], stem) for stem in alike)
    return False


def _is_name(text: str) -> bool:
    """Whether a text has only characters that occur in names of bodies."""
    return all("一" <= character <= "龥" or character in "()、" for character in text)


def _same_place(one: Body, other: Body) -> bool:
    if not one.places or not other.places:
        return True
    (stem, _), (other_stem, _) = one.places[-1], other.places[-1]
    return _same_stem(stem, other_stem) or stem in other.organ or other_stem in one.organ


def _same_stem(stem: str, other: str) -> bool:
    return stem in other or other in stem  # 高新 and 云岭高新技术产业开发


def _same_organ(one: Body, other: Body) -> bool:
    if one.governs and other.governs:
        return True
    if (one.governs and _PREPARES.search(other.organ)) or (other.governs and _PREPARES.search(one.organ)):
        return True
    if "领导小组" in one.organ + other.organ or ("分局" in one.organ and "分局" in other.organ):
        return True
    return not (one.governs or other.governs) and (
        _within(one.organ, other.organ) or _within(other.organ, one.organ)
    )


def _within(short: str, long: str) -> bool:
    """Whether one name contains the characters of the other in order, as 人力资源和社会保障局 does 人社局."""
    rest = iter(long)
    return all(character in rest for character in short)


def _place(line: Line, match: re.Match[str], group: int | str) -> Span:
    return Span(line.span.start + match.start(group), line.span.start + match.end(group))
