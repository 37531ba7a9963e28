import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from ....grammar import LineKind, Report, Span
from ....grammar.memory import remembered
from ....grammar.regex import Regex
from ...findings import Problem, Related, Severity
from ...messages import Message
from ...registry import rule

FOUND = Message(
    zh="正文夹有网页内容 {count} 处，如{shown}，应删去",
    en="{count} pieces of a web page stand in the text, such as {shown}; remove them",
)
WORDS = Path(__file__).with_suffix(".txt")
SHORT = 80  # characters of a line that is no paragraph
ALSO = Message(zh="这里也有“{found}”", en="“{found}” is here too")
SHOWN = 20  # characters of a piece that are shown
NAMED, LISTED = 3, 9  # pieces that the message names, and further places
ALONE = 2  # so many words make up a line of navigation; one may be a heading

_SEPARATORS = Regex(r"[\s|:【】\[\]()<>·•/,、;_»›*#-]+")
_END = Regex("[。;!?]")
_BLANKS = " ?"  # 索 引 号


@rule("NB120", "page-furniture", Severity.INFO)
def page_furniture(report: Report) -> Iterator[Problem]:
    found: list[Span] = []
    anywhere = _words().may_stand_in(report.prose)
    menu: list[Span] = []  # entries of a navigation, which may be cells of their own
    entries = 0
    for line in report.lines:
        here = _entries(line.text) if len(line.text) <= SHORT else 0
        if here:
            menu.append(line.span)
            entries += here
            continue
        if entries >= ALONE:
            found.append(menu[0])
        menu, entries = [], 0
        judged = (anywhere or len(line.text) <= SHORT) and line.kind in (LineKind.TEXT, LineKind.SUBHEADING)
        place = _furniture(line.text, anywhere) if judged else None
        if place:
            found.append(Span(line.span.start + place.start, line.span.start + place.end))
    if entries >= ALONE:
        found.append(menu[0])
    if found:
        pieces = [report.source.quote(place)[:SHOWN].strip() for place in found]
        shown = "、".join(f"“{piece}”" for piece in list(dict.fromkeys(pieces))[:NAMED])
        places = list(zip(pieces, found, strict=True))[1 : LISTED + 1]
        yield Problem(
            FOUND(count=len(found), shown=shown),
            found[0],
            found=pieces[0],
            related=tuple(Related(ALSO(found=piece), place) for piece, place in places),
        )


@remembered
def _entries(text: str) -> int:
    """How many entries of a navigation a line is made of; 0 where it holds anything else."""
    parts = [part for part in _SEPARATORS.split(text) if part]
    return len(parts) if _words().alone.issuperset(parts) else 0


@remembered
def _furniture(text: str, anywhere: bool) -> Span | None:
    """Where a line holds text that a site printed; `anywhere`: not only at the beginning of the line."""
    words = _words()
    if len(text) > SHORT or _END.search(text):
        match = words.within.search(text) if anywhere else None
        return Span(match.start(), match.end()) if match else None
    match = (words.anywhere.search(text) if anywhere else None) or words.beginning.match(text)
    return Span(match.start(), min(len(text), match.start() + SHOWN)) if match else None


class _Words(NamedTuple):
    """Text that sites print: in short lines, in paragraphs, at the start of short lines, as whole lines."""

    anywhere: Regex
    within: Regex
    beginning: Regex
    alone: frozenset[str]
    signs: tuple[str, ...]

    def may_stand_in(self, text: str) -> bool:
        """Whether a text has any of the words that may stand anywhere."""
        compact = text.replace(" ", "")
        return any(sign in compact for sign in self.signs)


@cache
def _words() -> _Words:
    groups: list[list[str]] = []
    for line in WORDS.read_text("utf-8").splitlines():
        if line.startswith("#"):
            groups.append([])
        else:
            groups[-1].append(line)
    anywhere, labels, beginnings, alone = groups
    return _Words(
        Regex(_any(anywhere)),
        Regex(f"(?:{_any(anywhere)}) ?[:>]|(?:ICP备|公网安备) ?[0-9]"),
        Regex(f"[【\\[(]?(?:(?:{_any(labels)}) ?:|{_any(beginnings)})"),
        frozenset(alone),
        tuple(anywhere),
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(_BLANKS.join(map(re.escape, word)) for word in sorted(words, key=len, reverse=True))
