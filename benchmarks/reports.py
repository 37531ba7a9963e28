"""Folders of made-up reports for measurements."""

from __future__ import annotations

import random
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from tests.generator import (
    FAULTS,
    STYLES,
    NotApplicable,
    clean_report,
    draft,
    random_figures,
    render,
    renders,
)

FAULTY = 3  # every third report has a fault
PLAIN = ("markdown", "pipe")  # as offices write them: Markdown, and text with bars between cells
EVERY = tuple(STYLES)  # also as crawlers, spreadsheets and PDF readers leave them


def write_reports(folder: Path, count: int, seed: int, styles: Collection[str] = PLAIN) -> int:
    """Write different reports as 00000.md and so on, in any of some styles. Returns their size in bytes."""
    folder.mkdir(parents=True)
    texts = (_report(random.Random(f"{seed} {number}"), number, styles) for number in range(count))
    return sum((folder / f"{number:05}.md").write_bytes(text.encode()) for number, text in enumerate(texts))


def _report(rng: random.Random, number: int, styles: Collection[str]) -> str:
    """A clean report in varied words, or every third time one with a fault."""
    if number % FAULTY:
        return clean_report(rng, styles).text
    report = draft(rng, random_figures(rng, rng.choice(("2019", "2021"))))
    with suppress(NotApplicable):  # such as a wrong figure where there are none
        report = FAULTS[rng.choice(sorted(FAULTS))](report, rng).draft
    return render(
        report, rng.choice([style for style in styles if renders(report, style)] or ["markdown"]), rng
    )
