"""Remembered results are those that would be computed again, whatever was read in between."""

import random
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nianbao.grammar import Source, memory
from nianbao.linter import Finding, check

from tests.generator import FAULTS, NotApplicable, draft, random_figures, render
from tests.generator.variety import clean


def _report(rng: random.Random) -> str:
    report = draft(rng, random_figures(rng, "2021"))
    with suppress(NotApplicable):
        report = FAULTS[rng.choice(sorted(FAULTS))](report, rng).draft
    return render(report, "markdown", rng)


def _mixed(rng: random.Random) -> list[str]:
    """Reports, and texts of their lines in other places, or of lines that begin alike."""
    texts = [_report(rng), _report(rng), clean(rng)]
    lines = [line for text in texts for line in text.splitlines()]
    rng.shuffle(lines)
    cut = [line[: rng.randrange(len(line) + 1)] for line in lines]
    return [*texts, "\n".join(lines), "\n".join(cut)]


@settings(max_examples=20)
@given(st.integers(0, 2**32))
def test_memory_changes_no_finding(seed: int) -> None:
    sources = [Source("a.md", text) for text in _mixed(random.Random(seed))]
    remembered = [check(source) for source in (*sources, *reversed(sources))]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(memory, "LONG", -1)  # every line is too long to be remembered
        anew: list[list[Finding]] = [check(source) for source in sources]
    assert remembered == [*anew, *reversed(anew)]
