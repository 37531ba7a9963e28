from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ....grammar import Report
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
    for slip, places in find((*config.words, *slips()), report):
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
