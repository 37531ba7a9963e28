"""How likely people are to make a mistake: a low cost is a common slip.

The order follows published reports, where nearly every wrong cell is a total left at 0, and what is known of
typing figures: digits exchanged, lost or doubled, then one digit wrong.
"""

from __future__ import annotations

from collections.abc import Collection

TOTAL_LEFT_AT_ZERO = 1.0
_EXCHANGED = 2.0  # two cells for one another
_MOVED = 3.5  # a figure in a cell far from its own, which holds 0
_COINCIDENCE = 5.0  # the same with a figure so small that two other errors may look like it
_SMALL = 2
SHIFTED = 2.5  # a run of cells by one place
_EXCHANGED_DIGITS = 2.0
_DIGIT_LOST_OR_ADDED = 2.0  # among them ×10
_NEIGHBOUR = 2.4  # the figure of the cell beside, above or below
_ONE_DIGIT = 2.5
_LEFT_AT_ZERO = 3.0
_OTHER = 2.0  # and 1 for each digit that differs
_NOT_A_TOTAL = 0.3  # totals are worked out, the others are copied


def cost(found: int, expected: int, total: bool, neighbours: Collection[int | None]) -> float:
    """Of writing one figure for another.

    `total`: whether the cell is a sum; `neighbours`: the figures around it.
    """
    if total and found == 0:
        return TOTAL_LEFT_AT_ZERO
    return _slip(str(found), str(expected), found != 0 and found in neighbours) + (
        0 if total else _NOT_A_TOTAL
    )


def exchange(one: int | None, other: int | None, alike: bool) -> float:
    """Of exchanging two figures. `alike`: whether their cells are neighbours or of the same kind."""
    if alike or (one and other):
        return _EXCHANGED
    return _MOVED if max(one or 0, other or 0) > _SMALL else _COINCIDENCE


def _slip(found: str, expected: str, neighbouring: bool) -> float:
    if _lost(found, expected) or _lost(expected, found):
        return _DIGIT_LOST_OR_ADDED
    if len(found) == len(expected):
        different = [
            place for place, (one, other) in enumerate(zip(found, expected, strict=True)) if one != other
        ]
        if (
            len(different) == 2
            and different[1] == different[0] + 1
            and found[different[0]] == expected[different[1]]
            and found[different[1]] == expected[different[0]]
        ):
            return _EXCHANGED_DIGITS
        if neighbouring:
            return _NEIGHBOUR
        return (
            _LEFT_AT_ZERO if found == "0" else _ONE_DIGIT if len(different) == 1 else _OTHER + len(different)
        )
    if neighbouring:
        return _NEIGHBOUR
    if found == "0":
        return _LEFT_AT_ZERO
    return _OTHER + max(len(found), len(expected))


def _lost(shorter: str, longer: str) -> bool:
    """Whether one digit of the longer figure lacks in the shorter."""
    return len(longer) == len(shorter) + 1 and any(
        longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer))
    )
