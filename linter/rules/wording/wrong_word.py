from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ....grammar import Passage, Report, Span
from ....grammar.regex import HAN, Regex
from ...config import Config
from ...findings import Edit, Fix, Problem, Related, Severity
from ...messages import Message
from ...prose.wordlists import Wording, find, load
from ...registry import rule

WRONG = Message(zh="“{found}”应为“{expected}”", en="“{found}” should be “{expected}”")
TIMES = Message(
    zh="“{found}”应为“{expected}”，共 {count} 处", en="“{found}” should be “{expected}”, {count} times"
)
ALSO = Message(zh="这里也有", en="here too")
CHANGE = Message(zh="改为“{expected}”", en="change to “{expected}”")


@cache
def slips() -> tuple[Wording, ...]:
    """The list in wrong_word.txt."""
    return load(Path(__file__).with_suffix(".txt"))


@rule("NB701", "wrong-word", Severity.WARNING)
def wrong_word(report: Report, config: Config) -> Iterator[Problem]:
    listed = list(find((*config.words, *slips()), report))
    taken = {at for _, places in listed for place in places for at in range(*place)}
    for slip, places in (*listed, *_misspelt_idioms(report, taken)):
        figures = any(character.isdecimal() for character in slip.wrong + slip.right)  # in a team's own words
        yield Problem(
            (TIMES if len(places) > 1 else WRONG)(found=slip.wrong, expected=slip.right, count=len(places)),
            places[0],
            expected=slip.right,
            found=slip.wrong,
            related=tuple(Related(ALSO(), place) for place in places[1:]),
            fixes=(
                Fix(
                    CHANGE(expected=slip.right),
                    tuple(Edit(place, slip.right) for place in places),
                    safe=not figures,
                ),
            ),
        )


# ── Set phrases with one wrong character ────────────────────────────────────

_HAN = Regex(HAN)


@cache
def idioms() -> tuple[tuple[str, Regex], ...]:
    """The set phrases in wrong_word_idioms.txt, each with what it and its variants look like."""
    lines = Path(__file__).with_name("wrong_word_idioms.txt").read_text("utf-8").splitlines()
    parts = (line.partition("\t") for line in lines if not line.startswith("#"))
    return tuple(
        (idiom, Regex("|".join([idiom, *variants.replace("?", ".").split()]))) for idiom, _, variants in parts
    )


def _misspelt_idioms(report: Report, taken: set[int]) -> Iterator[tuple[Wording, list[Span]]]:
    prose = report.prose
    for idiom, right in idioms():
        halves = [half for half in (idiom[:2], idiom[2:]) if half in prose]
        found: dict[str, list[Span]] = {}
        for passage in report.passages if halves else ():
            for place in _misspelt(idiom, right, halves, passage):
                if taken.isdisjoint(range(*place)):
                    found.setdefault(passage.text[place.start - passage.start :][:4], []).append(place)
        yield from ((Wording.of(wrong, idiom, ()), places) for wrong, places in found.items())


def _misspelt(idiom: str, right: Regex, halves: list[str], passage: Passage) -> Iterator[Span]:
    """Where three characters of an idiom stand in their places, two of them one of its halves."""
    for half in halves:
        at = passage.text.find(half)
        while at >= 0:
            start = at - idiom.index(half)
            words = passage.text[max(start, 0) : start + 4]
            differing = [sign for sign, meant in zip(words, idiom, strict=False) if sign != meant]
            fits = start >= 0 and len(words) == 4 and len(differing) == 1
            if fits and _HAN.match(differing[0]) and not right.match(words):
                yield Span(passage.start + start, passage.start + start + 4)
            at = passage.text.find(half, at + 1)
