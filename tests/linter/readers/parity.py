"""Reports that are compared with themselves in another kind of file."""

from __future__ import annotations

import random
from collections import Counter

from nianbao.linter import Examination, Source, examine

from tests.generator import FAULTS, Draft, NotApplicable, draft, random_figures, render

Said = Counter[tuple[str, object, str | None]]
HOLES = "drop-figure"  # a cell that is not there at all, which only some kinds of files can show


def a_draft(seed: int) -> tuple[str, Draft]:
    """A report of either format, three of four with a fault, whose name comes first."""
    rng = random.Random(seed)
    clean = draft(rng, random_figures(rng, ("2021", "2019")[seed % 2]))
    while seed % 4:
        name = rng.choice(sorted(FAULTS))
        try:
            return name, FAULTS[name](clean, rng).draft
        except NotApplicable:
            continue
    return "", clean


def said(examination: Examination) -> Said:
    """The findings in a report, without their places in its file."""
    return Counter(
        (finding.code, finding.problem.cell, finding.problem.expected) for finding in examination.findings
    )


def said_of_text(draft: Draft) -> Said:
    """The findings in the same report as Markdown."""
    return said(examine(Source("report.md", render(draft, "markdown"))))
