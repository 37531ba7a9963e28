"""Wholes and their parts in the prose that do not add up: 共12条，其中动态7条、公告6条."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from msgspec import Struct, field

from ...grammar.memory import remembered
from ...grammar.regex import Regex
from .amounts import Amount, Measure, amounts


class Enumeration(NamedTuple):
    """A whole that its parts do not add up to."""

    whole: Amount
    parts: tuple[Amount, ...]
    complete: bool  # whether the words say that nothing is left out

    @property
    def total(self) -> Decimal:
        return sum((part.value for part in self.parts), Decimal(0))

    @property
    def lacking(self) -> Decimal:
        return self.whole.value - self.total

    @property
    def certain(self) -> bool:
        """Whether it is complete, by its words or as it lacks so little that a part is hardly left out."""
        smallest = min(part.value for part in self.parts)
        return self.lacking < 0 or self.complete or self.lacking <= max(smallest, self.whole.value * _NEARLY)


_OPENING = Regex(
    r"(?=[其包具分按(:一])"  # most characters begin none, which this tells at once
    r"(?:(?P<partly>其中)|(?P<all>(?<!主要)(?<!也)(?<!还)(?:包括|包含)|具体(?:为|是)|(?:(?<=[,;:(件条宗份起个例次篇])|(?<=[,;:(]其))分别(?:为|是)|分(?:为|成)"
    r"|按[^,。;:0-9]{1,8}分(?:类)?(?=[,:]))|(?P<mark>[(:])|(?P<numbered>(?<=[,:;])一是))",
    needs=("其中", "包括", "包含", "具体", "分别", "分为", "分成", "按", "(", ":", "一是"),
)
_COMPARED = Regex(
    "[较比](?!例|重)|同期|上一?年度?(?!结转|转)|去年|往年|历年|(?<!新)增|减少|上升|下降|降低|提[升高]|以来|占|20[0-9]{2}年(?!度?(?:结转|转))"
)
# Words that begin another statement. The second group also stands in names of parts, such as 招标公开 and
# 动态发布, and only begins one where it leads.
_NEW_SUBJECT = Regex(
    "其中|包括|包含|合计|总计|共计|全年|(?<!其)另|此外|同时|(?<![返归偿])还(?!款|贷|建|原|迁)|召开|举办"
    "|没有|未发生|未收到|未出现|收到|受理(?!类|信息|情况)|引[发起]|发生(?!类)|被(?:申请|提起|复议|诉|告)"
    "|占(?!地|用|道|补)|(?<![年度结])(?:结转|转(?:入|结|接)?下)"
    "|^(?:[^,;、0-9]{0,6}[,;、])?(?:并|已|均|又|也|共|累计|总共|依法|及时|主动|按[期时])?"
    "(?:公开|发布|公示|组织|开展|培训|修订|废止|答复|办结|未|被|总|共|累计)"
    "|^(?:[^,;、0-9]{0,6}[,;、])?(?:通过|利用|依托|借助|在)[^,;、0-9]*(?:公开|发布|公示|推送)"
)
_NESTED = Regex("其中|包括|包含|合计|共|占")
_NUMBER = Regex("[一二三四五六七八九十]是")
_OPEN = Regex(
    "(?<![平高同对初中均一二三四])等(?![级次待候额号同])|主要|重点|例如|(?<!其他)(?:其余|剩余)(?![^,;]{0,12}[0-9])|为主|若干|部分(?!公开)|除外|不含|不包括"
)
# Kinds that divide all requests between them: who asks, and when they came.
_DIVISIONS = (
    Regex("(?:自然人|公民|个人).*(?:法人|企业|组织|单位)"),
    Regex("新收.*年度?结转|年度?结转.*新收"),
)
_LOOSE = frozenset("个家名人次处类场期批户项")  # what is counted so need not be of one kind
MOST = 150  # figures of a stretch; what has more is no sentence
_NEARLY = Decimal("0.03")  # a list that lacks no more than this share of its whole was meant to be complete
_FAR = 40  # characters between a whole and its parts
_IDIOMS = 3  # 一批, 两类: numerals up to here may be parts of a phrase
_JOINED = Regex("[^,;、]{0,6}[,、]?(?:以及|及|和)(?!上|去|20)")
_GOES_ON = Regex("[^,;、]{0,4}[,;、] *")  # at the end of a line: more of the list may stand in the next
_TOTAL = Regex(
    "(?<=[,;])(?:合计|共计|总计)(?:公开|发布|办理|信息|政府信息|为|是){0,3}(?=[0-9])",
    needs=("合计", "共计", "总计"),
)
_LISTING = Regex("其中|包括|包含|含|分别|具体", needs=("其中", "含", "包括", "分别", "具体"))
_SHARE = Regex(r"[,(]?占(?:比|总数|总量)?[^,;、0-9占]{0,10}[0-9.]+%\)?", needs="占")
_SUMS = 64  # ways to count, beyond which nothing is certain


@remembered
def enumerations(text: str, year: int | None) -> tuple[Enumeration, ...]:
    """The enumerations of a stretch that do not add up."""
    return tuple(_enumerations(text, year))


def _enumerations(text: str, year: int | None) -> Iterator[Enumeration]:
    if not _OPENING.search(text) and not _TOTAL.search(text):
        return
    figures = amounts(text)
    if sum(figure.measure is Measure.COUNT for figure in figures) < 2 or len(figures) > MOST:
        return
    taken: set[int] = set()
    for opening in _OPENING.finditer(text):
        found = _Listed(text, figures, year).read(opening)
        if found and found.whole.start not in taken:
            taken.add(found.whole.start)
            yield found
    yield from _closings(text, figures, year)


class _Listed(Struct):
    """Reads the list behind one opening."""

    text: str
    figures: Sequence[Amount]
    year: int | None
    parts: list[Amount] = field(default_factory=list)
    sums: set[Decimal] = field(default_factory=lambda: {Decimal(0)})
    unsure: bool = False

    def read(self, opening: re.Match[str]) -> Enumeration | None:
        text, mark = self.text, opening["mark"]
        before, after = text[: opening.start()], opening.end()
        depth = before.count("(") - before.count(")")
        wholes = self._wholes(opening, depth)
        if not wholes:
            return None
        whole = wholes[-1]
        gap = before[whole.end :]
        listing = mark == "(" and _LISTING.match(text, after)
        if (mark and not listing and (len(gap) > 8 or re.search("[,;:()]", gap))) or (
            opening["numbered"] and len(gap) > 2
        ):
            return None
        inside = depth + (mark == "(")
        following = [figure for figure in self.figures if figure.start >= after]
        closed = next((figure for figure in following if self._depth(figure.start) < inside), None)
        end = closed.start if closed else len(text)
        if inside:
            end = min(end, _closing(text, after))
        following = [figure for figure in following if figure.start < end and figure.depth == inside]
        accepted = {one.value for one in wholes} | {
            sum((one.value for one in wholes), Decimal(0)),
            sum((one.value for one in wholes[-2:]), Decimal(0)),
        }
        if mark and (
            not following or _COMPARED.search(text[after : following[-1].end].replace(f"{self.year}年", ""))
        ):
            return None
        subject = _NESTED if mark == "(" else _NEW_SUBJECT
        if not self._add_up(following, after, whole, accepted, subject) and self.parts:
            return self._judged(opening, wholes, after, end)
        return None

    def _wholes(self, opening: re.Match[str], depth: int) -> list[Amount]:
        """The counts that may be the whole: those before the list with the unit of the last one."""
        before = [
            figure
            for figure in self.figures
            if figure.end <= opening.start()
            and figure.depth == depth
            and not _compared(self.text, figure, self.year)
        ]
        before = [figure for figure in before if not figure.spelt or figure.value > _IDIOMS]
        last = before[-1] if before else None
        if last is None or last.vague or not last.unit or last.step != 1 or last.measure is not Measure.COUNT:
            return []
        gap = self.text[last.end : opening.start()]
        plain = ",".join(clause for clause in gap.split(",") if not _COMPARED.search(clause))
        if len(plain) > _FAR or plain.count(",") > 2 or ";" in gap:
            return []
        return [figure for figure in before if figure.unit == last.unit and figure.step == 1]

    def _depth(self, offset: int) -> int:
        return self.text.count("(", 0, offset) - self.text.count(")", 0, offset)

    def _add_up(
        self, following: Sequence[Amount], start: int, whole: Amount, accepted: set[Decimal], subject: Regex
    ) -> bool:
        """Whether the list adds up wherever it may end. Collects the parts that surely belong to it."""
        end, natural = start, True
        first: int | None = None  # how strong the mark between the first two is
        for figure in following:
            if figure.measure is not Measure.COUNT:
                continue
            gap = re.sub(r"\([^()]*\)", "", self.text[end : figure.start]).replace(f"{self.year}年", "")
            gap = _SHARE.sub("", gap)  # a share of its own may stand behind each part
            optional = (
                figure.unit != whole.unit or figure.spelt != whole.spelt or figure.vague or figure.step != 1
            )
            goes_on = len(self.parts) == 1 and gap.startswith("、") and not subject.search(gap)
            if (self.sums & accepted and not goes_on and not _JOINED.match(gap)) or len(self.sums) > _SUMS:
                return True
            level = _level(gap)
            apart = (
                len(gap) > _FAR or level < 0 or (first is not None and level > first) or subject.search(gap)
            )
            natural = natural and not _COMPARED.search(gap) and not (self.parts and apart)
            if natural and optional:
                self.unsure = True
            elif natural:
                first = level if self.parts and first is None else first
                self.parts.append(figure)
            elif not optional and not _COMPARED.search(gap):
                self.unsure |= not subject.search(gap)
            added = {one + figure.value for one in self.sums}
            self.sums = self.sums | added if optional else added
            end = end if optional else figure.end
        return bool(self.sums & accepted) or len(self.sums) > _SUMS

    def _judged(
        self, opening: re.Match[str], wholes: list[Amount], start: int, end: int
    ) -> Enumeration | None:
        text, parts = self.text, tuple(self.parts)
        whole = wholes[-1]
        complete = not opening["partly"] and whole.unit not in _LOOSE
        if opening["numbered"] and len(_NUMBER.findall(text, opening.start())) != len(parts):
            return None
        found = Enumeration(whole, parts, complete)
        if found.total == whole.value:
            return None
        if found.total > whole.value:
            largest = max(sum((one.value for one in wholes), Decimal(0)), whole.value)
            near = opening.start() - whole.end <= 2
            return found if (found.total > largest and (len(parts) > 1 or near)) else None
        if _GOES_ON.fullmatch(text, parts[-1].end):
            return None
        tail = re.match("[^,;、)]*", text[parts[-1].end : end])
        listed = text[opening.start() : parts[-1].end + (tail.end() if tail else 0) + 3]
        if self.unsure or _OPEN.search(listed) or whole.value < max(one.value for one in wholes):
            return None
        if found.total * 2 < whole.value and not complete:
            return None  # plainly a selection
        if len(parts) >= 4 or (complete and len(parts) >= 2):
            return found
        if len(parts) >= 2 and found.lacking <= whole.value * _NEARLY:
            return found
        return found if len(parts) == 2 and any(division.search(listed) for division in _DIVISIONS) else None


def _compared(text: str, figure: Amount, year: int | None) -> bool:
    """Whether a figure is one of another year, or of a change."""
    clause = re.split("[,;:(、]", text[: figure.start])[-1]
    return bool(_COMPARED.search(clause.replace(f"{year}年", "")))


def _closing(text: str, start: int) -> int:
    """Where the bracket that is open at an offset is closed."""
    depth = 0
    for match in re.finditer("[()]", text[start:]):
        depth += 1 if match[0] == "(" else -1
        if depth < 0:
            return start + match.start()
    return len(text)


def _level(gap: str) -> int:
    """How strong the mark between two parts is; -1 where there is none."""
    if ";" in gap:
        return 2
    if "," in gap:
        return 1
    return 0 if re.search("[、和及与]", gap) or re.match("以及", gap) else -1


def _closings(text: str, figures: Sequence[Amount], year: int | None) -> Iterator[Enumeration]:
    """Lists that end with their total: 动态7条、公告5条，合计12条."""
    for total in _TOTAL.finditer(text):
        whole = next((figure for figure in figures if figure.start == total.end()), None)
        start = text.rfind(";", 0, total.start() - 1) + 1
        parts = [figure for figure in figures if start <= figure.start and figure.end < total.end()]
        if (
            whole is None
            or whole.vague
            or not whole.unit
            or len(parts) < 2
            or _OPENING.search(text[start : total.start()])
            or _OPEN.search(text[start : total.start()])
        ):
            continue
        if any(
            part.unit != whole.unit
            or part.vague
            or part.spelt
            or part.depth != whole.depth
            or _compared(text, part, year)
            for part in parts
        ):
            continue
        clauses = text[start : total.start() - 1].split(",")
        if any(not re.search("[0-9]", clause) for clause in clauses[1:]):
            continue
        sums = {sum((part.value for part in parts[at:]), Decimal(0)) for at in range(len(parts))}
        if whole.value not in sums:
            yield Enumeration(whole, tuple(parts), True)
