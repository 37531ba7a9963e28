"""How the time of a search grows with the length of the text."""

from __future__ import annotations

import math
import re
import time
from collections.abc import Callable, Set

COUNTS = (
    8,
    12,
    16,
    *range(18, 42, 2),
)  # of repetitions; small steps first, so that what grows exponentially is noticed before it takes for ever
SIZES = (500, 2000, 8000)  # characters
NOTHING = 0.02  # seconds for the longest text that are negligible: a quadratic search takes ten times that
LONG = 0.3  # seconds for a text at which it is not made longer
LINEAR = 1.5  # exponents below this are taken for linear


def exponent(search: Callable[[str], object], prefix: str, part: str, end: str) -> float:
    """The power of the length with which the time of a search grows where a part is repeated.

    0 where it takes hardly any time.

    Long times are measured three times, and the least counts, as other work of the machine only adds to it.
    """
    times: list[tuple[int, float]] = []
    for count in (*COUNTS, *(size // len(part) for size in SIZES)):
        text = prefix + part * count + end
        taken = _seconds(search, text)
        if NOTHING < taken < LONG:
            taken = min(taken, _seconds(search, text), _seconds(search, text))
        times.append((len(text), taken))
        if taken > LONG:
            break
    (large, slow), (small, quick) = times[-1], times[-2]
    if slow < NOTHING:
        return 0
    return math.log(slow / max(quick, NOTHING / 1000)) / math.log(large / small) if large > small else 0


def looked_for(pattern: re.Pattern[str], ways: Set[str]) -> Callable[[str], object]:
    """A search by the most expensive method a pattern is used with: for all matches, or at one place only."""
    if ways <= {"match", "fullmatch"}:
        return pattern.fullmatch if "fullmatch" in ways else pattern.match
    return lambda text: sum(1 for _ in pattern.finditer(text))


def _seconds(search: Callable[[str], object], text: str) -> float:
    begun = time.process_time()
    search(text)
    return time.process_time() - begun
