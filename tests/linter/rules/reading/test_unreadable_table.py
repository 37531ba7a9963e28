"""NB005: a table that was probably misread is one finding, and nothing is judged by it."""

from __future__ import annotations

import random

from nianbao.linter import Severity, Source, check

from tests.generator import draft, random_figures, render


def lines() -> str:
    rng = random.Random(11)
    return render(draft(rng, random_figures(rng, "2021"), agency="青禾县民政局", year=2023), "lines", rng)


def serious(text: str) -> list[str]:
    return [finding.code for finding in check(Source("a.txt", text)) if finding.severity is not Severity.INFO]


def test_zeros_that_vanished_are_not_missing_figures() -> None:
    text = lines()
    assert serious(text) == []
    assert set(serious(text.replace("\n0\n", "\n\n"))) == {"NB005"}


def test_lines_that_were_dropped_as_copies() -> None:
    seen: set[str] = set()
    kept = [line for line in lines().split("\n") if not line or not (line in seen or seen.add(line))]  # type: ignore[func-returns-value]
    found = serious("\n".join(kept))
    assert set(found) <= {"NB005", "NB207"} and "NB005" in found


def test_the_tables_of_two_years_side_by_side() -> None:
    rng = random.Random(12)
    text = render(draft(rng, random_figures(rng, "2021")), "inline", rng)
    doubled = "\n".join(
        f"{line} {line}" if line[-1:].isdigit() and line[:1] in "一二（1234567" else line
        for line in text.split("\n")
    )
    assert "NB302" not in serious(doubled) and "NB005" in serious(doubled)
