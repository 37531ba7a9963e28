"""Faults planted in correct reports are found, in every serialisation; correct reports are silent."""

from __future__ import annotations

import random

import pytest
from nianbao.linter import Severity, Source, check

from tests.generator import (
    FAULTS,
    STYLES,
    NotApplicable,
    Planted,
    Variant,
    draft,
    random_figures,
    render,
    renders,
)
from tests.generator.drafts import Draft

ROUNDS = 3
# No reader can tell that figures beside blank padding are lost or added; blank cells are for another rule.
UNDECIDABLE = {"drop-figure", "add-figure"}


def drafts(style: str, fault: str) -> list[tuple[Draft, Planted, Variant]]:
    planted = []
    for number in range(ROUNDS):
        rng = random.Random(f"{style}/{fault}/{number}")
        report = draft(rng, random_figures(rng, rng.choice(["2019", "2021"])))
        try:
            one = FAULTS[fault](report, rng)
        except NotApplicable:
            continue
        if renders(report, style) and renders(one.draft, style):
            planted.append((report, one, Variant(crlf=rng.random() < 0.3, two_line_title=rng.random() < 0.3)))
    return planted


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("fault", sorted(set(FAULTS) - UNDECIDABLE))
def test_planted_faults_are_found(fault: str, style: str) -> None:
    for report, planted, variant in drafts(style, fault):
        correct = check(Source("a.md", render(report, style, random.Random(0), variant)))
        assert [finding.message for finding in correct if finding.severity is not Severity.INFO] == []
        text = render(planted.draft, style, random.Random(0), variant)
        found = {finding.code for finding in check(Source("a.md", text))}
        assert found & planted.codes, f"{planted.code} in {style}: only {sorted(found)} was found\n{text}"


@pytest.mark.parametrize("style", STYLES)
def test_one_structural_fault_is_one_finding(style: str) -> None:
    for fault in (
        "drop-section",
        "drop-table",
        "drop-row",
        "swap-rows",
        "swap-sections",
        "old-template",
        "duplicate-section",
        "drop-column-header",
    ):
        for _, planted, variant in drafts(style, fault):
            text = render(planted.draft, style, random.Random(0), variant)
            found = [
                finding for finding in check(Source("a.md", text)) if finding.severity is not Severity.INFO
            ]
            assert len(found) == 1, f"{fault} in {style}: {[finding.message for finding in found]}\n{text}"
