"""Folders of made-up reports to measure on."""

from __future__ import annotations

import random
from contextlib import suppress
from pathlib import Path

from tests.generator import FAULTS, STYLES, NotApplicable, clean, draft, random_figures, render, renders

FAULTY = 3  # every third report has a fault


def write_reports(folder: Path, count: int, seed: int) -> int:
    """Write so many reports, no two alike, as 00000.md and so on. Returns the bytes that they have together."""
    folder.mkdir(parents=True)
    return sum((folder / f"{number:05}.md").write_bytes(_report(random.Random(f"{seed} {number}"), number).encode()) for number in range(count))


def _report(rng: random.Random, number: int) -> str:
    """A clean report in varied words, or every third time one with a fault; written down in any style."""
    if number % FAULTY:
        return clean(rng)
    report, style = draft(rng, random_figures(rng, rng.choice(("2019", "2021")))), rng.choice(STYLES)
    with suppress(NotApplicable):  # such as a wrong figure where there are none
        report = FAULTS[rng.choice(sorted(FAULTS))](report, rng).draft
    return render(report, style if renders(report, style) else "markdown", rng)
