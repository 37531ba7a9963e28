"""Cut a sentence into clauses at its commas, but not inside brackets."""

from __future__ import annotations

from typing import NamedTuple


class Clause(NamedTuple):
    """A clause and its offset in the sentence."""

    start: int
    text: str


def clauses_of(text: str) -> list[Clause]:
    """Return the clauses of a sentence in order."""
    found: list[Clause] = []
    start = depth = 0
    for at, sign in enumerate(text):
        if sign == "(":
            depth += 1
        elif sign == ")":
            depth = max(depth - 1, 0)
        elif sign == "," and not depth:
            found.append(Clause(start, text[start:at]))
            start = at + 1
    found.append(Clause(start, text[start:]))
    return found
